"""The schema, as the steps that led to it.

Each migration runs in a transaction of its own and is recorded by name in it; `PRAGMA user_version` counts
them, so that readers can tell with one cheap question whether there is anything to do. The statements are
frozen: what a released migration did is never edited, only followed by another. They are plain SQL that
PostgreSQL takes as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.errors import StoreError
from tracker.store.connection import PATIENCE, connect_reading, copy_to, immediate
from tracker.store.faults import DamagedError

APPLICATION_ID = 0x72746B31
"""Marks the file as a tracker's, so that the database of another program is never migrated."""


@frozen
class Migration:
    """One step of the schema."""

    name: str
    statements: tuple[str, ...]


INITIAL = Migration(
    "0001-initial",
    (
        """CREATE TABLE migration (
            name TEXT NOT NULL PRIMARY KEY,
            applied_at TEXT NOT NULL
        )""",
        """CREATE TABLE replica (
            id TEXT NOT NULL PRIMARY KEY,
            own INTEGER NOT NULL,
            clock TEXT NOT NULL,
            seq INTEGER NOT NULL,
            hash TEXT NOT NULL,
            CONSTRAINT replica_own CHECK (own IN (0, 1)),
            CONSTRAINT replica_seq CHECK (seq >= 0)
        )""",
        """CREATE TABLE event (
            id TEXT NOT NULL PRIMARY KEY,
            replica TEXT NOT NULL REFERENCES replica (id),
            seq INTEGER NOT NULL,
            plan TEXT NOT NULL,
            item TEXT,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            actor TEXT NOT NULL,
            at TEXT NOT NULL,
            batch TEXT NOT NULL,
            effect TEXT,
            "commit" TEXT,
            prev_hash TEXT NOT NULL,
            hash TEXT NOT NULL,
            CONSTRAINT event_place UNIQUE (replica, seq),
            CONSTRAINT event_seq CHECK (seq > 0),
            CONSTRAINT event_kind CHECK (kind <> ''),
            CONSTRAINT event_payload CHECK (payload LIKE '{%}'),
            CONSTRAINT event_at CHECK (at LIKE '____-__-__T__:__:__.______+00:00'),
            CONSTRAINT event_hash CHECK (length(hash) = 64)
        )""",
        "CREATE INDEX event_order ON event (plan, at, replica, seq)",
        "CREATE INDEX event_item ON event (plan, item, at, replica, seq)",
        "CREATE INDEX event_effect ON event (plan, effect)",
        """CREATE TABLE item_state (
            plan TEXT NOT NULL,
            item TEXT NOT NULL,
            basis TEXT NOT NULL,
            status TEXT NOT NULL,
            state TEXT NOT NULL,
            updated_at TEXT,
            PRIMARY KEY (plan, item),
            CONSTRAINT item_state_status CHECK (status IN ('open', 'in_progress', 'in_review', 'resolved',
                'verified', 'risk_accepted', 'deferred', 'false_positive', 'wont_fix', 'duplicate')),
            CONSTRAINT item_state_state CHECK (state LIKE '{%}')
        )""",
        """CREATE TABLE plan_state (
            plan TEXT NOT NULL PRIMARY KEY,
            basis TEXT NOT NULL,
            state TEXT NOT NULL,
            CONSTRAINT plan_state_state CHECK (state LIKE '{%}')
        )""",
        """CREATE TABLE scan (
            plan TEXT NOT NULL PRIMARY KEY,
            scan TEXT NOT NULL
        )""",
        """CREATE TABLE hit (
            plan TEXT NOT NULL,
            sha TEXT NOT NULL,
            hit TEXT NOT NULL,
            PRIMARY KEY (plan, sha)
        )""",
    ),
)

STALE_AND_TRUST = Migration(
    "0002-stale-and-trust",
    (
        """CREATE TABLE stale (
            plan TEXT NOT NULL,
            evidence TEXT NOT NULL REFERENCES event (id),
            path TEXT NOT NULL,
            sha TEXT NOT NULL,
            PRIMARY KEY (plan, evidence)
        )""",
        """CREATE TABLE trust (
            digest TEXT NOT NULL PRIMARY KEY,
            command TEXT NOT NULL,
            cwd TEXT NOT NULL,
            actor TEXT NOT NULL,
            at TEXT NOT NULL,
            CONSTRAINT trust_digest CHECK (length(digest) > 0)
        )""",
    ),
)

