"""The forecasts that were made, one a day and plan: rows of their table, and back.

They are no part of the journal: nothing follows from them, and every replica makes its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tracker.domain.forecast import Answer, Dates
from tracker.domain.text import clean
from tracker.domain.track_record import PastForecast
from tracker.errors import StoreError
from tracker.store.codec import UNREADABLE, dumps, loads
from tracker.store.database import read

COLUMNS = (
    "day",
    "digest",
    "seed",
    "simulations",
    "answer",
    "headline",
    "p50",
    "p85",
    "p95",
    "items_left",
    "hours_left",
    "done",
    "total",
    "scope_hours",
    "gates",
)


def read_forecasts(location: Path | str, plan: str) -> tuple[PastForecast, ...]:
    """Return the plan's forecasts, oldest first; none where there is no database; raises StoreError."""
    return read(location, lambda connection: _forecasts(connection, plan), ())


def row_of(made: PastForecast) -> dict[str, Any]:
    """Return the columns of a forecast by name, those of COLUMNS."""
    return {
        "day": made.day.isoformat(),
        "digest": made.digest,
        "seed": made.seed,
        "simulations": made.simulations,
        "answer": made.answer.value,
        "headline": made.headline,
        **dict(zip(("p50", "p85", "p95", "items_left"), _dates_row(made.dates), strict=True)),
        "hours_left": made.hours_left,
        "done": made.done,
        "total": made.total,
        "scope_hours": made.scope_hours,
        "gates": dumps({name: _dates_row(dates) for name, dates in made.gates.items()}),
    }


def _forecasts(connection: sqlite3.Connection, plan: str) -> tuple[PastForecast, ...]:
    query = f"SELECT {', '.join(COLUMNS)} FROM forecast WHERE plan = ? ORDER BY day"
    rows = connection.execute(query, (plan,))
    return tuple(_forecast(row) for row in rows.fetchall())


def _forecast(row: Sequence[Any]) -> PastForecast:
    found = dict(zip(COLUMNS, row, strict=True))
    try:
        return PastForecast(
            day=date.fromisoformat(found["day"]),
            digest=clean(found["digest"]),
            seed=found["seed"],
            simulations=found["simulations"],
            answer=Answer(found["answer"]),
            headline=None if found["headline"] is None else clean(found["headline"]),
            dates=_dates([found[name] for name in ("p50", "p85", "p95", "items_left")]),
            hours_left=found["hours_left"],
            done=found["done"],
            total=found["total"],
            scope_hours=found["scope_hours"],
            gates={name: _dates(dates) for name, dates in loads(found["gates"]).items()},
        )
    except UNREADABLE as error:
        raise StoreError(
            f"the forecast remembered of {clean(str(found['day']))} cannot be read",
            hint="a newer tracker wrote it, or it was edited",
        ) from error


def _dates_row(dates: Dates) -> list[Any]:
    days = (dates.p50, dates.p85, dates.p95)
    return [*(day.isoformat() if day else None for day in days), dates.left]


def _dates(row: Sequence[Any]) -> Dates:
    p50, p85, p95 = (date.fromisoformat(day) if day else None for day in row[:3])
    return Dates(p50, p85, p95, int(row[3]))
