"""Bare connections to the database file: one way to write, one way to read, and how to wait for others.

Everything here is plain `sqlite3`, because reading has to cost milliseconds. Transactions are explicit
(`isolation_level=None`): Python's own begin late, which fails under writers at once in spite of any
timeout, and leave the schema half changed when a migration fails.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from tracker.errors import StoreError
from tracker.store.faults import BUSY, primary_code

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds that a writer waits for others in all."""
_BUSY_TIMEOUT = 5.0
_FOLDER = ".tracker"


def path_of(location: Path | str) -> Path:
    """Return the file that a path or an SQLAlchemy URL (`sqlite:///relative`, `sqlite:////absolute`) names.

    Raises StoreError for any other kind of database.
    """
    scheme, separator, rest = str(location).partition("://")
    if isinstance(location, Path) or not separator:
        return Path(location)
    if scheme not in ("sqlite", "sqlite+pysqlite"):
        raise StoreError(f"{scheme} databases are not supported", hint="use a path or sqlite:///PATH")
    path = rest.removeprefix("/").partition("?")[0]
    if path in ("", ":memory:"):
        raise StoreError(f"{location} names no file", hint="use a path or sqlite:///PATH")
    return Path(path)


def connect_writing(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open the file for writing, creating it, and `.tracker/` around it, where there is none."""
    if path.parent.name == _FOLDER:
        _prepare_folder(path.parent)
    connection = sqlite3.connect(path, timeout=min(_BUSY_TIMEOUT, patience), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def use_wal(connection: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Let readers and a writer work at once, and make what is committed survive a power cut."""
    patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"), patience)
    connection.execute("PRAGMA synchronous = FULL")


def connect_reading(path: Path) -> sqlite3.Connection:
    """Open an existing file read-only, also where its folder cannot be written."""
    try:
        return _opened_read_only(path, "mode=ro")
    except sqlite3.OperationalError as error:
        # A WAL database asks for its side files even to be read. Without unread content in them it can be
        # taken as it is.
        if primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or _has_wal(path):
            raise
        return _opened_read_only(path, "mode=ro&immutable=1")


@contextmanager
def immediate(connection: sqlite3.Connection, patience: float = PATIENCE) -> Iterator[None]:
    """Run what is inside as one writing transaction: all of it, or nothing."""
    begin_immediate(connection, patience)
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def begin_immediate(connection: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Begin a transaction that holds the write lock from the start, waiting `patience` seconds for it."""
    patiently(lambda: connection.execute("BEGIN IMMEDIATE"), patience)


def patiently(act: Callable[[], T], patience: float) -> T:
    """Return what `act` returns, trying again for `patience` seconds while the database is busy."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return act()
        except sqlite3.OperationalError as error:
            if primary_code(error) not in BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(0.02)


def copy_to(source: sqlite3.Connection, target: Path) -> None:
    """Write a copy of an open database to the file `target`, which is whole or is not there."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without side files to lose
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _prepare_folder(folder: Path) -> None:
    """Make the folder, and make git ignore it, without touching the repository's own files."""
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():  # it leads to somebody else's folder, which is not ours to hide from git
        return
    with suppress(FileExistsError), open(folder / ".gitignore", "x", encoding="utf-8") as ignore:
        ignore.write("*\n")


def _opened_read_only(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_BUSY_TIMEOUT, isolation_level=None
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("BEGIN")  # everything that is read belongs to one moment
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _has_wal(path: Path) -> bool:
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0
