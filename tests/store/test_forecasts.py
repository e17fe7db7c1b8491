"""Forecasts that are remembered: what comes back, one a day, and what the table refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.store.helpers import NOW, note, one, run_sql, write
from tracker.domain.forecast import Answer, Dates
from tracker.domain.track_record import PastForecast
from tracker.errors import StoreError
from tracker.store.audit import audit
from tracker.store.forecasts import read_forecasts
from tracker.store.journal import Journal

DAY = NOW.date()
MADE = PastForecast(
    day=DAY,
    digest="ab" * 32,
    seed=1,
    simulations=10_000,
    answer=Answer.DATED,
    headline="production",
    dates=Dates(DAY, DAY + timedelta(days=3), None, 4),
    hours_left=34.25,
    done=3,
    total=10,
    scope_hours=80.5,
    gates={"production": Dates(DAY, DAY + timedelta(days=3), None, 4), "beta": Dates(None, None, None, 1)},
)


def test_what_is_remembered_comes_back(journal: Journal, db: Path) -> None:
    journal.remember("shop", MADE)
    assert read_forecasts(db, "shop") == (MADE,)
    assert read_forecasts(db, "other") == ()


def test_without_a_gate_or_a_date(journal: Journal, db: Path) -> None:
    made = replace(MADE, headline=None, answer=Answer.BLOCKED, dates=Dates(None, None, None, 2), gates={})
    journal.remember("shop", made)
    assert read_forecasts(db, "shop") == (made,)


def test_the_last_one_of_a_day_wins_and_days_are_in_order(journal: Journal, db: Path) -> None:
    later = replace(MADE, day=DAY + timedelta(days=1), done=5)
    for made in (later, MADE, replace(MADE, done=4)):
        journal.remember("shop", made)
    assert [(made.day, made.done) for made in read_forecasts(db, "shop")] == [(DAY, 4), (later.day, 5)]


def test_reading_where_nothing_is_creates_nothing(db: Path) -> None:
    assert read_forecasts(db, "shop") == ()
    assert not db.parent.exists()


def test_remembering_is_no_event(journal: Journal, db: Path) -> None:
    write(journal, note("before"))
    journal.remember("shop", MADE)
    assert one(db, "SELECT count(*) FROM event") == 1
    assert audit(db).ok


@pytest.mark.parametrize(
    "changes",
    [
        {"digest": "short"},
        {"simulations": 0},
        {"done": 11},
        {"done": -1},
        {"hours_left": -1.0},
        {"scope_hours": -0.5},
    ],
)
def test_what_cannot_be_is_refused(journal: Journal, db: Path, changes: dict[str, object]) -> None:
    journal.remember("shop", MADE)
    with pytest.raises(StoreError):
        journal.remember("shop", replace(MADE, **changes))  # type: ignore[arg-type]
    assert read_forecasts(db, "shop") == (MADE,)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("day", "2025-99-20"),
        ("answer", "perhaps"),
        ("p50", "soon"),
        ("gates", "{rubbish}"),
        ("gates", '{"a":[1]}'),
    ],
)
def test_a_damaged_row_is_an_error_that_names_it(journal: Journal, db: Path, column: str, value: str) -> None:
    journal.remember("shop", MADE)
    run_sql(db, f"UPDATE forecast SET {column} = '{value}'")
    with pytest.raises(StoreError, match="the forecast remembered of 2025-"):
        read_forecasts(db, "shop")


def test_control_characters_of_a_foreign_database_do_not_reach_the_terminal(
    journal: Journal, db: Path
) -> None:
    journal.remember("shop", MADE)
    run_sql(
        db,
        "UPDATE forecast SET headline = 'a' || char(27) || '[31m',"
        " gates = '{\"g\\u001b\":[null,null,null,1]}'",
    )
    (made,) = read_forecasts(db, "shop")
    assert "\x1b" not in f"{made.headline}{list(made.gates)}"
    assert made.day == date(2025, 10, 20)
