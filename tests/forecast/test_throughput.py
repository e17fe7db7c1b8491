"""The forecast by past closings."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tracker.forecast.sample import generator
from tracker.forecast.throughput import pace_of, throughput_weeks, weeks_to_finish

TODAY = date(2026, 3, 2)


def days_ago(*ages: int) -> tuple[date, ...]:
    return tuple(TODAY - timedelta(days=age) for age in ages)


def test_magennis_published_forecast() -> None:
    """50-58 stories, split rate 1-2, 3-6 a week: 18-19, 23 and 25 weeks (Magennis, throughput workbook)."""
    rng = generator(1, "workbook")
    backlog = rng.uniform(50, 58, 100_000) * rng.uniform(1, 2, 100_000)
    weeks = weeks_to_finish(backlog, [3, 4, 5, 6], rng=rng)
    p50, p85, p95 = np.quantile(weeks, (0.5, 0.85, 0.95))
    assert p50 in (18, 19)
    assert abs(p85 - 23) <= 1
    assert abs(p95 - 25) <= 1


def test_a_steady_pace_has_no_spread() -> None:
    twice_a_week = [age for week in range(6) for age in (week * 7, week * 7 + 1)]
    pace = pace_of(days_ago(*twice_a_week), (), TODAY)
    assert pace.closed == (2, 2, 2, 2, 2, 2)
    assert set(throughput_weeks(pace, 10, seed=1, simulations=50)) == {5.0}


def test_additions_slow_it_down() -> None:
    rng = generator(1, "x")
    assert set(weeks_to_finish(np.full(20, 10.0), [3] * 5, [1] * 5, rng=rng)) == {5.0}


def test_a_pace_that_never_gets_there_is_infinite() -> None:
    assert np.isinf(weeks_to_finish(np.full(3, 5.0), [1], [1], rng=generator(1, "x"))).all()


def test_no_backlog_takes_no_time() -> None:
    assert not weeks_to_finish(np.zeros(3), [1], rng=generator(1, "x")).any()


@pytest.mark.parametrize(
    ("ages", "enough"),
    [
        ([0, 1, 8, 9, 15, 16, 22, 23, 29, 35], True),
        ([0, 1, 8, 9, 15, 16, 22, 23, 29], False),
        (list(range(12)), False),
        ([], False),
    ],
)
def test_enough_is_ten_closed_over_five_weeks(ages: list[int], enough: bool) -> None:
    assert pace_of(days_ago(*ages), (), TODAY).enough is enough


def test_as_many_added_as_closed_does_not_converge() -> None:
    weekly = [0, 7, 14, 21, 28, 35]
    assert not pace_of(days_ago(*weekly), days_ago(*weekly), TODAY).converging
    assert pace_of(days_ago(*weekly, *weekly), days_ago(*weekly), TODAY).converging


def test_a_few_additions_are_no_trend() -> None:
    assert pace_of((), days_ago(1, 2, 3), TODAY).converging
    assert pace_of((), days_ago(*range(14)), TODAY).converging


def test_what_happened_long_ago_is_forgotten() -> None:
    pace = pace_of(days_ago(*[400] * 50), days_ago(1, 8, 15, 22, 29), TODAY)
    assert sum(pace.closed) == 0
    assert not pace.converging
