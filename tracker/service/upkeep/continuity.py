"""Whether the journal is still the one that was read: its file can go away, or an older copy take its place.

A journal only ever grows, so one that lacks an event which was read from it is another. It cannot know that
of itself; somebody has to have seen the newer one.
"""

from __future__ import annotations

from tracker.domain.frozen import frozen
from tracker.errors import StoreError
from tracker.service.workspace import Workspace
from tracker.store.scan import has_event, last_event
from tracker.store.snapshot import read_mark


@frozen
class Seen:
    """What was seen of a journal as it was read."""

    is_there: bool
    newest: str | None
    """The id of the plan's newest event; None before the first."""
    said: str
    """A mark of all that it says of the plan."""


def seen(workspace: Workspace, plan: str) -> Seen:
    """Return what is to be seen of the journal now; raises StoreError."""
    database = workspace.database
    return Seen(database.exists(), last_event(database, plan), read_mark(database, plan))


def refuse_gone(workspace: Workspace, before: Seen) -> None:
    """Raise StoreError where the journal was there and is not any more: to write would begin another."""
    if before.is_there and not workspace.database.exists():
        raise StoreError(
            f"the journal {workspace.database} is gone; what was read of it last is shown",
            hint="tracker restore FILE brings a backup back",
        )


def refuse_rewound(workspace: Workspace, before: Seen) -> None:
    """Raise StoreError where an event that was read is in the journal no more, or it cannot be read."""
    if before.newest is not None and not has_event(workspace.database, before.newest):
        raise StoreError(
            f"the journal {workspace.database} was replaced by an older one; it lacks events that were read",
            hint="it is shown as it is now; tracker journal import FILE brings events of the newer one back",
        )
