"""Copies of the database, taken while others write, and brought back without losing what came after.

Restoring makes the database a new replica: the copy's own chain may have gone on elsewhere, and one chain
must never have two continuations.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.domain.text import counted
from tracker.errors import StoreError
from tracker.store.connection import (
    begin_immediate,
    connect_reading,
    connect_writing,
    copy_to,
    immediate,
    path_of,
    use_wal,
)
from tracker.store.database import read
from tracker.store.faults import guarded, primary_code
from tracker.store.migrations import migrate, version_of

_LOW_SPACE = 50 * 1024 * 1024


def backup(location: Path | str, target: Path) -> Path:
    """Write a copy of the database, whole and checked, to `target`; return its path.

    Raises StoreError when there is no database, when `target` is there already, or when either fails.
    """
    source = _existing(path_of(location))
    if target.exists():
        raise StoreError(f"{target} is there already", hint="name a new file")
    with guarded(source), closing(connect_reading(source)) as connection:
        version_of(connection, source)
        _refuse_damaged(connection, source)
        with guarded(target):
            copy_to(connection, target)
    return target


def restore(source: Path, location: Path | str, *, force: bool = False) -> int:
    """Replace the database by the copy in `source`; return how many of its events are lost by that.

    Raises StoreError when `source` is no sound database, or when events would be lost and `force` is not set.
    Others may keep the database open meanwhile: its content is replaced, not the file. One that is damaged
    is kept beside it, as `NAME.damaged`.
    """
    path = path_of(location)
    _existing(source)
    if path.exists() and path.samefile(source):
        raise StoreError(f"{source} is the database itself", hint="name the copy to restore")
    with guarded(source), closing(connect_reading(source)) as copy:
        if version_of(copy, source) == 0:
            raise StoreError(f"{source} is empty", hint="name a copy that tracker backup made")
        _refuse_damaged(copy, source)
        lost = _events_lost(path, copy)
        if lost and not force:
            raise StoreError(
                f"restoring would lose {counted(lost, 'event')} that {source} does not have",
                hint="tracker backup keeps them; --force restores all the same",
            )
        with guarded(path):
            _replace(path, copy)
    return lost


def check_integrity(location: Path | str) -> list[str]:
    """Return what is wrong with the file, one line each; empty when it is sound, or not there yet.

    Whether its content is what was written is for `audit` to say. Raises StoreError when it cannot be opened.
    """
    path = path_of(location)
    nothing: list[str] = []
    return read(location, _damage, nothing) + _space(path)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise StoreError(f"there is no database {path}")
    return path


def _damage(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds: broken pages, rows that point nowhere."""
    found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)")]
    lines = [f"damaged: {line}" for line in found if line != "ok"]
    dangling = connection.execute("PRAGMA foreign_key_check").fetchmany(10)
    return lines + [f"a row of {table} points to no row of {parent}" for table, _, parent, _ in dangling]


def _space(path: Path) -> list[str]:
    if not path.parent.is_dir():
        return []
    free = shutil.disk_usage(path.parent).free
    return [f"only {free // 1024 // 1024} MB are free on the disk of {path}"] if free < _LOW_SPACE else []


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    if damage := _damage(connection):
        raise StoreError(f"{path} is not sound: {damage[0]}", hint="tracker doctor says more")


def _events_lost(path: Path, copy: sqlite3.Connection) -> int:
    """How many events the database has that the copy lacks."""
    nothing: set[str] = set()
    try:
        mine = read(path, _event_ids, nothing)
    except StoreError as error:
        if not _is_damage(error.__cause__):
            raise
        _set_aside(path)
        return 0
    return len(mine - _event_ids(copy))


def _event_ids(connection: sqlite3.Connection) -> set[str]:
    return {id_ for (id_,) in connection.execute("SELECT id FROM event")}


def _is_damage(cause: BaseException | None) -> bool:
    codes = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return isinstance(cause, sqlite3.Error) and primary_code(cause) in codes


def _set_aside(path: Path) -> None:
    """Keep what cannot be read, as somebody may yet save something of it."""
    for side in ("", "-wal", "-shm"):
        part = path.with_name(path.name + side)
        if part.exists():
            os.replace(part, path.with_name(f"{path.name}.damaged{side}"))


def _replace(path: Path, copy: sqlite3.Connection) -> None:
    """Put the copy in place of the database in one step, made ready in a file of its own before."""
    with (
        closing(connect_writing(path)) as target,
        TemporaryDirectory(prefix=".restore-", dir=path.parent) as folder,
    ):
        begin_immediate(target)  # the copying itself would wait for other writers without end
        target.rollback()
        draft = Path(folder) / path.name
        copy_to(copy, draft)
        with closing(connect_writing(draft)) as ready:
            migrate(ready, draft)
            with immediate(ready):
                _become_new_replica(ready)
            ready.backup(target)
        use_wal(target)


def _become_new_replica(connection: sqlite3.Connection) -> None:
    """Keep the heads of all chains, for audits, and begin a chain of this database's own."""
    (clock,) = connection.execute("SELECT max(clock) FROM replica").fetchone()
    connection.execute("UPDATE replica SET own = 0")
    if clock is not None:
        connection.execute(
            "INSERT INTO replica (id, own, clock, seq, hash) VALUES (?, 1, ?, 0, '')",
            (os.urandom(16).hex(), clock),
        )
