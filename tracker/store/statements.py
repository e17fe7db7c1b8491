"""Plain statements on whole rows, for whatever writes the journal.

The names of tables and columns are those of `tables`, never a user's; values travel as parameters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from tracker.store.rows import chunks, marks

Row = Mapping[str, object]
"""Values by column."""


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Add rows, all of the same columns; raises sqlite3.Error where a constraint of the table forbids one."""
    _add(connection, "INSERT", table, rows)


def put(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Add rows, all of the same columns, each in place of the one that has its key."""
    _add(connection, "INSERT OR REPLACE", table, rows)


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


def _add(connection: sqlite3.Connection, verb: str, table: str, rows: Iterable[Row]) -> None:
    """Rows are taken one by one: whoever gives thousands need not have all of them at once."""
    rest = iter(rows)
    for first in rest:
        columns = ", ".join(f'"{name}"' for name in first)
        values = ", ".join(f":{name}" for name in first)
        connection.executemany(f"{verb} INTO {table} ({columns}) VALUES ({values})", chain([first], rest))
