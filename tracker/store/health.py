"""What can be wrong around a database besides its content: the disk, its permissions, others, the clock."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.store.connection import connect_writing, path_of
from tracker.store.database import read
from tracker.store.faults import BUSY, guarded, primary_code
from tracker.store.migrations import APPLICATION_ID

_LOW_SPACE = 50 * 1024 * 1024
_MARK = slice(68, 72)
"""Where a database file says which program it belongs to."""


def low_space(location: Path | str) -> str | None:
    """Return how little room is left on the disk of the database; None where there is enough."""
    folder = path_of(location).parent
    if not folder.is_dir():
        return None
    free = shutil.disk_usage(folder).free
    if free >= _LOW_SPACE:
        return None
    return f"only {free // 1024 // 1024} MB are free on the disk of {path_of(location)}"


def unusable_parts(location: Path | str) -> tuple[Path, ...]:
    """Return which of the database, its folder and the files beside it may not be read and written."""
    path = path_of(location)
    sides = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]
    wrong = [side for side in sides if side.exists() and not os.access(side, os.R_OK | os.W_OK)]
    if path.parent.is_dir() and not os.access(path.parent, os.R_OK | os.W_OK | os.X_OK):
        wrong.insert(0, path.parent)
    return tuple(wrong)


def is_locked(location: Path | str) -> bool:
    """Tell whether somebody is writing to the database right now, or was stopped while doing so."""
    path = path_of(location)
    try:
        with closing(connect_writing(path, 0.0)) as connection:
            connection.execute("PRAGMA busy_timeout = 100")
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except sqlite3.Error as error:
        return primary_code(error) in BUSY  # whatever else is wrong is told by those who read it
    return False


def changed_schema(location: Path | str) -> list[str]:
    """Return what in the schema is not as this tracker made it, one line each; raises StoreError."""
    from tracker.store.shape import shape_faults  # imports SQLModel, which nothing but this needs

    nothing: list[str] = []
    return read(location, shape_faults, nothing)


def newest_time(location: Path | str) -> str | None:
    """Return the time of the newest event of any plan, as stored; raises StoreError."""
    nothing: str | None = None
    return read(location, _newest, nothing)


def copies_of(location: Path | str) -> tuple[Path, ...]:
    """Return the copies that lie beside the database, such as before a migration, newest first.

    Files that are a tracker's by their first bytes; whether they are sound is for `restore` to tell.
    """
    path = path_of(location)
    with guarded(path):
        if not path.parent.is_dir():
            return ()
        beside = [found for found in path.parent.glob("*") if found.name.startswith(f"{path.name}.")]
        copies = [found for found in beside if found.is_file() and _is_tracker_database(found)]
        return tuple(sorted(copies, key=lambda found: found.stat().st_mtime_ns, reverse=True))


def _newest(connection: sqlite3.Connection) -> str | None:
    found: tuple[str | None] = connection.execute("SELECT max(at) FROM event").fetchone()
    return found[0]


def _is_tracker_database(path: Path) -> bool:
    with open(path, "rb") as file:
        return file.read(_MARK.stop)[_MARK] == APPLICATION_ID.to_bytes(4, "big")
