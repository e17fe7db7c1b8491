"""What a sync did, as a value: for the command line, the app and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.frozen import frozen
from tracker.domain.text import counted

if TYPE_CHECKING:  # most syncs find nothing, and need not wait for what an event is
    from tracker.domain.event import Event

_COUNTED = 10_000
"""A scan counts commits up to here: counting a long history costs nearly as much as reading it."""


@frozen
class SyncReport:
    """What a sync did. `moves` has a line for each item it touched; `warnings` what it could not read."""

    head: str | None
    scanned: int = 0
    linked: int = 0
    events: tuple[Event, ...] = ()
    moves: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    rewritten: bool = False
    warnings: tuple[str, ...] = ()
    ms: int = 0

    @property
    def summary(self) -> str:
        """The sync in one line."""
        if not self.scanned and not self.events:
            return "nothing new in the history"
        read = (
            f"{self.scanned:,}+ commits" if self.scanned >= _COUNTED else counted(self.scanned, "new commit")
        )
        parts = [read, f"{self.linked} linked", counted(len(self.moves), "item")]
        return ", ".join(parts) + " touched" + (", the history was rewritten" if self.rewritten else "")

    def document(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "schema": 1,
            "scanned": self.scanned,
            "linked": self.linked,
            "events": len(self.events),
            "head": self.head,
            "rewritten": self.rewritten,
            "vanished": list(self.vanished),
            "warnings": list(self.warnings),
            "moves": list(self.moves),
            "ms": self.ms,
        }
