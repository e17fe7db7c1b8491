"""Past forecasts held against what happened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.samples import NOW, board_of, story_at
from tests.forecast.builders import task, workload
from tracker.domain.effort import parse_effort
from tracker.domain.forecast import Answer, Dates
from tracker.domain.plan import Item
from tracker.domain.state import Status
from tracker.domain.track_record import (
    Accuracy,
    Outcome,
    PastForecast,
    accuracy,
    additions,
    outcome,
    outcomes,
    past_forecast,
)
from tracker.forecast.forecast import forecast

TODAY = NOW.date()


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def past(on: date, **changes: Any) -> PastForecast:
    settings: dict[str, Any] = {
        "digest": "0" * 64,
        "seed": 1,
        "simulations": 100,
        "answer": Answer.DATED,
        "headline": "production",
        "dates": Dates(on, on, on, 1),
        "hours_left": 5.0,
        "done": 0,
        "total": 1,
        "scope_hours": 5.0,
    }
    return PastForecast(day=on, **(settings | changes))


@pytest.mark.parametrize(
    ("promised", "finished", "expected"),
    [
        (day(-3), day(-3), Outcome.HIT),
        (day(-3), day(-5), Outcome.HIT),
        (day(-3), day(-2), Outcome.MISS),
        (day(-1), None, Outcome.MISS),
        (day(0), None, Outcome.NOT_YET),
        (day(9), None, Outcome.NOT_YET),
        (day(9), day(-1), Outcome.HIT),
        (None, day(-1), None),
    ],
)
def test_a_date_held_did_not_or_cannot_be_told(
    promised: date | None, finished: date | None, expected: Outcome | None
) -> None:
    assert outcome(promised, finished, TODAY) is expected


def test_of_work_that_was_done_nothing_was_forecast() -> None:
    assert set(outcomes(Dates(day(-9), day(-9), day(-9), 0), None, TODAY).values()) == {None}


def test_accuracy_counts_each_percentile_apart() -> None:
    dates = [Dates(day(-5), day(-3), day(5), 1), Dates(day(-2), day(1), None, 1)]
    found = accuracy(outcomes(one, None, TODAY) for one in dates)
    assert found == {"p50": Accuracy(0, 2, 0), "p85": Accuracy(0, 1, 1), "p95": Accuracy(0, 0, 1)}
    later = accuracy(outcomes(one, day(-2), TODAY) for one in dates)
    assert later == {"p50": Accuracy(1, 1, 0), "p85": Accuracy(1, 1, 0), "p95": Accuracy(1, 0, 0)}


def test_a_forecast_is_remembered_with_what_the_plan_was() -> None:
    open_one = Item("OPEN", "x", effort=parse_effort("2-4h"))
    board = board_of(open_one, story_at(Status.VERIFIED, Item("DONE", "x", effort=parse_effort("5h"))))
    made = forecast(workload([task("OPEN", "2-4h")]), NOW, simulations=200)
    kept = past_forecast(made, board)
    assert (kept.done, kept.total, kept.scope_hours) == (1, 2, 8.0)
    assert (kept.day, kept.digest, kept.dates) == (TODAY, made.digest, made.dates)
    assert kept.dates_of("production") == made.dates
    assert kept.dates_of("unknown") is None


def test_growth_is_work_coming_in_once_something_was_closed() -> None:
    seen = [past(day(-30), total=3), past(day(-20), total=8), past(day(-10), total=9), past(day(-5), total=7)]
    assert additions(seen, 9, TODAY, since=None) == ()
    assert additions(seen, 9, TODAY, since=day(-15)) == (day(-10), TODAY, TODAY)
    assert len(additions(seen, 9, TODAY, since=day(-40))) == 5 + 1 + 2


def test_remembering_today_changes_nothing_of_today() -> None:
    seen = [past(day(-10), total=3)]
    before = additions(seen, 5, TODAY, since=day(-20))
    assert additions([*seen, past(TODAY, total=5)], 5, TODAY, since=day(-20)) == before == (TODAY, TODAY)
