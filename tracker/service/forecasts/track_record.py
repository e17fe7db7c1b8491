"""How the forecast itself moved, and how well it did: remembered forecasts held against the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.domain.board import Board
from tracker.domain.burnup import BurnUp, Closed, burn_up, closings, finished_on
from tracker.domain.forecast import Dates
from tracker.domain.gate import concerned_ids, needed_ids
from tracker.domain.track_record import Accuracy, Outcome, PastForecast, accuracy, outcomes
from tracker.service.events import counting_events
from tracker.service.tracker import Tracker, gate_named
from tracker.store.forecasts import read_forecasts


@dataclass(frozen=True, slots=True)
class Judged:
    """A remembered forecast, what it said of the gate, and what became of each percentile."""

    made: PastForecast
    dates: Dates
    outcomes: Mapping[str, Outcome | None]


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """The forecasts of one gate, oldest first, with how they did."""

    gate: str
    ready_on: date | None
    """The day the last of its items was closed; None while there is work left."""
    forecasts: tuple[Judged, ...]
    accuracy: Mapping[str, Accuracy]
    burn_up: BurnUp


def track_record(tracker: Tracker, board: Board, gate: str | None = None) -> TrackRecord:
    """Return the record of a gate, or of the plan's first; raises UsageError for an unknown one."""

    asked = gate_named(board, gate)
    past = read_forecasts(tracker.workspace.database, tracker.plan.id)
    closed = _closings(tracker, board)
    ready_on = None if needed_ids(asked, board) else finished_on(concerned_ids(asked, board), closed)
    today = board.now.date()
    judged = tuple(
        Judged(made, dates, outcomes(dates, ready_on, today))
        for made in past
        if (dates := made.dates_of(asked.id)) is not None
    )
    results = accuracy(one.outcomes for one in judged)
    return TrackRecord(asked.id, ready_on, judged, results, burn_up(board, closed, past))


def burn_up_of(tracker: Tracker, board: Board) -> BurnUp:
    """Return scope and finished work over time, up to the board's day."""
    past = read_forecasts(tracker.workspace.database, tracker.plan.id)
    return burn_up(board, _closings(tracker, board), past)


def track_record_document(record: TrackRecord) -> dict[str, Any]:
    """Return the record as JSON values, `schema` the version."""
    return {
        "schema": 1,
        "gate": record.gate,
        "ready_on": record.ready_on.isoformat() if record.ready_on else None,
        "forecasts": [_judged_document(one) for one in record.forecasts],
        "accuracy": {
            name: {"hits": found.hits, "misses": found.misses, "waiting": found.waiting}
            for name, found in record.accuracy.items()
        },
        "burn_up": [
            {"day": one.day.isoformat(), "scope": one.scope, "done": one.done} for one in record.burn_up.days
        ],
    }


def _judged_document(one: Judged) -> dict[str, Any]:
    days = {"p50": one.dates.p50, "p85": one.dates.p85, "p95": one.dates.p95}
    return {
        "day": one.made.day.isoformat(),
        "answer": one.made.answer.value,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "left": one.dates.left,
        "hours_left": one.made.hours_left,
        "done": one.made.done,
        "total": one.made.total,
        "scope_hours": one.made.scope_hours,
        "seed": one.made.seed,
        "simulations": one.made.simulations,
        "digest": one.made.digest,
        "outcomes": {name: found.value if found else None for name, found in one.outcomes.items()},
    }


def _closings(tracker: Tracker, board: Board) -> dict[str, tuple[Closed, ...]]:
    return closings(tracker.plan, counting_events(tracker), board.now.date(), board.now.tzinfo)
