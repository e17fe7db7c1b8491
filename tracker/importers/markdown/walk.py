"""Through the tree, from section to section, to every statement of something to remediate.

The question at each section is whether it is an item (its title names the defect, labels beneath it describe
it) or holds items. At each list entry it is the same once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TypeAlias

from tracker.importers.markdown import horizons, lists, remedy, severity
from tracker.importers.markdown.building import build, entry_title
from tracker.importers.markdown.counted import counting, gathered, number_of, parts
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.headed import (
    direct_labels,
    holds_rows,
    is_clear,
    is_numbered_sentence,
    is_prose,
    last_line,
    strong_leads,
)
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import field_of, labelled
from tracker.importers.markdown.legend import legend_of
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.prose import prose_statements
from tracker.importers.markdown.remarks import remark, remarked
from tracker.importers.markdown.roles import SILENT, WORKING, Role, role_of
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.states import State
from tracker.importers.markdown.status import Mark
from tracker.importers.markdown.surroundings import beneath, in_phase, of_title
from tracker.importers.markdown.table import table_statements
from tracker.importers.markdown.titles import Titled, titled
from tracker.importers.markdown.tree import (
    PLAIN_LEVEL,
    Block,
    Entry,
    Listing,
    Paragraph,
    Quote,
    Section,
    Table,
)
from tracker.importers.markdown.words import fold

_NOT_HERE = SILENT | {Role.GOOD, Role.NOT_WORK, Role.SUMMARY}
"""Roles under which a paragraph says of a finding what it says, and is none."""
_LONGEST_NAME = 40
"""How long what announces a remark can be: `On finding 3: ...`."""
_OF_EACH = regex(
    r"\b(?:each|(?:all|none|any|most) of (?:them|these|those)|jede[rs]?|alle davon|chacune?|cada un[oa]|"
    r"ciascun[oa]|elk|kazd[aey]|кажд\w+|them)\b"
)
"""A line that leads in to a list, and speaks of each of its entries, is none itself."""
_LOAD = regex(r"\W*(?:capacity|kapazitat(?:en)?|capacite|capacidad|capacidade|capacita|capaciteit)\W*")
"""A heading of plain text on who has how much time; a finding would say what is wrong with it."""
Seen: TypeAlias = dict[tuple[int, Around], Statement | None]
"""What was found of sections, by identity and surroundings."""


def statements(root: Section) -> list[Statement]:
    """Return every statement of the document, in its order."""
    return list(_section(root, Around(legend=legend_of(root)), {}))


def _section(section: Section, around: Around, seen: Seen) -> Iterator[Statement]:
    if section.title is not None and is_clear(section):
        return
    if section.title is not None and is_prose(section) and (name := remarked(section.text)):
        told = [line for block in section.blocks if isinstance(block, Paragraph) for line in block.lines]
        yield remark(section.title, name, told, around, ((section.first, last_line(section)),))
        return
    if section.title is not None and (found := section_statement(section, around, seen)):
        yield found
        return
    within = beneath(section, around) if not _is_document_title(section, around) else _titled(section, around)
    own = list(_blocks([each for each in section.blocks if not lists.is_preflight(each, within)], within))
    yield from own
    inner = [found for child in section.sections for found in _section(child, within, seen)]
    yield from inner
    listed = any(isinstance(block, Listing | Table) for block in section.blocks) and bool(own)
    if not listed and not inner and section.title is not None:
        yield from prose_statements(section, within, frozenset(found.first for found in own))


def _is_document_title(section: Section, around: Around) -> bool:
    return section.level == 1 and not around.headings and bool(section.sections)


def _titled(section: Section, around: Around) -> Around:
    """A document called "Known issues" is about issues; one called "Security review" about anything."""
    role = role_of(section.text)
    inner = {role_of(child.text) for child in section.sections if not remedy.states_defect(child.text)}
    whole = role in WORKING and not inner & WORKING
    return beneath(section, around) if whole else Around(headings=(section.text,), legend=around.legend)


def section_statement(section: Section, around: Around, seen: Seen) -> Statement | None:
    """Return the statement a section is, or None where it holds statements or none at all.

    The answer is kept in `seen`: every section above asks for it as well.
    """
    key = (id(section), around)
    if key not in seen:
        seen[key] = _section_statement(section, around, seen)
    return seen[key]


def _section_statement(section: Section, around: Around, seen: Seen) -> Statement | None:
    title = titled(section.title) if section.title else None
    if title is None or section.title is None or not _may_be_item(section, title, around, seen):
        return None
    gathered = Gathering()
    gathered.read(section.blocks, section.sections)
    if not _is_item(section, title, gathered, around):
        return None
    last = last_line(section)
    return build(section.title, title, "", gathered, around, ((section.first, last),))


def _may_be_item(section: Section, title: Titled, around: Around, seen: Seen) -> bool:
    """Whether the heading could name one thing: not a category, a time or a label."""
    text = section.text
    if not title.text or severity.only_rating(text) or field_of(text) or _is_document_title(section, around):
        return False
    if around.role in SILENT and not title.id:
        return False
    if section.level == PLAIN_LEVEL and _OF_EACH.search(fold(text)):
        return False
    holding = [child for child in section.sections if _holds_items(child, around, seen)]
    if holding or strong_leads(section) >= 2 or holds_rows(section, around):
        return False
    if title.id or title.called:
        return True
    if (role_of(text) in (Role.NEUTRAL, Role.WORK, Role.GOOD) or remedy.is_sentence(text)) and (
        title.effort or not horizons.of_heading(text)
    ):
        return True
    labels = direct_labels(section)
    return labels >= 2 or (labels == 1 and title.number is not None and around.role is Role.PLAN)


def _holds_items(child: Section, around: Around, seen: Seen) -> bool:
    """Whether a section beneath is more than a label of the one above it."""
    if child.title is None:
        return False
    label = labelled(child.title)
    named = field_of(child.text) or (label and label.field)
    role = role_of(child.text)
    if not named:
        if role in WORKING and any(isinstance(block, Listing | Table) for block in child.blocks):
            return True
        if section_statement(child, around, seen) is not None:
            return True
    within = beneath(child, around)
    return any(_holds_items(inner, within, seen) for inner in child.sections)


def _is_item(section: Section, title: Titled, gathered: Gathering, around: Around) -> bool:
    """Whether what stands beneath the heading describes it, rather than being a list of its own."""
    if title.id or title.called or gathered.finding_labels >= 2:
        return True
    if around.role in WORKING and {"current", "ceiling"} <= set(gathered.labels):
        return True
    if title.rating and not severity.only_rating(section.text) and role_of(section.text) is Role.NEUTRAL:
        return True
    if title.claim is not None and around.role in WORKING:
        return True
    if title.mark in (Mark.BAD, Mark.OPEN) and around.role in WORKING:
        return True
    if (
        gathered.labels.count("severity") == 1
        and not section.sections
        and (role_of(section.text) is Role.NEUTRAL or remedy.is_sentence(section.text))
    ):
        return True
    if (
        role_of(section.text) in WORKING
        and not remedy.states_defect(title.text)
        and not (around.role in WORKING and is_numbered_sentence(section, title))
    ):
        return False
    if around.role not in WORKING:
        return bool(title.effort and gathered.finding_labels)
    boxes = any(
        isinstance(block, Listing) and any(e.ticked is not None for e in block.entries)
        for block in section.blocks
    )
    if boxes or any(isinstance(block, Table) for block in section.blocks):
        return bool(gathered.finding_labels)
    if gathered.finding_labels or title.effort or remedy.states_defect(title.text):
        return True
    only_prose = all(isinstance(block, Paragraph | Quote) for block in section.blocks) and any(
        isinstance(block, Paragraph) for block in section.blocks
    )
    return (only_prose and not _LOAD.fullmatch(fold(section.text))) or remedy.begins_with_verb(title.text)


def _blocks(blocks: Sequence[Block], around: Around) -> Iterator[Statement]:
    within = counting(blocks, around)
    taken: Block | None = None
    for block, follower in zip_longest(blocks, blocks[1:]):
        match block:
            case Listing() if block is not taken:
                yield from _listing(block, around)
            case Table():
                yield from table_statements(block, around)
            case Quote():
                yield from _blocks(block.blocks, around)
            case Paragraph():
                *firsts, last = parts(block)
                for part in firsts:
                    yield from _paragraph(part, within if number_of(part) else around)
                details = follower if isinstance(follower, Listing) and lists.is_details(follower) else None
                found = list(_paragraph(last, within if number_of(last) else around, details))
                taken = details if found else None
                yield from found
            case _:
                pass


def _paragraph(block: Paragraph, around: Around, details: Listing | None = None) -> Iterator[Statement]:
    """Only what is marked as a statement: a strong lead under a heading of work, a note that demands.

    `details` is a list of labels right beneath it, which are its own.
    """
    line = block.lines[0]
    found = labelled(line)
    if (
        found
        and found.field == "note"
        and remedy.begins_with_verb(found.value.text)
        and around.role not in SILENT
    ):
        yield from _made(found.value, Gathering(), _demanding(around), ((line.number, block.last),))
        return
    if name := remarked(line.lead or line.text[:_LONGEST_NAME].partition(":")[0]):
        yield remark(line, name, block.lines, around, ((line.number, block.last),))
        return
    if (not line.lead and not number_of(block)) or (found and found.field):
        return
    if around.role in _NOT_HERE or _is_stage(block):
        return
    told = gathered(block)
    if details:
        told.read([details])
    if around.role in WORKING or titled(line, line.lead).id or told.rating:
        last = details.last if details else block.last
        yield from _made(line, told, around, ((line.number, last),))


def _is_stage(block: Paragraph) -> bool:
    """Whether a paragraph names a phase, and then in sentences what is in it: `**Wave 1**`, `A; B; C.`"""
    line = block.lines[0]
    bare = bool(line.lead) and not line.after_lead.strip(" :.*")
    return bare and len(block.lines) > 1 and horizons.of_heading(line.lead) is not None


def _demanding(around: Around) -> Around:
    return replace(around, role=Role.PLAN, good=False)


def _made(
    line: Line, gathered: Gathering, around: Around, lines: tuple[tuple[int, int], ...]
) -> Iterator[Statement]:
    title, rest = entry_title(line)
    if found := build(line, title, rest, gathered, around, lines):
        yield found


def _listing(block: Listing, around: Around) -> Iterator[Statement]:
    """The entries of one list are of a kind: where half of them are statements, so are the others."""
    if around.role is Role.NEUTRAL and lists.only_defects(block):
        around = replace(around, role=Role.WORK)
    phased, judged = lists.is_phased(block), lists.judged(block, around)
    found = [list(_entry(entry, around, phased, judged.get(entry.first))) for entry in block.entries]
    if (
        around.role is Role.NEUTRAL
        and not judged
        and len(found) > 1
        and sum(map(bool, found)) * 2 >= len(found)
    ):
        within = replace(around, role=Role.WORK)
        found = [
            known or list(_entry(entry, within, phased))
            for known, entry in zip(found, block.entries, strict=True)
        ]
    for statements_of_entry in found:
        yield from statements_of_entry


def _entry(
    entry: Entry, around: Around, phased: bool = False, state: State | None = None
) -> Iterator[Statement]:
    line = entry.title
    if state is State.FINE or (state is State.DONE and around.role not in WORKING):
        return
    if state and around.role not in WORKING:
        around = replace(around, role=Role.WORK)
    lead = labelled(line)
    horizon = horizons.of_heading(line.lead or (lead.label if lead else "")) if line.lead or lead else None
    if phased and lead and not horizon:
        horizon = horizons.of_value(lead.label)
    if entry.listings and lists.is_group(entry, around, horizon):
        within = of_title(lead.label if lead and horizon else line.lead or line.text, entry.first, around)
        for block in entry.blocks:
            yield from _blocks([block], within)
        return
    if lead and horizon and (phased or not lead.field) and around.role in WORKING and lead.value.text:
        around = in_phase(around, horizon, entry.first)
        line = lead.value
    elif lead and lead.field and entry.ticked is None and not _titles(lead.field, around):
        return
    gathered = Gathering()
    gathered.beside(line)
    state = state or (around.legend.box(entry.mark) if entry.mark else None)
    gathered.claim = state.claim if state else gathered.claim
    if len(entry.head) > 1:
        gathered.read([Paragraph(entry.head[1:])])
    if entry.blocks:
        gathered.read(entry.blocks)
    title, rest = entry_title(line)
    if entry.number and not title.ordinal:
        title = replace(title, ordinal=entry.number)
    found = build(line, title, rest, gathered, around, ((entry.first, entry.last),), box=entry.ticked)
    if found:
        yield found
    elif entry.listings:
        for listing in entry.listings:
            for inner in listing.entries:
                yield from _entry(inner, around)


def _titles(field: str, around: Around) -> bool:
    """Whether an entry that begins with a label may still be a statement: `Action: ...` in a plan."""
    return field in ("approach", "title", "issue", "risk") and around.role in WORKING
