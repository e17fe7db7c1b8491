"""What entries of a list have in common: stages of a plan, states of things, or a heading of their own."""

from __future__ import annotations

from dataclasses import replace

from tracker.importers.markdown import horizons, remedy, severity, states, status
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import SILENT, Role, role_of
from tracker.importers.markdown.statement import Around
from tracker.importers.markdown.states import State
from tracker.importers.markdown.status import Mark
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Block, Entry, Listing
from tracker.importers.markdown.words import any_in, fold, sentences

_ONE_OFF = 2
_PLURAL = regex(
    r"^(?:[^\W\d_]+ ){1,3}(?:concerns|issues|problems|gaps|risks|bugs|errors|weaknesses|vulnerabilities|"
    r"limitations|deficiencies|shortcomings)$|^(?:missing|lacking) (?:[^\W\d_]+ ){0,2}(?:features|"
    r"components|capabilities|tests|parts)$"
)
_DID = regex(r"(?i)[a-z]{2,}ed\b")
_HEADING = regex(r"[\W_]*(?:\w+\W+){0,5}\w+\s*[:：][\W_]*")


def judged(block: Listing, around: Around) -> dict[int, State]:
    """What a list says of each of the things it names, by line; empty where it is no list of states."""
    if (
        len(block.entries) < 2
        or around.role in SILENT
        or all(each.ticked is not None for each in block.entries)
    ):
        return {}
    leads = [entry.title.lead or _first_sentence(entry.title.text) for entry in block.entries]
    told = zip(block.entries, states.of_entries(leads), strict=False)
    return {entry.first: state for entry, state in told if state and entry.ticked is None}


def _first_sentence(text: str) -> str:
    return sentences(text)[0] if any_in(".!?。！？", text) else text


def only_defects(listing: Listing) -> bool:
    """Whether each entry, and there are several, says of something what is wrong with it.

    Of three and more, two thirds are enough where they say what has to be done.
    """
    firsts = [_first_sentence(entry.title.text) for entry in listing.entries]
    if len(firsts) > 1 and all(map(remedy.states_defect, firsts)):
        return True
    asked = sum(remedy.obliges(text) or remedy.states_defect(text) for text in firsts)
    return len(firsts) > _ONE_OFF and asked * 3 >= len(firsts) * 2 and any(map(remedy.obliges, firsts))


def is_details(listing: Listing) -> bool:
    """Whether the entries are labels of one thing, each another one: owner, effort, due date."""
    found = [labelled(entry.title) for entry in listing.entries if entry.ticked is None]
    fields = [each.field for each in found if each and each.field]
    return (
        len(fields) >= 2 and len(set(fields)) == len(fields) and len(fields) * 3 >= len(listing.entries) * 2
    )


def is_phased(listing: Listing) -> bool:
    """Whether the entries are stages of a plan, each named by its lead: `**Now:** ...`, `**Deploy:** ...`."""
    leads = [labelled(entry.title) for entry in listing.entries]
    names = [found.label for found in leads if found and len(found.label.split()) <= 3]
    if sum(bool(found and found.field) for found in leads) * 2 > len(leads):
        return False  # labels of one thing, though "Now" is among them
    return len(names) == len(leads) >= 2 and any(horizons.of_heading(name) for name in names)


def is_preflight(block: Block, around: Around) -> bool:
    """Whether a list is a checklist of what has to hold (`[ ] Backups verified`), and asks for no work."""
    if not isinstance(block, Listing) or len(block.entries) < 2 or not _checks(around):
        return False
    if any(entry.ticked is None for entry in block.entries):
        return False
    own = [titled(entry.title) for entry in block.entries]
    if any(each.id or each.rating or each.effort for each in own):
        return False
    if all(entry.ticked and _all_ticked(entry) for entry in block.entries) and around.phase is None:
        return not any(_was_work(each.text) for each in own)
    if around.role is not Role.CHECKLIST or any(entry.blocks for entry in block.entries):
        return False
    return all(remedy.settled(each.text) and not remedy.begins_with_verb(each.text) for each in own)


