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

from tracker.domain.event import Draft, Event, Payload
from tracker.domain.frozen import frozen
from tracker.domain.text import clean
from tracker.errors import StoreError
from tracker.store.chain import START, event_hash
from tracker.store.codec import stored
from tracker.store.rows import COLUMNS, FIELDS, marks, timestamp
from tracker.store.statements import insert

_AT_ONCE = 1_000
"""Rows in one insert: a first sync may bring tens of thousands, of which the database keeps the only copy."""
_INSERT = f"INSERT INTO event ({COLUMNS}, prev_hash, hash) VALUES ({marks((*FIELDS, 'prev_hash', 'hash'))})"
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
    clock = max(timestamp(entry.now), _next_tick(head.clock))
    at = datetime.fromisoformat(clock)
    events: list[Event] = []
    for start in range(0, len(drafts), _AT_ONCE):
        rows = []
        for draft in drafts[start : start + _AT_ONCE]:
            text, payload = stored(draft.payload)
            event = _event(draft, payload, entry, head, at)
            row = _row(event, text, clock)
            hash_ = event_hash(head.hash, row)
            events.append(event)
            rows.append((*row, head.hash, hash_))
            head = _Head(head.replica, clock, event.seq, hash_)
        connection.executemany(_INSERT, rows)
    connection.execute(
        "UPDATE replica SET clock = ?, seq = ?, hash = ? WHERE id = ?",
        (head.clock, head.seq, head.hash, head.replica),
    )
    return tuple(events)


def _event(draft: Draft, payload: Payload, entry: Entry, head: _Head, at: datetime) -> Event:
    """The draft as the event that follows `head`, its payload as it is read back."""
    return Event(
        id=new_id(),
        replica=head.replica,
        seq=head.seq + 1,
        plan=entry.plan,
        item=None if draft.item is None else clean(draft.item),
        kind=draft.kind,
        payload=payload,
        actor=entry.actor,
        at=at,
        batch=entry.batch,
        effect=draft.effect,
        commit=entry.commit,
    )


def _row(event: Event, payload: str, at: str) -> tuple[Any, ...]:
    """The event as a row of COLUMNS."""
    return (
        event.id,
        event.replica,
        event.seq,
        event.plan,
        event.item,
        event.kind.value,
        payload,
        event.actor,
        at,
        event.batch,
        event.effect,
        event.commit,
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
