"""The fold: events into the state of one item, of one plan.

It is total: whatever events come in whatever order, each has an effect or none, and none is refused. What a
commit or a branch did depends on its fate, which only later events tell, so fates are looked up first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from tracker.domain.effort import Effort
from tracker.domain.event import Event, EventKind, Payload
from tracker.domain.fates import REMOVED, Fates
from tracker.domain.state import (
    MAINLINE,
    REJECTED,
    Acceptance,
    CommitLink,
    Deferral,
    Evidence,
    ItemState,
    Measurement,
    Note,
    PlanState,
    Role,
    Signature,
    Status,
)
from tracker.domain.unfrozen import UnfrozenState


def fold_item(start: ItemState, events: Sequence[Event]) -> ItemState:
    """Return the state after `events`, which are one item's, in journal order, without undone ones.

    A commit that was reverted, vanished or was unlinked never took effect: its LINK and its ticks move
    nothing, nor does that it left the mainline. Nor did a branch that is gone.
    """
    if not events:
        return start
    fates = Fates.told_by(events)
    item = UnfrozenState(start)
    for place, event in enumerate(events):
        if apply := _APPLY.get(event.kind):
            apply(item, event)
        elif apply_fate := _APPLY_FATE.get(event.kind):
            apply_fate(item, event, fates, place)
    item.updated_at = events[-1].at
    return item.state()


def fold_plan(events: Iterable[Event]) -> PlanState:
    """Return the state of the plan as a whole after `events` that belong to no item."""
    measurements: dict[str, Measurement] = {}
    signatures: dict[str, Signature] = {}
    ticks: dict[tuple[str, str], bool] = {}
    for event in events:
        payload = event.payload
        match event.kind:
            case EventKind.MEASURE:
                measurements[payload["target"]] = Measurement(
                    payload["value"], payload["met"], event.actor, event.at
                )
            case EventKind.SIGNOFF:
                signatures[payload["role"]] = Signature(payload["role"], payload["by"], event.at)
            case EventKind.TICK | EventKind.UNTICK:
                ticks[payload["list"], payload["check"]] = event.kind is EventKind.TICK
    return PlanState(measurements, signatures, ticks)


def _start(item: UnfrozenState, event: Event) -> None:
    _move(item, Status.IN_PROGRESS)
    item.started_at = item.started_at or event.at


def _resolve(item: UnfrozenState, event: Event) -> None:
    _move(item, Status.RESOLVED)
    item.started_at = item.started_at or event.at
    item.resolved_at = event.at
    item.resolved_by = event.actor


def _verify(item: UnfrozenState, event: Event) -> None:
    _move(item, Status.VERIFIED)
    item.resolved_at = item.resolved_at or event.at
    item.verified_at = event.at
    item.verified_by = event.payload.get("by") or event.actor


def _block(item: UnfrozenState, event: Event) -> None:
    item.blocked = event.payload["reason"]


def _unblock(item: UnfrozenState, event: Event) -> None:
    item.blocked = None


def _defer(item: UnfrozenState, event: Event) -> None:
    payload = event.payload
    _move(item, Status.DEFERRED, payload.get("reason"))
    item.deferral = Deferral(payload.get("when"), _day(payload.get("review")))


def _accept_risk(item: UnfrozenState, event: Event) -> None:
    payload = event.payload
    _move(item, Status.RISK_ACCEPTED)
    expires = date.fromisoformat(payload["expires"])
    item.acceptance = Acceptance(payload["approver"], payload["rationale"], expires)


def _reject(item: UnfrozenState, event: Event) -> None:
    payload = event.payload
    _move(item, Status(payload["as"]), payload["rationale"])
    item.duplicate_of = payload.get("of")


def _untick(item: UnfrozenState, event: Event) -> None:
    item.ticks[event.payload["check"]] = False


def _note(item: UnfrozenState, event: Event) -> None:
    item.notes.append(Note(event.payload["text"], event.actor, event.at))


def _assign(item: UnfrozenState, event: Event) -> None:
    item.owner = event.payload["owner"]
    item.owner_set = True


def _estimate(item: UnfrozenState, event: Event) -> None:
    payload = event.payload
    item.effort = Effort(payload["low"], payload["high"], payload.get("likely"), payload["effort"])


def _actual(item: UnfrozenState, event: Event) -> None:
    item.actual_hours = (item.actual_hours or 0.0) + event.payload["hours"]


def _reopen(item: UnfrozenState, event: Event, fates: Fates, place: int) -> None:
    if event.payload.get("sha") not in fates.undone:
        _move_back(item, event.payload.get("reason"))


def _tick(item: UnfrozenState, event: Event, fates: Fates, place: int) -> None:
    item.ticks[event.payload["check"]] = True
    if _waits_for_work(item, event.at) and _ticking_commit(event) not in fates.undone:
        _start(item, event)


def _ticking_commit(event: Event) -> str | None:
    """The commit whose message ticked, as the effect's key names it; None where a person did."""
    return next(iter(event.effect.split(":")[2:3]), None) if event.effect else None


