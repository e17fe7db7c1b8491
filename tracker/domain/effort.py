"""Effort estimates, in hours of work.

`2-3h` is read as the tenth and ninetieth percentile, not as hard bounds: ranges given by people are much
too narrow. Days and weeks are converted by the team's calendar, so a parsed effort is plain hours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.domain.frozen import frozen

HOURS_PER_DAY = 6.0
DAYS_PER_WEEK = 5
SIZES: Mapping[str, str] = {"S": "1-4h", "M": "0.5-2d", "L": "2-5d", "XL": "1-3w"}
LONGEST_HOURS = 50_000.0
"""Twenty-five years of one engineer; anything above is a slip of the pen."""

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"(?:minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w)"
_SINGLE = rf"({_NUMBER})\s*({_UNIT})"
_RANGE = rf"({_NUMBER})\s*({_UNIT})?\s*(?:-|–|—|to)\s*({_NUMBER})\s*({_UNIT})"
_THREE = rf"({_NUMBER})\s*/\s*({_NUMBER})\s*/\s*({_NUMBER})\s*({_UNIT})"


@frozen
class Effort:
    """A work estimate in hours; `likely` is set only for three-point estimates. `text` is as written."""

    low: float
    high: float
    likely: float | None
    text: str

    @property
    def mean(self) -> float:
        """The expected hours: PERT's mean for three points, the middle of a range otherwise."""
        if self.likely is not None:
            return (self.low + 4 * self.likely + self.high) / 6
        return (self.low + self.high) / 2


def parse_effort(text: str, hours_per_day: float = HOURS_PER_DAY, sizes: Mapping[str, str] = SIZES) -> Effort:
    """Return the effort written in `text`.

    Raises ValueError with a reason a user can act on.
    """
    written = text.strip()
    size = sizes.get(written.upper())
    body = (size or written).strip().lower()
    if match := re.fullmatch(_SINGLE, body):
        hours = _hours(match[1], match[2], hours_per_day)
        return _checked(hours, None, hours, written)
    if match := re.fullmatch(_RANGE, body):
        low = _hours(match[1], match[2] or match[4], hours_per_day)
        return _checked(low, None, _hours(match[3], match[4], hours_per_day), written)
    if match := re.fullmatch(_THREE, body):
        low, likely, high = (_hours(match[i], match[4], hours_per_day) for i in (1, 2, 3))
        return _checked(low, likely, high, written)
    raise ValueError(f"{written!r} is no effort; write 30m, 2-3h, 1-2d, 1/2/5h or {', '.join(sizes)}")


def _hours(number: str, unit: str, hours_per_day: float) -> float:
    per_unit = {"m": 1 / 60, "h": 1.0, "d": hours_per_day, "w": hours_per_day * DAYS_PER_WEEK}
    return float(number) * per_unit[unit[0]]


def _checked(low: float, likely: float | None, high: float, text: str) -> Effort:
    points = [low, high] if likely is None else [low, likely, high]
    if points != sorted(points):
        raise ValueError(f"{text!r} runs backwards; write the smaller number first")
    if high > LONGEST_HOURS:
        raise ValueError(f"{text!r} is more than {LONGEST_HOURS:,.0f} hours")
    if high == 0:
        raise ValueError(f"{text!r} is no work at all; leave the effort out instead")
    return Effort(low, high, likely, text)


def exact_effort(effort: Effort) -> str:
    """Return an effort in hours or minutes that `parse_effort` reads back as the same: `2-3h`, `30m-2h`."""
    if effort.likely is not None:
        points = [f"{hours:.6g}" for hours in (effort.low, effort.likely, effort.high)]
        return f"{'/'.join(points)}h"
    low, high = _exact(effort.low), _exact(effort.high)
    if low == high:
        return high
    return f"{low[:-1] if low[-1] == high[-1] else low}-{high}"


def _exact(hours: float) -> str:
    """Hours where quarters of one will do, minutes where those are whole, else hours with what is left."""
    minutes = round(hours * 60, 4)
    if minutes >= 60 and minutes % 15 == 0:
        return f"{minutes / 60:.10g}h"
    return f"{minutes:.0f}m" if minutes % 1 == 0 else f"{hours:.6g}h"


def format_hours(hours: float) -> str:
    """Return hours for people: `45m`, `2.5h`, `34h`."""
    minutes = round(hours * 60)
    if hours > 0 and minutes < 60:
        return f"{max(1, minutes)}m"
    return f"{hours:.1f}".rstrip("0").rstrip(".") + "h" if hours < 10 else f"{hours:,.0f}h"
