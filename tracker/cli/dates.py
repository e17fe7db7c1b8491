"""Days as people read them: `Dec 19`, with the year only where it is another one."""

from __future__ import annotations

from datetime import date

from tracker.domain.forecast import Dates


def day_text(day: date | None, today: date | None = None) -> str:
    """Return a day in words; a dash where there is none."""
    if day is None:
        return "-"
    same_year = today is not None and day.year == today.year
    return f"{day:%b} {day.day}" if same_year else f"{day:%b} {day.day} {day.year}"


def dates_text(dates: Dates, *, labelled: bool = False) -> str:
    """Return the P50 and P85 days, the year once."""
    if dates.p50 is None:
        return "-"
    if dates.p85 is None:
        return f"{day_text(dates.p50)} (P50) · no P85"
    first = day_text(dates.p50, dates.p85)
    last = day_text(dates.p85)
    return f"{first} (P50) · {last} (P85)" if labelled else f"{first} – {last}"
