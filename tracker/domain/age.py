"""Spans of calendar time, such as `90d`: clocks of an SLA, the age at which evidence goes stale."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from tracker.domain.text import counted

_AGE = r"(\d{1,5})\s*(h|d|w|m|y)"
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
LONGEST = timedelta(days=100 * 365)
"""A century; anything above is a slip of the pen, and would run out of the calendar."""


def parse_age(text: str) -> timedelta:
    """Return the span written as `12h`, `90d`, `6w`, `3m` (30 days each) or `1y`; raises ValueError."""
    match = re.fullmatch(_AGE, text.strip().lower())
    if not match:
        raise ValueError(f"{text!r} is no age; write 12h, 90d, 6w, 3m or 1y")
    number = int(match[1])
    span = timedelta(hours=number) if match[2] == "h" else timedelta(days=number * _DAYS[match[2]])
    if span > LONGEST:
        raise ValueError(f"{text!r} is more than a hundred years")
    return span


def age_text(span: timedelta) -> str:
    """Return a span in words: `90 days`, `12 hours`."""
    hours = round(span.total_seconds() / 3600)
    return counted(hours, "hour") if hours % 24 else counted(hours // 24, "day")


def parse_day(text: str, today: date) -> date:
    """Return the day written as `2026-01-31`, `today`, `tomorrow` or an age from today; raises ValueError."""
    word = text.strip().lower()
    if word in ("today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    try:
        return date.fromisoformat(word)
    except ValueError:
        pass
    try:
        return today + parse_age(word.lstrip("+"))
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is no date; write 2026-01-31, tomorrow, 30d or 6w") from None


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago `then` was, in one short word: `5 m ago`, `2 d ago`, `3 mo ago`."""
    seconds = max(0.0, (now - then).total_seconds())
    for size, unit in ((31_536_000, "y"), (2_592_000, "mo"), (86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit} ago"
    return "now"