def unmet(block: Block, around: Around) -> Block:
    """Return a list of a checklist without what is ticked and was no work; any other block as it is."""
    if not isinstance(block, Listing) or around.phase is not None or not _checks(around):
        return block
    if any(entry.ticked is None for entry in block.entries):
        return block
    left = tuple(entry for entry in block.entries if not entry.ticked or _asks(entry))
    return replace(block, entries=left) if left else block


def _asks(entry: Entry) -> bool:
    """Whether a ticked entry was work: it says what was to be done, or is told as a finding is."""
    own = titled(entry.title)
    told = own.id or own.rating or own.effort or own.claim or not _all_ticked(entry)
    return bool(told) or _was_work(own.text) or remedy.states_defect(own.text)


def _checks(around: Around) -> bool:
    """Whether ticks are those of a checklist, or at least not those of a plan."""
    return around.role in (Role.CHECKLIST, Role.NEUTRAL) or Role.CHECKLIST in map(role_of, around.headings)


def _all_ticked(entry: Entry) -> bool:
    """Whether no box beneath an entry is open."""
    return all(
        each.ticked is not False and _all_ticked(each)
        for listing in entry.listings
        for each in listing.entries
    )


def _was_work(text: str) -> bool:
    """Whether a ticked box says what was to be done, or was: `Add a limit`, `Added a limit`."""
    return remedy.begins_with_verb(text) or (_DID.match(text) is not None and not remedy.has_predicate(text))


def all_well(entry: Entry) -> bool:
    """Tell whether each of several entries beneath one bears the mark of success, and none was put right."""
    inner = [each.title.text for listing in entry.listings for each in listing.entries]
    good = [Mark.GOOD in (status.mark(text), status.end_mark(text)) for text in inner]
    return len(inner) > 1 and all(good) and not any(map(status.remedied, inner))


def names_findings(line: Line) -> bool:
    """Tell whether a strong line names findings of a sort, and no more: `**Reliability issues**`."""
    bare = bool(line.lead) and not line.after_lead.strip(" :.*")
    return bare and is_sort_of_findings(line.text)


def is_sort_of_findings(text: str) -> bool:
    """Tell whether a text is the name of several findings, by its noun: `Major compilation errors`."""
    return _PLURAL.search(fold(text).strip(" :.*")) is not None


def is_group(entry: Entry, around: Around, horizon: horizons.Horizon | None) -> bool:
    """Whether an entry heads the entries beneath it instead of being described by them."""
    if entry.ticked is not None:
        return False
    inner = [each for listing in entry.listings for each in listing.entries]
    if any((found := labelled(each.title)) and found.field for each in inner):
        return False
    boxes = sum(each.ticked is not None for each in inner)
    if boxes >= 2 and not horizon and _is_step(entry, around):
        return False
    if boxes >= 2 or horizon:
        return True
    own = titled(entry.title)
    if own.id or own.effort:
        return False
    marked = sum(bool((seen := titled(each.title)).id or seen.rating or seen.effort) for each in inner)
    if len(inner) > 1 and names_findings(entry.title):
        return True
    bare = _HEADING.fullmatch(entry.title.text)
    return (
        marked >= 2 or severity.only_rating(entry.title.text) or bool(bare and _names_sort(entry.title.text))
    )


def _is_step(entry: Entry, around: Around) -> bool:
    """Whether an entry with boxes beneath is a counted step of a plan itself: `3. **Mend the clapper**`."""
    bare = bool(entry.title.lead) and not entry.title.after_lead.strip(" :.*")
    return (
        bool(entry.number)
        and bare
        and around.role is Role.PLAN
        and around.phase is not None
        and remedy.begins_with_verb(entry.title.text)
    )


def _names_sort(text: str) -> bool:
    """Whether a line says what is beneath it; one that asks for something is work, whatever it speaks of."""
    role = role_of(text)
    return role is not Role.NEUTRAL and not (role in SILENT and remedy.begins_with_verb(text))
