"""What a write does, and what it must not do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.store.helpers import (
    NOW,
    PLAN,
    evidence,
    mark_stale,
    note,
    one,
    run_sql,
    seal_states,
    signoff,
    start,
    write,
)
from tracker.domain.drift import Drift, Fate
from tracker.domain.event import Draft, EventKind
from tracker.domain.plan import Claim, DeferredClaim, Item, Plan
from tracker.domain.snapshot import Snapshot, StaleFile
from tracker.domain.state import ItemState, Status
from tracker.errors import RefusedError, StoreError
from tracker.store.audit import audit
from tracker.store.basis import FOLD
from tracker.store.journal import Journal
from tracker.store.log import read_log
from tracker.store.scan import read_hits, read_scan
from tracker.store.snapshot import BATCH, read_snapshot
from tracker.store.trust import read_trusted, trusted


def renamed(plan: Plan, old: str, new: str) -> Plan:
    items = tuple(replace(item, id=new, was=(old,)) if item.id == old else item for item in plan.items)
    return replace(plan, items=items)


def test_events_carry_what_was_written_and_move_the_item(journal: Journal, db: Path) -> None:
    first, second = journal.write(
        PLAN, lambda _: [start(), note("looking")], actor="Ada", now=NOW, commit="a" * 40
    )
    assert (first.kind, first.item, first.actor, first.at, first.commit) == (
        EventKind.START, "DB-POOL", "Ada", NOW, "a" * 40,
    )  # fmt: skip
    assert first.batch == second.batch
    assert (second.seq, second.payload) == (2, {"text": "looking"})
    snapshot = read_snapshot(db, PLAN)
    assert snapshot.states["DB-POOL"].status is Status.IN_PROGRESS
    assert snapshot.states["DB-POOL"].notes[0].text == "looking"
    assert (snapshot.last_event, snapshot.event_count) == (second.id, 2)
    assert "AUTH" not in snapshot.states


def test_states_that_are_known_are_the_same_values(journal: Journal, db: Path) -> None:
    def states(known: Mapping[str, ItemState]) -> Mapping[str, ItemState]:
        return read_snapshot(db, PLAN, known).states

    journal.write(PLAN, lambda _: [start(), note("looking", item="AUTH")], actor="Ada", now=NOW)
    before = states({})
    journal.write(PLAN, lambda _: [note("still looking")], actor="Ada", now=NOW)
    after = states(before)
    assert after == states({})
    assert after["AUTH"] is before["AUTH"]
    assert len(after["DB-POOL"].notes) == 1
    assert not before["DB-POOL"].notes


def test_more_states_than_are_made_together_are_read(journal: Journal, db: Path) -> None:
    items = tuple(Item(f"IT-{number}", "An item") for number in range(2 * BATCH + 1))
    plan = replace(PLAN, items=items)
    drafts = [Draft(EventKind.START, item.id) for item in items]
    journal.write(plan, lambda _: drafts, actor="Ada", now=NOW)
    found = read_snapshot(db, plan).states
    assert found.keys() == {item.id for item in items}
    assert {state.status for state in found.values()} == {Status.IN_PROGRESS}


def test_what_was_written_is_what_is_read(journal: Journal, db: Path) -> None:
    drafts = [start(), note("red \x1b[31m"), signoff(), note("by a commit", effect="note:DB-POOL:1")]
    written = journal.write(PLAN, lambda _: drafts, actor="Ada\x1b", now=NOW, commit="a" * 40)
    assert tuple(logged.event for logged in reversed(read_log(db, PLAN.id))) == written


def test_the_folder_ignores_itself(journal: Journal, db: Path) -> None:
    write(journal, start())
    assert (db.parent / ".gitignore").read_text() == "*\n"


def test_a_gitignore_of_the_user_stays(journal: Journal, db: Path) -> None:
    db.parent.mkdir()
    (db.parent / ".gitignore").write_text("mine\n")
    write(journal, start())
    assert (db.parent / ".gitignore").read_text() == "mine\n"


def test_no_ignore_file_is_written_through_links(journal: Journal, db: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    db.parent.symlink_to(tmp_path / "elsewhere")
    write(journal, start())
    assert not (tmp_path / "elsewhere" / ".gitignore").exists()


def test_a_dangling_ignore_file_is_not_followed(journal: Journal, db: Path, tmp_path: Path) -> None:
    db.parent.mkdir()
    (db.parent / ".gitignore").symlink_to(tmp_path / "victim")
    write(journal, start())
    assert not (tmp_path / "victim").exists()


def test_a_refusal_writes_nothing(journal: Journal, db: Path) -> None:
    write(journal, start())
    before = read_snapshot(db, PLAN)

    def refuse(snapshot: Snapshot) -> list[Draft]:
        raise RefusedError("no")

    with pytest.raises(RefusedError):
        journal.write(PLAN, refuse, actor="Ada", now=NOW)
    assert read_snapshot(db, PLAN) == before


def test_a_failure_after_appending_takes_everything_back(journal: Journal, db: Path) -> None:
    def sync() -> None:
        with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
            transaction.append([start()])
            transaction.save_scan("{}")
            raise RefusedError("no")

    with pytest.raises(RefusedError):
        sync()
    assert read_snapshot(db, PLAN) == Snapshot()
    assert read_scan(db, PLAN.id) is None


def test_nothing_chosen_writes_nothing(journal: Journal, db: Path) -> None:
    assert write(journal) == ()
    assert one(db, "SELECT count(*) FROM event") == 0
    assert one(db, "SELECT count(*) FROM replica") == 0


def test_an_error_of_the_decision_is_not_blamed_on_the_database(journal: Journal) -> None:
    def fail(snapshot: Snapshot) -> list[Draft]:
        raise FileNotFoundError("a file of the user's")

    with pytest.raises(FileNotFoundError):
        journal.write(PLAN, fail, actor="Ada", now=NOW)


def test_the_decision_sees_what_others_wrote(journal: Journal, db: Path) -> None:
    write(journal, start())
    with Journal(db) as other:
        write(other, note("second"))
    (third,) = journal.write(PLAN, lambda found: [note(f"after {found.event_count}")], actor="Ada", now=NOW)
    assert third.payload == {"text": "after 2"}


def test_an_effect_happens_once(journal: Journal, db: Path) -> None:
    assert len(write(journal, note("a", effect="e1"), note("b", effect="e1"), note("c", effect="e2"))) == 2
    assert write(journal, note("d", effect="e1")) == ()
    assert [found.text for found in read_snapshot(db, PLAN).states["DB-POOL"].notes] == ["a", "c"]


def test_the_same_effect_in_another_plan_is_another_effect(journal: Journal) -> None:
    write(journal, note("a", effect="e1"))
    assert len(write(journal, note("a", effect="e1"), plan=replace(PLAN, id="other"))) == 1


def test_an_undone_effect_stays_undone(journal: Journal, db: Path) -> None:
    write(journal, note("synced", effect="e1"))
    journal.undo(PLAN, actor="Ada", now=NOW)
    assert write(journal, note("synced", effect="e1")) == ()
    assert read_snapshot(db, PLAN).states["DB-POOL"].notes == ()


def test_an_effect_that_a_merge_brought_twice_counts_once(journal: Journal, db: Path) -> None:
    first, second = write(journal, note("a", effect="e1"), note("b", effect="e2"))
    run_sql(db, f"UPDATE event SET effect = 'e1' WHERE id = '{second.id}'")
    journal.rebuild(PLAN, actor="Ada", now=NOW)
    assert [found.text for found in read_snapshot(db, PLAN).states["DB-POOL"].notes] == ["a"]
    assert first.effect == "e1"


def test_time_never_runs_backwards(journal: Journal) -> None:
    (first,) = write(journal, start())
    (second,) = write(journal, note("earlier?"), now=NOW - timedelta(days=3))
    (third,) = write(journal, note("later"), now=NOW + timedelta(days=1))
    assert second.at == first.at + timedelta(microseconds=1)
    assert third.at == NOW + timedelta(days=1)


def test_the_clock_counts_for_all_plans(journal: Journal) -> None:
    (first,) = write(journal, start())
    (second,) = write(journal, start(), plan=replace(PLAN, id="other"), now=NOW - timedelta(hours=1))
    assert second.at > first.at


def test_times_of_any_zone_become_utc(journal: Journal, db: Path) -> None:
    zone = timezone(timedelta(hours=-11))
    (event,) = write(journal, start(), now=NOW.astimezone(zone))
    assert event.at == NOW
    assert one(db, "SELECT at FROM event") == "2025-10-20T12:00:00.000000+00:00"


def test_a_time_without_a_zone_is_refused(journal: Journal) -> None:
    with pytest.raises(ValueError, match="time zone"):
        write(journal, start(), now=datetime(2025, 1, 1))


def test_control_sequences_do_not_enter(journal: Journal, db: Path) -> None:
    journal.write(PLAN, lambda _: [note("red \x1b[31m\u202e")], actor="A\x1bda\n", now=NOW)
    (found,) = read_snapshot(db, PLAN).states["DB-POOL"].notes
    assert not {"\x1b", "\u202e", "\n"} & set(found.text + found.actor)


def test_control_sequences_of_a_foreign_database_are_not_shown(journal: Journal, db: Path) -> None:
    write(journal, note("MARK"))
    run_sql(db, r"UPDATE item_state SET state = replace(state, 'MARK', '\u001b[31m' || char(8238))")
    seal_states(db)
    (found,) = read_snapshot(db, PLAN).states["DB-POOL"].notes
    assert found.text == "\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}"


def test_events_of_the_plan_itself(journal: Journal, db: Path) -> None:
    write(
        journal,
        signoff(),
        Draft(EventKind.MEASURE, None, {"target": "p95", "value": "180 ms", "met": True}),
        Draft(EventKind.TICK, None, {"list": "predeploy", "check": "health"}),
    )
    state = read_snapshot(db, PLAN).plan_state
    assert state.signatures["lead"].by == "Grace"
    assert state.measurements["p95"].met
    assert state.ticks == {("predeploy", "health"): True}


def test_a_plan_event_alone_leaves_items_alone(journal: Journal, db: Path) -> None:
    write(journal, start())
    before = read_snapshot(db, PLAN).states
    write(journal, signoff())
    assert read_snapshot(db, PLAN).states == before


def test_a_changed_claim_counts_at_once(journal: Journal, db: Path) -> None:
    write(journal, note("touched"))
    done = replace(PLAN, items=(replace(PLAN.items[0], claim=Claim.DONE), *PLAN.items[1:]))
    state = read_snapshot(db, done).states["DB-POOL"]
    assert (state.status, state.claimed, len(state.notes)) == (Status.RESOLVED, True, 1)
    assert read_snapshot(db, PLAN).states["DB-POOL"].status is Status.OPEN


def test_a_changed_deferral_counts_at_once(journal: Journal, db: Path) -> None:
    def deferred(review: date) -> Plan:
        claim = DeferredClaim("later", review)
        return replace(PLAN, items=(Item("DB-POOL", "Pool", claim=Claim.DEFERRED, deferred=claim),))

    write(journal, note("touched"), plan=deferred(date(2026, 1, 1)))
    deferral = read_snapshot(db, deferred(date(2026, 2, 2))).states["DB-POOL"].deferral
    assert deferral
    assert deferral.review == date(2026, 2, 2)


def test_any_write_mends_outdated_states(journal: Journal, db: Path) -> None:
    write(journal, note("touched"))
    run_sql(db, f"UPDATE item_state SET basis = replace(basis, '\"fold\":{FOLD}', '\"fold\":0')")
    assert read_snapshot(db, PLAN).states["DB-POOL"].notes
    write(journal, note("another", "AUTH"))
    assert one(db, f"SELECT basis LIKE '%\"fold\":{FOLD}%' FROM item_state WHERE item = 'DB-POOL'") == 1


def test_a_renamed_item_keeps_its_history(journal: Journal, db: Path) -> None:
    write(journal, note("old name"))
    new = renamed(PLAN, "DB-POOL", "POOL")
    assert [n.text for n in read_snapshot(db, new).states["POOL"].notes] == ["old name"]
    assert "DB-POOL" not in read_snapshot(db, new).states
    write(journal, note("new name", "POOL"), plan=new)
    assert [n.text for n in read_snapshot(db, new).states["POOL"].notes] == ["old name", "new name"]
    assert audit(db).ok


def test_a_rename_on_one_branch_leaves_the_other_branch_working(journal: Journal, db: Path) -> None:
    new = renamed(PLAN, "DB-POOL", "POOL")
    write(journal, note("one"))
    write(journal, note("two", "POOL"), plan=new)
    assert [n.text for n in read_snapshot(db, PLAN).states["DB-POOL"].notes] == ["one"]
    write(journal, note("three"))
    assert [n.text for n in read_snapshot(db, new).states["POOL"].notes] == ["one", "two", "three"]
    assert audit(db).ok


def test_undo_reaches_events_under_a_former_name(journal: Journal, db: Path) -> None:
    new = renamed(PLAN, "DB-POOL", "POOL")
    write(journal, note("one"))
    write(journal, note("two", "POOL"), plan=new)
    journal.undo(new, 2, actor="Ada", now=NOW)
    assert read_snapshot(db, new).states["POOL"].notes == ()
    assert read_snapshot(db, PLAN).states["DB-POOL"].notes == ()
    assert audit(db).ok


def test_a_former_name_that_became_another_item_stays_that_items(journal: Journal, db: Path) -> None:
    write(journal, note("auth", "AUTH"))
    taken = replace(PLAN, items=(replace(PLAN.items[0], was=("AUTH",)), *PLAN.items[1:]))
    snapshot = read_snapshot(db, taken)
    assert "DB-POOL" not in snapshot.states
    assert len(snapshot.states["AUTH"].notes) == 1


def test_items_the_plan_dropped_are_kept(journal: Journal, db: Path) -> None:
    write(journal, start("CACHE"))
    smaller = replace(PLAN, items=PLAN.items[:2])
    assert read_snapshot(db, smaller).states["CACHE"].status is Status.IN_PROGRESS


def test_a_sync_is_one_transaction(journal: Journal, db: Path) -> None:
    with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        (event,) = transaction.append([evidence()])
        assert transaction.snapshot.states["DB-POOL"].evidence[0].id == event.id
        transaction.save_scan('{"head":"x"}')
        transaction.save_hits([("a" * 40, "1"), ("b" * 40, "2")])
        transaction.replace_stale({event.id: StaleFile("src/db.ts", "b" * 40)})
        assert event.id in transaction.snapshot.stale
        assert read_scan(db, PLAN.id) is None
    assert read_scan(db, PLAN.id) == '{"head":"x"}'
    assert read_hits(db, PLAN.id) == {"a" * 40: "1", "b" * 40: "2"}
    assert read_snapshot(db, PLAN).stale == {event.id: StaleFile("src/db.ts", "b" * 40)}


def test_a_transaction_sees_what_it_added_as_others_will(journal: Journal, db: Path) -> None:
    write(journal, note("before"), start("CACHE"), now=NOW - timedelta(days=1))
    with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        transaction.append([start(), note("first"), evidence("AUTH")])
        transaction.append([note("second"), signoff()])
        inside = transaction.snapshot
    assert [entry.text for entry in inside.states["DB-POOL"].notes] == ["before", "first", "second"]
    assert inside == read_snapshot(db, PLAN)
    assert inside.states.keys() == {"DB-POOL", "CACHE", "AUTH"}
    assert audit(db).ok


def test_what_is_added_under_a_former_name_counts_for_the_item(journal: Journal, db: Path) -> None:
    write(journal, note("before"))
    new = renamed(PLAN, "DB-POOL", "POOL")
    with journal.transaction(new, actor="Ada", now=NOW) as transaction:
        transaction.append([note("by the old name", "DB-POOL"), note("by the new one", "POOL")])
        inside = transaction.snapshot
    assert len(inside.states["POOL"].notes) == 3
    assert inside == read_snapshot(db, new)


def test_an_event_that_was_there_is_looked_at_when_others_are_added(journal: Journal, db: Path) -> None:
    (event,) = write(journal, note("before"))
    run_sql(db, f"UPDATE event SET payload = '{{}}' WHERE id = '{event.id}'")
    with pytest.raises(StoreError, match="text is missing"):
        write(journal, start())
    assert write(journal, start("AUTH"))


def test_a_sync_sees_what_the_last_one_left(journal: Journal) -> None:
    with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        assert (transaction.scan, transaction.effects) == (None, frozenset())
        transaction.append([note("a", effect="e1"), note("b")])
        transaction.save_scan("one")
    journal.undo(PLAN, actor="Ada", now=NOW)
    with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        assert (transaction.scan, transaction.effects) == ("one", frozenset({"e1"}))


def test_hits_come_change_and_go(journal: Journal, db: Path) -> None:
    for added, removed in (({"a": "1", "b": "1"}, ()), ({"b": "2", "c": "1"}, ("a",))):
        with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
            transaction.save_hits(added.items(), removed)
    assert read_hits(db, PLAN.id) == {"b": "2", "c": "1"}
    assert read_hits(db, "other") == {}


def test_stale_is_replaced_as_a_whole(journal: Journal, db: Path) -> None:
    first, second = write(journal, evidence(), evidence())
    mark_stale(journal, {first.id: StaleFile("a", "1")})
    mark_stale(journal, {second.id: StaleFile("b", "2")})
    assert read_snapshot(db, PLAN).stale == {second.id: StaleFile("b", "2")}


def test_drift_is_replaced_as_a_whole(journal: Journal, db: Path) -> None:
    first = {
        "src/a.ts:12-30,45": Drift(Fate.MOVED, "lib/b c.ts", ((14, 32), (47, 47)), "b" * 40),
        "docs": Drift(Fate.GONE, "docs", (), "b" * 40),
    }
    second = {"src/a.ts": Drift(Fate.CHANGED, "src/a.ts", (), "")}
    for drift in (first, second, {}):
        with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
            transaction.replace_drift(drift)
            assert transaction.snapshot.drift == drift
        assert read_snapshot(db, PLAN).drift == drift
        assert read_snapshot(db, replace(PLAN, id="other")).drift == {}


def test_drift_is_of_what_drifted(journal: Journal) -> None:
    with pytest.raises(StoreError), journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        transaction.replace_drift({"a.ts": Drift(Fate.UNCHANGED, "a.ts")})


def test_drift_is_read_where_it_is_asked_for(journal: Journal, db: Path) -> None:
    with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        drift = {"a.ts:1": Drift(Fate.CHANGED, "a.ts", ((1, 2),)), "b.ts": Drift(Fate.GONE, "b.ts")}
        transaction.replace_drift(drift)
    run_sql(db, "UPDATE drift SET lines = 'rubbish' WHERE file = 'a.ts:1'")
    found = read_snapshot(db, PLAN).drift
    assert (set(found), found["b.ts"], found.get("c.ts")) == (set(drift), drift["b.ts"], None)
    with pytest.raises(StoreError, match=r"drift of a\.ts:1 cannot be read"):
        found["a.ts:1"]


def test_stale_names_evidence_that_exists(journal: Journal) -> None:
    with pytest.raises(StoreError):
        mark_stale(journal, {"nothing": StaleFile("a", "1")})


def test_trust_is_by_digest(journal: Journal, db: Path) -> None:
    assert not trusted(db, "d1")
    journal.trust("d1", "pnpm test", ".", actor="Ada", now=NOW)
    journal.trust("d1", "pnpm test", ".", actor="Ada", now=NOW)
    assert trusted(db, "d1")
    assert not trusted(db, "d2")
    assert [(t.command, t.actor, t.at) for t in read_trusted(db)] == [("pnpm test", "Ada", NOW)]


def test_many_items_in_one_batch(journal: Journal, db: Path) -> None:
    items = tuple(Item(f"I-{number}", "t") for number in range(1200))
    plan = replace(PLAN, items=items)
    write(journal, *(note("x", item.id, effect=item.id) for item in items), plan=plan)
    assert write(journal, *(note("x", item.id, effect=item.id) for item in items), plan=plan) == ()
    assert len(read_snapshot(db, plan).states) == 1200


def test_a_journal_can_be_used_again_after_closing(journal: Journal, db: Path) -> None:
    write(journal, start())
    journal.close()
    write(journal, note("again"))
    assert read_snapshot(db, PLAN).event_count == 2
