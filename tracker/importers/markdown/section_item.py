"""Sections that are one thing to remediate, and those that hold several.

A heading may name a defect that all beneath it describes, or a sort of things, a time, a label. Which of them
it is shows in its words, in what stands around it, and in whether anything beneath it is a thing of its own.
"""

from __future__ import annotations

from typing import TypeAlias

from tracker.domain.plan import Claim
from tracker.importers.markdown import asides, horizons, lists, remedy, rungs, severity, stages
from tracker.importers.markdown.before_after import holds_changes
from tracker.importers.markdown.boxed import heads_boxes, heads_tasks, is_boxed_work, ticked_off
from tracker.importers.markdown.building import speaks
from tracker.importers.markdown.by_state import open_state
from tracker.importers.markdown.captions import heads_code
from tracker.importers.markdown.counted_defects import is_counted_defect
from tracker.importers.markdown.described import is_described
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.headed import (
    direct_labels,
    holds_rows,
    is_numbered_sentence,
    is_prose,
    labels_beneath,
    lists_findings,
    sorts_steps,
    strong_leads,
    told_beneath,
)
from tracker.importers.markdown.labels import FINDING_FIELDS, field_of, labelled
from tracker.importers.markdown.lacks import names_sort
from tracker.importers.markdown.numbered_on import holds_numbered, is_numbered_on
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.praised import is_praised
from tracker.importers.markdown.roles import SILENT, WORKING, Role, role_of
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.status import Mark
from tracker.importers.markdown.surroundings import beneath
from tracker.importers.markdown.titles import Titled, titled
from tracker.importers.markdown.told_once import is_told_once
from tracker.importers.markdown.tree import (
    PLAIN_LEVEL,
    STRONG_LEVEL,
    Listing,
    Paragraph,
    Section,
    Table,
)
from tracker.importers.markdown.whole import whole_statement
from tracker.importers.markdown.words import fold

_OF_EACH = regex(
    r"\b(?:each|(?:all|none|any|most) of (?:them|these|those)|jede[rs]?|alle davon|chacune?|cada un[oa]|"
    r"ciascun[oa]|elk|kazd[aey]|кажд\w+|them)\b"
)
"""A line that leads in to a list, and speaks of each of its entries, is none itself."""
_SCORED = regex(r"\s[(–—:|-]*\s*\d{1,3}(?:[.,]\d)?\s*/\s*(?:5|10|20|100)\b\W*$")
"""A heading that ends in a score is that of an area."""
_TELLS = regex(
    r"\W*(?:(?:capacity|kapazitat(?:en)?|capacite|capacidad|capacidade|capacita|capaciteit)\W*$|"
    r"(?:how|wie|comment|como|come|hoe|jak|как)\b)"
)
"""A heading of plain text on who has how much time, or how something is done; findings say what is wrong."""

_LONGEST_SUMMARY = 3
"""`4. Conclusion`, with the verdict and the risk as labels beneath it. Words."""
_OF_THEMES = frozenset({"impact", "risk"})
"""What a theme over tasks is labelled with as well: what all of them together are good for."""
_LONGEST_PRAISE = 2
"""`**Strengths:**` within a finding. Words."""
_LABELLED = 2
_FULLY_TOLD = 3
"""A heading with so many labels right beneath it is a finding, whatever strong lines head after them."""

Bearing: TypeAlias = tuple[Role, bool, Claim | None, bool, bool, bool, bool, bool, bool]
"""What of the surroundings bears on whether a section is a statement."""
Seen: TypeAlias = dict[tuple[int, Bearing], bool]
"""Whether sections are statements, by identity and what bears on it."""


def is_document_title(section: Section, around: Around) -> bool:
    """Tell whether a section is the whole document."""
    return section.level == 1 and not around.headings and bool(section.sections)


def finds_nothing(section: Section) -> bool:
    """Tell whether a section is labelled as a finding and finds nothing: what it looked at is in order."""
    title = titled(section.title) if section.title and direct_labels(section) >= _LABELLED else None
    return title is not None and is_praised(title.text, told_beneath(section).facts)


def section_statement(section: Section, around: Around, seen: Seen) -> Statement | None:
    """Return the statement a section is, or None where it holds statements or none at all.

    Whether it is one is kept in `seen`: every section above asks for that as well.
    """
    key = (id(section), _bearing(around))
    gathered = _described(section, around, seen) if seen.get(key, True) else None
    found = None
    if gathered and section.title:
        title = titled(section.title)
        found = whole_statement(section, title, gathered, around)
        found = ticked_off(found) if found and is_boxed_work(section, title, around) else found
    seen[key] = found is not None
    return found


def _is_statement(section: Section, around: Around, seen: Seen) -> bool:
    key = (id(section), _bearing(around))
    if key not in seen:
        gathered = _described(section, around, seen)
        title = section.title
        seen[key] = bool(gathered and title and speaks(title, titled(title), gathered, around))
    return seen[key]


def _bearing(around: Around) -> Bearing:
    headings = around.headings
    criteria = bool(headings) and asides.heads_criteria(headings[-1])
    return (
        around.role,
        around.good,
        around.claim,
        around.by_state,
        around.counts_defects,
        bool(headings),
        around.phase is not None,
        criteria,
        Role.WORK in map(role_of, headings),
    )


