"""What the blocks beneath a heading make of it: rows and paragraphs of their own, labels, or plain prose."""

from __future__ import annotations

from tracker.importers.markdown import lists, remedy, status
from tracker.importers.markdown.columns import columns_of
from tracker.importers.markdown.counted import leads, number_of, parts
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.labels import FINDING_FIELDS, field_of, labelled, may_be_labelled, parted
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.statement import Around
from tracker.importers.markdown.titles import Titled
from tracker.importers.markdown.tree import (
    STRONG_LEVEL,
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
)
from tracker.importers.markdown.words import fold

_LAST_PART = regex(r"\s[–—-]\s|[:：]\s*")
_WELL = regex(
    r"\W*(?:verified|passe[sd]|pass|confirmed|correct|good|excellent|works?|working|no (?:issues|problems|"
    r"findings)|bestanden|verifiziert|verifie|conforme|verificado|verificato|проверено)\b"
)
_FEWEST = 2
_SHORTEST_SENTENCE = 5
"""Words."""
_SEVERAL = 2


def is_clear(section: Section) -> bool:
    """Tell whether a section says that there is nothing to remark, in its heading or beneath it."""
    if remedy.nothing_found(_LAST_PART.split(section.text)[-1]):
        return True
    return (
        not section.sections
        and all(
            isinstance(block, Paragraph)
            and len(block.lines) == 1
            and remedy.nothing_found(block.lines[0].text)
            for block in section.blocks
        )
        and bool(section.blocks)
    )


def is_verified(section: Section) -> bool:
    """Tell whether all beneath a heading says that it was looked at and is well: `✅ PASSES: ...`."""
    told = [block for block in section.blocks if not isinstance(block, Code | Rule)]
    return bool(told) and not section.sections and all(map(_is_well, told)) and any(map(_says_well, told))


def _is_well(block: Block) -> bool:
    """Whether every line of a paragraph or list bears the mark of success."""
    if isinstance(block, Listing):
        return all(status.Mark.GOOD in (status.mark(text), status.end_mark(text)) for text in _texts(block))
    return isinstance(block, Paragraph) and status.mark(block.lines[0].text) is status.Mark.GOOD


def _says_well(block: Block) -> bool:
    first = block.lines[0].text if isinstance(block, Paragraph) else ""
    return _WELL.match(fold(status.without_marks(first))) is not None


def _texts(block: Listing) -> list[str]:
    return [entry.title.text for entry in block.entries]


def holds_rows(section: Section, around: Around) -> bool:
    """Tell whether a table of the section has an id for each of its rows, which are things of their own."""
    tables = (block for block in section.blocks if isinstance(block, Table) and len(block.rows) > 1)
    return any(
        columns is not None and "id" in columns.fields
        for columns in (columns_of(table, around.legend) for table in tables)
    )


@remembered
def strong_leads(section: Section) -> int:
    """Return how many paragraphs begin with a strong lead or a number: each is a thing of its own."""
    paragraphs = [part for block in section.blocks if isinstance(block, Paragraph) for part in parts(block)]
    strong = sum(leads(part.lines[0]) for part in paragraphs)
    return max(strong, sum(number_of(block) is not None for block in paragraphs))


def gathered_beneath(section: Section) -> Gathering:
    """Return what is said beneath a heading, gathered anew: it can be changed."""
    gathered = Gathering()
    gathered.read(section.blocks, section.sections)
    return gathered


@remembered
def told_beneath(section: Section) -> Gathering:
    """Return what is said beneath a heading, whatever stands around it: to be read, and never changed."""
    return gathered_beneath(section)


@remembered
def direct_labels(section: Section) -> int:
    """Return how many labels of a finding are right beneath the heading; of plain bullets there are many.

    One of them may stand on a line of its own and head what follows: `**Fix applied**:` above a list.
    """
    strong = (child for child in section.sections if child.level >= STRONG_LEVEL)
    heading = [child for child in strong if field_of(child.text) in FINDING_FIELDS]
    if not heading and not any(map(_may_label, section.blocks)):
        return 0
    if len(heading) == len(section.sections):
        return told_beneath(section).finding_labels
    gathered = Gathering()
    gathered.read(section.blocks, heading)
    return gathered.finding_labels


def labels_beneath(section: Section) -> frozenset[str]:
    """Return the labels of a finding that stand beneath the heading, those that head lists counted.

    `**Problem**:` over a list opens a section of its own, and what stands behind the list is in that section:
    `**Risk**:`, three bullets, `**Impact**: high`.
    """
    found: set[str] = set()
    for child in section.sections:
        label = labelled(child.title) if child.title and child.level >= STRONG_LEVEL else None
        if label and label.field in FINDING_FIELDS:
            gathered = Gathering()
            gathered.read(
                [block for each in child.walk() for block in each.blocks if isinstance(block, Paragraph)]
            )
            found |= {label.field, *FINDING_FIELDS.intersection(gathered.labels)}
    return frozenset(found)


def lists_findings(section: Section, title: Titled) -> bool:
    """Tell whether a heading of findings stands over a list that names each: `✅ RESOLVED: Major errors`."""
    entries = section.entries
    named = len(entries) >= _FEWEST and all(entry.title.lead for entry in entries)
    return named and (role_of(title.text) is Role.WORK or lists.is_sort_of_findings(title.text))


def _may_label(block: Block) -> bool:
    """Whether a line of a block can begin with a label; a list says so only where an entry does."""
    if not isinstance(block, Listing):
        return True
    return any(
        any(map(_is_labelled, entry.head)) or any(map(_may_label, entry.blocks)) for entry in block.entries
    )


def _is_labelled(line: Line) -> bool:
    """Whether a known label stands at the beginning of a line or of one of its parts."""
    if not may_be_labelled(line):
        return False
    return any(found is not None and bool(found.field) for found in map(labelled, parted(line)))


def is_numbered_sentence(section: Section, title: Titled) -> bool:
    """Tell whether a numbered heading says what is wrong, over prose: `3. An update kills the device`."""
    return title.ordinal is not None and len(title.text.split()) >= _SHORTEST_SENTENCE and is_prose(section)


def sorts_steps(section: Section, title: Titled) -> bool:
    """Tell whether a short heading that states no defect names the area of steps, whatever sign it has.

    `🚨 Harbour`, and beneath it nothing but `1. **Light the mole**`, `2. **Weld the ladder**`.
    """
    if section.sections or not all(isinstance(block, Listing | Rule) for block in section.blocks):
        return False
    entries = section.entries
    return (
        len(entries) >= _SEVERAL
        and not title.id
        and len(title.text.split()) < _SHORTEST_SENTENCE
        and not remedy.states_defect(title.text)
        and all(each.number and remedy.begins_with_verb(each.title.text) for each in entries)
    )


def is_prose(section: Section) -> bool:
    """Tell whether a section holds running text and nothing else, but for code and quotations."""
    return not section.sections and all(
        isinstance(block, Paragraph | Quote | Code | Rule) for block in section.blocks
    )


def last_line(section: Section) -> int:
    """Return the last line with content; blank lines and rules at the end are no part of it."""
    lasts = [block.last for block in section.blocks if not isinstance(block, Rule)]
    lasts += [last_line(child) for child in section.sections]
    return max(lasts, default=section.first)
