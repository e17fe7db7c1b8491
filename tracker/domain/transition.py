"""What people may do to an item, and when. Each function checks one act and returns its event.

Refusals name what is legal instead, so that nobody has to read the state machine to find the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tracker.domain.board import Card
from tracker.domain.effort import Effort
from tracker.domain.event import Draft, EventKind
from tracker.domain.people import is_one_of
from tracker.domain.plan import Check, Requirement
from tracker.domain.state import ACTIVE, REJECTED, Status
from tracker.domain.text import counted, did_you_mean
from tracker.errors import RefusedError, UsageError

_NOT_REJECTED = frozenset(Status) - REJECTED
_CLAIMABLE = frozenset({Status.IN_PROGRESS, Status.RESOLVED, Status.DEFERRED})
"""Statuses a review can claim; by hand they may be confirmed with the act that reaches them."""

LEGAL: Mapping[EventKind, frozenset[Status]] = {
    EventKind.START: frozenset({Status.OPEN, Status.DEFERRED}),
    EventKind.RESOLVE: frozenset({*ACTIVE, Status.DEFERRED}),
    EventKind.VERIFY: frozenset({Status.RESOLVED, Status.VERIFIED}),
    EventKind.REOPEN: frozenset(Status) - {Status.OPEN},
    EventKind.BLOCK: ACTIVE,
    EventKind.DEFER: ACTIVE,
    EventKind.ACCEPT_RISK: frozenset({*ACTIVE, Status.DEFERRED, Status.RISK_ACCEPTED, Status.RESOLVED}),
    EventKind.REJECT: frozenset({*ACTIVE, Status.DEFERRED, Status.RISK_ACCEPTED, Status.RESOLVED}),
    EventKind.TICK: _NOT_REJECTED,
    EventKind.UNTICK: _NOT_REJECTED,
}
"""The statuses each act may start from; what is not listed may be done at any time."""

_VERBS: Mapping[EventKind, str] = {
    EventKind.START: "start",
    EventKind.RESOLVE: "resolve",
    EventKind.VERIFY: "verify",
    EventKind.REOPEN: "reopen",
    EventKind.BLOCK: "block",
    EventKind.DEFER: "defer",
    EventKind.ACCEPT_RISK: "accept-risk",
    EventKind.REJECT: "reject",
    EventKind.TICK: "tick",
    EventKind.UNTICK: "untick",
}


def legal_verbs(card: Card) -> tuple[str, ...]:
    """Return the names of the transitions that are legal for a card now."""
    return tuple(_VERBS[kind] for kind in LEGAL if _is_legal(card, kind))


def start(card: Card) -> Draft:
    """Take the item up."""
    return _draft(card, EventKind.START)


def resolve(card: Card, note: str | None = None, *, with_evidence: bool = False) -> Draft:
    """Call the work done. `with_evidence` says that evidence is recorded together with it."""
    _refuse_unless_legal(card, EventKind.RESOLVE)
    if card.item.requires is not Requirement.NONE and not card.fresh_evidence and not with_evidence:
        raise RefusedError(
            f"{card.id} needs evidence before it can be resolved: none that counts is recorded",
            hint=f"tracker resolve {card.id} --commit SHA (or --url, --file, --note)",
        )
    return Draft(EventKind.RESOLVE, card.id, {"note": note} if note else {})


def verify_by_proof(card: Card) -> Draft:
    """Call the item verified because its proofs just passed; the runs are recorded as evidence beside it."""
    return _draft(card, EventKind.VERIFY, {"proof": True})


def verify_by_attestation(card: Card, by: str) -> Draft:
    """Call the item verified on somebody's word: not that of the person who resolved it."""
    _refuse_unless_legal(card, EventKind.VERIFY)
    by = " ".join(_required(by, "the name of who verifies it").split())
    if card.item.requires is Requirement.PROOF:
        raise RefusedError(
            f"{card.id} is verified by its proof, not by a person", hint=f"tracker verify {card.id}"
        )
    refuse_own_word(card, by)
    return Draft(EventKind.VERIFY, card.id, {"by": by, "proof": False})


def refuse_own_word(card: Card, by: str) -> None:
    """Raise RefusedError where `by` is who resolved the item: nobody attests their own work."""
    resolver = card.state.resolved_by
    if resolver and is_one_of(by, [resolver]):
        raise RefusedError(
            f"{card.id} was resolved by {resolver}: somebody else has to verify it",
            hint=f"tracker verify {card.id} --by NAME",
        )


def reopen(card: Card, reason: str) -> Draft:
    """Take back whatever closed the item."""
    return _draft(card, EventKind.REOPEN, {"reason": _required(reason, "a reason")})


def block(card: Card, reason: str) -> Draft:
    """Say that work has to wait for something outside the plan."""
    if card.state.blocked:
        raise RefusedError(
            f"{card.id} is blocked already: {card.state.blocked}", hint=f"tracker unblock {card.id}"
        )
    return _draft(card, EventKind.BLOCK, {"reason": _required(reason, "a reason")})


def unblock(card: Card) -> Draft:
    """Take back a block that was set by hand."""
    if card.state.blocked:
        return Draft(EventKind.UNBLOCK, card.id)
    if card.blocked_by:
        raise RefusedError(f"{card.id} waits for {', '.join(card.blocked_by)}: it opens when they close")
    raise RefusedError(f"{card.id} is not blocked")


def defer(card: Card, when: str, review: date, today: date) -> Draft:
    """Put the item off until something happens, to be looked at again on a day."""
    if review <= today:
        raise RefusedError(f"the review date {review} has passed; name a later one")
    payload = {"when": _required(when, "a trigger"), "review": review.isoformat()}
    return _draft(card, EventKind.DEFER, payload)


