"""Folding stored events into states, where the stored states cannot be taken as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from tracker.domain.event import Event
from tracker.domain.fold import fold_item, fold_plan
from tracker.domain.state import ItemState, PlanState
from tracker.domain.undo import effective, under_present_ids, undone_batches
from tracker.errors import StoreError
from tracker.store.basis import names_in, start_of
from tracker.store.codec import UNREADABLE
from tracker.store.rows import item_events, plan_wide_events


def fold_items(
    connection: sqlite3.Connection, plan: str, bases: Mapping[str, str], fresh: Sequence[Event] = ()
) -> dict[str, ItemState]:
    """Return the states of the items in `bases` (basis by item id), from their events.

    `fresh` are the events that were just written, at the end of their chain. Items without any event are left
    out: nothing has touched them.
    """
    if not bases:
        return {}
    names = {item: (item, *names_in(basis)) for item, basis in bases.items()}
    wanted = dict.fromkeys(name for all_names in names.values() for name in all_names)
    by_name: dict[str, list[Event]] = {}
    for event in item_events(connection, plan, wanted, fresh):
        by_name.setdefault(event.item or "", []).append(event)
    states = {}
    with _sound(plan):
        undone = undone_batches(plan_wide_events(connection, plan))
        for item, all_names in names.items():
            events = [event for name in all_names for event in by_name.get(name, ())]
            if events:
                events.sort(key=lambda event: (event.at, event.batch, event.seq))
                events = under_present_ids(events, {name.upper(): item for name in all_names})
                states[item] = fold_item(start_of(bases[item]), effective(events, undone))
    return states


def fold_plan_state(connection: sqlite3.Connection, plan: str) -> PlanState:
    """Return the state of the plan as a whole, from its events."""
    events = plan_wide_events(connection, plan)
    with _sound(plan):
        return fold_plan(effective(events, undone_batches(events)))


@contextmanager
def _sound(plan: str) -> Iterator[None]:
    """Folding never fails on what the tracker wrote; it may on what somebody edited."""
    try:
        yield
    except UNREADABLE as error:
        raise StoreError(
            f"the journal of {plan} holds an event without what it should have", hint="tracker audit names it"
        ) from error
