"""From the board to the forecast's input: the work left, what finished items teach, what gates need.

Hours that nobody recorded are inferred from the time an item was in progress. That is an upper bound, as work
may have rested: for an item still in progress it is shared among all that are, and never taken beyond the
upper end of its estimate, so that a forgotten one is known to be over its estimate and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tracker.domain.board import Board, Card
from tracker.domain.effort import Effort
from tracker.domain.gate import gates_of, needed_ids
from tracker.domain.plan import SEVERITIES, Priority
from tracker.domain.state import ACTIVE, Status
from tracker.domain.track_record import PastForecast, additions
from tracker.domain.workcalendar import working_hours_between
from tracker.domain.workload import LAST_RANK, Finished, Task, Workload

_PRIORITY_RANK = {priority: rank for rank, priority in enumerate(Priority)}
_SEVERITY_RANK = {name: rank for rank, name in enumerate(SEVERITIES)}
_SHORTEST = timedelta(minutes=15)
"""Closed sooner after it was started than this, nobody said when work on it began."""
_DONE = frozenset({Status.RESOLVED, Status.VERIFIED})


def workload_of(board: Board, past: Sequence[PastForecast] = ()) -> Workload:
    """Return the work that is left on a board; `past` tells since when the plan has how many items.

    A deferred item counts only where a gate asks for it. An item that is resolved on the review's word
    alone has no work left either: what it lacks is evidence, and the gate says so.
    """
    gates = {gate.id: needed_ids(gate, board) for gate in gates_of(board)}
    asked_for = frozenset[str]().union(*gates.values())
    share = _attention(board)
    closed_on = tuple(
        board.day_of(card.state.resolved_at)
        for card in board.cards
        if card.status in _DONE and card.state.resolved_at is not None
    )
    return Workload(
        tasks=tuple(
            _task(card, board, share)
            for card in board.cards
            if card.status in ACTIVE or (card.status is Status.DEFERRED and card.id in asked_for)
        ),
        team=board.plan.team,
        finished=tuple(_finished(board)),
        gates=gates,
        phases={
            phase.id: frozenset(card.id for card in board.cards if card.item.phase == phase.id)
            for phase in board.plan.phases
        },
        estimates=_estimates(board.cards),
        closed_on=closed_on,
        added_on=additions(past, len(board.cards), board.now.date(), min(closed_on, default=None)),
    )


def _task(card: Card, board: Board, share: float) -> Task:
    return Task(
        id=card.id,
        effort=card.effort,
        severity=card.severity,
        after=card.item.after,
        phase_rank=board.plan.phase_rank.get(card.item.phase, LAST_RANK),
        priority_rank=_order_of_work(card),
        done_share=card.done_share,
        spent_hours=card.state.actual_hours or _hours_in_progress(card, board, share),
        needs=card.item.needs,
        owner=card.owner,
        waiting=card.state.blocked is not None,
    )


def _attention(board: Board) -> float:
    """The share of a working day that an item in progress gets: engineers for each of them, at most one."""
    progressing = sum(_in_progress(card) for card in board.cards)
    return min(1.0, len(board.plan.team.engineers) / progressing) if progressing else 1.0


def _in_progress(card: Card) -> bool:
    worked_on = card.status in (Status.IN_PROGRESS, Status.IN_REVIEW) and not card.state.claimed
    return worked_on and card.state.started_at is not None and not card.state.blocked


def _hours_in_progress(card: Card, board: Board, share: float) -> float:
    """Working hours from the day it was started up to yesterday: today's are still to come."""
    started = card.state.started_at
    if started is None or card.effort is None or not _in_progress(card):
        return 0.0
    yesterday = board.now.date() - timedelta(days=1)
    hours = working_hours_between(board.plan.team, board.day_of(started), yesterday) * share
    return min(hours, card.effort.high)


def _order_of_work(card: Card) -> int:
    """The order in a phase, as the board's: blockers, then priority (none is medium), then severity."""
    if card.item.blocker:
        return 0
    priority = card.item.priority or Priority.MEDIUM
    return 1 + _PRIORITY_RANK[priority] * len(_SEVERITY_RANK) + _SEVERITY_RANK[card.severity]


def _estimates(cards: Iterable[Card]) -> dict[str, tuple[Effort, ...]]:
    found: dict[str, list[Effort]] = {}
    for card in cards:
        if card.effort:
            found.setdefault(card.severity, []).append(card.effort)
    return {severity: tuple(efforts) for severity, efforts in found.items()}


def _finished(board: Board) -> Iterable[Finished]:
    """Items that closed with an estimate: hours as recorded, else inferred from the time in progress."""
    for card in board.cards:
        state = card.state
        if card.status not in _DONE or card.effort is None or state.resolved_at is None:
            continue
        if state.actual_hours:
            yield Finished(card.id, card.effort, state.actual_hours, state.resolved_at)
        elif state.started_at and state.resolved_at - state.started_at >= _SHORTEST:
            hours = _hours_between(board, state.started_at, state.resolved_at)
            if hours > 0:
                yield Finished(card.id, card.effort, hours, state.resolved_at, inferred=True)


def _hours_between(board: Board, start: datetime, end: datetime) -> float:
    """The working hours between two moments: at most those of the days, and of the clock."""
    elapsed = (end - start).total_seconds() / 3600
    days = working_hours_between(board.plan.team, board.day_of(start), board.day_of(end))
    return min(elapsed, days)
