"""Through the tree, from section to section, to every statement of something to remediate.

The question at each section is whether it is an item (its title names the defect, labels beneath it describe
it) or holds items. At each list entry it is the same once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from tracker.domain.plan import Claim
from tracker.importers.markdown import by_state, horizons, lists, remedy, status
from tracker.importers.markdown.before_after import changed, changed_entry
from tracker.importers.markdown.beside_tasks import with_tasks
from tracker.importers.markdown.building import build, entry_title
from tracker.importers.markdown.captions import is_document, of_document
from tracker.importers.markdown.changed import of_changes
from tracker.importers.markdown.comments import told_on
from tracker.importers.markdown.counted import counting, gathered, number_of, parts
from tracker.importers.markdown.delivered import delivered
from tracker.importers.markdown.estimated import estimates_groups, estimates_stage
from tracker.importers.markdown.figures import counts_ratings, sums_up
from tracker.importers.markdown.finished import whole_phase
from tracker.importers.markdown.forbidden import forbids_launch
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.headed import (
    is_clear,
    is_prose,
    is_verified,
    last_line,
)
from tracker.importers.markdown.heeded import is_on_stages
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.legend import legend_of
from tracker.importers.markdown.listed_files import asked_of_files
from tracker.importers.markdown.marked import failing
from tracker.importers.markdown.naming import names_of
from tracker.importers.markdown.noted import notes_ask
from tracker.importers.markdown.numbered_on import numbered_on
from tracker.importers.markdown.ordering import order_entries, order_entry, order_sentences
from tracker.importers.markdown.prose import prose_statements
from tracker.importers.markdown.put_right import put_right
from tracker.importers.markdown.remarks import about, remark, remarked
from tracker.importers.markdown.roles import SILENT, WORKING, Role, role_of
from tracker.importers.markdown.run_by_hand import is_run_by_hand
from tracker.importers.markdown.section_item import Seen, finds_nothing, is_document_title, section_statement
from tracker.importers.markdown.shouted import said_beneath
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.states import State
from tracker.importers.markdown.stepped import is_marked, led_by_state, ticked_steps, told_behind
from tracker.importers.markdown.surroundings import beneath, in_phase, of_title
from tracker.importers.markdown.table import table_statements
from tracker.importers.markdown.tested import to_be_tested
from tracker.importers.markdown.timeline import numbers_of, period_entry, period_paragraph
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import (
    Block,
    Entry,
    Listing,
    Paragraph,
    Quote,
    Section,
    Table,
)
from tracker.importers.markdown.uses import heads_uses
from tracker.importers.markdown.waiting import waiting

_NOT_HERE = SILENT | {Role.GOOD, Role.NOT_WORK, Role.SUMMARY}
"""Roles under which a paragraph says of a finding what it says, and is none."""
_VERDICT = frozenset({Role.SUMMARY, Role.REFERENCE})
"""What a label of a paragraph says that tells of the review: `Bottom line: ...`, `Confidence level: ...`"""
_LONGEST_VERDICT = 4
"""Words."""
_LONGEST_STAGE = 80
_LONGEST_NAME = 40
"""How long what announces a remark can be: `On finding 3: ...`."""


_WHOLE = (delivered, changed, asked_of_files, to_be_tested, put_right, waiting)
"""What takes a section with all that is beneath it for one statement, by its form."""


def statements(root: Section) -> list[Statement]:
    """Return every statement of the document, in its order."""
    names = names_of(root) | numbers_of(root)
    around = Around(legend=legend_of(root), names=names, numbered_on=numbered_on(root))
    return list(_section(root, around, {}))


def _section(section: Section, around: Around, seen: Seen) -> Iterator[Statement]:
    if section.title is not None and (is_clear(section) or is_verified(section) or finds_nothing(section)):
        return
    if is_prose(section) and forbids_launch(section.text):
        return
    if section.title is not None and is_prose(section) and (name := _remarked(section)) is not None:
        lines = ((section.first, last_line(section)),)
        yield remark(section.title, name, section.paragraph_lines, around, lines)
        return
    if found := next(filter(None, (recognised(section, around) for recognised in _WHOLE)), None):
        yield found
        return
    if section.title is not None and (found := section_statement(section, around, seen)):
        yield found
        return
    within = beneath(section, around) if not is_document_title(section, around) else _titled(section, around)
    within = of_changes(section, within)
    if found := whole_phase(section, within):
        yield found
        return
    asked = [lists.unmet(each, within) for each in section.blocks if not lists.is_preflight(each, within)]
    own = list(_blocks(asked, within))
    yield from own
    around_child = replace(within, by_state=True) if by_state.sorts(section.sections) else within
    inner = [found for child in with_tasks(section) for found in _section(child, around_child, seen)]
    yield from inner
    listed = any(isinstance(block, Listing | Table) for block in section.blocks) and bool(own)
    if not listed and not inner and section.title is not None:
        yield from prose_statements(section, within, frozenset(found.first for found in own))


def _remarked(section: Section) -> str | None:
    """The name of what a section is a remark on, empty where it is described; None for no remark."""
    if name := remarked(section.text):
        return name
    return "" if about(section.text) and role_of(section.text) in SILENT else None


def _titled(section: Section, around: Around) -> Around:
    """A document called "Known issues" is about issues; one called "Security review" about anything."""
    role = role_of(section.text)
    inner = {role_of(child.text) for child in section.sections if not remedy.states_defect(child.text)}
    whole = role in WORKING - {Role.CHECKLIST} and not inner & WORKING
    return (
        beneath(section, around)
        if whole
        else Around(
            headings=(section.text,), legend=around.legend, names=around.names, numbered_on=around.numbered_on
        )
    )


def _blocks(blocks: Sequence[Block], around: Around) -> Iterator[Statement]:
    within = counting(blocks, around)
    taken: Block | None = None
    for block, follower in zip_longest(blocks, blocks[1:]):
        match block:
            case Listing() if block is not taken:
                yield from _listing(block, around)
            case Paragraph() if isinstance(follower, Listing) and heads_uses(block.lines[-1].text):
                taken = follower
            case Table():
                yield from table_statements(block, around)
            case Quote():
                yield from _blocks(block.blocks, around)
            case Paragraph():
                *firsts, last = parts(block)
                for part in firsts:
                    yield from _paragraph(part, within if number_of(part) else around)
                if (staged := _in_stage(last, around)) and isinstance(follower, Listing):
                    yield from _listing(follower, staged)
                    taken = follower
                    continue
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
    if placed := period_paragraph(block, around):
        yield placed
        return
    if ordered := list(order_sentences(block, around)):
        yield from ordered
        return
    if (not line.lead and not number_of(block)) or (found and (found.field or of_document(found.label))):
        return
    if around.role in _NOT_HERE or _is_stage(block) or is_on_stages(line.lead, block.lines):
        return
    if sums_up(block) or (found and (_is_verdict(found.label) or _is_in_order(found.value.text))):
        return
    told = gathered(block)
    if details:
        told.read([details])
    title = titled(line, line.lead)
    if around.role in WORKING or title.id or told.rating or (title.number and title.rating):
        last = details.last if details else block.last
        yield from _made(line, told, around, ((line.number, last),))


def _is_verdict(label: str) -> bool:
    return len(label.split()) <= _LONGEST_VERDICT and role_of(label) in _VERDICT


def _is_in_order(value: str) -> bool:
    """Whether a mark says of what a lead names that it is in order, and no word that it was put right."""
    good = status.mark(value) is status.Mark.GOOD
    return good and status.of_value(status.without_marks(value)) is None and not status.remedied(value)


def _in_stage(block: Paragraph, around: Around) -> Around | None:
    """What stands around the list beneath a stage in a few words: `**Day 1-2:** Fix the tests`."""
    line = block.lines[0]
    found = labelled(line) if line.lead and len(block.lines) == 1 and around.role in WORKING else None
    if found is None or found.field or not found.value.text or len(found.value.text) > _LONGEST_STAGE:
        return None
    horizon = horizons.of_heading(found.label)
    if horizon is None:
        return None
    return around if around.phase else in_phase(around, horizon, line.number)


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
    if ordered := order_entries(block, around):
        yield from ordered
        return
    if counts_ratings(block) or estimates_groups(block) or is_run_by_hand(block, around):
        return
    if around.role is Role.NEUTRAL and (lists.only_defects(block) or notes_ask(block, around.headings)):
        around = replace(around, role=Role.WORK)
    phased, judged = lists.is_phased(block), lists.judged(block, around)
    failed = failing(block) if around.role is Role.NEUTRAL else frozenset()
    working = replace(around, role=Role.WORK) if around.role is Role.NEUTRAL else around
    judged |= ticked_steps(block, around)
    found = [
        list(_entry(entry, working if entry.first in failed else around, phased, judged.get(entry.first)))
        for entry in block.entries
    ]
    if (
        around.role is Role.NEUTRAL
        and not judged
        and len(found) > 1
        and sum(map(bool, found)) * 2 >= len(found)
    ):
        found = [
            known or list(_entry(entry, working, phased))
            for known, entry in zip(found, block.entries, strict=True)
        ]
    for statements_of_entry in told_on(block.entries, found):
        yield from statements_of_entry


def _entry(
    entry: Entry, around: Around, phased: bool = False, state: State | None = None
) -> Iterator[Statement]:
    line = entry.title
    if named := order_entry(entry, around) or period_entry(entry, around) or changed_entry(entry, around):
        yield named
        return
    state = (None if around.role in SILENT else said_beneath(entry)) or state
    if state is State.FINE or (state is State.DONE and around.role not in WORKING):
        return
    if state and around.role not in WORKING:
        around = replace(around, role=Role.WORK)
    if is_document(line.lead or line.text):
        return
    lead = labelled(line)
    horizon = horizons.of_heading(line.lead or (lead.label if lead else "")) if line.lead or lead else None
    if estimates_stage(line):
        return
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
    elif (
        lead
        and lead.field
        and entry.ticked is None
        and not _titles(lead.field, around)
        and not led_by_state(line, around)
    ):
        return
    step = led_by_state(line, around)
    line = step.line if step else line
    if entry.listings and lists.all_well(entry):
        return
    gathered = Gathering()
    gathered.beside(line)
    state = state or (around.legend.box(entry.mark) if entry.mark else None)
    gathered.claim = state.claim if state else gathered.claim or told_behind(line)
    if len(entry.head) > 1:
        gathered.read([Paragraph(entry.head[1:])])
    if entry.blocks:
        gathered.read(entry.blocks)
    title, rest = entry_title(line)
    if entry.number and not title.ordinal:
        title = replace(title, ordinal=entry.number)
    if step or (state is State.DONE and around.role is Role.PLAN and is_marked(entry)):
        title = replace(title, claim=step.claim if step else Claim.DONE)
    found = build(line, title, rest, gathered, around, ((entry.first, entry.last),), box=entry.ticked)
    if found:
        yield found
    elif entry.listings and title.mark is not status.Mark.GOOD:
        for listing in entry.listings:
            for inner in listing.entries:
                yield from _entry(inner, around)


def _titles(field: str, around: Around) -> bool:
    """Whether an entry that begins with a label may still be a statement: `Action: ...` in a plan."""
    return field in ("approach", "title", "issue", "risk") and around.role in WORKING
