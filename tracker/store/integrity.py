"""What SQLite itself finds wrong with a file: broken pages, indexes that lack rows, rows that point nowhere.

The quick check of SQLite passes over an index that lost a row. States are folded from events that are found
through indexes, so such a row would be missing from a state, and from the audit that holds it against them.
"""

from __future__ import annotations

import sqlite3

_MOST = 10


def damage_of(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the file, one line each, of each kind the first few; empty when sound."""
    found = connection.execute(f"PRAGMA integrity_check({_MOST})").fetchall()
    lines = [f"damaged: {line}" for (line,) in found if line != "ok"]
    dangling = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    return lines + [f"a row of {table} points to no row of {parent}" for table, _, parent, _ in dangling]
