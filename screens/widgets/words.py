"""How days, hours and states are said on the screens, and which tone goes with which meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from screens.widgets.lines import Tone
from tracker.domain.plan import Severity, Verdict
from tracker.domain.state import Status

VERDICT_TONE: Mapping[Verdict, Tone] = {
    Verdict.READY: Tone.GOOD,
    Verdict.CONDITIONALLY_READY: Tone.WARN,
    Verdict.NOT_READY: Tone.BAD,
}
STATUS_TONE: Mapping[Status, Tone] = {
    Status.IN_PROGRESS: Tone.ACCENT,
    Status.IN_REVIEW: Tone.ACCENT,
    Status.RESOLVED: Tone.GOOD,
    Status.VERIFIED: Tone.GOOD,
    Status.RISK_ACCEPTED: Tone.WARN,
}
"""Statuses that stand out; the others are ordinary text."""
_FEW = 8
SEVERITY_TONE: Mapping[str, Tone] = {Severity.CRITICAL: Tone.BAD, Severity.HIGH: Tone.WARN}


def few(ids: Sequence[str]) -> str:
    """Return the ids, as long as they are few enough to be read: `SEC-1, SEC-2 and 1,640 more`."""
    more = len(ids) - _FEW
    return ", ".join(ids[:_FEW] if more > 1 else ids) + (f" and {more:,} more" if more > 1 else "")


def day(when: date, today: date) -> str:
    """Return a day as short as it is clear: `Dec 19`, with its year where that is another one."""
    short = f"{when:%b} {when.day}"
    return short if when.year == today.year else f"{short} {when.year}"


def days(whens: Iterable[date | None], today: date, never: str = "beyond 20 years") -> list[str]:
    """Return days that stand in a row: each with its year where that is another than the one before."""
    year, said = today.year, []
    for when in whens:
        if when is None:
            said.append(never)
            continue
        said.append(f"{when:%b} {when.day}" + (f" {when.year}" if when.year != year else ""))
        year = when.year
    return said


def day_or_never(when: date | None, today: date) -> str:
    """Return a day, or what its absence means in a forecast."""
    return "beyond 20 years" if when is None else day(when, today)


def days_moved(days: int) -> str:
    """Return a shift of days with its sign: `−3 d`, `+2 d`, `±0 d`."""
    sign = "−" if days < 0 else "+" if days > 0 else "±"
    return f"{sign}{abs(days)} d"


def joined(parts: list[str]) -> str:
    """Return the parts that say something, parted by dots."""
    return " · ".join(part for part in parts if part)
