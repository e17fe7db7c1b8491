"""Beginning a chain of one's own, where the one before may go on elsewhere."""

from __future__ import annotations

import os
import sqlite3


def begin_replica(connection: sqlite3.Connection) -> None:
    """Keep the heads of all chains, for audits, and begin one of this database's own, at the newest time."""
    (clock,) = connection.execute("SELECT max(clock) FROM replica").fetchone()
    connection.execute("UPDATE replica SET own = 0")
    if clock is not None:
        connection.execute(
            "INSERT INTO replica (id, own, clock, seq, hash) VALUES (?, 1, ?, 0, '')",
            (os.urandom(16).hex(), clock),
        )