def _evidence(item: UnfrozenState, event: Event, fates: Fates, place: int) -> None:
    """A commit that a person took away is no evidence either."""
    payload = event.payload
    sha = payload.get("sha") or event.commit
    if not (sha and payload["kind"] == "commit" and fates.is_removed_after(place, sha)):
        found = Evidence(
            id=event.id,
            kind=payload["kind"],
            ref=payload["ref"],
            at=event.at,
            actor=event.actor,
            sha=fates.sha_after(place, sha) if sha else sha,
            passed=payload.get("passed"),
            text=payload.get("text"),
            dirty=payload.get("dirty") is True,
            proof=payload.get("proof"),
        )
        item.evidence.append(found)
    if payload.get("passed") is False and item.status in (Status.RESOLVED, Status.VERIFIED):
        _move_back(item, f"proof failed: {payload['ref']}")


def _branch(item: UnfrozenState, event: Event, fates: Fates, place: int) -> None:
    """Take the item up where nobody has; a branch closes nothing and reopens nothing."""
    branch = event.payload["branch"]
    if branch in fates.branches:
        item.branches.add(branch)
        if _waits_for_work(item, event.at):
            _start(item, event)


def _link(item: UnfrozenState, event: Event, fates: Fates, place: int) -> None:
    sha = event.payload["sha"]
    fate = fates.undone.get(sha)
    if fate == REMOVED:
        return
    link = _commit_link(event.payload, fates.sha_after(place, sha), fate)
    item.link(fates.name(sha), link)
    if not fate:
        _settle(item, link, event.at)


def _take_back(item: UnfrozenState, event: Event, fates: Fates, place: int) -> None:
    """Reopen an item whose last fix was taken back, whoever had called it resolved or verified since."""
    sha = event.payload["sha"]
    was_fix = (fates.name(sha), Role.RESOLVES) in item.commits
    if not was_fix or fates.undone.get(sha) in (None, REMOVED):
        return
    by = event.payload.get("by")
    reason = f"reverted by {by[:7]}" if by else f"commit {sha[:7]} is no longer in the history"
    if MAINLINE in item.fixes.values() or item.status in REJECTED:
        return
    if item.fixes:
        _move(item, Status.IN_REVIEW, reason)
    elif item.status in (Status.OPEN, Status.RESOLVED, Status.VERIFIED, Status.IN_REVIEW):
        _move_back(item, reason)
    else:
        item.reason = item.reason or reason


_APPLY: Mapping[EventKind, Callable[[UnfrozenState, Event], None]] = {
    EventKind.START: _start,
    EventKind.RESOLVE: _resolve,
    EventKind.VERIFY: _verify,
    EventKind.BLOCK: _block,
    EventKind.UNBLOCK: _unblock,
    EventKind.DEFER: _defer,
    EventKind.ACCEPT_RISK: _accept_risk,
    EventKind.REJECT: _reject,
    EventKind.UNTICK: _untick,
    EventKind.NOTE: _note,
    EventKind.ASSIGN: _assign,
    EventKind.ESTIMATE: _estimate,
    EventKind.ACTUAL: _actual,
}
_APPLY_FATE: Mapping[EventKind, Callable[[UnfrozenState, Event, Fates, int], None]] = {
    EventKind.REOPEN: _reopen,
    EventKind.TICK: _tick,
    EventKind.EVIDENCE: _evidence,
    EventKind.BRANCH: _branch,
    EventKind.LINK: _link,
    EventKind.REVERTED: _take_back,
    EventKind.VANISHED: _take_back,
}
"""What depends on later events too; the place is that of the event. Other kinds only tell fates."""


def _commit_link(payload: Payload, sha: str, undone_by: str | None) -> CommitLink:
    """The link that a LINK event carries, under the sha that the commit goes by."""
    return CommitLink(
        sha=sha,
        role=Role(payload["role"]),
        subject=payload["subject"],
        author=payload["author"],
        at=datetime.fromisoformat(payload["authored_at"]),
        where=payload["where"],
        undone_by=undone_by,
    )


def _move(item: UnfrozenState, status: Status, reason: str | None = None) -> None:
    """Give the item a new status, and take away what belonged to the old one."""
    item.status = status
    item.reason = reason
    item.claimed = False
    item.acceptance = None
    item.deferral = None
    item.duplicate_of = None
    item.verified_at = None
    item.verified_by = None


def _move_back(item: UnfrozenState, reason: str | None) -> None:
    _move(item, Status.OPEN, reason)
    item.resolved_at = None
    item.resolved_by = None


def _waits_for_work(item: UnfrozenState, at: datetime) -> bool:
    """Whether work on the item had not begun then: it was open, in progress on the review's word alone, or
    its acceptance had lapsed.
    """
    lapsed = item.acceptance is not None and item.acceptance.expires < at.date()
    return item.status is Status.OPEN or lapsed or (item.claimed and item.status is Status.IN_PROGRESS)


def _settle(item: UnfrozenState, link: CommitLink, at: datetime) -> None:
    """Move the item as its newest link says; what a person decided (verified, rejected) stands."""
    waits = _waits_for_work(item, at)
    if link.role is Role.REFS:
        if waits:
            _take_up(item, Status.IN_PROGRESS, link)
    elif item.status is Status.VERIFIED or item.status in REJECTED:
        return
    elif link.where == MAINLINE:
        _take_up(item, Status.RESOLVED, link)
        item.resolved_at = link.at
        item.resolved_by = link.author
    elif waits or item.status is Status.IN_PROGRESS:
        _take_up(item, Status.IN_REVIEW, link)


def _take_up(item: UnfrozenState, status: Status, link: CommitLink) -> None:
    _move(item, status)
    item.started_at = item.started_at or link.at


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
