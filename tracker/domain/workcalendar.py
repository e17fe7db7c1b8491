"""Working hours laid on days, and days turned back into working hours.

The simulation counts on the *team's clock*: it runs `hours_per_day` on each workday that is no holiday and
stands still otherwise. What differs between people (part time, days away) is theirs to add, see `shifts`.
The look-ahead is bounded, so that a calendar without a single workday has an end too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from tracker.domain.frozen import frozen
from tracker.domain.plan import Engineer, Team

HORIZON_YEARS = 20
_HORIZON_DAYS = HORIZON_YEARS * 366
_ROUNDING = 1e-9


@frozen
class Shift:
    """When one engineer works, on the team's clock."""

    engineer: Engineer
    away: tuple[tuple[float, float], ...]
    """Spans of clock hours (from, to) without this engineer, in order, apart from one another."""


@frozen
class WorkCalendar:
    """The team's clock from `today` on. `open_days` are all its working days within the horizon."""

    today: date
    hours_per_day: float
    open_days: tuple[date, ...]

    @property
    def hours(self) -> float:
        """The clock hours up to the horizon."""
        return len(self.open_days) * self.hours_per_day

    def day_of(self, hours: float) -> date | None:
        """Return the day on which the clock has run `hours`; None beyond the horizon.

        Nothing to do is done today, whatever day it is.
        """
        if hours <= 0:
            return self.today
        if self.hours_per_day <= 0 or not hours <= self.hours + _ROUNDING:
            return None
        days = hours / self.hours_per_day
        index = max(0, ceil(days - _ROUNDING) - 1)
        return self.open_days[min(index, len(self.open_days) - 1)]

    def hours_before(self, day: date) -> float:
        """Return the clock hours from today up to the morning of `day`."""
        return bisect_left(self.open_days, day) * self.hours_per_day

    def shift(self, engineer: Engineer) -> Shift | None:
        """Return when the engineer works; None for somebody who never does within the horizon."""
        spans = tuple(_merged(self._absences(engineer)))
        absent = sum(end - start for start, end in spans)
        if engineer.availability <= 0 or absent >= self.hours:
            return None
        return Shift(engineer, spans)

    def _absences(self, engineer: Engineer) -> Iterator[tuple[float, float]]:
        for first, last in sorted(engineer.away):
            after = last + timedelta(days=1) if last < date.max else last
            start, end = self.hours_before(first), self.hours_before(after)
            if start < end:
                yield start, end


def calendar_of(team: Team, today: date) -> WorkCalendar:
    """Return the team's clock. Work begins today, or on the day the team starts when that is later.

    Today counts as a whole working day: an estimate in hours cannot tell the morning from the evening.
    """
    begin = max(today, team.start or today)
    first, last = begin.toordinal(), min(begin.toordinal() + _HORIZON_DAYS, date.max.toordinal())
    # Ordinal 1 is a Monday.
    workdays = [day for day in range(first, last + 1) if (day - 1) % 7 in team.workdays]
    closed = {day.toordinal() for day in team.holidays}
    days = tuple(date.fromordinal(day) for day in workdays if day not in closed)
    return WorkCalendar(today, max(0.0, team.hours_per_day), days)


def shifts(team: Team, calendar: WorkCalendar) -> tuple[Shift, ...]:
    """Return the shifts of everybody who will ever work, in the team's order."""
    found = (calendar.shift(engineer) for engineer in team.engineers)
    return tuple(shift for shift in found if shift is not None)


def working_hours_between(team: Team, first: date, last: date) -> float:
    """Return the working hours of one full-time engineer from `first` to `last`, both days counted.

    This is how the hours of a finished item are inferred when nobody recorded them.
    """
    weeks, days = divmod(max(0, (last - first).days + 1), 7)
    worked = weeks * len(team.workdays)
    worked += sum((first.weekday() + offset) % 7 in team.workdays for offset in range(days))
    worked -= sum(first <= day <= last and day.weekday() in team.workdays for day in team.holidays)
    return worked * team.hours_per_day


def _merged(spans: Iterator[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The spans with overlapping and touching ones made one; `spans` come in order of their starts."""
    current: tuple[float, float] | None = None
    for start, end in spans:
        if current is not None and start <= current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current