def accept_risk(card: Card, approver: str, rationale: str, expires: date, today: date) -> Draft:
    """Take the risk on, in somebody's name, until a day."""
    if expires <= today:
        raise RefusedError(f"the acceptance would have expired on {expires}; name a later day")
    payload = {
        "approver": _required(approver, "an approver"),
        "rationale": _required(rationale, "a rationale"),
        "expires": expires.isoformat(),
    }
    return _draft(card, EventKind.ACCEPT_RISK, payload)


def reject(
    card: Card, as_: Status, rationale: str, approver: str | None = None, other: Card | None = None
) -> Draft:
    """Close the item without work: as a false positive, as not worth fixing, or as the double of another."""
    payload: dict[str, str] = {"as": as_.value}
    match as_:
        case Status.DUPLICATE:
            payload |= _duplicate_of(card, other)
            payload["rationale"] = rationale.strip() or f"duplicate of {payload['of']}"
        case Status.FALSE_POSITIVE:
            payload["rationale"] = _required(rationale, "a rationale")
            payload["approver"] = _required(approver or "", "an approver")
        case Status.WONT_FIX:
            payload["rationale"] = _required(rationale, "a rationale")
            if approver:
                payload["approver"] = approver
        case _:
            raise UsageError("an item is rejected as false_positive, wont_fix or duplicate")
    return _draft(card, EventKind.REJECT, payload)


def _duplicate_of(card: Card, other: Card | None) -> dict[str, str]:
    if other is None:
        raise RefusedError("a duplicate needs the id of the other item")
    if other.id == card.id:
        raise RefusedError(f"{card.id} cannot be the duplicate of itself")
    if other.status is Status.DUPLICATE:  # else items could end as duplicates of one another
        first = other.state.duplicate_of
        raise RefusedError(f"{other.id} is a duplicate itself", hint=f"name {first}, which it repeats")
    return {"of": other.id}


def tick(card: Card, check: str, *, done: bool = True) -> Draft:
    """Tick or untick a check of the item, by its id or its position (1 is the first)."""
    found = find_check(card.checks, check, card.id)
    if found.item and found.item != card.id:
        raise RefusedError(f"{card.id}/{found.id} ticks itself when {found.item} is verified")
    if found.done == done:
        raise RefusedError(f"{card.id}/{found.id} is {'ticked already' if done else 'not ticked'}")
    return _draft(card, EventKind.TICK if done else EventKind.UNTICK, {"check": found.id})


def find_check(checks: tuple[Check, ...], name: str, where: str) -> Check:
    """Return the check with that id or position; raises UsageError with the nearest one."""
    for check in checks:
        if check.id == name:
            return check
    if name.isdecimal() and 1 <= int(name) <= len(checks):
        return checks[int(name) - 1]
    if not checks:
        raise UsageError(f"{where} has no checks")
    known = [check.id for check in checks]
    raise UsageError(
        f"{where} has no check {name}{did_you_mean(name, known)}",
        hint=f"it has {counted(len(known), 'check')}: {', '.join(known)}",
    )


def note(card: Card, text: str) -> Draft:
    """Leave a remark."""
    return Draft(EventKind.NOTE, card.id, {"text": _required(text, "a text")})


def assign(card: Card, owner: str | None) -> Draft:
    """Give the item to somebody, or to nobody."""
    return Draft(EventKind.ASSIGN, card.id, {"owner": owner.strip() or None if owner else None})


def estimate(card: Card, effort: Effort) -> Draft:
    """Record a new estimate."""
    payload: dict[str, object] = {"effort": effort.text, "low": effort.low, "high": effort.high}
    if effort.likely is not None:
        payload["likely"] = effort.likely
    return Draft(EventKind.ESTIMATE, card.id, payload)


def actual(card: Card, hours: float) -> Draft:
    """Record hours that were worked on the item; they add up."""
    if hours <= 0:
        raise RefusedError("the hours worked have to be more than none")
    return Draft(EventKind.ACTUAL, card.id, {"hours": hours})


def _draft(card: Card, kind: EventKind, payload: Mapping[str, object] | None = None) -> Draft:
    _refuse_unless_legal(card, kind)
    return Draft(kind, card.id, payload or {})


def _is_legal(card: Card, kind: EventKind) -> bool:
    if card.status in LEGAL[kind]:
        return True
    confirms = {EventKind.START: Status.IN_PROGRESS, EventKind.RESOLVE: Status.RESOLVED}
    return card.state.claimed and card.status in _CLAIMABLE and confirms.get(kind) is card.status


def _refuse_unless_legal(card: Card, kind: EventKind) -> None:
    if _is_legal(card, kind):
        return
    status = card.status.value.replace("_", " ")
    raise RefusedError(
        f"{card.id} is {status}: it cannot be {_PARTICIPLES[kind]}",
        hint=f"from {status}: {', '.join(legal_verbs(card))}",
    )


_PARTICIPLES: Mapping[EventKind, str] = {
    EventKind.START: "started",
    EventKind.RESOLVE: "resolved",
    EventKind.VERIFY: "verified",
    EventKind.REOPEN: "reopened",
    EventKind.BLOCK: "blocked",
    EventKind.DEFER: "deferred",
    EventKind.ACCEPT_RISK: "accepted as a risk",
    EventKind.REJECT: "rejected",
    EventKind.TICK: "ticked",
    EventKind.UNTICK: "unticked",
}


def _required(text: str, what: str) -> str:
    if not text.strip():
        raise RefusedError(f"{what} is needed")
    return text.strip()
