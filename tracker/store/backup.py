"""Copies of the database, taken while others write, and brought back without losing what came after.

Restoring makes the database a new replica: the copy's own chain may have gone on elsewhere, and one chain
must never have two continuations.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.domain.frozen import frozen
from tracker.domain.text import counted
from tracker.errors import StoreError
from tracker.store.connection import (
    begin_immediate,
    connect_reading,
    connect_writing,
    copy_to,
    immediate,
    path_of,
    prepare_folder_of,
    use_wal,
)
from tracker.store.database import read
from tracker.store.faults import DamagedError, guarded
from tracker.store.integrity import damage_of
from tracker.store.leftovers import sweep
from tracker.store.migrations import migrate, version_of
from tracker.store.replica import begin_replica

_LOW_SPACE = 50 * 1024 * 1024
_DRAFT = ".restore-"


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


@frozen
class Restored:
    """What a restore did."""

    lost: int
    """Events that the database had and the copy has not."""
    kept: Path | None
    """Where the database is kept as it was before, when it lost events or was damaged."""


def restore(source: Path, location: Path | str, *, force: bool = False) -> Restored:
    """Replace the database by the copy in `source`.

    Raises StoreError when `source` is no sound database, or when events would be lost and `force` is not set.
    Others may keep the database open meanwhile: its content is replaced, not the file. Where it had what the
    copy lacks, it is kept beside, as `NAME.before-restore`; where it cannot be read, as `NAME.damaged`.
    """
    path = path_of(location)
    _existing(source)
    if path.exists() and path.samefile(source):
        raise StoreError(f"{source} is the database itself", hint="name the copy to restore")
    with guarded(source), closing(connect_reading(source)) as copy:
        if version_of(copy, source) == 0:
            raise StoreError(f"{source} is empty", hint="name a copy that tracker backup made")
        _refuse_damaged(copy, source)
        with guarded(path):
            prepare_folder_of(path)
            sweep(path.parent, f"{_DRAFT}*")
            with TemporaryDirectory(prefix=_DRAFT, dir=path.parent) as folder:
                draft = _made_ready(copy, Path(folder) / path.name)
                present = _look_at(path, _event_ids(copy), force=force)
                if present.lost and not force:
                    raise StoreError(
                        f"restoring would lose {counted(present.lost, 'event')} that {source} does not have",
                        hint="--force restores all the same, and keeps the database as it is beside it",
                    )
                kept = _keep(path, present)
                _replace(path, draft)
    return Restored(present.lost, kept)


def check_integrity(location: Path | str) -> list[str]:
    """Return what is wrong with the file, one line each; empty when it is sound, or not there yet.

    Whether its content is what was written is for `audit` to say. Raises StoreError when it cannot be opened.
    """
    nothing: list[str] = []
    return read(location, damage_of, nothing)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise StoreError(f"there is no database {path}")
    return path


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    if damage := damage_of(connection):
        raise StoreError(f"{path} is not sound: {damage[0]}", hint="tracker doctor says more")


@frozen
class _Present:
    """The database that a restore replaces."""

    lost: int = 0
    is_sound: bool = True
    is_readable: bool = True


def _look_at(path: Path, copied: set[str], *, force: bool) -> _Present:
    """How many events the database has beyond those in the copy, and whether they can be told at all.

    One that seems to be of a newer tracker, or of another program, is replaced by force alone: a flipped bit
    is enough for that.
    """

    def look(connection: sqlite3.Connection) -> _Present:
        return _Present(len(_event_ids(connection) - copied), is_sound=not damage_of(connection))

    try:
        return read(path, look, _Present())
    except StoreError as error:
        refused_as_foreign = error.__cause__ is None
        if not isinstance(error, DamagedError) and not (force and refused_as_foreign):
            raise
        return _Present(is_sound=False, is_readable=False)


def _event_ids(connection: sqlite3.Connection) -> set[str]:
    return {id_ for (id_,) in connection.execute("SELECT id FROM event")}


def _keep(path: Path, present: _Present) -> Path | None:
    """Keep what the database has and the copy may lack, under a name that is free; return where."""
    if not present.is_readable:
        kept = _free(path, "damaged")
        for side in ("-wal", "-shm", ""):
            part = path.with_name(path.name + side)
            if part.exists():
                os.replace(part, kept.with_name(kept.name + side))
        return kept
    if not present.lost and present.is_sound:
        return None
    kept = _free(path, "before-restore")
    with closing(connect_reading(path)) as connection:
        copy_to(connection, kept)
    return kept


def _free(path: Path, end: str) -> Path:
    """Return a name beside the database that nothing has."""
    wanted = path.with_name(f"{path.name}.{end}")
    numbered = (path.with_name(f"{path.name}.{end}-{number}") for number in count(2))
    return next(name for name in chain([wanted], numbered) if not os.path.lexists(name))


def _made_ready(copy: sqlite3.Connection, draft: Path) -> Path:
    """Write the copy to a file as it is to be: of the present schema, with a chain of its own."""
    copy_to(copy, draft)
    with closing(connect_writing(draft)) as ready:
        migrate(ready, draft)
        with immediate(ready):
            begin_replica(ready)
    return draft


def _replace(path: Path, draft: Path) -> None:
    """Put the draft in place of the database in one step."""
    with closing(connect_writing(path)) as target, closing(connect_reading(draft)) as ready:
        begin_immediate(target)  # the copying itself would wait for other writers without end
        target.rollback()
        ready.backup(target)
        use_wal(target)
