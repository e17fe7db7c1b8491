"""Which commands the user allowed to run. Reading it is on the path of every proof that is run."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.domain.text import clean
from tracker.store.database import read


@frozen
class Trusted:
    """A command somebody allowed, by the digest of everything that makes it what it is."""

    digest: str
    command: str
    cwd: str
    actor: str
    at: datetime


def read_trusted(location: Path | str) -> tuple[Trusted, ...]:
    """Return what is trusted, oldest first; nothing where there is no database; raises StoreError."""
    return read(location, _all_trusted, ())


def trusted(location: Path | str, digest: str) -> bool:
    """Tell whether the command with exactly this digest may be run; raises StoreError."""
    return any(known.digest == digest for known in read_trusted(location))


def _all_trusted(connection: sqlite3.Connection) -> tuple[Trusted, ...]:
    rows = connection.execute("SELECT digest, command, cwd, actor, at FROM trust ORDER BY at, digest")
    return tuple(
        Trusted(digest, clean(command), clean(cwd), clean(actor), datetime.fromisoformat(at))
        for digest, command, cwd, actor, at in rows.fetchall()
    )
