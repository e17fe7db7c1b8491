"""What went wrong with a database, in words: SQLite's error codes as errors a user can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import StoreError

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NO_TEXT = "Could not decode to UTF-8"
"""How Python's driver says, without a code, that a stored text is none."""
_ACCESS = "check who owns it and its folder, or name another with --db"
_RESTORE = "tracker doctor says more; tracker restore FILE brings a backup back"
_EXPLAINED: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: ("is busy: another process has been writing to it", "try again when it is done"),
    sqlite3.SQLITE_LOCKED: ("is busy: another process has been writing to it", "try again when it is done"),
    sqlite3.SQLITE_READONLY: ("is read-only", "make it and its folder writable, or name another with --db"),
    sqlite3.SQLITE_PERM: ("may not be opened", "check who owns it, or name another with --db"),
    sqlite3.SQLITE_FULL: ("cannot grow: the disk is full", "free some space; nothing of this was written"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", _RESTORE),
    sqlite3.SQLITE_NOTADB: ("is no tracker database", f"name another with --db; {_RESTORE}"),
    sqlite3.SQLITE_IOERR: ("cannot be read or written: the disk failed", _RESTORE),
}


class DamagedError(StoreError):
    """What the database holds is not what a tracker wrote: only a copy of it helps."""


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code of an error, or -1 for one that Python raised."""
    code: int = getattr(error, "sqlite_errorcode", -1)
    return code & 0xFF if code >= 0 else -1


def explain(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """Return the error to show for what SQLite or the system said of the database at `path`."""
    if isinstance(error, OSError):
        return _unusable(path, error)
    if path.is_dir():
        return StoreError(f"the database {path} is a folder", hint="name a file with --db")
    code = primary_code(error)
    if code == sqlite3.SQLITE_CANTOPEN:
        return _cannot_open(path)
    if code in _EXPLAINED:
        problem, hint = _EXPLAINED[code]
        kind = DamagedError if code in _DAMAGE else StoreError
        return kind(f"the database {path} {problem}", hint=hint)
    if str(error).startswith(_NO_TEXT):
        return DamagedError(f"the database {path} is damaged: a text in it is no UTF-8", hint=_RESTORE)
    return StoreError(f"the database {path} failed: {error}", hint=_RESTORE)


def read_only(path: Path) -> StoreError:
    """Return the error to show where the database may be read and not written."""
    problem, hint = _EXPLAINED[sqlite3.SQLITE_READONLY]
    return StoreError(f"the database {path} {problem}", hint=hint)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn whatever SQLite or the system raises inside into a StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explain(error, path) from error


def _unusable(path: Path, error: OSError) -> StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        problem, hint = _EXPLAINED[sqlite3.SQLITE_FULL]
        return StoreError(f"the database {path} {problem}", hint=hint)
    return StoreError(f"the database {path} cannot be used: {error.strerror or error}", hint=_ACCESS)


def _cannot_open(path: Path) -> StoreError:
    if not path.parent.is_dir():
        return StoreError(f"there is no folder {path.parent} for the database", hint="create it, or use --db")
    return StoreError(
        f"the database {path} cannot be opened",
        hint=_ACCESS,
    )
