"""Opening the database: at the current schema, or not at all.

Reading creates nothing: where there is no database there is nothing to read. An older one is brought up to
date first, as both writers and readers know the current schema only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from tracker.store.connection import PATIENCE, connect_reading, connect_writing, path_of, use_wal
from tracker.store.faults import guarded
from tracker.store.migrations import MIGRATIONS, migrate, version_of

T = TypeVar("T")


def open_writing(location: Path | str, patience: float = PATIENCE) -> sqlite3.Connection:
    """Return a connection for writing, creating or migrating the database; raises StoreError."""
    path = path_of(location)
    with guarded(path):
        connection = connect_writing(path, patience)
        try:
            version_of(connection, path)  # before anything of another program's file is changed
            use_wal(connection, patience)
            migrate(connection, path, patience)
        except BaseException:
            connection.close()
            raise
        return connection


def read(location: Path | str, query: Callable[[sqlite3.Connection], T], empty: T) -> T:
    """Return what `query` finds, all of it at one moment, or `empty` where there is no database yet.

    Raises StoreError when there is one that cannot be read.
    """
    path = path_of(location)
    with guarded(path):
        if not path.exists():
            return empty
        with closing(connect_reading(path)) as connection:
            version = version_of(connection, path)
            if version == len(MIGRATIONS):
                return query(connection)
        if version == 0:
            return empty
        open_writing(path).close()
        with closing(connect_reading(path)) as connection:
            return query(connection)
