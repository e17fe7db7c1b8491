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
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from tracker.errors import StoreError
from tracker.store.faults import BUSY, primary_code, read_only

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds that a writer waits for others in all."""
LONGEST_VALUE = 32 << 20
"""Bytes of a text in the database: the longest, what a scan remembers of 100,000 branches, has a third."""
_BUSY_TIMEOUT = 5.0
_PAUSE = 0.05
"""Seconds between the first two times that a writer asks whether it is its turn."""
_PAGES_KEPT = 128
"""KiB of the file that a reader keeps: what it asks for, it reads once from end to end."""
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
    prepare_folder_of(path)
    _refuse_special(path)
    if _is_closed(path):
        raise read_only(path)
    connection = sqlite3.connect(path, timeout=min(_BUSY_TIMEOUT, patience), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    _distrust(connection)
    return connection


def use_wal(connection: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Let readers and a writer work at once, and make what is committed survive a power cut."""
    patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"), patience)
    connection.execute("PRAGMA synchronous = FULL")


def connect_reading(path: Path) -> sqlite3.Connection:
    """Open an existing file read-only, also where it or its folder cannot be written.

    SQLite makes side files with the modes of the file: those that a reader of somebody else's file leaves
    would shut its owner out. Without unread content in a log, such a file is taken as it is.
    """
    try:
        return _opened_read_only(path, "mode=ro&immutable=1" if _is_closed(path) else "mode=ro")
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
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def begin_immediate(connection: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Begin a transaction that holds the write lock from the start, waiting `patience` seconds for it.

    SQLite's own way to wait asks the more rarely the longer it has waited, so that whoever comes last is
    served first. It is turned off for as long as we wait in ours.
    """
    (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        patiently(lambda: connection.execute("BEGIN IMMEDIATE"), patience)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual}")


def patiently(act: Callable[[], T], patience: float) -> T:
    """Return what `act` returns, trying again for `patience` seconds while the database is busy.

    Who has waited longest asks most often, and so is most likely the next.
    """
    began = time.monotonic()
    while True:
        try:
            return act()
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - began
            if primary_code(error) not in BUSY or waited >= patience:
                raise
            time.sleep(_PAUSE / (1 + waited / _PAUSE))


def copy_to(source: sqlite3.Connection, target: Path) -> None:
    """Write a copy of an open database to the file `target`, which is whole or is not there."""
    from glob import escape  # these would cost every read

    from tracker.store.leftovers import sweep

    sweep(target.parent, f".{escape(target.name)}.*.part*")
    # A name that nobody can know before, and lay a link at: the folder may be anybody's.
    draft = target.with_name(f".{target.name}.{os.urandom(8).hex()}.part")
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without side files to lose
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def prepare_folder_of(path: Path) -> None:
    """Make `.tracker/`, where the file is to lie there, and make git ignore it; no other folder is made."""
    folder = path.parent
    if folder.name != _FOLDER:
        return
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():  # it leads to somebody else's folder, which is not ours to hide from git
        return
    ignore = folder / ".gitignore"
    if not os.path.lexists(ignore):
        from tracker.files import write_atomically

        write_atomically(ignore, b"*\n", mode=0o644)


def _refuse_special(path: Path) -> None:
    """Raise StoreError for a pipe or a device: to open one may wait for good, or do something."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise StoreError(f"the database {path} is no regular file", hint="name a file with --db")


def _distrust(connection: sqlite3.Connection) -> None:
    """Be ready for a file that somebody else made: its schema runs nothing, its values have a bound."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)


def _opened_read_only(path: Path, mode: str) -> sqlite3.Connection:
    _refuse_special(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_BUSY_TIMEOUT, isolation_level=None
    )
    try:
        _distrust(connection)
        connection.execute(f"PRAGMA cache_size = -{_PAGES_KEPT}")
        connection.execute("BEGIN")  # everything that is read belongs to one moment
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _is_closed(path: Path) -> bool:
    """Whether there is a file that may be read and not written, and that nobody is at work on."""
    return not os.access(path, os.W_OK) and os.access(path, os.R_OK) and not _has_wal(path)


def _has_wal(path: Path) -> bool:
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0
