"""What the tracker itself is asked for, by the names that the reference knows the acts under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.effort import parse_effort
from tracker.domain.event import Draft, EventKind
from tracker.domain.state import Status
from tracker.service.evidence.offered import (
    checklist_tick_draft,
    evidence_draft,
    measure_draft,
    signoff_draft,
)
from tracker.service.evidence.verify import attest
from tracker.service.tracker import Tracker, card_named

Arguments = Mapping[str, Any]


def draft_of(tracker: Tracker, board: Board, verb: str, item: str, given: Arguments) -> list[Draft]:
    """Return the events of one act on one item, as the commands make them; raises TrackerError."""
    card = card_named(board, item)
    if verb == "resolve":
        offered = given["evidence"]
        done = transition.resolve(card, given["note"], with_evidence=bool(offered))
        return [*([evidence_draft(tracker, card, "note", offered)] if offered else []), done]
    if verb == "prove":
        verified = transition.verify_by_proof(card)
        run = {"kind": "command", "ref": "make test", "passed": given["passed"]}
        return [Draft(EventKind.EVIDENCE, card.id, run), *([verified] if given["passed"] else [])]
    if verb == "attest":
        return attest(board, [item], given["by"])
    if verb == "reject":
        other = card_named(board, given["other"]) if given["other"] else None
        return [transition.reject(card, Status(given["as"]), given["text"], given["by"] or None, other)]
    if verb == "evidence":
        return [evidence_draft(tracker, card, "note", given["text"])]
    simple: dict[str, Callable[[], Draft]] = {
        "start": lambda: transition.start(card),
        "reopen": lambda: transition.reopen(card, given["text"]),
        "block": lambda: transition.block(card, given["text"]),
        "unblock": lambda: transition.unblock(card),
        "defer": lambda: transition.defer(card, given["text"], given["day"], board.now.date()),
        "accept-risk": lambda: transition.accept_risk(
            card, given["by"], given["text"], given["day"], board.now.date()
        ),
        "tick": lambda: transition.tick(card, given["check"]),
        "untick": lambda: transition.tick(card, given["check"], done=False),
        "note": lambda: transition.note(card, given["text"]),
        "assign": lambda: transition.assign(card, given["by"]),
        "estimate": lambda: transition.estimate(
            card, parse_effort(f"{given['hours']:g}-{given['hours'] * 2:g}h")
        ),
        "actual": lambda: transition.actual(card, given["hours"]),
    }
    return [simple[verb]()]


def plan_draft(board: Board, verb: str, given: Arguments) -> Draft:
    """Return the event of one act on the plan as a whole; raises TrackerError."""
    if verb == "measure":
        return measure_draft(board, given["target"], given["value"])
    if verb == "signoff":
        return signoff_draft(board, given["role"], given["by"])
    return checklist_tick_draft(board, f"{given['list']}/{given['check']}", done=verb == "tick")
