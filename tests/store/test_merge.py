"""Two people's journals brought together: a union, in whatever order and however often."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.helpers import NOW, PLAN, evidence, note, one, signoff, start, steady, write
from tracker.domain.event import Draft, EventKind
from tracker.domain.plan import Claim, Item, Plan
from tracker.domain.state import Status
from tracker.store.audit import audit
from tracker.store.backup import backup, restore
from tracker.store.exchange import journal_lines, merge_lines
from tracker.store.journal import Journal
from tracker.store.log import read_log
from tracker.store.merge import MergeReport, StatusChange
from tracker.store.scan import read_scan
from tracker.store.snapshot import read_snapshot


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another person's database."""
    return tmp_path / "other.db"


def record(db: Path, *drafts: Draft, plan: Plan = PLAN, now: datetime = NOW) -> None:
    """Write one batch to a database."""
    with Journal(db) as journal:
        write(journal, *drafts, plan=plan, now=now)


def undo(db: Path, steps: int = 1) -> None:
    with Journal(db) as journal:
        journal.undo(PLAN, steps, actor="Bo", now=NOW)


def redo(db: Path, steps: int = 1) -> None:
    with Journal(db) as journal:
        journal.redo(PLAN, steps, actor="Bo", now=NOW)


def bring(source: Path, target: Path, *, dry_run: bool = False, plan: Plan | None = PLAN) -> MergeReport:
    """Merge what one database has into another."""
    lines = list(journal_lines(source))
    return merge_lines(target, lines, now=NOW, plan_of={"shop": plan}.get, dry_run=dry_run)


def texts(db: Path) -> list[str]:
    state = read_snapshot(db, PLAN).states.get("DB-POOL")
    return [found.text for found in state.notes] if state else []


def ids(db: Path) -> set[str]:
    return {entry.event.id for entry in read_log(db, "shop")}


def own(db: Path) -> object:
    return one(db, "SELECT id FROM replica WHERE own = 1")


def test_a_merge_brings_what_the_other_has(db: Path, other: Path) -> None:
    record(db, note("mine"))
    record(other, note("theirs"), start())
    report = bring(other, db)
    assert (report.new, report.known, report.people) == (2, 0, ("Ada",))
    assert report.changes == (StatusChange("shop", "DB-POOL", Status.OPEN, Status.IN_PROGRESS),)
    assert sorted(texts(db)) == ["mine", "theirs"]
    assert audit(db).ok
    assert audit(db).replicas == 2


def test_a_second_merge_brings_nothing(db: Path, other: Path) -> None:
    record(other, note("theirs"))
    bring(other, db)
    before = db.read_bytes()
    report = bring(other, db)
    assert report == MergeReport(known=1)
    assert db.read_bytes() == before


def test_an_older_export_brings_nothing_and_a_newer_one_its_tail(db: Path, other: Path) -> None:
    record(other, note("first"))
    old = list(journal_lines(other))
    record(other, note("second"))
    assert bring(other, db).new == 2
    assert merge_lines(db, old, now=NOW).new == 0
    record(other, note("third"))
    assert (bring(other, db).new, bring(other, db).new) == (1, 0)
    assert texts(db) == ["first", "second", "third"]


def test_nothing_to_merge_makes_no_database(db: Path, other: Path) -> None:
    assert merge_lines(db, [], now=NOW) == MergeReport()
    assert bring(other, db) == MergeReport()
    assert not db.exists()


def test_a_dry_run_tells_and_writes_nothing(db: Path, other: Path) -> None:
    record(other, start())
    assert bring(other, db, dry_run=True).new == 1
    assert not db.exists()
    record(db, note("mine"))
    assert bring(other, db, dry_run=True).new == 1
    assert ids(db).isdisjoint(ids(other))
    assert bring(other, db).new == 1


def test_events_of_a_plan_that_is_not_at_hand_are_kept(db: Path, other: Path) -> None:
    record(other, Draft(EventKind.RESOLVE, "DB-POOL"), note("kept", "AUTH"))
    report = bring(other, db, plan=None)
    assert report.other_plans == ("shop",)
    assert audit(db).ok
    claimed = Plan("shop", "Shop", items=(Item("DB-POOL", "Pool", claim=Claim.DONE), Item("AUTH", "Auth")))
    states = read_snapshot(db, claimed).states
    assert states["DB-POOL"].status is Status.RESOLVED
    assert states["AUTH"].notes[0].text == "kept"


def test_states_follow_the_claims_of_a_plan_at_hand(db: Path, other: Path) -> None:
    claimed = Plan("shop", "Shop", items=(Item("DB-POOL", "Pool", claim=Claim.DONE),))
    record(other, note("x"), plan=claimed)
    assert bring(other, db, plan=claimed).changes == ()
    assert one(db, "SELECT status FROM item_state") == "resolved"


