"""What the scan of the git history remembers of a plan, and what happened last.

The texts are JSON of whoever scans."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from tracker.store.database import read


def read_scan(location: Path | str, plan: str) -> str | None:
    """Return how far the history was scanned, or None when it never was; raises StoreError."""
    return read(location, lambda connection: scan_of(connection, plan), None)


def read_hits(location: Path | str, plan: str) -> Mapping[str, str]:
    """Return the commits that name items, by sha; raises StoreError."""
    return read(location, lambda connection: hits_of(connection, plan), {})


def read_scans(location: Path | str) -> Mapping[str, str]:
    """Return how far the history was scanned, by the ids of plans; raises StoreError."""
    return read(location, lambda connection: dict(connection.execute("SELECT plan, scan FROM scan")), {})


def last_event(location: Path | str, plan: str) -> str | None:
    """Return the id of the plan's newest event, None before the first; raises StoreError."""
    return read(location, lambda connection: last_event_of(connection, plan), None)


def has_event(location: Path | str, event: str) -> bool:
    """Tell whether the journal holds the event with this id; raises StoreError."""

    def look(connection: sqlite3.Connection) -> bool:
        return connection.execute("SELECT 1 FROM event WHERE id = ?", (event,)).fetchone() is not None

    return read(location, look, False)


def own_links(location: Path | str, plan: str) -> frozenset[str]:
    """Return the shas, past and present, of commits that this database itself linked; raises StoreError."""
    from tracker.store.replica import OWN
    from tracker.store.rows import COLUMNS, event_of  # most syncs find nothing, and read no event

    query = f"SELECT {COLUMNS} FROM event WHERE plan = ? AND kind IN ('link', 'relink') AND replica IN {OWN}"

    def shas(connection: sqlite3.Connection) -> frozenset[str]:
        payloads = (event_of(row).payload for row in connection.execute(query, (plan,)))
        return frozenset(payload.get("new") or payload["sha"] for payload in payloads)

    return read(location, shas, frozenset())


def last_event_of(connection: sqlite3.Connection, plan: str) -> str | None:
    """Return the id of the plan's newest event through an open connection."""
    newest = connection.execute(
        "SELECT id FROM event WHERE plan = ? ORDER BY at DESC, batch DESC, seq DESC LIMIT 1", (plan,)
    ).fetchone()
    return newest[0] if newest else None


def look_again(connection: sqlite3.Connection, plan: str) -> None:
    """Make the next sync of the plan compare the history with the journal, which has got other events.

    How far the history was scanned stays true, as that is a matter of this repository alone. A scan says up
    to which event the journal was compared; without an event no sync takes it for up to date.
    """
    text = scan_of(connection, plan)
    if text is None:
        return
    try:
        scan = json.dumps(json.loads(text) | {"event": None})
    except (ValueError, TypeError, RecursionError):  # of another version, or damaged: all is read again
        connection.execute("DELETE FROM scan WHERE plan = ?", (plan,))
        return
    connection.execute("UPDATE scan SET scan = ? WHERE plan = ?", (scan, plan))


def scan_of(connection: sqlite3.Connection, plan: str) -> str | None:
    """Return the plan's scan through an open connection, or None when there was none."""
    row = connection.execute("SELECT scan FROM scan WHERE plan = ?", (plan,)).fetchone()
    return row[0] if row else None


def hits_of(connection: sqlite3.Connection, plan: str) -> dict[str, str]:
    """Return the plan's hits through an open connection."""
    return dict(connection.execute("SELECT sha, hit FROM hit WHERE plan = ?", (plan,)).fetchall())
