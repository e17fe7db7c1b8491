"""Timelines that name findings by their numbers: `**Day 9** - Mail (#2)`, `Week 4 | Queue (#4), keys (#8)`.

Whoever lays out days and weeks says in a word or two which work is meant, and gives its number. Such a line
is no work of its own: it gives its phase to what it names. Under a heading that says nothing, a list of
which most entries name findings is an order of work.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from tracker.importers.markdown.cells import cells_of
from tracker.importers.markdown.cited import cited, hashed_first, hashed_in
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.ordering import placing_remark
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import WORKING, Role, role_of
from tracker.importers.markdown.stages import of_plan
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Entry, Listing, Paragraph, Section, Table

_LED = regex(r"\W*([^:：–—|]{2,60}?)\s*(?:[:：]|[–—|]|\s-)\s+(?=\S)")
_DIGIT = regex(r"\d")
_FEWEST = 2


def numbers_of(root: Section) -> frozenset[str]:
    """Return the numbers that headings and entries of lists have, as names: `#3`."""
    return frozenset(_numbers(root))


def _numbers(root: Section) -> Iterator[str]:
    for section in root.walk():
        if section.title is not None and (ordinal := titled(section.title).ordinal):
            yield f"#{int(ordinal)}"
        for block in section.blocks:
            if isinstance(block, Listing):
                yield from (f"#{int(entry.number)}" for entry in block.entries if entry.number)


def cites_numbers(section: Section, names: Set[str]) -> bool:
    """Tell whether most entries of the lists in a section name findings by their numbers.

    Those of a timeline, which begin with periods, are no steps.
    """
    if any(_is_other(part) for part in section.walk() if part is not section):
        return False
    entries = [entry for part in section.walk() for entry in part.entries]
    citing = [
        entry for entry in entries if _DIGIT.search(entry.title.text) and _named(entry.title.text, names)
    ]
    few = len(citing) < _FEWEST or len(citing) * 2 < len(entries)
    return not few and not any(of_plan(_led(entry)) for entry in citing)


def period_entry(entry: Entry, around: Around) -> Statement | None:
    """Return the remark that an entry makes which begins with a period and names findings, or None."""
    text = entry.title.text
    if entry.ticked is not None or entry.blocks or not _DIGIT.search(text):
        return None
    found = labelled(entry.title)
    if around.role in WORKING and found and found.value.text:
        return None  # a step, which has its phase in front of it
    lead = _led(entry)
    phase = of_plan(lead)
    named = _named(text.partition(lead)[2], around.names) if phase else ()
    return placing_remark(phase, named, (entry.first, entry.last), around) if phase and named else None


def period_paragraph(block: Paragraph, around: Around) -> Statement | None:
    """Return the same of a paragraph with a strong lead: `**First month:** #5-#7 (alarms), #10 (drills).`"""
    found = labelled(block.lines[0]) if block.lines[0].lead else None
    phase = of_plan(found.label) if found and not found.field else None
    if phase is None or found is None:
        return None
    told = " ".join([found.value.text, *(line.text for line in block.lines[1:])])
    named = tuple(name for name in hashed_first(told) if name in around.names)
    return placing_remark(phase, named, (block.first, block.last), around) if named else None


def _led(entry: Entry) -> str:
    """What an entry begins with: its strong lead, or the text before a colon or dash."""
    led = None if entry.title.lead else _LED.match(entry.title.text)
    return (led[1] if led else entry.title.lead).strip(" :.*")


def period_rows(table: Table, around: Around) -> Iterator[Statement]:
    """Yield such a remark for each row of a table whose first column holds periods."""
    firsts = cells_of(table, 0)
    if len(firsts) < _FEWEST or not all(map(of_plan, firsts)):
        return
    for row in table.rows:
        phase = of_plan(row.cells[0].text)
        named = _named(" ; ".join(cell.text for cell in row.cells[1:]), around.names)
        if phase and named:
            yield placing_remark(phase, named, (row.number, row.number), around)


def _named(text: str, names: Set[str]) -> tuple[str, ...]:
    found = dict.fromkeys((*cited(text), *hashed_in(text)))
    return tuple(name for name in found if name in names)


def _is_other(section: Section) -> bool:
    """Whether the heading of a section is that of a finding, of several, or of praise."""
    if section.title is None or role_of(section.text) in (Role.WORK, Role.GOOD):
        return True
    told = titled(section.title)
    return bool(told.ordinal or told.id) and of_plan(section.text) is None