def _described(section: Section, around: Around, seen: Seen) -> Gathering | None:
    """What describes the one thing that a section is, or None where it is none."""
    title = titled(section.title) if section.title and not heads_code(section) else None
    if title is None or not _may_be_item(section, title, around, seen):
        return None
    gathered = told_beneath(section)
    return gathered if _is_item(section, title, gathered, around) else None


def _may_be_item(section: Section, title: Titled, around: Around, seen: Seen) -> bool:
    """Whether the heading could name one thing: not a category, a time or a label."""
    text = section.text
    if not title.text or severity.only_rating(text) or field_of(text) or is_document_title(section, around):
        return False
    if section.level >= STRONG_LEVEL and role_of(text) is Role.GOOD and len(text.split()) <= _LONGEST_PRAISE:
        return False
    if open_state(text):
        return False
    if (around.role in SILENT or _SCORED.search(text)) and not title.id:
        return False
    if title.claim is Claim.DONE and not title.id and holds_changes(section):
        return False
    if not title.id and stages.are_planned(section, around.staged):
        return False
    sorting = stages.rated_time(title) or rungs.sorts(section)
    if (sorting and not title.id) or holds_numbered(section, around.numbered_on):
        return False
    if around.role in WORKING and is_numbered_on(section, around.numbered_on):
        return True
    if section.level == PLAIN_LEVEL and _OF_EACH.search(fold(text)):
        return False
    if strong_leads(section) >= 2 or holds_rows(section, around):
        return False
    told, beneath_it = direct_labels(section), labels_beneath(section)
    whole = title.rating and not severity.only_rating(text)
    whole = whole or told >= _FULLY_TOLD or ("severity" in beneath_it and len(beneath_it) >= _LABELLED)
    once = around.role in WORKING and is_told_once(section, title)
    parts = [each for each in section.sections if each.level < STRONG_LEVEL or not (whole or once)]
    if any(_holds_items(child, around, seen) for child in parts):
        return False
    if title.id or title.called or is_described(section) or _is_counted(section, title, around):
        return True
    if role_of(text) is Role.SUMMARY and len(text.split()) <= _LONGEST_SUMMARY:
        return False
    if (role_of(text) in (Role.NEUTRAL, Role.WORK, Role.GOOD) or remedy.is_sentence(text)) and (
        title.effort or not horizons.of_heading(text)
    ):
        return True
    labels = max(told, len(beneath_it), _FULLY_TOLD if title.rating and whole else 0)
    return once or labels >= 2 or (labels == 1 and title.number is not None and around.role is Role.PLAN)


def _holds_items(child: Section, around: Around, seen: Seen) -> bool:
    """Whether a section beneath is more than a label of the one above it."""
    if child.title is None:
        return False
    if is_described(child):
        return True
    if child.level < STRONG_LEVEL and lists_findings(child, titled(child.title)):
        return True
    label = labelled(child.title)
    named = field_of(child.text) or (label and label.field)
    role = role_of(child.text)
    if not named:
        if role in WORKING and any(isinstance(block, Listing | Table) for block in child.blocks):
            return True
        if _is_statement(child, around, seen):
            return True
    if not child.sections:
        return False
    within = beneath(child, around)
    return any(_holds_items(inner, within, seen) for inner in child.sections)


def _is_counted(section: Section, title: Titled, around: Around) -> bool:
    return around.counts_defects and around.role in WORKING and is_counted_defect(section, title)


def _is_item(section: Section, title: Titled, gathered: Gathering, around: Around) -> bool:
    """Whether what stands beneath the heading describes it, rather than being a list of its own."""
    named = title.id or title.called or is_described(section) or _is_counted(section, title, around)
    if named or gathered.finding_labels >= 2:
        return True
    if around.role in WORKING and is_numbered_on(section, around.numbered_on):
        return True
    if names_sort(section):
        return False
    if around.role in WORKING and {"current", "ceiling"} <= set(gathered.labels):
        return True
    if title.rating and not severity.only_rating(section.text) and role_of(section.text) is Role.NEUTRAL:
        return not heads_tasks(section) or remedy.states_defect(title.text)
    if title.claim is Claim.DONE and not title.id and _is_met(section, around):
        return False
    is_open = title.mark in (Mark.BAD, Mark.OPEN) or title.claim is Claim.OPEN
    grouping = is_open and title.claim in (None, Claim.OPEN) and heads_boxes(section)
    grouping = (
        grouping or (title.claim is None and sorts_steps(section, title)) or lists_findings(section, title)
    )
    if (title.claim is not None or is_open) and around.role in WORKING and not grouping:
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
    if is_boxed_work(section, title, around):
        return True
    boxes = any(
        isinstance(block, Listing) and any(e.ticked is not None for e in block.entries)
        for block in section.blocks
    )
    if boxes or any(isinstance(block, Table) for block in section.blocks):
        return bool(FINDING_FIELDS.intersection(gathered.labels) - _OF_THEMES)
    if gathered.finding_labels or title.effort or remedy.states_defect(title.text):
        return True
    only_prose = is_prose(section) and any(isinstance(block, Paragraph) for block in section.blocks)
    return (only_prose and not _TELLS.match(fold(section.text))) or remedy.begins_with_verb(title.text)


def _is_met(section: Section, around: Around) -> bool:
    """Whether nothing but ticked boxes on what has to hold stands beneath a heading: `Types ✅ COMPLETE`."""
    return bool(section.blocks) and all(lists.is_preflight(block, around) for block in section.blocks)
