"""The journal as people read it: what happened, newest first, with what was undone marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.exporters.documents import utc
from tracker.service.tracker import Tracker
from tracker.store.log import LoggedEvent, read_log

__all__ = ["LoggedEvent", "log", "log_document"]


def log(tracker: Tracker, item: str | None = None, limit: int | None = None) -> tuple[LoggedEvent, ...]:
    """Return the events of the plan, or of one item under all its names, newest first."""
    names = (item, *tracker.plan.item_by_id[item].was) if item else ()
    return read_log(tracker.workspace.database, tracker.plan.id, names, limit)


def log_document(entries: Iterable[LoggedEvent]) -> dict[str, Any]:
    """Return events as JSON values, `schema` the version."""
    return {"schema": 1, "events": [_event_document(entry) for entry in entries]}


def _event_document(entry: LoggedEvent) -> dict[str, Any]:
    event = entry.event
    return {
        "id": event.id,
        "at": utc(event.at),
        "actor": event.actor,
        "item": event.item,
        "kind": event.kind.value,
        "payload": dict(event.payload),
        "batch": event.batch,
        "commit": event.commit,
        "replica": event.replica,
        "seq": event.seq,
        "undone": entry.undone,
    }
