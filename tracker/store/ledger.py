"""Appending to this database's own chain: the one place where events get an id, a time and a hash.

The clock is a hybrid one: the wall clock's time, but always after the newest event this database has seen.
Two writers whose clocks disagree still agree on the order.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tracker.domain.event import Draft, Event
from tracker.domain.frozen import frozen
from tracker.errors import StoreError
from tracker.store.chain import START, event_hash
from tracker.store.codec import dumps_clean, loads_all
from tracker.store.rows import COLUMNS, FIELDS, event_of, marks, timestamp
from tracker.store.statements import insert

_AT_ONCE = 1_000
"""Rows in one insert: a first sync may bring tens of thousands, of which the database keeps the only copy."""
_INSERT = f"INSERT INTO event ({COLUMNS}, prev_hash, hash) VALUES ({marks((*FIELDS, 'prev_hash', 'hash'))})"
_PAYLOAD = FIELDS.index("payload")
_TICK = timedelta(microseconds=1)
_LONG_AGO = "0001-01-01T00:00:00.000000+00:00"


@frozen
class Entry:
    """What the events of one batch share."""

    plan: str
    actor: str
    now: datetime
    commit: str | None
    batch: str


@frozen
class _Head:
    """Where a replica's chain ends; `seq` 0 before its first event."""

    replica: str
    clock: str
    seq: int
    hash: str


def new_id() -> str:
    """Return an id that no other replica will ever make."""
    return os.urandom(16).hex()


def append_events(connection: sqlite3.Connection, entry: Entry, drafts: Sequence[Draft]) -> tuple[Event, ...]:
    """Write the drafts at the end of the chain and move its head; return them as events.

    Raises StoreError when the head cannot be read.
    """
    head = _own_head(connection) or _first_head(connection)
    at = max(timestamp(entry.now), _next_tick(head.clock))
    events: list[Event] = []
    for start in range(0, len(drafts), _AT_ONCE):
        rows = []
        chained = []
        for draft in drafts[start : start + _AT_ONCE]:
            row = _row(draft, entry, head.replica, head.seq + 1, at)
            hash_ = event_hash(head.hash, row)
            rows.append(row)
            chained.append((*row, head.hash, hash_))
            head = _Head(head.replica, at, head.seq + 1, hash_)
        connection.executemany(_INSERT, chained)
        events += map(event_of, rows, loads_all([row[_PAYLOAD] for row in rows]))
    connection.execute(
        "UPDATE replica SET clock = ?, seq = ?, hash = ? WHERE id = ?",
        (head.clock, head.seq, head.hash, head.replica),
    )
    return tuple(events)


def _row(draft: Draft, entry: Entry, replica: str, seq: int, at: str) -> tuple[Any, ...]:
    """The draft as a row of COLUMNS."""
    return (
        new_id(),
        replica,
        seq,
        entry.plan,
        draft.item,
        draft.kind.value,
        dumps_clean(draft.payload),
        entry.actor,
        at,
        entry.batch,
        draft.effect,
        entry.commit,
    )


def _own_head(connection: sqlite3.Connection) -> _Head | None:
    found = connection.execute("SELECT id, clock, seq, hash FROM replica WHERE own = 1").fetchone()
    return _Head(*found) if found else None


def _first_head(connection: sqlite3.Connection) -> _Head:
    """Make this database a replica, which it becomes with its first event of its own."""
    (seen,) = connection.execute("SELECT max(clock) FROM replica").fetchone()
    head = _Head(new_id(), seen or _LONG_AGO, 0, START)
    row = {"id": head.replica, "own": 1, "clock": head.clock, "seq": head.seq, "hash": head.hash}
    insert(connection, "replica", [row])
    return head


def _next_tick(clock: str) -> str:
    try:
        return timestamp(datetime.fromisoformat(clock) + _TICK)
    except (ValueError, OverflowError) as error:
        raise StoreError(
            "the clock of the database cannot be read", hint="tracker audit says more"
        ) from error
