"""Steps that begin with what became of them: `1. **PENDING**: Rotate the key`, `2. ✅ Rotate the key`.

Such a word is no name of the step, though it is in bold; behind a name it tells of that (`**Old keys**: ✅
all rotated`). A mark of success before what is asked for says that it was done, where steps of a plan are
listed; in front of a noun it is praise.
"""

from __future__ import annotations

from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim
from tracker.importers.markdown import remedy, status
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import WORKING, Role
from tracker.importers.markdown.statement import Around
from tracker.importers.markdown.states import State
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Entry, Listing

_WORDED = regex(r"[^\W\d_]{2}\W+[^\W_]")
_SHARE = regex(r"\W*(\d{1,3})\s?%")
_WHOLE = 100
_PLAN = Around(role=Role.PLAN)
_LONGEST_VALUE = 60


@frozen
class Step:
    """A step without the state that stood in front of it."""

    line: Line
    claim: Claim


def led_by_state(line: Line, around: Around) -> Step | None:
    """Return the step that a strong word of state begins, or None."""
    found = labelled(line) if line.lead and around.role in WORKING else None
    if not found or not _WORDED.search(found.value.text):
        return None
    claim = status.CLAIMS.whole(status.without_marks(found.label))
    return Step(found.value, claim) if claim else None


def told_behind(line: Line) -> Claim | None:
    """Return the state that a mark and a word say behind a strong name: `**Keys**: ✅ 80% rotated, done`."""
    found = labelled(line) if line.lead else None
    told = found.value.text if found and not found.field else ""
    mark = status.mark(told) if 0 < len(told) <= _LONGEST_VALUE else None
    if mark is None or not (claim := status.CLAIMS.first(told)):
        return None
    share = _SHARE.match(status.without_marks(told))
    if share and int(share[1]) < _WHOLE and claim[0] is Claim.DONE:
        return Claim.PARTIAL
    return claim[0] if mark is status.Mark.GOOD or claim[0] is not Claim.DONE else None


def ticked_steps(listing: Listing, around: Around) -> dict[int, State]:
    """Return which entries of a plan a mark of success ticks, by line, if most of those ask for something."""
    marked = [entry for entry in listing.entries if is_marked(entry)] if around.role is Role.PLAN else ()
    counted = around.phase is not None or all(entry.number for entry in listing.entries)
    if not marked or not counted or any(map(_is_refused, listing.entries)):
        return {}
    asked = sum(remedy.begins_with_verb(titled(entry.title).text) for entry in marked)
    return {entry.first: State.DONE for entry in marked} if asked * 2 > len(marked) else {}


def is_marked(entry: Entry) -> bool:
    """Tell whether an entry without a box begins with a mark of success."""
    return entry.ticked is None and status.mark(entry.title.text) is status.Mark.GOOD


def _is_refused(entry: Entry) -> bool:
    """Whether an entry is marked as one not to do, beside which a tick says what to do."""
    return status.mark(entry.title.text) is status.Mark.BAD and led_by_state(entry.title, _PLAN) is None
