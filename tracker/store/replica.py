"""Which chains are this database's own: the one it writes to, and those it wrote to before.

After a restore the chain before may go on elsewhere, so that a new one begins here. What the former ones hold
was written here all the same, and the copies of its evidence belong here.
"""

from __future__ import annotations

import os
import sqlite3

OWN = "(SELECT id FROM replica WHERE own = 1 UNION SELECT replica FROM former)"
"""SQL: the ids of the chains that this database wrote, now or before."""


def begin_replica(connection: sqlite3.Connection) -> None:
    """Keep the heads of all chains, for audits, and begin one of this database's own, at the newest time."""
    (clock,) = connection.execute("SELECT max(clock) FROM replica").fetchone()
    connection.execute("INSERT OR IGNORE INTO former (replica) SELECT id FROM replica WHERE own = 1")
    connection.execute("UPDATE replica SET own = 0")
    if clock is not None:
        connection.execute(
            "INSERT INTO replica (id, own, clock, seq, hash) VALUES (?, 1, ?, 0, '')",
            (os.urandom(16).hex(), clock),
        )
