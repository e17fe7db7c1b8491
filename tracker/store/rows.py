"""Rows of the event table as domain events, for everything that reads the journal with plain SQL.

Journal order is `at`, `batch`, `seq`: all that an action wrote stays together, and two databases that have
the same events order them alike, even where they keep them in different chains (see `joining`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from tracker.domain.event import Event, EventKind
from tracker.domain.payload import payload_problem
from tracker.domain.text import clean, one_line
from tracker.errors import StoreError
from tracker.store.codec import UNREADABLE, loads

COLUMNS = 'id, replica, seq, plan, item, kind, payload, actor, at, batch, effect, "commit"'
_TYPES = frozenset({str, int, type(None)})
FIELDS = tuple(name.strip('"') for name in COLUMNS.split(", "))
CHUNK = 500
"""Values in one IN (...), well under what any database allows."""


def timestamp(at: datetime) -> str:
    """Return the instant as UTC text of one width, which sorts as time does; raises ValueError when naive."""
    if at.tzinfo is None:
        raise ValueError("times in the journal need a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def event_of(row: Sequence[Any]) -> Event:
    """Return the event in a row of COLUMNS; raises StoreError when a newer tracker wrote it."""
    id_, replica, seq, plan, item, kind, payload, actor, at, batch, effect, commit = row
    try:
        if not _TYPES.issuperset(map(type, row)):
            raise TypeError("it holds a value that is neither text nor a whole number")
        if not f"{id_}{replica}{batch}{effect}{commit}".isprintable():
            raise ValueError("its ids hold control characters")
        known, values = EventKind(kind), loads(payload)
        if problem := payload_problem(known, item, values):
            raise ValueError(problem)
        return Event(
            id_,
            replica,
            seq,
            plan,
            clean(item) if item is not None else None,
            known,
            values,
            clean(actor),
            datetime.fromisoformat(at),
            batch,
            effect,
            commit,
        )
    except UNREADABLE as error:
        raise StoreError(
            f"event {one_line(str(id_))} cannot be read: {error}",
            hint="a newer tracker wrote it, or it was edited: tracker audit",
        ) from error


def plan_events(connection: sqlite3.Connection, plan: str) -> list[Event]:
    """Return every event of the plan, in journal order."""
    found = connection.execute(f"SELECT {COLUMNS} FROM event WHERE plan = ? ORDER BY at, batch, seq", (plan,))
    return [event_of(row) for row in found]


def plan_wide_events(connection: sqlite3.Connection, plan: str) -> list[Event]:
    """Return the events that belong to no item, UNDO and REDO among them, in journal order."""
    found = connection.execute(
        f"SELECT {COLUMNS} FROM event WHERE plan = ? AND item IS NULL ORDER BY at, batch, seq", (plan,)
    )
    return [event_of(row) for row in found]


def item_events(
    connection: sqlite3.Connection, plan: str, items: Collection[str], fresh: Sequence[Event] = ()
) -> list[Event]:
    """Return the events of these items, each item's in journal order, and then the fresh ones, of any item.

    `fresh` were just written, one after the other, and are not read again: that was a third of the time of a
    first sync's folding.
    """
    written = (fresh[0].replica, fresh[0].seq, fresh[-1].seq) if fresh else (None, 0, 0)
    events: list[Event] = []
    for some in chunks(items):
        found = connection.execute(
            f"SELECT {COLUMNS} FROM event WHERE plan = ? AND item IN ({marks(some)})"
            " AND NOT (replica IS ? AND seq BETWEEN ? AND ?) ORDER BY at, batch, seq",
            (plan, *some, *written),
        )
        events += map(event_of, found)
    return [*events, *fresh]


def known_effects(connection: sqlite3.Connection, plan: str, effects: Collection[str]) -> set[str]:
    """Return those of the effects that the plan's journal already has."""
    known: set[str] = set()
    for some in chunks(effects):
        found = connection.execute(
            f"SELECT effect FROM event WHERE plan = ? AND effect IN ({marks(some)})", (plan, *some)
        )
        known.update(effect for (effect,) in found)
    return known


def all_effects(connection: sqlite3.Connection, plan: str) -> frozenset[str]:
    """Return every effect that the plan's journal has, undone or not."""
    found = connection.execute("SELECT effect FROM event WHERE plan = ? AND effect IS NOT NULL", (plan,))
    return frozenset(effect for (effect,) in found)


def effects_of(connection: sqlite3.Connection, plan: str, batches: Collection[str]) -> frozenset[str]:
    """Return the effects that the plan's journal has in these batches."""
    found: set[str] = set()
    for some in chunks(batches):
        rows = connection.execute(
            "SELECT DISTINCT effect FROM event"
            f" WHERE plan = ? AND effect IS NOT NULL AND batch IN ({marks(some)})",
            (plan, *some),
        )
        found.update(effect for (effect,) in rows)
    return frozenset(found)


def chunks(values: Collection[str]) -> Iterator[list[str]]:
    """Yield the values in lists of at most CHUNK."""
    rest = iter(values)
    while some := list(islice(rest, CHUNK)):
        yield some


def marks(values: Sequence[str]) -> str:
    """Return the place holders of an IN (...) for the values."""
    return ", ".join("?" * len(values))