def test_the_clock_goes_on_from_the_newest_event(db: Path, other: Path) -> None:
    record(other, note("ahead"), now=NOW + timedelta(hours=3))
    assert bring(other, db).ahead is None
    record(db, note("after"))
    assert texts(db) == ["ahead", "after"]


def test_events_from_far_ahead_are_told(db: Path, other: Path) -> None:
    record(db, note("before"))
    record(other, note("ahead"), now=NOW + timedelta(days=400))
    report = bring(other, db)
    assert report.ahead == "2026-11-24T12:00:00.000000+00:00"
    record(db, note("after"))
    assert texts(db) == ["before", "ahead", "after"]


def test_a_merge_sends_the_next_sync_to_the_journal(db: Path, other: Path) -> None:
    with Journal(db) as journal, journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        transaction.save_scan('{"event": "x", "mainline": "trunk"}')
    record(other, note("theirs"))
    bring(other, db)
    assert read_scan(db, "shop") == '{"event": null, "mainline": "trunk"}'
    with Journal(db) as journal, journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        transaction.save_scan('{"event": "y", "mainline": "trunk"}')
    bring(other, db)  # which brings nothing
    assert read_scan(db, "shop") == '{"event": "y", "mainline": "trunk"}'


def test_a_scan_of_another_version_is_forgotten(db: Path, other: Path) -> None:
    with Journal(db) as journal, journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        transaction.save_scan("something else")
    record(other, note("theirs"))
    bring(other, db)
    assert read_scan(db, "shop") is None


# --- the same effect in both journals -----------------------------------------------------------------------


def both_synced(db: Path, other: Path) -> None:
    """Two people whose syncs found the same commit, and something each alone."""
    record(db, Draft(EventKind.ACTUAL, "DB-POOL", {"hours": 2}, "actual:DB-POOL:abc"), note("a", "AUTH"))
    record(other, Draft(EventKind.ACTUAL, "DB-POOL", {"hours": 2}, "actual:DB-POOL:abc"), note("b", "AUTH"))


def hours(db: Path) -> float | None:
    state = read_snapshot(db, PLAN).states.get("DB-POOL")
    return state.actual_hours if state else None


def test_an_effect_in_both_journals_counts_once(db: Path, other: Path) -> None:
    both_synced(db, other)
    bring(other, db)
    bring(db, other)
    assert (hours(db), hours(other)) == (2, 2)
    assert len(read_log(db, "shop", ["DB-POOL"])) == 2


@pytest.mark.parametrize("mine_undoes", [True, False])
def test_an_effect_that_one_undid_stays_undone(db: Path, other: Path, mine_undoes: bool) -> None:
    both_synced(db, other)
    undo(db if mine_undoes else other)
    bring(other, db)
    bring(db, other)
    assert (hours(db), hours(other)) == (None, None)
    assert [entry.undone for entry in read_log(db, "shop", ["DB-POOL"])] == [True, True]
    assert [entry.undone for entry in read_log(db, "shop", ["AUTH"])].count(True) == 1
    assert audit(db).ok
    redo(db)
    bring(db, other)
    assert (hours(db), hours(other)) == (2, 2)


def test_undo_takes_back_the_newest_action_whoever_did_it(db: Path, other: Path) -> None:
    record(db, note("mine"))
    record(other, note("theirs"), now=NOW + timedelta(hours=1))
    bring(other, db)
    with Journal(db) as journal:
        (batch,) = journal.undo(PLAN, actor="Cy", now=NOW)
    assert [event.payload["text"] for event in batch.events] == ["theirs"]
    assert texts(db) == ["mine"]
    marker = read_log(db, "shop")[0].event
    assert (marker.kind, marker.replica, marker.actor) == (EventKind.UNDO, own(db), "Cy")
    bring(db, other)
    assert texts(other) == ["mine"]
    undo(other)
    assert texts(other) == []
    redo(other, 2)
    bring(other, db)
    assert texts(db) == texts(other) == ["mine", "theirs"]


# --- chains that were continued twice -----------------------------------------------------------------------


def test_a_database_that_was_copied_loses_nothing(db: Path, other: Path, tmp_path: Path) -> None:
    record(db, note("shared"))
    shutil.copy(backup(db, tmp_path / "copy.db"), other)
    record(db, note("mine 1"))
    record(other, note("theirs 1"), note("theirs 2"), now=NOW + timedelta(hours=1))
    was = own(db)
    report = bring(other, db)
    (fork,) = report.forks
    assert (fork.replica, fork.seq, report.own_continued) == (was, 2, True)
    assert texts(db) == ["shared", "mine 1", "theirs 1", "theirs 2"]
    assert audit(db).ok
    assert own(db) not in (was, fork.kept_as)
    assert bring(other, db).new == 0
    bring(db, other)
    assert ids(db) == ids(other)
    assert texts(other) == texts(db)
    assert (bring(other, db).new, bring(db, other).new) == (0, 0)
    record(other, note("theirs 3"), now=NOW + timedelta(hours=2))
    again = bring(other, db)
    assert (again.new, again.forks, again.own_continued) == (1, (), False)
    assert audit(db).ok
    assert audit(other).ok


