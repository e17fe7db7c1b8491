"""What the scan of the git history remembers of a plan, and what happened last.

The texts are JSON of whoever scans."""

from __future__ import annotations

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


def last_event_of(connection: sqlite3.Connection, plan: str) -> str | None:
    """Return the id of the plan's newest event through an open connection."""
    newest = connection.execute(
        "SELECT id FROM event WHERE plan = ? ORDER BY at DESC, replica DESC, seq DESC LIMIT 1", (plan,)
    ).fetchone()
    return newest[0] if newest else None


def scan_of(connection: sqlite3.Connection, plan: str) -> str | None:
    """Return the plan's scan through an open connection, or None when there was none."""
    row = connection.execute("SELECT scan FROM scan WHERE plan = ?", (plan,)).fetchone()
    return row[0] if row else None


def hits_of(connection: sqlite3.Connection, plan: str) -> dict[str, str]:
    """Return the plan's hits through an open connection."""
    return dict(connection.execute("SELECT sha, hit FROM hit WHERE plan = ?", (plan,)).fetchall())
