"""Gates: can we ship, and if not, why not and what would clear it. The answer is computed, never set.

A hard reason makes the verdict NOT READY; when only soft ones are left it is CONDITIONALLY READY.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from tracker.domain.age import age_text
from tracker.domain.board import Board, Card, checklist_checks
from tracker.domain.frozen import frozen
from tracker.domain.marks import effort_text
from tracker.domain.plan import Gate, Requirement, Target, Verdict
from tracker.domain.score import Score
from tracker.domain.state import Status
from tracker.domain.text import counted


@frozen
class Reason:
    """One thing between the gate and READY. `item` is the id of an item, target, checklist or role."""

    code: str
    """open_item, unproved, claimed_only, target_failed, target_unmeasured, checklist, score, unverified,
    risk_accepted, sign_off or stale."""
    item: str | None
    text: str
    clears: str
    """What would clear it: a command, or the items to do first."""
    hard: bool


@frozen
class Assessment:
    """A gate's verdict with its reasons, hard ones first; `claimed` is what the review said last."""

    gate: Gate
    verdict: Verdict
    reasons: tuple[Reason, ...]
    claimed: Verdict | None


def gates_of(board: Board) -> tuple[Gate, ...]:
    """Return the plan's gates, or the one every plan has."""
    return board.plan.gates or (Gate("production", "Production"),)


def assess(gate: Gate, board: Board, score: Score) -> Assessment:
    """Return the verdict of a gate."""
    reasons = sorted(_reasons(gate, board, score), key=lambda reason: not reason.hard)
    if any(reason.hard for reason in reasons):
        verdict = Verdict.NOT_READY
    else:
        verdict = Verdict.CONDITIONALLY_READY if reasons else Verdict.READY
    claimed = board.plan.claims.verdicts
    return Assessment(gate, verdict, tuple(reasons), claimed[-1] if claimed else None)


def gated_cards(gate: Gate, board: Board) -> tuple[Card, ...]:
    """Return the cards the gate looks at: blockers and those of a severity it blocks on, in its phases.

    Their evidence is as old as this gate allows, whatever stricter ones say.
    """
    return tuple(
        _aged_for(gate, card, board)
        for card in board.work_order
        if (card.item.blocker or card.severity in gate.block_on)
        and (not gate.phases or card.item.phase in gate.phases or card.item.blocker)
    )


def _aged_for(gate: Gate, card: Card, board: Board) -> Card:
    """The card with evidence that is stale by age alone only where it is older than the gate allows."""
    if not card.aged:
        return card
    limit = gate.evidence_max_age
    still_good = {
        found.id
        for found in card.state.evidence
        if found.id in card.aged and (limit is None or board.now - found.at <= limit)
    }
    older = f"older than {age_text(limit)}" if limit else ""
    stale = {
        id_: older if id_ in card.aged else why for id_, why in card.stale.items() if id_ not in still_good
    }
    return replace(card, stale=stale)


def _reasons(gate: Gate, board: Board, score: Score) -> Iterator[Reason]:
    for card in gated_cards(gate, board):
        yield from _card_reasons(card, board)
    yield from _stale_reasons(gate, board)
    for target in board.plan.targets:
        if target.id in gate.targets:
            yield from _target_reasons(target, board)
    yield from _checklist_reasons(gate, board)
    yield from _score_reasons(gate, score)
    for role in gate.sign_off:
        if role not in board.plan_state.signatures:
            yield Reason("sign_off", role, f"sign-off missing: {role}", f"tracker signoff {role}", hard=False)


def _card_reasons(card: Card, board: Board) -> Iterator[Reason]:
    what = "blocker" if card.item.blocker else f"{card.severity} item"
    match card.status:
        case Status.VERIFIED | Status.FALSE_POSITIVE | Status.DUPLICATE:
            return
        case Status.RISK_ACCEPTED:
            acceptance = card.state.acceptance
            until = f" until {acceptance.expires} by {acceptance.approver}" if acceptance else ""
            text = f"{what} with an accepted risk{until}"
            yield Reason("risk_accepted", card.id, text, f"tracker reopen {card.id}, then fix it", hard=False)
        case Status.RESOLVED if card.satisfied:
            text = f"{what} resolved but not verified"
            yield Reason("unverified", card.id, text, _verify_command(card), hard=False)
        case Status.RESOLVED if card.state.claimed:
            text = f"{what} resolved on the review's word alone"
            yield Reason("claimed_only", card.id, text, f"tracker resolve {card.id} --commit SHA", hard=True)
        case Status.RESOLVED:
            text = f"{what} resolved without the {card.item.requires.value} it requires"
            yield Reason("unproved", card.id, text, _evidence_command(card), hard=True)
        case _:
            yield Reason("open_item", card.id, _open_text(card, what), _way_to_close(card, board), hard=True)


def _open_text(card: Card, what: str) -> str:
    text = _standing(what, card.status)
    if card.blocked_by:
        return f"{text}, blocked by {', '.join(card.blocked_by)}"
    return f"{text}, blocked: {card.state.blocked}" if card.state.blocked else text


