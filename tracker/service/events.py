"""The events of a plan that count: without repeats, and without what is undone at present."""

from __future__ import annotations

from tracker.domain.event import Event
from tracker.domain.undo import effective, under_present_ids
from tracker.service.tracker import Tracker
from tracker.store.log import read_log


def counting_events(tracker: Tracker) -> tuple[Event, ...]:
    """Return the events that make the present state, in journal order; raises StoreError."""
    entries = read_log(tracker.workspace.database, tracker.plan.id)[::-1]
    events = (entry.event for entry in entries if not entry.undone)
    return tuple(effective(under_present_ids(events, tracker.plan.id_by_name), frozenset()))
