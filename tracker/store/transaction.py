"""One writing transaction: what it sees, and what it may add.

Whatever belongs together (the events of a sync, what the scan remembers, which evidence went stale) is
written by one of these, and appears to everybody at once or not at all. Stored states are folded anew in
the same transaction, so no reader ever sees an event without its effect.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from tracker.domain.drift import Drift
from tracker.domain.event import Draft, Event, EventKind
from tracker.domain.fileref import ranges_text
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot, StaleFile
from tracker.domain.state import ItemState
from tracker.domain.text import clean, one_line
from tracker.domain.undo import Batch, batches_of, history, under_present_ids
from tracker.store.basis import (
    current_name,
    is_current,
    item_basis,
    names_in,
    plan_basis,
    sealed,
    unsealed,
)
from tracker.store.codec import encode_item, encode_plan
from tracker.store.fold import fold_items, fold_plan_state
from tracker.store.ledger import Entry, append_events, new_id
from tracker.store.rows import all_effects, known_effects, plan_events, timestamp
from tracker.store.scan import look_again, scan_of
from tracker.store.snapshot import Loaded, load, snapshot_with
from tracker.store.statements import delete, insert, put


class Transaction:
    """A writer's view of one plan, between BEGIN IMMEDIATE and COMMIT; made by `Journal.transaction`."""

    def __init__(
        self, connection: sqlite3.Connection, plan: Plan, actor: str, now: datetime, commit: str | None
    ) -> None:
        self.connection = connection
        self._plan = plan
        self._actor = one_line(actor)
        self._now = now
        self._commit = commit
        self._batch = new_id()
        self._loaded: Loaded | None = None
        self._states: Mapping[str, ItemState] | None = None
        """The states of the items as they are stored, once this has folded some: no need to read them."""

    @property
    def snapshot(self) -> Snapshot:
        """The plan's state as the transaction sees it, what it has added included."""
        return self._current.snapshot

    @property
    def _current(self) -> Loaded:
        if self._loaded is None and self._states is not None:
            self._loaded = Loaded(
                snapshot_with(self.connection, self._plan, self._states), refolded=frozenset()
            )
        elif self._loaded is None:
            self._loaded = load(self.connection, self._plan)
        return self._loaded

    @property
    def scan(self) -> str | None:
        """How far the history was scanned, as it was last saved; None before the first time."""
        return scan_of(self.connection, self._plan.id)

    @property
    def effects(self) -> frozenset[str]:
        """Every effect that the plan's journal has, undone or not."""
        return all_effects(self.connection, self._plan.id)

    def append(self, drafts: Sequence[Draft]) -> tuple[Event, ...]:
        """Write the drafts, all in the transaction's one batch; return the events, in order.

        Drafts whose effect the journal already has, undone or not, are left out.
        """
        return self._write(self._without_known_effects(drafts), self._batch)

    def undo(self, steps: int = 1) -> tuple[Batch, ...]:
        """Take the newest `steps` batches back; return them, newest first (none left: empty)."""
        return self._mark(EventKind.UNDO, steps)

    def redo(self, steps: int = 1) -> tuple[Batch, ...]:
        """Bring back what was undone last, and not overtaken by anything new; return it in order."""
        return self._mark(EventKind.REDO, steps)

    def save_scan(self, scan: str) -> None:
        """Remember how far the history was scanned."""
        put(self.connection, "scan", [{"plan": self._plan.id, "scan": scan}])

    def save_hits(self, added: Iterable[tuple[str, str]], removed: Collection[str] = ()) -> None:
        """Remember the commits that came and went: `added` as (sha, JSON), `removed` as shas."""
        self._delete("hit", "sha", removed)
        put(self.connection, "hit", ({"plan": self._plan.id, "sha": sha, "hit": hit} for sha, hit in added))

    def look_again(self) -> None:
        """Make the next sync compare the history with the journal, to which others have added."""
        look_again(self.connection, self._plan.id)

    def replace_stale(self, stale: Mapping[str, StaleFile]) -> None:
        """Say which evidence (by id) is stale, and why; what is not named is fresh."""
        self._delete("stale")
        rows = [
            {"plan": self._plan.id, "evidence": evidence, "path": clean(file.path), "sha": file.sha}
            for evidence, file in stale.items()
        ]
        insert(self.connection, "stale", rows)
        self._loaded = None

    def replace_drift(self, drift: Mapping[str, Drift]) -> None:
        """Say what became of the plan's references to files, by reference; what is not named is as it was."""
        self._delete("drift")
        rows = [
            {
                "plan": self._plan.id,
                "file": file,
                "fate": found.fate.value,
                "path": clean(found.path),
                "lines": ranges_text(found.lines),
                "since": found.since,
            }
            for file, found in drift.items()
        ]
        insert(self.connection, "drift", rows)
        self._loaded = None

    def rebuild(self) -> None:
        """Fold every stored state of the plan anew from the journal, without looking at what is stored."""
        self._loaded = Loaded(Snapshot(), frozenset())
        self._delete("item_state")
        names = self.connection.execute("SELECT DISTINCT item FROM event WHERE plan = ?", (self._plan.id,))
        self._store_states({name for (name,) in names if name is not None}, plan_wide=True)

    def _without_known_effects(self, drafts: Sequence[Draft]) -> list[Draft]:
        wanted = {draft.effect for draft in drafts if draft.effect is not None}
        seen: set[str | None] = set(known_effects(self.connection, self._plan.id, wanted))
        new = []
        for draft in drafts:
            if draft.effect is None or draft.effect not in seen:
                new.append(draft)
                seen.add(draft.effect)
        return new

    def _mark(self, kind: EventKind, steps: int) -> tuple[Batch, ...]:
        events = plan_events(self.connection, self._plan.id)
        past = history(under_present_ids(events, self._plan.id_by_name))
        ids = past.next_undo(steps) if kind is EventKind.UNDO else past.next_redo(steps)
        if not ids:
            return ()
        batches = batches_of(events, ids)
        items = {event.item for batch in batches for event in batch.events}
        self._write([Draft(kind, payload={"batches": list(ids)})], new_id(), also_touched=items)
        return batches

    def _write(
        self, drafts: Sequence[Draft], batch: str, also_touched: Iterable[str | None] = ()
    ) -> tuple[Event, ...]:
        if not drafts:
            return ()
        entry = Entry(self._plan.id, self._actor, self._now, self._commit, batch)
        events = append_events(self.connection, entry, drafts)
        touched = {draft.item for draft in drafts} | set(also_touched)
        self._store_states({name for name in touched if name is not None}, None in touched, events)
        return events

    def _store_states(self, touched: set[str], plan_wide: bool, fresh: Sequence[Event] = ()) -> None:
        bases = self._bases(touched | self._current.refolded)
        states = fold_items(self.connection, self._plan.id, bases, fresh)
        self._delete("item_state", "item", bases)
        rows = [
            {
                "plan": self._plan.id,
                "item": item,
                "basis": sealed(bases[item], self._plan.id, item, text),
                "status": state.status.value,
                "state": text,
                "updated_at": timestamp(state.updated_at) if state.updated_at else None,
            }
            for item, state in states.items()
            for text in (encode_item(state),)
        ]
        insert(self.connection, "item_state", rows)
        if plan_wide:
            self._store_plan_state()
        untouched = {name: at for name, at in self._current.snapshot.states.items() if name not in bases}
        own = {name: at for name, at in states.items() if current_name(self._plan, name) == name}
        self._states = untouched | own
        self._loaded = None

    def _bases(self, touched: Collection[str]) -> dict[str, str]:
        """What to fold anew, with its basis: the touched items, and those that once had their names.

        A former name keeps a state of its own, for the branches on which it is still the item's id.
        """
        names = {*touched, *(current_name(self._plan, name) for name in touched)}
        bases = {name: item_basis(self._plan, name) for name in names}
        renamed = self.connection.execute(
            "SELECT item, basis FROM item_state WHERE plan = ? AND basis LIKE '%\"was\":%'", (self._plan.id,)
        )
        for item, basis in renamed.fetchall():
            if item not in bases and is_current(basis) and not names.isdisjoint(names_in(basis)):
                bases[item] = unsealed(basis)
        return bases

    def _store_plan_state(self) -> None:
        state = encode_plan(fold_plan_state(self.connection, self._plan.id))
        self._delete("plan_state")
        basis = sealed(plan_basis(), self._plan.id, "", state)
        insert(self.connection, "plan_state", [{"plan": self._plan.id, "basis": basis, "state": state}])

    def _delete(self, table: str, column: str | None = None, values: Collection[str] = ()) -> None:
        delete(self.connection, table, self._plan.id, column, values)
