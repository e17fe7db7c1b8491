"""What `doctor` finds: one thing that was examined, and its remedy."""

from __future__ import annotations

from tracker.domain.frozen import frozen


@frozen
class Finding:
    """One thing that was examined. `level` is ok, warning or error."""

    part: str
    level: str
    text: str
    remedy: str | None = None
    """A command that mends it, or what to do where no command can."""
