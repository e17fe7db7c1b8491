"""What is said beneath a title, gathered into fields: labels in any order and nesting, bullets, code.

Labels stand in a paragraph line by line, as entries of a list, as headings of their own, or as the first
column of a table; what follows a label without text belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.plan import Check, Snippet
from tracker.importers.markdown import filerefs, passing, said, severity, status
from tracker.importers.markdown.fields import Fields
from tracker.importers.markdown.inline import Line, plain_line
from tracker.importers.markdown.labels import field_of, inside, labelled, parted
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.statement import Rated, Strength
from tracker.importers.markdown.tree import Block, Code, Entry, Listing, Paragraph, Quote, Section, Table

_LONGEST_CODE = 4000
_MOST_SNIPPETS = 8
_LONGEST_STATE = 40
_BEHIND_NAME = regex(r"\W.*")
_WORDED = regex(r"\w{2}")


class Gathering(Fields):
    """The fields of one statement, filled as its text is read."""

    def read(self, blocks: Sequence[Block], sections: Sequence[Section] = ()) -> None:
        """Gather from what stands beneath a title."""
        pending = ""
        for block in blocks:
            pending = self._block(block, pending)
        for section in sections:
            self.section(section)

    def section(self, section: Section) -> None:
        """Gather from a section whose heading may be a label."""
        found = labelled(section.title) if section.title else None
        pending = found.field if found else ""
        if section.title and not pending:
            pending = field_of(section.text)
            self.lines.append(section.title)
        if found and found.field and found.value.text:
            self.put(found.field, found.value)
        elif pending:
            self._count(pending)
        for block in section.blocks:
            pending = self._block(block, pending)
        for inner in section.sections:
            self.section(inner)

    def beside(self, line: Line) -> None:
        """Take what follows the first sentence of a line that begins with a title."""
        for found in inside(line):
            self._count(found.field)
            self._take(found.field, found.value, found.value.text)
        _, _, rest = line.text.partition(". ")
        if behind := line.after_lead if line.lead else rest or line.text.partition(", ")[2]:
            self.sentences([plain_line(behind, line.number)])
        self.claim = self.claim or (passing.of_sentences(rest) if rest else None)

    def passing(self, text: str, number: int) -> None:
        """Take the rating that a sentence gives in passing: `Schweregrad hoch.`, `This is a high risk.`"""
        if self.rating is not None:
            return
        if rated := severity.stated(text):
            self._count("severity")
            self.rating = Rated(rated, Strength.OWN, number)
        elif rated := severity.posed(text):
            self.rating = Rated(rated, Strength.IMPLIED, number)

    def sentences(self, lines: Sequence[Line]) -> None:
        """Take the rating that a sentence of running text gives, and the effort beside it."""
        found = said.rated(lines) if lines else None
        if not found or (self.rating and self.rating.severity is not found.severity):
            return
        if self.rating is None:
            self._count("severity")
            self.rating = Rated(found.severity, Strength.OWN, found.line)
        self.effort = self.effort or found.effort
        self.claim = self.claim or found.claim

    def _block(self, block: Block, pending: str) -> str:
        """Read one block; return the label that still waits for its text."""
        match block:
            case Paragraph():
                return self._paragraph(block, pending)
            case Listing():
                for entry in block.entries:
                    self._entry(entry, pending)
                return ""
            case Code():
                self._code(block, pending)
                return pending
            case Table():
                self._table(block)
                return ""
            case Quote():
                self.read(block.blocks)
                return ""
            case _:
                return ""

    def _paragraph(self, block: Paragraph, pending: str) -> str:
        current = pending
        free: list[Line] = []
        for line in (part for whole in block.lines for part in parted(whole)):
            found = labelled(line)
            if found and found.field:
                current = found.field
                self.put(current, found.value)
            elif current:
                self._take_more(current, line)
            else:
                self._free(line)
                free.append(line)
        self.sentences(free)
        last = labelled(block.lines[-1])
        return last.field if last and last.field and not last.value.text else ""

    def _take_more(self, field: str, line: Line) -> None:
        """A line that continues what a label began."""
        self.lines.append(line)
        self._take(field, line, line.text)

    def _entry(self, entry: Entry, pending: str) -> None:
        first, *rest = [part for line in entry.head for part in parted(line)]
        found = labelled(first)
        if found and found.field:
            self.put(found.field, found.value)
            for line in rest:
                more = labelled(line)
                if more and more.field:
                    self.put(more.field, more.value)
                else:
                    self._take_more(found.field, line)
            self._beneath(entry, found.field)
            return
        for line in entry.head:
            more = labelled(line)
            if line is not entry.title and more and more.field:
                self.put(more.field, more.value)
                continue
            self.lines.append(line)
            self._bullet(entry, line, pending)
        self._aside += 1
        self._beneath(entry, pending)
        self._aside -= 1

    def _bullet(self, entry: Entry, line: Line, pending: str) -> None:
        text = status.without_marks(line.text)
        if not text:
            return
        if entry.ticked is not None and line is entry.title:
            done = entry.ticked or line.struck
            self.checks.append(Check("", text, done=done, source=((line.number, line.number),)))
        elif pending:
            self._take(pending, line, line.text)
        else:
            self.bullets.append(text)
            if len(text) <= _LONGEST_STATE:
                self.claim = self.claim or passing.of_part(text)

    def _beneath(self, entry: Entry, field: str) -> None:
        for block in entry.blocks:
            self._block(block, field)

    def _free(self, line: Line) -> None:
        self.lines.append(line)
        self._inside(line)
        if self._values(line):
            return
        if _WORDED.search(line.text):
            self.passing(line.text, line.number)
            self._fact("issue", line.text)

    def _values(self, line: Line) -> bool:
        """Read a line of bare values (`P1 · 2d · open`); tell whether it was one."""
        found = passing.bare_values(line.text)
        for field, text in found:
            self.put(field, plain_line(text, line.number))
        return bool(found)

    def _code(self, block: Code, pending: str) -> None:
        path = filerefs.of_code(block.text)
        if path:
            self._code_files.append(path)
        if len(self.snippets) < _MOST_SNIPPETS and block.text.strip() and len(block.text) <= _LONGEST_CODE:
            role = "current" if pending in ("issue", "current") else "proposed"
            self.snippets.append(
                Snippet(block.text.rstrip("\n"), _BEHIND_NAME.sub("", block.lang), role, path)
            )

    def _table(self, block: Table) -> None:
        if len(block.header.cells) == 2:
            for row in (block.header, *block.rows):
                if len(row.cells) == 2 and (field := field_of(row.cells[0].text)):
                    self.put(field, row.cells[1])
        for row in block.rows:
            self.lines += row.cells
