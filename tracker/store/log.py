"""The journal as people read it: newest first, with what was undone marked."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from tracker.domain.event import Event
from tracker.domain.frozen import frozen
from tracker.domain.undo import undone_batches
from tracker.store.database import read
from tracker.store.rows import COLUMNS, effects_of, event_of, marks, plan_wide_events


@frozen
class LoggedEvent:
    """An entry of the journal, and whether it is undone at present: by its batch, or by its effect."""

    event: Event
    undone: bool


def read_log(
    location: Path | str, plan: str, items: Sequence[str] = (), limit: int | None = None
) -> tuple[LoggedEvent, ...]:
    """Return the events of the plan, of the named items alone where there are any, newest first.

    Name an item with its former ids to see all of it. Empty where there is no database yet; raises
    StoreError when it cannot be read.
    """
    return read(location, lambda connection: _log(connection, plan, items, limit), ())


def count_events(location: Path | str) -> Mapping[str, int]:
    """Return how many events there are, by the ids of plans; raises StoreError when it cannot be read."""
    counts = "SELECT plan, count(*) FROM event GROUP BY plan ORDER BY plan"
    return read(location, lambda connection: dict(connection.execute(counts)), {})


def _log(
    connection: sqlite3.Connection, plan: str, items: Sequence[str], limit: int | None
) -> tuple[LoggedEvent, ...]:
    where = f"plan = ? AND item IN ({marks(items)})" if items else "plan = ?"
    at_most = "" if limit is None else f" LIMIT {max(0, limit)}"
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM event WHERE {where} ORDER BY at DESC, batch DESC, seq DESC{at_most}",
        (plan, *items),
    ).fetchall()
    undone = undone_batches(plan_wide_events(connection, plan))
    gone = effects_of(connection, plan, undone)
    events = [event_of(row) for row in rows]
    return tuple(LoggedEvent(event, event.batch in undone or event.effect in gone) for event in events)
