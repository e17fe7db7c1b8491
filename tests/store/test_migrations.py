"""The schema from nothing and from every older one, and that it is what the tables say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.helpers import PLAN, evidence, mark_stale, note, one, run_sql, write
from tracker.domain.snapshot import StaleFile
from tracker.errors import StoreError
from tracker.store.audit import audit
from tracker.store.connection import connect_writing
from tracker.store.database import open_writing
from tracker.store.journal import Journal
from tracker.store.migrations import MIGRATIONS, Migration, backup_path, migrate
from tracker.store.shape import declared_shape, shape_faults, shape_of
from tracker.store.snapshot import read_snapshot

TABLES_SINCE = (("event",), ("stale", "trust"), ("forecast",), ("drift",), ("former",))
"""The tables that each migration brought, as far as an older tracker must not have them."""


def old_database(path: Path, version: int) -> None:
    """Make the database that a tracker with so many migrations left, with an event in it."""
    path.parent.mkdir(exist_ok=True)
    with Journal(path) as journal:
        write(journal, note("old"), evidence())
    for table in TABLES_SINCE[version:]:
        run_sql(path, *(f"DROP TABLE {name}" for name in table))
    run_sql(path, f"DELETE FROM migration WHERE rowid > {version}", f"PRAGMA user_version = {version}")


def test_migrations_build_what_the_tables_say(db: Path) -> None:
    with closing(open_writing(db)) as connection:
        assert shape_of(connection) == declared_shape()
        assert shape_faults(connection) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("DROP INDEX event_item", "the table event has other indexes than a tracker makes"),
        ("DROP TABLE stale", "the table stale is missing"),
        ("ALTER TABLE trust ADD COLUMN more TEXT", "the table trust has other columns than a tracker makes"),
    ],
)
def test_a_schema_that_somebody_changed_is_told(db: Path, change: str, fault: str) -> None:
    with closing(open_writing(db)) as connection:
        connection.execute(change)
        assert shape_faults(connection) == [fault]


def test_a_lost_constraint_is_told(db: Path) -> None:
    with closing(open_writing(db)) as connection:
        connection.execute("DROP TABLE plan_state")
        connection.execute(
            "CREATE TABLE plan_state"
            " (plan TEXT NOT NULL PRIMARY KEY, basis TEXT NOT NULL, state TEXT NOT NULL)"
        )
        assert shape_faults(connection) == ["the table plan_state has other checks than a tracker makes"]


def test_a_blank_database_gets_every_migration_by_name(db: Path) -> None:
    open_writing(db).close()
    with closing(sqlite3.connect(db)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM migration ORDER BY name")]
    assert names == [migration.name for migration in MIGRATIONS]
    assert not list(db.parent.glob("*.bak"))


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_old_database_keeps_its_data_and_a_copy(db: Path, version: int) -> None:
    old_database(db, version)
    with Journal(db) as journal:
        (event,) = write(journal, evidence())
        mark_stale(journal, {event.id: StaleFile("a", "1")})
    assert read_snapshot(db, PLAN).event_count == 3
    assert audit(db).ok
    copy = backup_path(db, version)
    assert one(copy, "PRAGMA user_version") == version
    assert one(copy, "SELECT count(*) FROM event") == 2


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_reading_an_old_database_brings_it_up_to_date(db: Path, version: int) -> None:
    old_database(db, version)
    assert read_snapshot(db, PLAN).states["DB-POOL"].notes[0].text == "old"
    assert one(db, "PRAGMA user_version") == len(MIGRATIONS)


def test_an_up_to_date_database_is_left_alone(db: Path) -> None:
    old_database(db, len(MIGRATIONS))
    open_writing(db).close()
    assert not list(db.parent.glob("*.bak"))


def test_a_failed_migration_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    old_database(path, len(MIGRATIONS))
    broken = (
        *MIGRATIONS,
        Migration("9999-broken", ("CREATE TABLE half (id TEXT)", "CREATE TABLE event (id TEXT)")),
    )
    with closing(connect_writing(path)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, path, migrations=broken)
        assert not connection.in_transaction
    assert one(path, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == 0
    assert one(path, "PRAGMA user_version") == len(MIGRATIONS)
    assert read_snapshot(path, PLAN).event_count == 2


@pytest.mark.parametrize("writing", [True, False])
def test_the_database_of_a_newer_tracker_is_refused(db: Path, writing: bool) -> None:
    old_database(db, len(MIGRATIONS))
    run_sql(db, "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer tracker"):
        open_writing(db) if writing else read_snapshot(db, PLAN)


@pytest.mark.parametrize("writing", [True, False])
def test_the_database_of_another_program_is_refused_and_untouched(tmp_path: Path, writing: bool) -> None:
    path = tmp_path / "other.db"
    run_sql(path, "CREATE TABLE customers (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_writing(path) if writing else read_snapshot(path, PLAN)
    assert path.read_bytes() == before