def test_a_copied_database_that_went_on_in_one_place_is_no_fork(
    db: Path, other: Path, tmp_path: Path
) -> None:
    record(db, note("shared"))
    shutil.copy(backup(db, tmp_path / "copy.db"), other)
    record(other, note("more"))
    was = own(db)
    report = bring(other, db)
    assert (report.new, report.forks, report.own_continued) == (1, (), True)
    record(db, note("after"))
    assert own(db) != was
    assert texts(db) == ["shared", "more", "after"]
    assert audit(db).ok


def test_what_a_restore_lost_comes_back(db: Path, other: Path, tmp_path: Path) -> None:
    record(db, note("saved"))
    copy = backup(db, tmp_path / "copy.db")
    record(db, note("lost"))
    bring(db, other)
    restore(copy, db, force=True)
    record(db, note("after"))
    report = bring(other, db)
    assert (report.new, report.forks, report.own_continued) == (1, (), False)
    assert sorted(texts(db)) == ["after", "lost", "saved"]
    bring(db, other)
    assert texts(db) == texts(other)


def test_a_third_person_may_meet_either_end_first(db: Path, other: Path, tmp_path: Path) -> None:
    record(db, note("shared"))
    shutil.copy(backup(db, tmp_path / "copy.db"), other)
    record(db, note("mine"))
    record(other, note("theirs"), now=NOW)  # at the very same time
    third, fourth = tmp_path / "third.db", tmp_path / "fourth.db"
    bring(db, third)
    bring(other, fourth)
    bring(other, db)
    record(other, note("theirs later"), now=NOW + timedelta(hours=1))
    bring(other, db)
    for place in (third, fourth):
        bring(db, place)
        bring(other, place)
        assert audit(place).ok
    bring(db, other)
    assert texts(db) == texts(other) == texts(third) == texts(fourth)
    assert bring(third, fourth).new == bring(fourth, third).new == bring(fourth, db).new == 0


# --- any journals whatever ----------------------------------------------------------------------------------

ACTS = st.sampled_from(["note", "start", "resolve", "sync", "evidence", "sign", "undo", "redo", "tick"])
WORK = st.lists(st.tuples(st.integers(0, 2), ACTS, st.integers(0, 3)), max_size=10)
Work = list[tuple[int, str, int]]
"""Which database, what happens, and a number that says to what."""


def act(db: Path, name: str, number: int) -> None:
    item = PLAN.items[number % 3].id
    now = NOW + timedelta(minutes=number)
    match name:
        case "undo":
            undo(db)
        case "redo":
            redo(db)
        case "sync":
            effect = f"actual:{item}:{number}"
            record(db, Draft(EventKind.ACTUAL, item, {"hours": number + 1}, effect), now=now)
        case "sign":
            record(db, signoff(f"by {number}"), now=now)
        case "evidence":
            record(db, evidence(item), now=now)
        case "tick":
            record(db, Draft(EventKind.TICK, item, {"check": "a"}), now=now)
        case "resolve":
            record(db, Draft(EventKind.RESOLVE, item), now=now)
        case "start":
            record(db, start(item), now=now)
        case _:
            record(db, note(f"{db.stem} {number}", item), now=now)


@pytest.fixture(scope="module")
def fast() -> Iterator[Path]:
    """Memory, where there is some to be had as a folder: a commit waits for the disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@settings(steady, max_examples=8)
@given(before=WORK, after=WORK, copied=st.booleans())
def test_merging_commutes_and_associates(fast: Path, before: Work, after: Work, copied: bool) -> None:
    with TemporaryDirectory(dir=fast) as folder:
        places = [Path(folder) / name for name in ("a.db", "b.db", "c.db")]
        for place, name, number in before:
            act(places[place], name, number)
        if copied and places[0].exists():  # as people do who copy the folder
            shutil.copy(backup(places[0], Path(folder) / "copy"), places[1])
        for place, name, number in after:
            act(places[place], name, number)
        a, b, c = ([*journal_lines(place)] for place in places)
        unions = [Path(folder) / f"union {number}.db" for number in range(3)]
        for union, order in zip(unions, [(a, b, c), (c, b, a), (b, c, a, b)], strict=True):
            for lines in order:
                merge_lines(union, lines, now=NOW, plan_of={"shop": PLAN}.get)
        bring(unions[2], places[1])
        bring(unions[0], places[1])
        ends = (*unions, places[1])
        first, *others = (read_snapshot(end, PLAN) for end in ends)
        assert all(found.states == first.states for found in others)
        assert all(found.plan_state == first.plan_state for found in others)
        assert all(ids(end) == ids(unions[0]) for end in ends)
        assert all(audit(end).ok for end in ends)
