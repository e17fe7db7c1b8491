"""Days as people type them on the command line."""

from __future__ import annotations

from datetime import date, datetime

from tracker.domain.age import parse_day
from tracker.errors import UsageError


def day_named(text: str, now: datetime) -> date:
    """Return the day written as 2026-01-31, tomorrow, 30d or 6w; raises UsageError."""
    try:
        return parse_day(text, now.date())
    except ValueError as error:
        raise UsageError(str(error)) from None
