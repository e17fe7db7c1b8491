"""Hours on days, and calendars that have none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.forecast.builders import team
from tracker.domain.plan import Engineer, Team
from tracker.domain.workcalendar import calendar_of, shifts, working_hours_between

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        (0, date(2026, 1, 5)),
        (0.1, date(2026, 1, 5)),
        (6, date(2026, 1, 5)),
        (6.1, date(2026, 1, 6)),
        (30, date(2026, 1, 9)),
        (30.5, date(2026, 1, 12)),
    ],
)
def test_hours_fall_on_workdays(hours: float, day: date) -> None:
    assert calendar_of(team(), MONDAY).day_of(hours) == day


def test_sums_of_fractions_do_not_spill_into_the_next_day() -> None:
    assert calendar_of(team(), MONDAY).day_of(sum([0.1] * 60)) == MONDAY


def test_holidays_and_weekends_are_skipped() -> None:
    calendar = calendar_of(team(holidays=frozenset({MONDAY})), MONDAY)
    assert calendar.day_of(1) == date(2026, 1, 6)
    assert calendar_of(team(), date(2026, 1, 10)).day_of(1) == date(2026, 1, 12)


def test_nothing_to_do_is_done_today_even_on_a_sunday() -> None:
    sunday = date(2026, 1, 11)
    assert calendar_of(team(), sunday).day_of(0) == sunday


def test_work_begins_when_the_team_does() -> None:
    later = calendar_of(team(start=date(2026, 2, 2)), MONDAY)
    assert later.day_of(1) == date(2026, 2, 2)
    assert calendar_of(team(start=date(2020, 1, 1)), MONDAY).day_of(1) == MONDAY


def test_summer_time_changes_no_day() -> None:
    before_the_change = date(2026, 3, 27)
    assert calendar_of(team(), before_the_change).day_of(12) == date(2026, 3, 30)


@pytest.mark.parametrize(
    "never",
    [
        team(workdays=frozenset()),
        team(holidays=frozenset(MONDAY + timedelta(days=n) for n in range(366 * 20 + 1))),
        team(hours_per_day=0.0),
        Team(engineers=()),
        Team(engineers=(Engineer("a", availability=0.0),)),
        Team(engineers=(Engineer("a", away=((date(2020, 1, 1), date.max),)),)),
    ],
)
def test_a_team_that_never_works_has_no_shifts(never: Team) -> None:
    assert shifts(never, calendar_of(never, MONDAY)) == ()


def test_the_look_ahead_is_bounded() -> None:
    calendar = calendar_of(team(), MONDAY)
    assert calendar.day_of(calendar.hours + 1) is None
    assert calendar.day_of(float("inf")) is None
    last = calendar.day_of(calendar.hours)
    assert last is not None
    assert last.year == 2046


def test_the_end_of_time_is_no_crash() -> None:
    calendar = calendar_of(team(), date(9999, 12, 1))
    assert calendar.day_of(6) == date(9999, 12, 1)
    assert calendar.day_of(1_000) is None


def test_absences_become_spans_of_clock_hours() -> None:
    away = ((date(2026, 1, 8), date(2026, 1, 12)), (date(2026, 1, 12), date(2026, 1, 13)))
    calendar = calendar_of(team(), MONDAY)
    shift = calendar.shift(Engineer("a", away=away))
    assert shift is not None
    assert shift.away == ((18.0, 42.0),)


def test_absences_on_weekends_and_in_the_past_do_not_count() -> None:
    away = ((date(2026, 1, 10), date(2026, 1, 11)), (date(2025, 1, 1), date(2025, 12, 31)))
    shift = calendar_of(team(), MONDAY).shift(Engineer("a", away=away))
    assert shift is not None
    assert shift.away == ()


def test_working_time_between_days_counts_both() -> None:
    assert working_hours_between(team(), MONDAY, MONDAY) == 6
    assert working_hours_between(team(), MONDAY, date(2026, 1, 12)) == 36
    assert working_hours_between(team(), date(2026, 1, 10), date(2026, 1, 11)) == 0
    assert working_hours_between(team(), date(2026, 1, 12), MONDAY) == 0