FORECASTS = Migration(
    "0003-forecasts",
    (
        """CREATE TABLE forecast (
            plan TEXT NOT NULL,
            day TEXT NOT NULL,
            digest TEXT NOT NULL,
            seed INTEGER NOT NULL,
            simulations INTEGER NOT NULL,
            answer TEXT NOT NULL,
            headline TEXT,
            p50 TEXT,
            p85 TEXT,
            p95 TEXT,
            items_left INTEGER NOT NULL,
            hours_left FLOAT NOT NULL,
            done INTEGER NOT NULL,
            total INTEGER NOT NULL,
            scope_hours FLOAT NOT NULL,
            gates TEXT NOT NULL,
            PRIMARY KEY (plan, day),
            CONSTRAINT forecast_day CHECK (day LIKE '____-__-__'),
            CONSTRAINT forecast_digest CHECK (length(digest) = 64),
            CONSTRAINT forecast_simulations CHECK (simulations > 0),
            CONSTRAINT forecast_counts CHECK (items_left >= 0 AND done >= 0 AND done <= total),
            CONSTRAINT forecast_hours CHECK (hours_left >= 0 AND scope_hours >= 0),
            CONSTRAINT forecast_gates CHECK (gates LIKE '{%}')
        )""",
    ),
)

DRIFT = Migration(
    "0004-drift",
    (
        """CREATE TABLE drift (
            plan TEXT NOT NULL,
            file TEXT NOT NULL,
            fate TEXT NOT NULL,
            path TEXT NOT NULL,
            lines TEXT NOT NULL,
            since TEXT NOT NULL,
            PRIMARY KEY (plan, file),
            CONSTRAINT drift_fate CHECK (fate IN ('moved', 'changed', 'gone'))
        )""",
    ),
)

FORMER = Migration(
    "0005-former",
    (
        """CREATE TABLE former (
            replica TEXT NOT NULL PRIMARY KEY REFERENCES replica (id)
        )""",
    ),
)

MIGRATIONS: tuple[Migration, ...] = (INITIAL, STALE_AND_TRUST, FORECASTS, DRIFT, FORMER)


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Return how many migrations the open database has had; 0 for an empty file.

    Raises StoreError for the database of another program or of a newer tracker, and for one that holds what
    no tracker made: a trigger would act on what is written, a view stand in the place of the journal.
    """
    if connection.in_transaction:
        return _version_of(connection, path)
    connection.execute("BEGIN")  # number and schema of one moment: another process may be migrating
    try:
        return _version_of(connection, path)
    finally:
        connection.rollback()


def _version_of(connection: sqlite3.Connection, path: Path) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark == 0 and version == 0 and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        return 0
    if mark != APPLICATION_ID:
        raise StoreError(
            f"the database {path} belongs to another program", hint="name another file with --db"
        )
    if version > len(MIGRATIONS):
        raise StoreError(
            f"the database {path} was written by a newer tracker", hint="upgrade remediation-tracker"
        )
    _refuse_other_schema(connection, path, version)
    return version


def _refuse_other_schema(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Hold every statement of the schema against those of the migrations, which only create so far.

    SQLite's own statistics may be there, as ANALYZE leaves them.
    """
    made = {" ".join(statement.split()) for one in MIGRATIONS[:version] for statement in one.statements}
    there = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    for kind, name, sql in there:
        if " ".join(str(sql).split()) not in made and not (
            kind == "table" and str(name).startswith("sqlite_stat")
        ):
            raise DamagedError(
                f"the database {path} has the {kind} {one_line(str(name))}, which no tracker made",
                hint="do not use it if it came from somebody else; tracker restore FILE brings a backup back",
            )


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    patience: float = PATIENCE,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Bring the open database at `path` up to date; a copy of an older one is kept beside it.

    Each step looks again once it holds the lock, as another process may have taken it meanwhile.
    """
    started_at = version_of(connection, path)
    for number, migration in enumerate(migrations, start=1):
        if number <= started_at:
            continue
        with immediate(connection, patience):
            if version_of(connection, path) >= number:
                continue
            if number == started_at + 1 and started_at:
                _keep_copy(path, started_at)
            _apply(connection, number, migration)


def backup_path(path: Path, version: int) -> Path:
    """Return where the copy of a database is kept that had `version` migrations."""
    return path.with_name(f"{path.name}.schema-{version}.bak")


def _keep_copy(path: Path, version: int) -> None:
    """Copy what is committed, through a connection of its own: the caller's holds the write lock."""
    with closing(connect_reading(path)) as source:
        copy_to(source, backup_path(path, version))


def _apply(connection: sqlite3.Connection, number: int, migration: Migration) -> None:
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migration (name, applied_at) VALUES (?, CURRENT_TIMESTAMP)", (migration.name,)
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {number}")
