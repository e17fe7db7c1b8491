"""Plain statements on whole rows, for whatever writes the journal.

The names of tables and columns are those of `tables`, never a user's; values travel as parameters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence

from tracker.store.rows import chunks, marks

Row = Mapping[str, object]
"""Values by column."""


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Add rows, all of the same columns; raises sqlite3.Error where a constraint of the table forbids one."""
    if rows:
        connection.executemany(_insert("INSERT", table, rows[0]), rows)


def put(connection: sqlite3.Connection, table: str, row: Row) -> None:
    """Add a row, in place of the one that has its key."""
    connection.execute(_insert("INSERT OR REPLACE", table, row), row)


def delete(
    connection: sqlite3.Connection,
    table: str,
    plan: str,
    column: str | None = None,
    values: Collection[str] = (),
) -> None:
    """Delete the plan's rows of a table, or those of them that have one of the values in the column."""
    here = f"DELETE FROM {table} WHERE plan = ?"
    if column is None:
        connection.execute(here, (plan,))
        return
    for some in chunks(values):
        connection.execute(f'{here} AND "{column}" IN ({marks(some)})', (plan, *some))


def _insert(verb: str, table: str, row: Row) -> str:
    columns = ", ".join(f'"{name}"' for name in row)
    return f"{verb} INTO {table} ({columns}) VALUES ({', '.join(f':{name}' for name in row)})"
