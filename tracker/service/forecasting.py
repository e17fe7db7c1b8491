"""Forecasts: computed once for a plan's state and day, then remembered.

A forecast depends on the workload and the day alone, so it is kept in the user's cache under their digest.
Commands that must start fast look there first and never import the simulation themselves: on a miss they
ask a child process for it. Beside the journal, where there is one, the last forecast of each day is kept for
good, so that it can be held against what happened.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tracker.domain.board import Board
from tracker.domain.forecast import Forecast
from tracker.domain.track_record import PastForecast, past_forecast
from tracker.domain.workload import WhatIf, Workload, usual_changes
from tracker.errors import StoreError
from tracker.service.cache import cache_folder, keep_newest, write_atomically
from tracker.service.tracker import Tracker
from tracker.service.workload import workload_of
from tracker.store.forecasts import read_forecasts

SEED = 1
SIMULATIONS = 10_000
_KEPT = 50
_CHILD_TIMEOUT = 60.0
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
    place = _place(workload, now, seed, simulations)
    made = _read(place)
    if made is None:
        from tracker.forecast.forecast import forecast

        made = forecast(workload, now, seed=seed, simulations=simulations)
        _keep(place, made)
    if (seed, simulations) == (SEED, SIMULATIONS):
        _remember(tracker, past_forecast(made, board), past)
    return _tried(workload, made, what_if, now) if what_if else made


def usual_what_ifs(tracker: Tracker, board: Board) -> tuple[WhatIf, ...]:
    """Return the changes that are tried when nobody asked for others; none where no work is left."""
    workload = _workload(tracker, board)
    return usual_changes(workload) if workload.tasks else ()


def known_forecast(tracker: Tracker, board: Board, now: datetime) -> Forecast | None:
    """Return the forecast of a board if it was made before today, else None; costs a file read."""
    return _read(forecast_place(tracker, board, now))


def forecast_place(tracker: Tracker, board: Board, now: datetime) -> Path | None:
    """Return the file in which today's forecast of a board is, or will be; None where nothing is kept."""
    return _place(_workload(tracker, board), now, SEED, SIMULATIONS)


def forecast_in_child(tracker: Tracker, board: Board, now: datetime) -> Forecast | None:
    """Return the forecast of a board, made by a child process where it is not known; None if that fails."""
    place = _place(_workload(tracker, board), now, SEED, SIMULATIONS)
    if known := _read(place):
        return known
    import subprocess

    # -P: a folder called tracker in somebody's repository is not the module that is meant.
    command = [sys.executable, "-P", "-m", "tracker", "--plan", str(tracker.path.absolute())]
    command += ["--db", str(tracker.workspace.database.absolute()), "forecast", "--json", "--no-what-if"]
    environment = os.environ | {"TRACKER_NOW": now.isoformat()}
    environment.pop("PYTHONPROFILEIMPORTTIME", None)
    try:
        done = subprocess.run(
            command,
            cwd=tracker.workspace.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_CHILD_TIMEOUT,
            check=False,
        )
        return Forecast.from_json(json.loads(done.stdout)) if done.returncode in (0, 1) else None
    except (OSError, ValueError, StoreError, subprocess.TimeoutExpired):
        return None


def _workload(tracker: Tracker, board: Board) -> Workload:
    return workload_of(board, read_forecasts(tracker.workspace.database, tracker.plan.id))


def _tried(workload: Workload, made: Forecast, changes: tuple[WhatIf, ...], now: datetime) -> Forecast:
    """The forecast with what the changes would do to it."""
    tried = hashlib.sha256(repr([change.key for change in changes]).encode()).hexdigest()[:16]
    place = _place(workload, now, made.seed, made.simulations, f"-{tried}")
    if known := _read(place):
        return known
    from tracker.forecast.forecast import what_if

    results = what_if(workload, changes, now, seed=made.seed, simulations=made.simulations)
    found = replace(made, what_if=results)
    _keep(place, found)
    return found


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


def _read(place: Path | None) -> Forecast | None:
    if place is None:
        return None
    try:
        return Forecast.from_json(json.loads(place.read_bytes()))
    except (OSError, ValueError, StoreError):
        return None


def _keep(place: Path | None, made: Forecast) -> None:
    if place is not None and write_atomically(place, json.dumps(made.to_json()).encode()):
        keep_newest(place.parent, _KEPT)
