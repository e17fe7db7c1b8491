"""Forecasts: computed once for a plan's state and day, then remembered.

A forecast depends on the workload and the day alone, so it is kept in the user's cache under their digest.
Commands that must start fast look there first and never import the simulation themselves: on a miss they
ask a child process for it. Beside the journal, where there is one, the last forecast of each day is kept for
good, so that it can be held against what happened.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tracker.digest import digest_of
from tracker.domain.board import Board
from tracker.domain.forecast import Forecast, WhatIfResult
from tracker.domain.track_record import PastForecast, past_forecast
from tracker.domain.workload import WhatIf, Workload, usual_changes
from tracker.errors import StoreError
from tracker.service.cache import cache_folder, keep_newest, write_atomically
from tracker.service.forecasts.workload import workload_of
from tracker.service.tracker import Tracker
from tracker.store.forecasts import read_forecasts

SEED = 1
SIMULATIONS = 10_000
_KEPT = 50
_PATIENCE = 1.0
"""Seconds to wait for other writers: a command that reads should not hang on them."""


def forecast_for(
    tracker: Tracker,
    board: Board,
    now: datetime,
    *,
    seed: int = SEED,
    simulations: int = SIMULATIONS,
    what_if: tuple[WhatIf, ...] = (),
) -> Forecast:
    """Return the forecast of a board, from the cache where it was made before; imports NumPy otherwise.

    One with the usual seed and number of simulations is kept as that of its day.
    """
    past = read_forecasts(tracker.workspace.database, tracker.plan.id)
    workload = workload_of(board, past)
    made = _made(workload, now, seed, simulations)
    if (seed, simulations) == (SEED, SIMULATIONS):
        _remember(tracker, past_forecast(made, board), past)
    return _tried(workload, made, what_if, now) if what_if else made


def tried(tracker: Tracker, board: Board, now: datetime, change: WhatIf) -> Forecast:
    """Return the forecast of a board with what one change would do to it, which is kept nowhere.

    For whoever tries many: what was typed on the way to a question would push out what is worth keeping.
    """
    workload = _workload(tracker, board)
    made = _made(workload, now, SEED, SIMULATIONS)
    return replace(made, what_if=_results(workload, made, (change,), now))


def usual_what_ifs(tracker: Tracker, board: Board) -> tuple[WhatIf, ...]:
    """Return the changes that are tried when nobody asked for others; none where no work is left."""
    workload = _workload(tracker, board)
    return usual_changes(workload) if workload.tasks else ()


def known_forecast(tracker: Tracker, board: Board, now: datetime) -> Forecast | None:
    """Return the forecast of a board if it was made before today, else None; costs a file read."""
    return kept_forecast(forecast_place(tracker, board, now))


def forecast_place(tracker: Tracker, board: Board, now: datetime) -> Path | None:
    """Return the file in which today's forecast of a board is, or will be; None where nothing is kept."""
    return _place(_workload(tracker, board), now, SEED, SIMULATIONS)


def kept_forecast(place: Path | None) -> Forecast | None:
    """Return the forecast kept in a file, or None where there is none that can be read."""
    if place is None:
        return None
    try:
        return Forecast.from_json(json.loads(place.read_bytes()))
    except (OSError, ValueError, StoreError):
        return None


def forecast_in_child(tracker: Tracker, board: Board, now: datetime) -> Forecast | None:
    """Return the forecast of a board, made by a child process where it is not known; None if that fails."""
    if known := known_forecast(tracker, board, now):
        return known
    from tracker.service.forecasts.aside import forecast_of, start_forecast

    try:
        return forecast_of(start_forecast(tracker, now))
    except (OSError, StoreError):
        return None


def _workload(tracker: Tracker, board: Board) -> Workload:
    return workload_of(board, read_forecasts(tracker.workspace.database, tracker.plan.id))


def _made(workload: Workload, now: datetime, seed: int, simulations: int) -> Forecast:
    """The forecast of a workload, from the cache where it is there."""
    place = _place(workload, now, seed, simulations)
    made = kept_forecast(place)
    if made is None:
        from tracker.forecast.forecast import forecast

        made = forecast(workload, now, seed=seed, simulations=simulations)
        _keep(place, made)
    return made


def _tried(workload: Workload, made: Forecast, changes: tuple[WhatIf, ...], now: datetime) -> Forecast:
    """The forecast with what the changes would do to it."""
    tried = digest_of([repr([change.key for change in changes]).encode()])[:16]
    place = _place(workload, now, made.seed, made.simulations, f"-{tried}")
    if known := kept_forecast(place):
        return known
    found = replace(made, what_if=_results(workload, made, changes, now))
    _keep(place, found)
    return found


def _results(
    workload: Workload, made: Forecast, changes: tuple[WhatIf, ...], now: datetime
) -> tuple[WhatIfResult, ...]:
    from tracker.forecast.forecast import what_if

    return what_if(workload, changes, now, seed=made.seed, simulations=made.simulations, before=made.dates)


def _remember(tracker: Tracker, made: PastForecast, past: tuple[PastForecast, ...]) -> None:
    """Keep the forecast beside the journal, unless it is there; forecasting never begins a journal."""
    database = tracker.workspace.database
    if made in past or not database.exists():
        return
    from tracker.store.journal import Journal

    # Where the journal cannot be written now, the answer is as good, and the next one is kept.
    with contextlib.suppress(StoreError), Journal(database, patience=_PATIENCE) as journal:
        journal.remember(tracker.plan.id, made)


def _place(workload: Workload, now: datetime, seed: int, simulations: int, tried: str = "") -> Path | None:
    folder = cache_folder("forecasts")
    return folder / f"{now.date()}-{seed}-{simulations}-{workload.digest()}{tried}.json" if folder else None


def _keep(place: Path | None, made: Forecast) -> None:
    if place is not None and write_atomically(place, json.dumps(made.to_json()).encode()):
        keep_newest(place.parent, _KEPT)
