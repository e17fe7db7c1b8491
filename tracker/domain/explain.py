"""Everything between one item and a gate: why it stands in the way, what clears that, what hangs together.

A gate lists reasons; whoever works on an item asks the other way round. An item may also hold a gate up that
does not ask for it by name: because an item of the gate comes after it, a checklist waits for it, or a target
is met by it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from tracker.domain.board import Board, Card
from tracker.domain.forecast import Driver, Forecast
from tracker.domain.frozen import frozen
from tracker.domain.gate import Assessment, Reason, gated_cards
from tracker.domain.plan import Gate, Requirement
from tracker.domain.state import ACTIVE, REJECTED, Status

_TARGET_CODES = ("target_failed", "target_unmeasured")
_OTHER_CODES = (*_TARGET_CODES, "checklist", "score", "sign_off")
"""Codes of reasons that name something else than an item."""


@frozen
class Explanation:
    """What stands between an item and a gate."""

    card: Card
    assessment: Assessment
    reasons: tuple[Reason, ...]
    """Hard ones first. Beside the gate's codes there is `holds_up`: `item` of the gate waits for this one."""
    waits_for: tuple[Card, ...]
    """What is still to be closed before it, nearest first."""
    waited_for_by: tuple[Card, ...]
    """What cannot begin before it is closed, nearest first."""
    lacks: tuple[str, ...]
    """The evidence it would need to be verified."""
    driver: Driver | None
    """What closing it would do to the headline's P85; None where no forecast tells."""

    @property
    def in_the_way(self) -> bool:
        """Whether the gate cannot be READY before something is done about the item."""
        return bool(self.reasons)

    @property
    def hard(self) -> bool:
        """Whether the gate is NOT READY for it."""
        return any(reason.hard for reason in self.reasons)


def explain(card: Card, assessment: Assessment, board: Board, forecast: Forecast | None) -> Explanation:
    """Return everything between an item and the gate that was assessed."""
    gate = assessment.gate
    own = next((gated for gated in gated_cards(gate, board) if gated.id == card.id), card)
    return Explanation(
        card=own,
        assessment=assessment,
        reasons=tuple(sorted(_reasons(own, assessment, board), key=lambda reason: not reason.hard)),
        waits_for=_reached(own, board, lambda one: one.blocked_by),
        waited_for_by=_reached(own, board, lambda one: board.waiting_for(one.id)) if not own.closed else (),
        lacks=tuple(_lacks(own)),
        driver=next((one for one in forecast.drivers if one.item == card.id), None) if forecast else None,
    )


def _reasons(card: Card, assessment: Assessment, board: Board) -> Iterator[Reason]:
    gate = assessment.gate
    targets = {target.id for target in board.plan.targets if target.item == card.id}
    for reason in assessment.reasons:
        by_target = reason.code in _TARGET_CODES and reason.item in targets
        if by_target or (reason.item == card.id and reason.code not in _OTHER_CODES):
            yield reason
    yield from _checklist_reasons(card, gate, board)
    if not card.closed:
        yield from _held_up(card, gate, board)


def _checklist_reasons(card: Card, gate: Gate, board: Board) -> Iterator[Reason]:
    """Its checks in the gate's checklists: they tick themselves when the item is verified."""
    for checklist in board.plan.checklists:
        if checklist.id not in gate.checklists:
            continue
        for check in checklist.checks:
            ticked = board.plan_state.ticks.get((checklist.id, check.id), False)
            if check.item == card.id and not ticked and card.status is not Status.VERIFIED:
                text = f"checklist {checklist.title} waits for it: {check.text}"
                yield Reason("checklist", checklist.id, text, f"{card.id} verified", hard=True)


def _held_up(card: Card, gate: Gate, board: Board) -> Iterator[Reason]:
    waiting = {other.id for other in _reached(card, board, lambda one: board.waiting_for(one.id))}
    for other in gated_cards(gate, board):
        if other.id in waiting and other.status in ACTIVE:
            text = f"{other.id} ({other.item.title}) comes after it"
            yield Reason("holds_up", other.id, text, f"{card.id} closed, then {other.id}", hard=True)


def _reached(card: Card, board: Board, next_ids: Callable[[Card], tuple[str, ...]]) -> tuple[Card, ...]:
    """The open cards that are reached from one, step by step."""
    found: dict[str, Card] = {}
    waiting = deque(next_ids(card))
    while waiting:
        other = board.by_id[waiting.popleft()]
        if other.id not in found and not other.closed:
            found[other.id] = other
            waiting.extend(next_ids(other))
    return tuple(found.values())


def _lacks(card: Card) -> Iterator[str]:
    if (card.status is Status.VERIFIED and not card.has_stale) or card.status in REJECTED:
        return
    fresh = card.fresh_evidence
    match card.item.requires:
        case Requirement.EVIDENCE if not fresh:
            yield "evidence that counts: a commit, a run, a file, an address or a note"
        case Requirement.PROOF:
            missing = card.unrun_proofs(fresh)
            yield from (f"a passing run of: {proof.run}" for proof in missing)
            if not missing and not card.satisfied:
                yield "runs of its proof that are newer than its last commit and its last failure"
        case Requirement.ATTESTATION if not any(found.kind == "attestation" for found in fresh):
            yield "the word of somebody other than who resolved it"
    for found in card.state.evidence:
        if why := card.stale.get(found.id):
            yield f"something newer than {found.kind} {found.ref}: {why}"
