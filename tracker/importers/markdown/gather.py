"""What is said beneath a title, gathered into fields: labels in any order and nesting, bullets, code.

Labels stand in a paragraph line by line, as entries of a list, as headings of their own, or as the first
column of a table; what follows a label without text belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain.fileref import FileRef
from tracker.domain.plan import FACTS, Check, Claim, Priority, Severity, Snippet
from tracker.domain.text import one_line
from tracker.importers.markdown import dates, effort, filerefs, passing, said, severity, states, status
from tracker.importers.markdown.horizons import Horizon, of_heading, of_value
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import FINDING_FIELDS, field_of, inside, labelled, parted
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.spans import Span
from tracker.importers.markdown.statement import Rated, Strength
from tracker.importers.markdown.titles import ANY_ID
from tracker.importers.markdown.tree import Block, Code, Entry, Listing, Paragraph, Quote, Section, Table

_LIMITS = frozenset({"current", "ceiling", "recommended", "production"})
_LONGEST_FACT = 4000
_LONGEST_CODE = 4000
_MOST_SNIPPETS = 8
_LONGEST_STATE = 40
_BEHIND_NAME = regex(r"\W.*")
_WANTED = regex(r"(?i)\bhaves?\b")
"""`Must have` says how much something is wanted, and `Immediate` when."""
_WORDED = regex(r"\w{2}")


class Gathering:
    """The fields of one statement, filled as its text is read."""

    rating: Rated | None = None
    priority: Priority | None = None
    scale = False
    """Whether the priority was given on a scale of defects (blocker, major, minor)."""
    claim: Claim | None = None
    fine = False
    """A label says that what is demanded here is in order."""
    effort: str | None = None
    phase: Horizon | None = None
    area: str | None = None
    id: str | None = None
    hashed = False
    """Whether the id is a number written as a name: `#3`."""
    title: str | None = None
    owner: str | None = None
    due: date | None = None
    when: str | None = None
    _aside = 0
    _ranges: tuple[tuple[int, int], ...] = ()

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {"steps": [], "resolved": [], "remaining": []}
        self.bullets: list[str] = []
        self.checks: list[Check] = []
        self.limit: dict[str, str] = {}
        self.snippets: list[Snippet] = []
        self.after: list[str] = []
        self.refers: list[str] = []
        """Ids of other statements that a cell gives as what this one is about."""
        self.links: list[str] = []
        self.labels: list[str] = []
        """The known fields that were labelled, in order; not those of other things' entries."""
        self.uncertain: list[str] = []
        self.lines: list[Line] = []
        """Every line that was read, for files and links."""
        self._file_lines: list[Line] = []
        self._code_files: list[str] = []

    @property
    def finding_labels(self) -> int:
        """How many labels there were that only something to remediate has."""
        return len(FINDING_FIELDS.intersection(self.labels))

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

    def put(self, field: str, value: Line) -> None:
        """Take the value of a label or a cell."""
        self._count(field)
        self.lines.append(value)
        self._inside(value)
        text = value.text
        if not text or text in "-–—?" or text.casefold() in ("n/a", "none", "tbd", "-"):
            return
        self._take(field, value, text)

    def _count(self, field: str) -> None:
        if not self._aside:
            self.labels.append(field)

    def _take(self, field: str, value: Line, text: str) -> None:
        match field:
            case "severity" | "cvss":
                self._rate(text, field, value.number)
            case "priority":
                self._prioritize(text, value.number)
            case "effort":
                self.effort = self.effort or effort.of_value(text)
                if self.effort is None:
                    self.uncertain.append(
                        f"line {value.number}: no effort could be read from {one_line(text)[:60]!r}"
                    )
            case "status":
                self._state(text)
            case "files":
                self._file_lines.append(value)
            case "lines":
                self._ranges = self._ranges or filerefs.ranges_in(text)
            case "id":
                self.id = self.id or text.strip("#[]() `")
                self.hashed = self.hashed or text.startswith("#")
            case "title":
                self.title = self.title or text
            case "phase":
                self.phase = self.phase or of_value(text)
            case "area":
                self.area = self.area or status.without_marks(text)
            case "owner":
                self.owner = self.owner or status.without_marks(text)
            case "due":
                self.due = self.due or dates.first(text)
                if self.due is None and not dates.is_day(text):
                    self.phase = self.phase or of_value(text)
            case "when":
                if of_heading(text):
                    self.phase = self.phase or of_value(text)
                else:
                    self.when = self.when or text
            case "after" | "duplicate":
                self.after += ANY_ID.findall(text)
            case "links":
                self.links += value.hrefs
            case _:
                self._text(field, text, value.number)

    def _text(self, field: str, text: str, number: int) -> None:
        if field in self.lists:
            self.lists[field].append(status.without_marks(text))
        elif field in _LIMITS:
            self.limit.setdefault(field, status.without_marks(text))
        elif field in FACTS:
            self._fact(field, text)
            rated = severity.value(text) if field in ("impact", "risk") else None
            if rated and self.rating is None:
                self.rating = Rated(rated.severity, Strength.IMPLIED, number)
            if field == "approach" and self.claim is None and passing.puts_off(text):
                self.claim = Claim.DEFERRED
            if field == "approach" and self.claim is None and passing.is_there(text):
                self.claim = Claim.DONE
                self.uncertain.append(
                    f"line {number}: taken as done, because the fix is said to be there already"
                )

    def _fact(self, field: str, text: str) -> None:
        known = self.facts.get(field)
        if known is None or len(known) < _LONGEST_FACT:
            self.facts[field] = f"{known} {text}" if known else text[:_LONGEST_FACT]

    def _rate(self, text: str, field: str, number: int) -> None:
        found: Severity | None = None
        if field == "severity":
            rated = severity.value(text)
            found = rated.severity if rated else severity.letter(text)
        found = found or severity.cvss(text)
        if found and (self.rating is None or self.rating.strength < Strength.OWN or field == "severity"):
            self.rating = Rated(found, Strength.OWN, number)

    def _prioritize(self, text: str, number: int) -> None:
        if told := severity.letter(text):
            self.priority = self.priority or severity.as_priority(told)
        if not (rated := severity.value(text)):
            self.phase = self.phase or (None if _WANTED.search(text) else of_heading(text))
            return
        self.priority = self.priority or severity.as_priority(rated.severity)
        if self.rating is None and (severity.is_level(text) or severity.of_defects(text)):
            self.rating = Rated(rated.severity, Strength.IMPLIED, number)
            self.scale = self.scale or severity.of_defects(text)

    def _state(self, text: str) -> None:
        told = states.of_words(text)
        self.fine = told is not None and told[0] is states.State.FINE
        self.claim = self.claim or status.of_value(text)
        if sha := status.commit(text):
            self._fact("note", f"Fixed in {sha}.")

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

    def _inside(self, line: Line) -> None:
        """Take what sentences within a text label, and the state that one of them gives."""
        for found in inside(line):
            self._count(found.field)
            self._take(found.field, found.value, found.value.text)
        self.claim = self.claim or passing.of_sentences(line.text)

    def beside(self, line: Line) -> None:
        """Take what follows the first sentence of a line that begins with a title."""
        for found in inside(line):
            self._count(found.field)
            self._take(found.field, found.value, found.value.text)
        _, _, rest = line.text.partition(". ")
        if behind := line.after_lead if line.lead else rest or line.text.partition(", ")[2]:
            self.sentences([Line(line.number, (Span(behind),))])
        self.claim = self.claim or (passing.of_sentences(rest) if rest else None)

    def _free(self, line: Line) -> None:
        self.lines.append(line)
        self._inside(line)
        if self._values(line):
            return
        if _WORDED.search(line.text):
            self.passing(line.text, line.number)
            self._fact("issue", line.text)

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

    def _values(self, line: Line) -> bool:
        """Read a line of bare values (`P1 · 2d · open`); tell whether it was one."""
        found = passing.bare_values(line.text)
        for field, text in found:
            self.put(field, Line(line.number, (Span(text),)))
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

    def files(self, title: Line | None) -> tuple[FileRef, ...]:
        """Return the files the statement names: those under a label, else those in all of its text."""
        return filerefs.of_statement(title, self._file_lines, self.lines, self._code_files, self._ranges)
