"""The fold: events into the state of one item, of one plan.

It is total: whatever events come in whatever order, each has an effect or none, and none is refused. What a
commit or a branch did depends on its fate, which only later events tell, so fates are looked up first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from tracker.domain.effort import Effort
from tracker.domain.event import Event, EventKind, Payload
from tracker.domain.fates import REMOVED, commit_names, fates_of, standing_branches
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


def fold_item(start: ItemState, events: Sequence[Event]) -> ItemState:
    """Return the state after `events`, which are one item's, in journal order, without undone ones.

    A commit that was reverted, vanished or was unlinked never took effect: its LINK and its ticks move
    nothing, nor does that it left the mainline. Nor did a branch that is gone.
    """
    names = commit_names(events)
    fates = fates_of(events, names)
    branches = standing_branches(events)
    state = start
    for event in events:
        if event.kind in (EventKind.LINK, EventKind.REVERTED, EventKind.VANISHED):
            state = _apply_commit(state, event, fates, names)
        elif event.kind is EventKind.REOPEN:
            state = _reopen(state, event, fates)
        elif event.kind is EventKind.TICK:
            state = _tick(state, event, fates)
        elif event.kind is EventKind.UNLINK:
            state = _unlink(state, event, names)
        elif event.kind is EventKind.RELINK:
            state = _relink(state, event, names)
        elif event.kind is EventKind.BRANCH:
            state = _branch(state, event) if event.payload["branch"] in branches else state
        elif apply := _APPLY.get(event.kind):
            state = apply(state, event)
    return replace(state, updated_at=events[-1].at) if events else state


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


def _start(state: ItemState, event: Event) -> ItemState:
    return replace(_moved(state, Status.IN_PROGRESS), started_at=state.started_at or event.at)


def _resolve(state: ItemState, event: Event) -> ItemState:
    return replace(
        _moved(state, Status.RESOLVED),
        started_at=state.started_at or event.at,
        resolved_at=event.at,
        resolved_by=event.actor,
    )


def _verify(state: ItemState, event: Event) -> ItemState:
    by = event.payload.get("by") or event.actor
    return replace(
        _moved(state, Status.VERIFIED),
        resolved_at=state.resolved_at or event.at,
        verified_at=event.at,
        verified_by=by,
    )


def _reopen(state: ItemState, event: Event, fates: Mapping[str, str]) -> ItemState:
    if event.payload.get("sha") in fates:
        return state
    return _reopened(state, event.payload.get("reason"))


def _block(state: ItemState, event: Event) -> ItemState:
    return replace(state, blocked=event.payload["reason"])


def _unblock(state: ItemState, event: Event) -> ItemState:
    return replace(state, blocked=None)


def _defer(state: ItemState, event: Event) -> ItemState:
    payload = event.payload
    deferral = Deferral(payload.get("when"), _day(payload.get("review")))
    return replace(_moved(state, Status.DEFERRED), deferral=deferral, reason=payload.get("reason"))


def _accept_risk(state: ItemState, event: Event) -> ItemState:
    payload = event.payload
    acceptance = Acceptance(payload["approver"], payload["rationale"], date.fromisoformat(payload["expires"]))
    return replace(_moved(state, Status.RISK_ACCEPTED), acceptance=acceptance)


def _reject(state: ItemState, event: Event) -> ItemState:
    payload = event.payload
    return replace(
        _moved(state, Status(payload["as"])), reason=payload["rationale"], duplicate_of=payload.get("of")
    )


def _tick(state: ItemState, event: Event, fates: Mapping[str, str]) -> ItemState:
    ticked = replace(state, ticks={**state.ticks, event.payload["check"]: True})
    begins = _waits_for_work(state, event.at) and _ticking_commit(event) not in fates
    return _start(ticked, event) if begins else ticked


def _ticking_commit(event: Event) -> str | None:
    """The commit whose message ticked, as the effect's key names it; None where a person did."""
    return next(iter(event.effect.split(":")[2:3]), None) if event.effect else None


def _untick(state: ItemState, event: Event) -> ItemState:
    return replace(state, ticks={**state.ticks, event.payload["check"]: False})


def _note(state: ItemState, event: Event) -> ItemState:
    return replace(state, notes=(*state.notes, Note(event.payload["text"], event.actor, event.at)))


def _assign(state: ItemState, event: Event) -> ItemState:
    return replace(state, owner=event.payload["owner"], owner_set=True)


def _estimate(state: ItemState, event: Event) -> ItemState:
    payload = event.payload
    effort = Effort(payload["low"], payload["high"], payload.get("likely"), payload["effort"])
    return replace(state, effort=effort)


def _actual(state: ItemState, event: Event) -> ItemState:
    return replace(state, actual_hours=(state.actual_hours or 0.0) + event.payload["hours"])


def _evidence(state: ItemState, event: Event) -> ItemState:
    payload = event.payload
    found = Evidence(
        id=event.id,
        kind=payload["kind"],
        ref=payload["ref"],
        at=event.at,
        actor=event.actor,
        sha=payload.get("sha") or event.commit,
        passed=payload.get("passed"),
        text=payload.get("text"),
        dirty=payload.get("dirty") is True,
        proof=payload.get("proof"),
    )
    added = replace(state, evidence=(*state.evidence, found))
    if found.passed is False and state.status in (Status.RESOLVED, Status.VERIFIED):
        return _reopened(added, f"proof failed: {found.ref}")
    return added


