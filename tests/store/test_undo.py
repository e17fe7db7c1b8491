"""Undo and redo: the rules by themselves, and the journal against an editor's two stacks."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.helpers import NOW, PLAN, note, signoff, start, steady, write
from tracker.domain.event import Event, EventKind
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Status
from tracker.domain.undo import effective, history, without_repeats
from tracker.store.audit import audit
from tracker.store.journal import Journal
from tracker.store.log import read_log
from tracker.store.snapshot import read_snapshot

ITEMS = [item.id for item in PLAN.items]


def event(batch: str, kind: EventKind = EventKind.NOTE, *named: str, effect: str | None = None) -> Event:
    payload = {"batches": list(named)} if named else {"text": batch}
    return Event(batch, "r", 1, "p", None if named else "X", kind, payload, "Ada", NOW, batch, effect)


def test_history_of_undo_redo_and_a_new_batch() -> None:
    a, b, c = event("a"), event("b"), event("c")
    undo_b = event("u1", EventKind.UNDO, "b")
    assert history([a, b]).next_undo(5) == ("b", "a")
    assert history([a, b, undo_b]).next_redo(1) == ("b",)
    assert history([a, b, undo_b, event("r1", EventKind.REDO, "b")]).done == ("a", "b")
    after = history([a, b, undo_b, c])
    assert (after.done, after.redoable, after.undone) == (("a", "c"), (), frozenset({"b"}))


def test_several_undone_at_once_come_back_one_by_one() -> None:
    past = history([event("a"), event("b"), event("u", EventKind.UNDO, "b", "a")])
    assert past.next_redo(1) == ("a",)
    assert past.next_redo(2) == ("a", "b")


@pytest.mark.parametrize("steps", [0, -1])
def test_no_steps_are_nothing(steps: int) -> None:
    past = history([event("a"), event("b"), event("u", EventKind.UNDO, "b")])
    assert past.next_undo(steps) == past.next_redo(steps) == ()


def test_both_replicas_undoing_the_same_counts_once() -> None:
    past = history([event("a"), event("u", EventKind.UNDO, "a"), event("v", EventKind.UNDO, "a")])
    assert past.redoable == ("a",)


def test_a_batch_of_repeats_is_nothing_to_undo() -> None:
    assert history([event("a", effect="e"), event("b", effect="e")]).done == ("a",)


def test_an_undone_effect_is_not_taken_over_by_its_repeat() -> None:
    events = [event("a", effect="e"), event("b", effect="e")]
    assert effective(events, frozenset({"a"})) == []
    assert list(without_repeats(events)) == events[:1]


@pytest.mark.parametrize("undone", ["a", "b"])
def test_an_effect_is_undone_with_any_batch_that_has_it(undone: str) -> None:
    a = [event("a", effect="e"), event("a", effect="only a")]
    b = [event("b", effect="e"), event("b", effect="only b")]
    left = effective([*a, *b], frozenset({undone}))
    assert [found.effect for found in left] == ["only b" if undone == "a" else "only a"]
    assert effective([*a, *b], frozenset()) == [*a, b[1]]


def test_a_batch_whose_effects_are_undone_elsewhere_is_nothing_to_undo() -> None:
    first, twin, undo = event("a", effect="e"), event("b", effect="e"), event("u", EventKind.UNDO, "b")
    assert history([first, twin, undo]).done == ()
    assert history([first, twin, undo, event("r", EventKind.REDO, "b")]).done == ("a",)
    assert history([first, event("a"), twin, undo]).done == ("a",)


def test_undo_tells_what_it_took_back(journal: Journal) -> None:
    write(journal, start())
    events = write(journal, note("a"), note("b", "AUTH"))
    (batch,) = journal.undo(PLAN, actor="Bob", now=NOW)
    assert (batch.id, batch.actor, batch.events) == (events[0].batch, "Ada", events)


def test_undo_of_a_bulk_edit_restores_every_item(journal: Journal, db: Path) -> None:
    write(journal, *map(start, ITEMS))
    write(journal, *(note("x", item) for item in ITEMS), signoff())
    journal.undo(PLAN, 2, actor="Ada", now=NOW)
    snapshot = read_snapshot(db, PLAN)
    assert {state.status for state in snapshot.states.values()} == {Status.OPEN}
    assert snapshot.plan_state.signatures == {}
    journal.redo(PLAN, 2, actor="Ada", now=NOW)
    snapshot = read_snapshot(db, PLAN)
    assert {state.status for state in snapshot.states.values()} == {Status.IN_PROGRESS}
    assert snapshot.plan_state.signatures["lead"].by == "Grace"


def test_nothing_to_undo_writes_nothing(journal: Journal, db: Path) -> None:
    assert journal.undo(PLAN, actor="Ada", now=NOW) == ()
    assert journal.redo(PLAN, actor="Ada", now=NOW) == ()
    assert read_snapshot(db, PLAN) == Snapshot()


def test_undo_stays_within_the_plan(journal: Journal) -> None:
    other = type(PLAN)("other", "Other", items=PLAN.items)
    write(journal, start())
    assert journal.undo(other, actor="Ada", now=NOW) == ()


def test_the_log_marks_what_is_undone(journal: Journal, db: Path) -> None:
    write(journal, note("kept"))
    write(journal, note("gone", "AUTH"))
    journal.undo(PLAN, actor="Ada", now=NOW)
    logged = [(entry.event.kind, entry.undone) for entry in read_log(db, PLAN.id)]
    assert logged == [(EventKind.UNDO, False), (EventKind.NOTE, True), (EventKind.NOTE, False)]


class Editor:
    """The reference: what an editor with an undo and a redo stack would show, in a dozen lines."""

    def __init__(self) -> None:
        self.done: list[list[tuple[str, str]]] = []
        self.taken: list[list[tuple[str, str]]] = []

    def write(self, batch: list[tuple[str, str]]) -> None:
        self.done.append(batch)
        self.taken.clear()

    def undo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.done))):
            self.taken.append(self.done.pop())

    def redo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.taken))):
            self.done.append(self.taken.pop())

    def notes(self, item: str) -> list[str]:
        return [text for batch in self.done for name, text in batch if name == item]


batches = st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from("abc")), min_size=1, max_size=3)
actions = st.one_of(
    st.tuples(st.just("write"), batches),
    st.tuples(st.sampled_from(["undo", "redo"]), st.integers(0, 4)),
)


@settings(steady, max_examples=25)
@given(st.lists(actions, max_size=12))
def test_the_journal_undoes_as_an_editor_does(script: list[tuple[str, object]]) -> None:
    editor = Editor()
    with tempfile.TemporaryDirectory() as folder, Journal(Path(folder) / "t.db") as journal:
        for action, argument in script:
            if isinstance(argument, list):
                editor.write(argument)
                write(journal, *(note(text, item) for item, text in argument))
            elif isinstance(argument, int):
                getattr(editor, action)(argument)
                getattr(journal, action)(PLAN, argument, actor="Ada", now=NOW)
        states = read_snapshot(Path(folder) / "t.db", PLAN).states
        shown = {item: [n.text for n in states[item].notes] if item in states else [] for item in ITEMS}
        assert shown == {item: editor.notes(item) for item in ITEMS}
        assert audit(Path(folder) / "t.db").ok
