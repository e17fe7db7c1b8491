"""From what a form handed back to the events it means.

`transitions` is pure and quick, so that a form can try its value on the board at hand and say at once why it
would be refused. `decide_for` is the same inside the writing transaction, with evidence that was looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from screens.forms.values import (
    Act,
    Assignment,
    Block,
    Deferment,
    Estimate,
    EvidenceOffer,
    Rejection,
    Remark,
    Reopening,
    Resolution,
    RiskAcceptance,
    TickChanges,
    Verification,
    WorkedHours,
)
from tracker.domain import transition
from tracker.domain.board import Board, Card
from tracker.domain.event import Draft
from tracker.domain.text import did_you_mean
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.service.evidence.offered import Gathered


def transitions(value: Act, board: Board, ids: Sequence[str]) -> list[Draft]:
    """Return what a value does to the items, evidence aside; raises RefusedError or UsageError."""
    return [draft for id_ in ids for draft in _drafts(value, board, known_card(board, id_))]


def offer_in(value: Act) -> EvidenceOffer | None:
    """Return the evidence that comes with a value, None where there is none."""
    offer = value.evidence if isinstance(value, Resolution) else value
    return offer if isinstance(offer, EvidenceOffer) else None


def decide_for(value: Act, ids: Sequence[str], evidence: Gathered) -> Callable[[Board], list[Draft]]:
    """Return what `Tracker.act` needs to carry a value out, with its evidence: all items, or none."""

    def decide(board: Board) -> list[Draft]:
        backed = [draft for id_ in ids for draft in evidence.drafts(known_card(board, id_))]
        drafts = backed + transitions(value, board, ids) + _of_the_plan(value, board)
        evidence.place()
        return drafts

    return decide


def known_card(board: Board, name: str) -> Card:
    """Return the card of an id, or of a former one; raises UsageError when the plan has none."""
    known = board.plan.id_by_name
    found = known.get(name.strip().upper())
    if found is None:
        raise UsageError(f"no item is called {name}{did_you_mean(name, known)}")
    return board.by_id[found]


def _drafts(value: Act, board: Board, card: Card) -> list[Draft]:
    today = board.now.date()
    match value:
        case Resolution(evidence, note):
            return [transition.resolve(card, note, with_evidence=evidence is not None)]
        case Verification(by):
            return _verified(board, card, by)
        case Block(reason):
            return [transition.block(card, reason)]
        case Deferment(when, review):
            return [transition.defer(card, when, review, today)]
        case RiskAcceptance(approver, rationale, expires):
            return [transition.accept_risk(card, approver, rationale, expires, today)]
        case Rejection(status, rationale, approver, other):
            double = known_card(board, other) if other else None
            return [transition.reject(card, status, rationale, approver, double)]
        case Remark(text):
            return [transition.note(card, text)]
        case Assignment(owner):
            return [transition.assign(card, owner)]
        case Estimate(effort):
            return [transition.estimate(card, effort)]
        case WorkedHours(hours):
            return [transition.actual(card, hours)]
        case Reopening(reason):
            return [transition.reopen(card, reason)]
        case TickChanges(changes):
            return [transition.tick(card, check, done=done) for check, done in changes]
        case _:
            return []


def _verified(board: Board, card: Card, by: str | None) -> list[Draft]:
    """By somebody's word; a run of proofs is no event yet, but it is refused for the same reasons."""
    if by is None:
        transition.verify_by_proof(card)
        return []
    from tracker.service.evidence.verify import attest

    return attest(board, [card.id], by)


def _of_the_plan(value: Act, board: Board) -> list[Draft]:
    """Events that belong to no item."""
    from screens.forms.values import ChecklistTick, MeasuredValue, SignedOff
    from tracker.service.evidence.offered import checklist_tick_draft, measure_draft, signoff_draft

    match value:
        case MeasuredValue(target, measured):
            return [measure_draft(board, target, measured)]
        case SignedOff(role, by):
            return [signoff_draft(board, role, by)]
        case ChecklistTick(name, done):
            return [checklist_tick_draft(board, name, done=done)]
        case _:
            return []