@lru_cache(maxsize=64)  # the same few texts stand at thousands of items
def _standing(what: str, status: Status) -> str:
    return f"{what} {status.value.replace('_', ' ')}" if status is not Status.OPEN else f"{what} not closed"


@lru_cache(maxsize=1024)
def _of_work(effort: str) -> str:
    return f"{effort} of work"


def _way_to_close(card: Card, board: Board) -> str:
    if card.status is Status.WONT_FIX:
        return f"tracker accept-risk {card.id}, or reopen it"
    if card.status is Status.IN_REVIEW:
        branches = sorted({link.where for link in card.state.commits if link.undone_by is None})
        return f"merge {', '.join(branches)}" if branches else f"tracker resolve {card.id}"
    work = _of_work(effort_text(card.effort)) if card.effort else "work without an estimate"
    return f"{', '.join(card.blocked_by)}, then {work}" if card.blocked_by else work


def _verify_command(card: Card) -> str:
    by = "" if card.item.proofs else " --by NAME"
    return f"tracker verify {card.id}{by}"


def _evidence_command(card: Card) -> str:
    if card.item.requires is Requirement.EVIDENCE:
        return f"tracker evidence add {card.id} --commit SHA"
    return _verify_command(card)


def _stale_reasons(gate: Gate, board: Board) -> Iterator[Reason]:
    for card in gated_cards(gate, board):
        if card.has_stale and card.status in (Status.RESOLVED, Status.VERIFIED):
            why = list(card.stale.values())[-1]
            yield Reason("stale", card.id, f"evidence stale: {why}", _verify_command(card), hard=False)


def _target_reasons(target: Target, board: Board) -> Iterator[Reason]:
    text = f"{target.metric} {target.bound.text}"
    command = f"tracker measure {target.id} VALUE"
    measured = board.plan_state.measurements.get(target.id)
    if measured is None:
        yield Reason("target_unmeasured", target.id, f"target unmeasured: {text}", command, hard=True)
    elif not target_met(target, board):
        yield Reason(
            "target_failed",
            target.id,
            f"target missed: {text}, measured {measured.value}",
            command,
            hard=True,
        )


def target_met(target: Target, board: Board) -> bool | None:
    """Tell whether a target's last measurement meets its bound; None where nothing was measured.

    A bound may have changed since, even to another unit; then it has to be measured again.
    """
    measured = board.plan_state.measurements.get(target.id)
    if measured is None:
        return None
    try:
        return target.bound.holds(measured.value)
    except ValueError:
        return False


def _checklist_reasons(gate: Gate, board: Board) -> Iterator[Reason]:
    for checklist in board.plan.checklists:
        if checklist.id not in gate.checklists:
            continue
        left = [check for check in checklist_checks(board, checklist.id, checklist.checks) if not check.done]
        if left:
            first = left[0]
            clears = first.item or f"tracker tick {checklist.id}/{first.id}"
            more = f" and {counted(len(left) - 1, 'more', 'more')}" if len(left) > 1 else ""
            text = f"checklist {checklist.title}: {len(left)} of {len(checklist.checks)} left"
            yield Reason("checklist", checklist.id, text, f"{clears}{more}", hard=True)


def _score_reasons(gate: Gate, score: Score) -> Iterator[Reason]:
    """Scores are held against the bar as they are shown, to two digits: 6.4999… is 6.5."""
    if gate.min_score is None:
        return
    if score.now is None or score.with_fixes is None:
        text = f"no area is scored, {gate.min_score:g} is asked"
        yield Reason("score", None, text, "score the areas", hard=True)
    elif round(score.now, 2) < gate.min_score:
        text = f"score {round(score.now, 2):g}, under {gate.min_score:g}"
        yield Reason("score", None, text, f"with all fixes {round(score.with_fixes, 2):g}", hard=True)


def needed_ids(gate: Gate, board: Board) -> frozenset[str]:
    """Return the ids of the items that still have to close before the gate can be READY.

    Those it blocks on, those its checklists wait for, and everything they come `after`.
    """
    return _reached(gate, board, frozenset(card.id for card in board.cards if not card.closed))


def concerned_ids(gate: Gate, board: Board) -> frozenset[str]:
    """Return the ids of the items that have, or had, to close before the gate can be READY."""
    return _reached(gate, board, board.by_id.keys())


def _reached(gate: Gate, board: Board, among: Collection[str]) -> frozenset[str]:
    """The items the gate asks for and what comes before them, each reached through those `among` only."""
    wanted = [card.id for card in gated_cards(gate, board)]
    for checklist in board.plan.checklists:
        if checklist.id in gate.checklists:
            wanted += [check.item for check in checklist.checks if check.item]
    found: set[str] = set()
    while wanted:
        id_ = wanted.pop()
        if id_ not in found and id_ in among:
            found.add(id_)
            wanted += board.by_id[id_].item.after
    return frozenset(found)
