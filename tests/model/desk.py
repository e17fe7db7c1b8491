"""One person's tracker beside one reference: whatever is asked of the one is asked of the other, too."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from tests.model.plans import MAX_AGE, PLANS
from tests.model.playing import State, Step
from tests.model.reference import Act, Reference
from tests.model.rules import No, Wall, plan_steps, steps_of
from tests.model.verbs import draft_of, plan_draft
from tracker.domain.board import Board, Card, checklist_checks
from tracker.domain.event import Draft, Event
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import ItemState
from tracker.domain.transition import legal_verbs
from tracker.errors import TrackerError
from tracker.planfile.load import Loaded
from tracker.service.tracker import Tracker
from tracker.service.undo import Undone, redo, undo
from tracker.service.workspace import Workspace
from tracker.store.audit import audit
from tracker.store.journal import Journal
from tracker.store.log import read_log
from tracker.store.rows import plan_events
from tracker.store.snapshot import read_snapshot

T = TypeVar("T")


class Desk:
    """A database in `folder`, and the reference of what is in it."""

    def __init__(self, name: str, folder: Path, repository: Path | None = None) -> None:
        self.name = name
        self.database = folder / f"{name}.db"
        self.workspace = Workspace(repository or folder, repository, self.database, None)
        self.reference = Reference()
        self.plan: Plan = PLANS[0]
        self.acknowledged: set[str] = set()
        """The ids of every event that a write reported."""
        self.own: set[str] = set()
        """The ids under which this database has written."""
        self.checked: object = None

    @property
    def tracker(self) -> Tracker:
        return Tracker(self.workspace, Loaded(self.plan, (), str(PLANS.index(self.plan)), Path("plan.toml")))

    @property
    def snapshot(self) -> Snapshot:
        return read_snapshot(self.database, self.plan)

    def plan_named(self, id_: str) -> Plan | None:
        return self.plan if id_ == self.plan.id else None

    def wall(self, now: datetime) -> Wall:
        """The reference as it looks now."""
        reference = self.reference
        return Wall(self.plan, reference.states(self.plan), reference.plan_state(), now, MAX_AGE)

    def act(
        self, verb: str, items: Sequence[str], given: Mapping[str, Any], *, who: str, now: datetime
    ) -> tuple[Event, ...] | None:
        """Do the same to several items on both sides; None where both refused."""

        def decide(board: Board) -> list[Draft]:
            return [draft for item in items for draft in draft_of(self.tracker, board, verb, item, given)]

        def expected(wall: Wall) -> list[Step]:
            return [step for item in items for step in steps_of(wall, verb, item, given, who)]

        return self._attempt(decide, expected, who, now)

    def act_on_plan(
        self, verb: str, given: Mapping[str, Any], *, who: str, now: datetime
    ) -> tuple[Event, ...] | None:
        """Measure, sign off or tick a checklist on both sides; None where both refused."""

        def decide(board: Board) -> list[Draft]:
            return [plan_draft(board, verb, given)]

        return self._attempt(decide, lambda wall: plan_steps(wall, verb, given), who, now)

    def _attempt(
        self,
        decide: Callable[[Board], Sequence[Draft]],
        expected: Callable[[Wall], list[Step]],
        who: str,
        now: datetime,
    ) -> tuple[Event, ...] | None:
        steps = _unless_refused(lambda: expected(self.wall(now)))
        count = self.snapshot.event_count
        events = _unless_refused(lambda: self.tracker.act(decide, actor=who, now=now))
        assert (events is None) == (steps is None), f"{who}: {steps}, {events}"
        if events is None or steps is None:
            assert self.snapshot.event_count == count
            return None
        assert [_step(event) for event in events] == [_bare(step) for step in steps]
        self.record(events, now)
        return events

    def record(self, events: Sequence[Event], now: datetime) -> None:
        """Tell the reference what one action wrote; it has to be dated as the reference expects."""
        if not events:
            return
        first = events[0]
        at = self.reference.next_at(now)
        assert {event.at for event in events} == {at}
        assert len({(event.batch, event.replica, event.actor) for event in events}) == 1
        steps = tuple(Step(e.kind.value, e.item, e.payload, e.effect) for e in events)
        self.reference.add(Act(first.batch, first.replica, at, first.actor, steps, head=first.commit))
        self.acknowledged |= {event.id for event in events}
        self.own.add(first.replica)

    def undo(self, steps: int, *, who: str, now: datetime) -> tuple[Undone, ...]:
        """Take back so many actions on both sides, and expect them to be the same ones."""
        done, _ = self.reference.stacks()
        undone = undo(self.tracker, steps, actor=who, now=now)
        self._mark(undone, done[::-1][:steps], who, now, is_redo=False)
        return undone

    def redo(self, steps: int, *, who: str, now: datetime) -> tuple[Undone, ...]:
        """Bring back so many actions on both sides, and expect them to be the same ones."""
        _, redoable = self.reference.stacks()
        redone = redo(self.tracker, steps, actor=who, now=now)
        self._mark(redone, redoable[::-1][:steps], who, now, is_redo=True)
        return redone

    def _mark(
        self, found: Sequence[Undone], expected: list[str], who: str, now: datetime, *, is_redo: bool
    ) -> None:
        assert [each.batch for each in found] == expected
        if expected:
            (marker,) = (entry.event for entry in read_log(self.database, self.plan.id, limit=1))
            at = self.reference.next_at(now)
            assert (marker.at, marker.actor) == (at, who)
            self.reference.add(Act(marker.batch, marker.replica, at, who, (), tuple(expected), is_redo))
            self.acknowledged.add(marker.id)

    def rebuild(self, *, who: str, now: datetime) -> None:
        """Throw every stored state away and fold the journal anew: nothing is to change."""
        before = self.snapshot
        if not before.event_count:
            return
        with closing(sqlite3.connect(self.database)) as connection:
            connection.execute("DELETE FROM item_state")
            connection.execute("DELETE FROM plan_state")
            connection.commit()
        with Journal(self.database) as journal:
            journal.rebuild(self.plan, actor=who, now=now)
        assert self.snapshot == before

    def check_if_changed(self, now: datetime) -> None:
        """Check what may be another than at the last call."""
        token = (self.tracker.change_token(), self.plan.items, now)
        if token != self.checked:
            self.check(now)
            self.checked = token

    def check(self, now: datetime) -> None:
        """Hold what is read, through a fresh connection, against the reference."""
        snapshot, wall = self.snapshot, self.wall(now)
        for item, expected in wall.states.items():
            known = self.plan.item_by_id.get(item)
            state = snapshot.state_of(known) if known else snapshot.states.get(item, ItemState())
            assert plain(state) == expected, f"{self.name}: {item}"
        assert snapshot.states.keys() <= wall.states.keys()
        assert _plain_plan(snapshot) == wall.plan_state
        self._check_board(self.tracker.board(now), wall)
        self._check_journal()

    def _check_board(self, board: Board, wall: Wall) -> None:
        for card in board.cards:
            assert _seen(card) == _expected(wall, card), card.id
        for checklist in self.plan.checklists:
            ticks = wall.list_ticks(checklist.id)
            seen = [check.done for check in checklist_checks(board, checklist.id, checklist.checks)]
            assert seen == [wall.done(check, ticks) for check in checklist.checks]

    def _check_journal(self) -> None:
        assert audit(self.database).ok, audit(self.database)
        if not self.database.exists():
            assert not self.reference.acts
            return
        with closing(sqlite3.connect(self.database)) as connection:
            events = plan_events(connection, self.plan.id)
        assert self.acknowledged <= {event.id for event in events}
        assert {event.batch for event in events} == self.reference.acts.keys()
        seqs: dict[str, list[int]] = {}
        for event in events:
            seqs.setdefault(event.replica, []).append(event.seq)
        assert all(found == list(range(1, len(found) + 1)) for found in seqs.values())


def _unless_refused(act: Callable[[], T]) -> T | None:
    try:
        return act()
    except (No, TrackerError):
        return None


def _seen(card: Card) -> State:
    return {
        "status": card.status.value,
        "lapsed": card.lapsed,
        "verbs": set(legal_verbs(card)),
        "checks": [check.done for check in card.checks],
        "blocked_by": card.blocked_by,
        "fresh": [found.ref for found in card.fresh_evidence],
        "overdue": bool(card.overdue),
    }


def _expected(wall: Wall, card: Card) -> State:
    item, state = card.item, wall.states[card.id]
    review = state["deferral"][1] if state["deferral"] else None
    return {
        "status": wall.status(item.id),
        "lapsed": wall.status(item.id) != state["status"],
        "verbs": wall.verbs(item.id),
        "checks": [wall.done(check, state["ticks"]) for check in item.checks],
        "blocked_by": wall.blocked_by(item),
        "fresh": [found["ref"] for found in wall.fresh(item.id)],
        "overdue": bool(state["status"] == "deferred" and review and review < wall.today),
    }


def plain(state: ItemState) -> State:
    """Return a state as the reference has it."""
    accepted, off, effort = state.acceptance, state.deferral, state.effort
    return {
        "status": state.status.value,
        "claimed": state.claimed,
        "reason": state.reason,
        "blocked": state.blocked,
        "owner": state.owner,
        "owner_set": state.owner_set,
        "effort": (effort.low, effort.high, effort.likely, effort.text) if effort else None,
        "actual_hours": state.actual_hours,
        "ticks": dict(state.ticks),
        "commits": [_fields(x, "sha role subject author where at undone_by") for x in state.commits],
        "branches": list(state.branches),
        "evidence": [_fields(x, "kind ref at actor sha passed") for x in state.evidence],
        "notes": [(note.text, note.actor, note.at) for note in state.notes],
        "acceptance": (accepted.approver, accepted.rationale, accepted.expires) if accepted else None,
        "deferral": (off.when, off.review) if off else None,
        "duplicate_of": state.duplicate_of,
        "started_at": state.started_at,
        "resolved_at": state.resolved_at,
        "resolved_by": state.resolved_by,
        "verified_at": state.verified_at,
        "verified_by": state.verified_by,
        "updated_at": state.updated_at,
    }


def _fields(value: object, names: str) -> State:
    return {name: getattr(value, name) for name in names.split()}


def _plain_plan(snapshot: Snapshot) -> State:
    state = snapshot.plan_state
    measured = {target: (m.value, m.met, m.actor, m.at) for target, m in state.measurements.items()}
    signed = {role: (signature.by, signature.at) for role, signature in state.signatures.items()}
    return {"measurements": measured, "signatures": signed, "ticks": dict(state.ticks)}


def _step(event: Event) -> tuple[object, ...]:
    return event.kind.value, event.item, _said(event.payload)


def _bare(step: Step) -> tuple[object, ...]:
    return step.kind, step.item, _said(step.data)


def _said(payload: Mapping[str, Any]) -> State:
    return {key: value for key, value in payload.items() if value is not None}