def _branch(state: ItemState, event: Event) -> ItemState:
    """Take the item up where nobody has; a branch closes nothing and reopens nothing."""
    known = replace(state, branches=tuple(sorted({*state.branches, event.payload["branch"]})))
    return _start(known, event) if _waits_for_work(state, event.at) else known


def _apply_commit(
    state: ItemState, event: Event, fates: Mapping[str, str], names: Mapping[str, str]
) -> ItemState:
    fate = fates.get(event.payload["sha"])
    if fate == REMOVED:
        return state
    if event.kind is not EventKind.LINK:
        return _undo_fix(state, event, names) if fate else state
    link = replace(commit_link(event.payload), undone_by=fate)
    others = tuple(x for x in state.commits if x.role is not link.role or not _is(x.sha, link.sha, names))
    linked = replace(state, commits=(*others, link))
    return linked if fate else _settled(linked, link, event.at)


def _unlink(state: ItemState, event: Event, names: Mapping[str, str]) -> ItemState:
    """A commit that a person took away is no evidence either."""
    sha = event.payload["sha"]
    left = tuple(e for e in state.evidence if e.kind != "commit" or not _is(e.sha, sha, names))
    return replace(state, evidence=left)


def _relink(state: ItemState, event: Event, names: Mapping[str, str]) -> ItemState:
    """Whatever the commit was called by others meanwhile, it is called by the new name now."""
    old, new = event.payload["old"], event.payload["new"]
    links = tuple(replace(link, sha=new) if _is(link.sha, old, names) else link for link in state.commits)
    evidence = tuple(replace(e, sha=new) if _is(e.sha, old, names) else e for e in state.evidence)
    return replace(state, commits=links, evidence=evidence)


def _is(sha: str | None, other: str, names: Mapping[str, str]) -> bool:
    """Tell whether both are shas of the same commit."""
    return sha is not None and names.get(sha, sha) == names.get(other, other)


_APPLY = {
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
    EventKind.EVIDENCE: _evidence,
}


def commit_link(payload: Payload) -> CommitLink:
    """Return the link that a LINK event carries."""
    return CommitLink(
        sha=payload["sha"],
        role=Role(payload["role"]),
        subject=payload["subject"],
        author=payload["author"],
        at=datetime.fromisoformat(payload["authored_at"]),
        where=payload["where"],
    )


def _moved(state: ItemState, status: Status) -> ItemState:
    """The state with a new status and without what belonged to the old one."""
    return replace(
        state,
        status=status,
        claimed=False,
        reason=None,
        acceptance=None,
        deferral=None,
        duplicate_of=None,
        verified_at=None,
        verified_by=None,
    )


def _reopened(state: ItemState, reason: str | None) -> ItemState:
    return replace(_moved(state, Status.OPEN), reason=reason, resolved_at=None, resolved_by=None)


def _waits_for_work(state: ItemState, at: datetime) -> bool:
    """Whether work on the item had not begun then: it was open, in progress on the review's word alone, or
    its acceptance had lapsed.
    """
    lapsed = state.acceptance is not None and state.acceptance.expires < at.date()
    return state.status is Status.OPEN or lapsed or (state.claimed and state.status is Status.IN_PROGRESS)


def _settled(state: ItemState, link: CommitLink, at: datetime) -> ItemState:
    """Move the item as its newest link says; what a person decided (verified, rejected) stands."""
    waits = _waits_for_work(state, at)
    started = state.started_at or link.at
    if link.role is Role.RESOLVES and state.status not in (Status.VERIFIED, *REJECTED):
        if link.where == MAINLINE:
            moved = _moved(state, Status.RESOLVED)
            return replace(moved, started_at=started, resolved_at=link.at, resolved_by=link.author)
        if waits or state.status is Status.IN_PROGRESS:
            return replace(_moved(state, Status.IN_REVIEW), started_at=started)
    if link.role is Role.REFS and waits:
        return replace(_moved(state, Status.IN_PROGRESS), started_at=started)
    return state


def _undo_fix(state: ItemState, event: Event, names: Mapping[str, str]) -> ItemState:
    """Reopen an item whose last fix was taken back, whoever had called it resolved or verified since."""
    sha = event.payload["sha"]
    if not any(_is(link.sha, sha, names) and link.role is Role.RESOLVES for link in state.commits):
        return state
    by = event.payload.get("by")
    reason = f"reverted by {by[:7]}" if by else f"commit {sha[:7]} is no longer in the history"
    fixes = [link for link in state.commits if link.role is Role.RESOLVES and link.undone_by is None]
    if any(link.where == MAINLINE for link in fixes) or state.status in REJECTED:
        return state
    if fixes:
        return replace(_moved(state, Status.IN_REVIEW), reason=reason)
    if state.status is Status.OPEN or state.status in (Status.RESOLVED, Status.VERIFIED, Status.IN_REVIEW):
        return _reopened(state, reason)
    return replace(state, reason=state.reason or reason)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
