"""Whatever is done to the journal behind the tracker's back is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.helpers import NOW, PLAN, note, one, run_sql, signoff, start, write
from tracker.store.audit import AuditReport, audit
from tracker.store.journal import Journal

_COPY = (
    "INSERT INTO event SELECT 'forged', replica, {seq}, plan, item, kind, payload, actor, at, batch, effect,"
    ' "commit", {prev}, hash FROM event WHERE seq = 2'
)


@pytest.fixture
def written(journal: Journal, db: Path) -> Path:
    """A database with five events of two items and the plan."""
    write(journal, start())
    write(journal, note("one"), note("two", "AUTH"))
    write(journal, note("three"))
    write(journal, signoff())
    journal.close()
    return db


def found(path: Path) -> list[tuple[str, int]]:
    return [(break_.kind, break_.seq) for break_ in audit(path).breaks]


def test_an_untouched_journal_is_sound(written: Path) -> None:
    report = audit(written)
    assert report == AuditReport(events=5, replicas=1, breaks=(), wrong_states=())
    assert report.ok


def test_no_database_is_sound(tmp_path: Path) -> None:
    assert audit(tmp_path / "t.db").ok


@pytest.mark.parametrize(
    "change",
    [
        'payload = \'{"text":"no"}\'',
        "payload = replace(payload, ':', ': ')",
        "payload = '{nonsense}'",
        "actor = 'Mallory'",
        "item = 'CACHE'",
        "item = NULL",
        "kind = 'start'",
        "at = '2025-10-20T12:00:00.000009+00:00'",
        "batch = 'x'",
        "effect = 'x'",
        "\"commit\" = 'x'",
        "id = 'x'",
        "plan = 'x'",
    ],
)
def test_an_altered_event(written: Path, change: str) -> None:
    run_sql(written, f"UPDATE event SET {change} WHERE seq = 2")
    assert found(written) == [("altered", 2)]
    assert "event 2 of replica" in str(audit(written).breaks[0])


def test_an_altered_hash(written: Path) -> None:
    run_sql(written, f"UPDATE event SET hash = '{'0' * 64}' WHERE seq = 3")
    assert found(written) == [("altered", 3)]


@pytest.mark.parametrize("seq", [1, 2, 4, 5])
def test_a_removed_event(written: Path, seq: int) -> None:
    run_sql(written, f"DELETE FROM event WHERE seq = {seq}")
    assert found(written) == [("removed", seq)]


def test_a_removed_event_with_the_rest_renumbered(written: Path) -> None:
    run_sql(written, "DELETE FROM event WHERE seq = 3", "UPDATE event SET seq = seq - 1 WHERE seq > 3")
    assert found(written) == [("removed", 3)]


def test_all_events_removed(written: Path) -> None:
    run_sql(written, "DELETE FROM event")
    assert found(written) == [("removed", 1)]


@pytest.mark.parametrize("prev", ["prev_hash", "(SELECT hash FROM event WHERE seq = 5)"])
def test_an_event_inserted_at_the_end(written: Path, prev: str) -> None:
    run_sql(written, _COPY.format(seq=6, prev=prev))
    assert found(written) == [("inserted", 6)]


def test_an_event_inserted_between(written: Path) -> None:
    run_sql(
        written,
        "UPDATE event SET seq = seq + 100 WHERE seq > 2",
        "UPDATE event SET seq = seq - 99 WHERE seq > 100",
        _COPY.format(seq=3, prev=f"'{'0' * 64}'"),
    )
    assert found(written) == [("inserted", 3)]


def test_a_whole_chain_that_was_written_anew(written: Path) -> None:
    run_sql(written, f"UPDATE replica SET hash = '{'0' * 64}'")
    assert found(written) == [("altered", 5)]


def test_events_in_another_order(written: Path) -> None:
    run_sql(
        written,
        "UPDATE event SET seq = 100 WHERE seq = 2",
        "UPDATE event SET seq = 2 WHERE seq = 3",
        "UPDATE event SET seq = 3 WHERE seq = 100",
    )
    assert found(written) == [("reordered", 2)]


def test_a_state_that_was_edited(written: Path) -> None:
    run_sql(written, "UPDATE item_state SET state = '{\"status\":\"verified\"}' WHERE item = 'AUTH'")
    assert audit(written).wrong_states == (("shop", "AUTH"),)


@pytest.mark.parametrize("change", ["state = '{broken}'", "state = '{}'"])
def test_a_plan_state_that_was_edited(written: Path, change: str) -> None:
    run_sql(written, f"UPDATE plan_state SET {change}")
    assert audit(written).wrong_states == (("shop", None),)


def test_a_state_that_is_missing_or_unreadable(written: Path) -> None:
    run_sql(
        written,
        "DELETE FROM item_state WHERE item = 'AUTH'",
        "UPDATE item_state SET state = '{broken}' WHERE item = 'DB-POOL'",
    )
    assert set(audit(written).wrong_states) == {("shop", "AUTH"), ("shop", "DB-POOL")}


def test_a_state_of_an_item_nothing_happened_to(written: Path) -> None:
    copied = "INSERT INTO item_state SELECT {}, basis, status, state, updated_at FROM item_state LIMIT 1"
    run_sql(written, copied.format("plan, 'CACHE'"), copied.format("'ghost', item"))
    assert {item for _, item in audit(written).wrong_states} >= {"CACHE"}
    assert {plan for plan, _ in audit(written).wrong_states} == {"shop", "ghost"}


def test_rebuilding_mends_states(written: Path) -> None:
    run_sql(written, "DELETE FROM item_state WHERE item = 'AUTH'", "UPDATE plan_state SET state = '{}'")
    with Journal(written) as journal:
        journal.rebuild(PLAN, actor="Ada", now=NOW)
    assert audit(written).ok
    assert one(written, "SELECT count(*) FROM event") == 5


def test_an_event_that_cannot_be_folded_is_named_not_a_crash(written: Path) -> None:
    run_sql(written, "UPDATE event SET payload = '{}', kind = 'block' WHERE seq = 2")
    report = audit(written)
    assert [(b.kind, b.seq) for b in report.breaks] == [("altered", 2)]
    assert ("shop", "DB-POOL") in report.wrong_states
    assert ("shop", "AUTH") not in report.wrong_states


def test_an_index_that_lacks_a_row_is_damage(written: Path) -> None:
    run_sql(
        written,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = sql || ' WHERE seq > 1' WHERE name = 'event_order'",
    )
    run_sql(written, "REINDEX event_order")
    run_sql(
        written,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, ' WHERE seq > 1', '') WHERE name = 'event_order'",
    )
    report = audit(written)
    assert (report.breaks, report.ok) == ((), False)
    assert report.damage[0] == "damaged: row 1 missing from index event_order"
