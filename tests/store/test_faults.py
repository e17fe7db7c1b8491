"""Databases that cannot be used: always a StoreError that says why, never a traceback, never a change."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.helpers import PLAN, note, one, run_sql, seal_states, signoff, start, write
from tracker.domain.snapshot import Snapshot
from tracker.errors import StoreError
from tracker.store import connection as connections
from tracker.store.audit import audit
from tracker.store.connection import path_of
from tracker.store.faults import explain
from tracker.store.journal import Journal
from tracker.store.log import read_log
from tracker.store.scan import read_hits, read_scan
from tracker.store.snapshot import change_token, read_snapshot
from tracker.store.trust import read_trusted


def read(path: Path) -> None:
    read_snapshot(path, PLAN)


def add(path: Path) -> None:
    with Journal(path, patience=0.0) as journal:
        write(journal, start())


both = pytest.mark.parametrize("use", [read, add])


def test_a_missing_database_reads_as_empty_and_stays_missing(db: Path) -> None:
    assert read_snapshot(db, PLAN) == Snapshot()
    assert (read_log(db, "shop"), read_scan(db, "shop"), read_hits(db, "shop")) == ((), None, {})
    assert read_trusted(db) == ()
    assert not any(change_token(db))
    assert not db.parent.exists()


def test_an_empty_file_reads_as_empty_and_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    path.touch()
    assert read_snapshot(path, PLAN) == Snapshot()
    add(path)
    assert read_snapshot(path, PLAN).event_count == 1


@both
def test_a_folder_in_place_of_the_file(tmp_path: Path, use: Callable[[Path], None]) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        use(tmp_path)


@pytest.mark.parametrize("name", ["gone/t.db", "gone/.tracker/tracker.db"])
def test_no_folder_for_the_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError):
        add(tmp_path / name)
    assert not (tmp_path / "gone").exists()


@both
def test_a_file_in_place_of_the_folder(tmp_path: Path, use: Callable[[Path], None]) -> None:
    (tmp_path / ".tracker").write_text("x")
    if use is read:
        assert read_snapshot(tmp_path / ".tracker" / "tracker.db", PLAN) == Snapshot()
    else:
        with pytest.raises(StoreError, match="cannot be used"):
            use(tmp_path / ".tracker" / "tracker.db")


@both
def test_a_file_that_is_no_database(tmp_path: Path, use: Callable[[Path], None]) -> None:
    path = tmp_path / "t.db"
    path.write_text("not a database, whatever its name says\n" * 40)
    with pytest.raises(StoreError, match="no tracker database") as caught:
        use(path)
    assert "tracker restore" in (caught.value.hint or "")


@both
def test_a_truncated_database(db: Path, use: Callable[[Path], None]) -> None:
    with Journal(db) as journal:
        write(journal, *(note("x" * 200) for _ in range(100)))
    whole = db.read_bytes()
    db.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(StoreError):
        use(db)


def test_a_damaged_page_is_an_error(db: Path) -> None:
    with Journal(db) as journal:
        write(journal, *(note("x" * 200) for _ in range(100)))
    whole = bytearray(db.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    db.write_bytes(whole)
    with pytest.raises(StoreError, match="damaged"):
        read(db)


@pytest.mark.parametrize(
    "change",
    [
        "state = '{broken}'",
        "state = replace(state, 'in_progress', 'resolved')",
        "item = 'AUTH'",
        "plan = 'other'",
        "basis = replace(basis, 'open', 'done')",
        "basis = replace(basis, '\"sum\":', '\"sum\":1')",
    ],
)
def test_a_state_that_is_not_as_it_was_stored_is_folded_anew(journal: Journal, db: Path, change: str) -> None:
    write(journal, start())
    right = read_snapshot(db, PLAN)
    run_sql(db, f"UPDATE item_state SET {change}")
    assert read_snapshot(db, PLAN) == right
    write(journal, note("on"))
    assert read_snapshot(db, PLAN).states["DB-POOL"].notes[0].text == "on"
    assert read_snapshot(db, PLAN).states.keys() == {"DB-POOL"}


def test_a_state_that_an_index_lacks_is_read_all_the_same(journal: Journal, db: Path) -> None:
    write(journal, start())
    right = read_snapshot(db, PLAN)
    journal.close()
    root = one(db, "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_item_state_1'")
    size = one(db, "PRAGMA page_size")
    assert isinstance(root, int)
    assert isinstance(size, int)
    with db.open("r+b") as file:
        file.seek((root - 1) * size + 3)
        file.write(b"\0\0")  # no entries
    assert one(db, "SELECT count(*) FROM item_state WHERE plan = 'shop'") == 0
    assert read_snapshot(db, PLAN) == right


def test_a_state_that_was_edited_with_its_sum_is_an_error_not_a_guess(journal: Journal, db: Path) -> None:
    write(journal, start())
    run_sql(db, "UPDATE item_state SET state = '{broken}'")
    seal_states(db)
    with pytest.raises(StoreError, match="cannot be read"):
        read(db)


def test_the_plans_own_state_is_folded_anew_as_well(journal: Journal, db: Path) -> None:
    write(journal, signoff())
    right = read_snapshot(db, PLAN)
    run_sql(db, "UPDATE plan_state SET state = replace(state, 'Grace', 'Greta')")
    assert read_snapshot(db, PLAN) == right


def test_an_event_of_a_newer_kind_is_an_error(journal: Journal, db: Path) -> None:
    write(journal, start())
    with closing(sqlite3.connect(db)) as other:
        other.execute("UPDATE event SET kind = 'teleport'")
        other.commit()
    with pytest.raises(StoreError, match="teleport"):
        read_log(db, "shop")


@pytest.mark.parametrize("column", ["id", "item", "actor", "batch", '"commit"', "effect"])
@pytest.mark.parametrize("value", ["x'0102'", "0.5"])
def test_an_event_that_holds_no_text_is_an_error(journal: Journal, db: Path, column: str, value: str) -> None:
    write(journal, start())
    run_sql(db, f"UPDATE event SET {column} = CAST({value} AS BLOB)")
    with pytest.raises(StoreError, match="cannot be read"):
        read_log(db, "shop")
    assert not audit(db).ok


def test_a_writer_that_does_not_let_go(journal: Journal, db: Path) -> None:
    write(journal, start())
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is busy"):
            write(journal, note("blocked"))
        assert read_snapshot(db, PLAN).event_count == 1
        other.rollback()
    write(journal, note("free again"))
    assert read_snapshot(db, PLAN).event_count == 2


def test_waiting_goes_on_beyond_the_first_refusal() -> None:
    left = [1, 1, 0]

    def busy_twice() -> str:
        if left.pop(0):
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return "done"

    assert connections.patiently(busy_twice, 60.0) == "done"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_READONLY, "read-only"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "read-only"),
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_IOERR_FSYNC, "disk failed"),
        (sqlite3.SQLITE_BUSY_RECOVERY, "busy"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_CONSTRAINT_CHECK, "failed: boom"),
    ],
)
def test_every_failure_says_what_to_do(tmp_path: Path, code: int, words: str) -> None:
    error = sqlite3.OperationalError("boom")
    error.sqlite_errorcode = code
    explained = explain(error, tmp_path / "t.db")
    assert words in str(explained)
    assert explained.hint


def test_a_read_only_database_refuses_writes(
    journal: Journal, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journal, start())
    journal.close()
    plain = sqlite3.connect

    def read_only(path: object, **options: object) -> sqlite3.Connection:
        opened: sqlite3.Connection = plain(path, **options)  # type: ignore[call-overload]
        opened.execute("PRAGMA query_only = ON")
        return opened

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with pytest.raises(StoreError, match="read-only"):
        write(journal, note("refused"))


def test_a_folder_without_room_for_side_files_can_be_read(
    journal: Journal, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journal, start())
    journal.close()
    plain = sqlite3.connect

    def no_side_files(path: str, **options: object) -> sqlite3.Connection:
        if "immutable" not in path:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        opened: sqlite3.Connection = plain(path, **options)  # type: ignore[call-overload]
        return opened

    monkeypatch.setattr(sqlite3, "connect", no_side_files)
    assert read_snapshot(db, PLAN).event_count == 1


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("some/t.db", "some/t.db"),
        ("sqlite:///some/t.db", "some/t.db"),
        ("sqlite:////var/t.db", "/var/t.db"),
        ("sqlite+pysqlite:///t.db?timeout=3", "t.db"),
        (Path("a://b"), "a:/b"),
    ],
)
def test_locations(location: Path | str, path: str) -> None:
    assert path_of(location) == Path(path)


@pytest.mark.parametrize("location", ["postgresql://host/db", "sqlite://", "sqlite:///:memory:", "mysql://x"])
def test_locations_that_are_no_file(location: str) -> None:
    with pytest.raises(StoreError):
        read_snapshot(location, PLAN)
    with pytest.raises(StoreError):
        Journal(location)


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "#1.db", "ünï.db"])
def test_odd_file_names(tmp_path: Path, name: str) -> None:
    add(tmp_path / name)
    assert read_snapshot(tmp_path / name, PLAN).event_count == 1
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith(("-wal", "-shm"))] == [name]


def test_a_clock_that_was_edited_is_an_error(journal: Journal, db: Path) -> None:
    write(journal, start())
    with closing(sqlite3.connect(db)) as other:
        other.execute("UPDATE replica SET clock = '9999-12-31T23:59:59.999999+00:00'")
        other.commit()
    with pytest.raises(StoreError, match="clock"):
        write(journal, note("when?"))
    assert read_snapshot(db, PLAN).event_count == 1


def test_a_file_that_may_only_be_read_leaves_no_side_files(
    journal: Journal, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journal, start())
    journal.close()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert read_snapshot(db, PLAN).event_count == 1
    with pytest.raises(StoreError, match="is read-only"):
        add(db)
    assert sorted(path.name for path in db.parent.iterdir()) == [".gitignore", "tracker.db"]


def test_a_full_disk_is_said_whoever_tells(tmp_path: Path) -> None:
    told = explain(OSError(errno.ENOSPC, "No space left on device"), tmp_path / "t.db")
    assert "the disk is full" in str(told)
    assert "free some space" in (told.hint or "")


def test_no_part_of_the_ignore_file_is_left(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="the disk is full"):
            add(db)
    assert list(db.parent.iterdir()) == []
    add(db)
    assert (db.parent / ".gitignore").read_text() == "*\n"


def test_who_waits_longest_asks_most_often(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    now = [0.0]

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    def busy() -> None:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    monkeypatch.setattr("tracker.store.connection.time.monotonic", lambda: now[0])
    monkeypatch.setattr("tracker.store.connection.time.sleep", sleep)
    with pytest.raises(sqlite3.OperationalError):
        connections.patiently(busy, 2.0)
    assert pauses == sorted(pauses, reverse=True)
    assert pauses[0] > 20 * pauses[-1]
    assert sum(pauses) == pytest.approx(2.0, abs=0.1)


def test_sqlites_own_patience_is_back_after_the_wait(journal: Journal, db: Path) -> None:
    write(journal, start())
    with closing(connections.connect_writing(db, 3.0)) as connection:
        connections.begin_immediate(connection, 3.0)
        connection.rollback()
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (3000,)
