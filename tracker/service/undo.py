"""Undo and redo: whole actions, wherever they were made, by hand, by a bulk edit or by a sync."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.domain.event import Event
from tracker.domain.frozen import frozen
from tracker.domain.wording import act_name
from tracker.service.tracker import Tracker

if TYPE_CHECKING:
    from tracker.domain.undo import Batch
    from tracker.store.journal import Journal


@frozen
class Undone:
    """One action that was taken back, or done again."""

    batch: str
    events: tuple[Event, ...]
    actor: str
    at: datetime

    @property
    def text(self) -> str:
        """What the action was, in a few words: `resolve SEC-1, SEC-2`."""
        return action_text(self.events)


def undo(tracker: Tracker, steps: int = 1, *, actor: str, now: datetime) -> tuple[Undone, ...]:
    """Take back the last actions; return them, newest first; empty when there is nothing left to undo."""
    return _mark(tracker, lambda journal: journal.undo(tracker.plan, steps, actor=actor, now=now))


def redo(tracker: Tracker, steps: int = 1, *, actor: str, now: datetime) -> tuple[Undone, ...]:
    """Do again what was taken back last; return it in the order it came back."""
    return _mark(tracker, lambda journal: journal.redo(tracker.plan, steps, actor=actor, now=now))


def _mark(tracker: Tracker, mark: Callable[[Journal], tuple[Batch, ...]]) -> tuple[Undone, ...]:
    if not tracker.workspace.database.exists():
        return ()
    from tracker.store.journal import Journal

    with Journal(tracker.workspace.database) as journal:
        return tuple(Undone(batch.id, batch.events, batch.actor, batch.at) for batch in mark(journal))


def action_text(events: tuple[Event, ...]) -> str:
    """Return what an action did, in a few words."""
    acts = list(dict.fromkeys(act_name(event) for event in events))
    items = list(dict.fromkeys(event.item for event in events if event.item))
    shown = ", ".join(items[:4]) + (f" and {len(items) - 4} more" if len(items) > 4 else "")
    return f"{', '.join(acts[:3])} {shown}".strip()
