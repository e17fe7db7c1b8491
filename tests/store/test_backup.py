"""Copies that can be trusted, and restores that lose nothing silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.helpers import PLAN, note, one, run_sql, start, write
from tracker.errors import StoreError
from tracker.store.audit import audit
from tracker.store.backup import Restored, backup, check_integrity, restore
from tracker.store.journal import Journal
from tracker.store.migrations import MIGRATIONS
from tracker.store.snapshot import change_token, read_snapshot


def texts(path: Path) -> list[str]:
    return [found.text for found in read_snapshot(path, PLAN).states["DB-POOL"].notes]


@pytest.fixture
def copy(journal: Journal, db: Path, tmp_path: Path) -> Path:
    """A backup with one note."""
    write(journal, note("saved"))
    return backup(db, tmp_path / "copy.db")


def test_a_backup_is_one_file_with_everything(copy: Path) -> None:
    assert texts(copy) == ["saved"]
    assert one(copy, "PRAGMA journal_mode") == "delete"
    assert [path.name for path in copy.parent.glob("*copy*")] == ["copy.db"]


def test_a_backup_is_taken_while_somebody_writes(
    journal: Journal, db: Path, tmp_path: Path, copy: Path
) -> None:
    with journal.transaction(
        PLAN, actor="Ada", now=read_snapshot(db, PLAN).states["DB-POOL"].notes[0].at
    ) as t:
        t.append([note("unfinished")])
        backup(db, tmp_path / "second.db")
    assert texts(tmp_path / "second.db") == ["saved"]


def test_a_backup_overwrites_nothing(journal: Journal, db: Path, copy: Path) -> None:
    with pytest.raises(StoreError, match="there already"):
        backup(db, copy)


def test_a_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        backup(tmp_path / "gone.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_into_no_folder(journal: Journal, db: Path, tmp_path: Path) -> None:
    write(journal, start())
    with pytest.raises(StoreError, match="there is no folder"):
        backup(db, tmp_path / "gone" / "copy.db")


def test_restoring_where_nothing_is(tmp_path: Path, copy: Path) -> None:
    target = tmp_path / "new" / ".tracker"
    target.parent.mkdir()
    assert restore(copy, target / "tracker.db") == Restored(0, None)
    assert texts(target / "tracker.db") == ["saved"]
    assert (target / ".gitignore").exists()


def test_restoring_refuses_to_lose_events(journal: Journal, db: Path, copy: Path) -> None:
    write(journal, note("newer"), note("newest"))
    with pytest.raises(StoreError, match="would lose 2 events"):
        restore(copy, db)
    assert texts(db) == ["saved", "newer", "newest"]
    kept = db.with_name("tracker.db.before-restore")
    assert not kept.exists()
    assert restore(copy, db, force=True) == Restored(2, kept)
    assert texts(db) == ["saved"]
    assert texts(kept) == ["saved", "newer", "newest"]


def test_what_a_restore_lost_is_kept_every_time(journal: Journal, db: Path, copy: Path) -> None:
    write(journal, note("first"))
    restore(copy, db, force=True)
    write(journal, note("second"))
    assert restore(copy, db, force=True).kept == db.with_name("tracker.db.before-restore-2")
    assert texts(db.with_name("tracker.db.before-restore")) == ["saved", "first"]
    assert texts(db.with_name("tracker.db.before-restore-2")) == ["saved", "second"]


def test_a_restore_that_loses_nothing_keeps_nothing(journal: Journal, db: Path, copy: Path) -> None:
    assert restore(copy, db) == Restored(0, None)
    assert [path.name for path in db.parent.glob("*.before-restore*")] == []


def test_a_restore_that_fails_leaves_the_database_as_it_was(
    journal: Journal, db: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journal, note("newer"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tracker.store.backup.copy_to", full)
    with pytest.raises(StoreError):
        restore(copy, db, force=True)
    assert texts(db) == ["saved", "newer"]
    assert list(db.parent.glob(".restore-*")) == []


def test_a_restored_database_begins_a_chain_of_its_own(journal: Journal, db: Path, copy: Path) -> None:
    (lost,) = write(journal, note("lost"))
    restore(copy, db, force=True)
    (event,) = write(journal, note("after"))
    assert event.replica != lost.replica
    assert event.seq == 1
    report = audit(db)
    assert report.ok
    assert report.replicas == 2


def test_time_goes_on_after_restoring(journal: Journal, db: Path, copy: Path) -> None:
    before = read_snapshot(db, PLAN).states["DB-POOL"].notes[0].at
    restore(copy, db)
    (event,) = write(journal, note("after"))
    assert event.at > before


def test_an_open_journal_goes_on_with_what_was_restored(journal: Journal, db: Path, copy: Path) -> None:
    write(journal, note("lost"))
    token = change_token(db)
    restore(copy, db, force=True)
    assert change_token(db) != token
    write(journal, note("after"))
    assert texts(db) == ["saved", "after"]
    assert audit(db).ok


def test_a_damaged_database_is_kept_beside_the_restored_one(journal: Journal, db: Path, copy: Path) -> None:
    journal.close()
    db.write_bytes(b"rubbish" * 2000)
    damaged = db.with_name("tracker.db.damaged")
    assert restore(copy, db) == Restored(0, damaged)
    assert texts(db) == ["saved"]
    db.write_bytes(b"nonsense" * 2000)
    restore(copy, db)
    assert damaged.read_bytes() == b"rubbish" * 2000
    assert db.with_name("tracker.db.damaged-2").read_bytes() == b"nonsense" * 2000


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET id = CAST(x'6dff' AS TEXT)",
        "CREATE VIEW log AS SELECT 1",
        "CREATE TRIGGER quiet AFTER INSERT ON event BEGIN DELETE FROM event; END",
    ],
)
def test_a_database_that_holds_what_no_tracker_wrote_is_kept_beside_the_restored_one(
    journal: Journal, db: Path, copy: Path, statement: str
) -> None:
    journal.close()
    run_sql(db, statement)
    assert restore(copy, db) == Restored(0, db.with_name("tracker.db.damaged"))
    assert texts(db) == ["saved"]


@pytest.mark.parametrize("mark", ["user_version = 99", "application_id = 1"])
def test_what_seems_to_be_foreign_is_replaced_by_force_alone(
    journal: Journal, db: Path, copy: Path, mark: str
) -> None:
    journal.close()
    run_sql(db, f"PRAGMA {mark}")
    before = db.read_bytes()
    with pytest.raises(StoreError):
        restore(copy, db)
    assert db.read_bytes() == before
    kept = db.with_name("tracker.db.damaged")
    assert restore(copy, db, force=True) == Restored(0, kept)
    assert kept.read_bytes() == before
    assert texts(db) == ["saved"]


def test_an_old_backup_is_brought_up_to_date(journal: Journal, db: Path, copy: Path) -> None:
    newer = ("stale", "trust", "forecast", "drift", "former")
    run_sql(copy, *(f"DROP TABLE {table}" for table in newer))
    run_sql(copy, "DELETE FROM migration WHERE name > '0002'", "PRAGMA user_version = 1")
    restore(copy, db)
    assert one(db, "PRAGMA user_version") == len(MIGRATIONS)
    assert one(copy, "PRAGMA user_version") == 1
    assert texts(db) == ["saved"]


@pytest.mark.parametrize("content", [b"", b"no database" * 500])
def test_what_is_no_backup_is_not_restored(
    journal: Journal, db: Path, tmp_path: Path, content: bytes
) -> None:
    write(journal, note("kept"))
    source = tmp_path / "source.db"
    source.write_bytes(content)
    with pytest.raises(StoreError):
        restore(source, db, force=True)
    assert texts(db) == ["kept"]


def test_a_damaged_backup_is_not_restored(journal: Journal, db: Path, tmp_path: Path) -> None:
    write(journal, *(note("x" * 300) for _ in range(100)))
    copy = backup(db, tmp_path / "copy.db")
    whole = bytearray(copy.read_bytes())
    whole[4096 * 9 : 4096 * 12] = b"\xff" * 4096 * 3
    copy.write_bytes(whole)
    with pytest.raises(StoreError):
        restore(copy, db, force=True)
    assert len(texts(db)) == 100


def test_the_database_is_no_copy_of_itself(journal: Journal, db: Path) -> None:
    write(journal, start())
    with pytest.raises(StoreError, match="the database itself"):
        restore(db, db)


def test_a_sound_database_has_nothing_to_say(journal: Journal, db: Path) -> None:
    assert check_integrity(db) == []
    write(journal, start())
    assert check_integrity(db) == []


def test_the_integrity_check_tells_of_rows_that_lead_nowhere(journal: Journal, db: Path) -> None:
    write(journal, start())
    journal.close()
    run_sql(db, "INSERT INTO stale VALUES ('shop', 'gone', 'a', 'b')")
    assert check_integrity(db) == ["a row of stale points to no row of event"]
