"""Finishes laid on days and counted, in as many bars as a terminal has room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

import numpy as np

from tracker.domain.forecast import Bin
from tracker.domain.workcalendar import WorkCalendar
from tracker.forecast.sample import Array

BINS = 30
"""At most so many bars; the last one also holds the longest tail."""
_WIDTHS = (1, 2, 7, 14, 28, 91, 182, 364)
_TAIL = 0.99


def histogram(finish: Array, calendar: WorkCalendar) -> tuple[Bin, ...]:
    """Return the shares of simulations by day of finish (clock hours), in bins of equal calendar days.

    The shares add up to one. What lies beyond the horizon is a bin without a date; empty bins stay in.
    """
    days = _days(finish, calendar)
    dated = sorted((day, count) for day, count in days.items() if day is not None)
    bins: list[Bin] = []
    if dated:
        first = dated[0][0]
        span = (_tail(dated) - first).days + 1
        width = next((width for width in _WIDTHS if span <= width * BINS), _WIDTHS[-1])
        shares = [0.0] * ((span - 1) // width + 1)
        for day, count in dated:
            shares[min((day - first).days // width, len(shares) - 1)] += count / len(finish)
        bins = [Bin(first + timedelta(days=place * width), share) for place, share in enumerate(shares)]
    if days[None]:
        bins.append(Bin(None, days[None] / len(finish)))
    return tuple(bins)


def _days(finish: Array, calendar: WorkCalendar) -> Counter[date | None]:
    """How many simulations finish on each day. Rounded to days of work first: there are few of those."""
    worked, counts = np.unique(np.ceil(finish / calendar.hours_per_day - 1e-9), return_counts=True)
    found: Counter[date | None] = Counter()
    for days, count in zip(worked.tolist(), counts.tolist(), strict=True):
        found[calendar.day_of(days * calendar.hours_per_day)] += count
    return found


def _tail(dated: Sequence[tuple[date, int]]) -> date:
    """The day by which nearly all that have one are finished."""
    wanted = _TAIL * sum(count for _, count in dated)
    reached = accumulate(count for _, count in dated)
    return next(day for (day, _), count in zip(dated, reached, strict=True) if count >= wanted)
