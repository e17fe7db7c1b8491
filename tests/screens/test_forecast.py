"""Forecast: dates with their reasons, every answer that has no date, and the worker behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from screens.forecast import ForecastScreen
from screens.session import Session
from screens.widgets.forecast_rows import forecast_rows
from screens.widgets.lines import plain
from screens.widgets.track_record_rows import track_record_rows
from tests.screens.support import FORECAST, SIZES, Host, session_in
from tests.screens.waiting import pressed, settled
from tracker.domain.burnup import BurnDay, BurnUp
from tracker.domain.forecast import Answer, Basis, Bin, Dates, Forecast, WhatIfResult
from tracker.domain.track_record import accuracy, outcomes, past_forecast
from tracker.errors import StoreError
from tracker.service.forecasts.track_record import Judged, TrackRecord


def text_of(folder: Path, forecast: Forecast, width: int = 100) -> str:
    """The page as text."""
    return plain(forecast_rows(forecast, session_in(folder).board, width))


def with_forecast(folder: Path) -> Session:
    """A session that knows its forecast."""
    session = session_in(folder)
    session.forecast = FORECAST
    return session


def test_dates_basis_and_claim_are_said(tmp_path: Path) -> None:
    text = text_of(tmp_path, FORECAST)
    assert "Ready for Production    P50 Mar 11    P85 Mar 18    P95 Mar 27" in text
    assert "the review said: 2-3w" in text
    assert "18h of work left (P85 26h) · 2 engineers · 12 finished items took 1.3 x their estimates" in text
    assert "1 item unestimated · 10,000 simulations" in text


@pytest.mark.parametrize(
    ("title", "said"),
    [("Beta", "Ready for Beta"), ("Ready for production", "Ready for production"), ("Go live", "Go live")],
)
def test_the_gate_is_named_once(tmp_path: Path, title: str, said: str) -> None:
    board = session_in(tmp_path).board
    gates = (replace(board.plan.gates[0], title=title),)
    board = replace(board, plan=replace(board.plan, gates=gates))
    assert f"{said}    P50" in plain(forecast_rows(FORECAST, board, 100)).splitlines()[1]


def test_a_long_chain_shows_its_two_ends(tmp_path: Path) -> None:
    chain = tuple(f"X-{number}" for number in range(20))
    text = text_of(tmp_path, replace(FORECAST, chain=chain, chain_share={}))
    assert "X-5 → … 8 more … → X-14" in text
    assert "X-6 " not in text


def test_drivers_chain_and_phases_follow(tmp_path: Path) -> None:
    lines = text_of(tmp_path, FORECAST).splitlines()
    assert next(line for line in lines if line.startswith("DB-1")).split()[-2:] == ["−6", "d"]
    assert next(line for line in lines if line.startswith("SEC-1 ")).split()[-1] == "−2.5h"
    assert "SEC-1 → SEC-2 → DB-1  (it ends the work in 81% of the simulations)" in lines
    assert next(line for line in lines if line.startswith("Hardening")).split()[1:4] == ["1", "Mar", "11"]


def test_the_histogram_has_its_peak_and_its_percentiles(tmp_path: Path) -> None:
    lines = text_of(tmp_path, FORECAST).splitlines()
    peak = next(number for number, line in enumerate(lines) if "14%" in line)
    chart = lines[peak : peak + 6]
    assert "█" in chart[-1]
    assert all(part in lines[peak + 7] for part in ("P50 Mar 11", "P85 Mar 18", "P95 Mar 27"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer.NOT_CONVERGING, "Items are added as fast as they close"),
        (Answer.BLOCKED, "waits for something that no estimate covers"),
        (Answer.NO_CAPACITY, "Nobody has time"),
        (Answer.BEYOND, "More than 20 years away"),
        (Answer.READY, "Nothing that the gate asks for is left"),
    ],
)
def test_without_a_date_the_reason_is_the_answer(tmp_path: Path, answer: Answer, said: str) -> None:
    none = Dates(None, None, None, 3)
    text = text_of(tmp_path, replace(FORECAST, answer=answer, gates={"production": none}, plan=none))
    assert said in text
    assert "P50 Mar" not in text.partition("Finished by")[0]


def test_nothing_finished_is_a_wide_guess(tmp_path: Path) -> None:
    text = text_of(tmp_path, replace(FORECAST, basis=Basis(0, 1.2, 0.6, 2.4, 0, 0)))
    assert "nothing finished yet, so how far estimates are off is a wide guess" in text


def test_what_if_throughput_and_the_far_tail_are_told(tmp_path: Path) -> None:
    forecast = replace(
        FORECAST,
        what_if=(WhatIfResult("engineers 2 → 3", Dates(None, date(2026, 3, 14), None, 3), -4),),
        throughput=Dates(date(2026, 4, 1), date(2026, 5, 1), date(2027, 1, 9), 4),
        histogram=(*FORECAST.histogram, Bin(None, 0.02)),
    )
    text = text_of(tmp_path, forecast)
    assert "engineers 2 → 3   no date  Mar 14 −4 d  no date" in text
    assert "Jan 9 2027" in text
    assert "2% of the simulations end more than 20 years from now" in text


def record_of(folder: Path, days: int) -> TrackRecord:
    """A record of so many days, on each of which P85 was a day later."""
    board = session_in(folder, history=()).board
    made = [
        replace(
            FORECAST,
            made_on=FORECAST.made_on - timedelta(days=days - number),
            gates={"production": replace(FORECAST.dates, p85=FORECAST.made_on + timedelta(days=number - 5))},
        )
        for number in range(1, days + 1)
    ]
    past = [past_forecast(one, board) for one in made]
    judged = tuple(Judged(one, one.dates, outcomes(one.dates, None, FORECAST.made_on)) for one in past)
    burned = BurnUp((BurnDay(date(2026, 2, 10), 5, 1), BurnDay(FORECAST.made_on, 6, 2)))
    return TrackRecord("production", None, judged, accuracy(one.outcomes for one in judged), burned)


def test_how_the_date_moved_and_the_burn_up_are_told(tmp_path: Path) -> None:
    rows = forecast_rows(FORECAST, session_in(tmp_path).board, 100, record=record_of(tmp_path, 3))
    text = plain(rows)
    assert "Burn-up  2 of 6 items done" in text
    assert "items: █ done ─ scope • P50 ◦ P85" in text
    assert "How the date moved  P85 by +2 d since the first, over 3 days of forecasts" in text
    lines = text.partition("How the date moved")[2].splitlines()
    assert [line.split()[:6] for line in lines[2:5]] == [
        ["Feb", "28", "Mar", "11", "Feb", "26"],
        ["Mar", "1", "Mar", "11", "Feb", "27"],
        ["Mar", "2", "Mar", "11", "Feb", "28"],
    ]
    assert [line.split()[-1] for line in lines[2:5]] == ["miss"] * 3
    assert ["+1 d" in line for line in lines[2:5]] == [False, True, True]
    assert "P85: 0 of 3 dates held (0%), 85 % are meant to" in text


def test_only_the_newest_forecasts_are_listed_and_none_is_said(tmp_path: Path) -> None:
    text = plain(track_record_rows(record_of(tmp_path, 25)))
    assert "and 5 earlier ones" in text
    assert text.count(" 18h ") == 20
    none = replace(record_of(tmp_path, 1), forecasts=(), accuracy={})
    assert "one forecast a day is remembered, from the first act on" in plain(track_record_rows(none))


def test_before_a_date_has_passed_nothing_can_be_judged(tmp_path: Path) -> None:
    record = record_of(tmp_path, 1)
    waiting = tuple(
        replace(one, outcomes={"p50": None, "p85": None, "p95": None}) for one in record.forecasts
    )
    text = plain(track_record_rows(replace(record, forecasts=waiting, accuracy={})))
    assert "No date has passed yet" in text


async def test_the_record_is_read_in_a_worker_and_a_failure_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = with_forecast(tmp_path)
    app = Host(lambda: ForecastScreen(session))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        assert "How the date moved" in app.page.text
        assert "Burn-up" in app.page.text

    def fail() -> TrackRecord:
        raise StoreError("the database is gone")

    monkeypatch.setattr(session, "record", fail)
    app = Host(lambda: ForecastScreen(session))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        assert app.said == "✗ the database is gone"
        assert "Ready for Production" in app.page.text
        assert "Burn-up" not in app.page.text


async def test_a_driver_is_gone_to(tmp_path: Path) -> None:
    app = Host(lambda: ForecastScreen(with_forecast(tmp_path)))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "enter")
    assert app.results == ["SEC-2"]


async def test_what_is_not_known_is_computed_in_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_in(tmp_path)

    def compute() -> Forecast:
        session.forecast = FORECAST
        return FORECAST

    monkeypatch.setattr(session, "compute_forecast", compute)
    app = Host(lambda: ForecastScreen(session))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "Ready for Production" in app.page.text


async def test_a_forecast_that_fails_is_said_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_in(tmp_path)

    def fail() -> Forecast:
        raise StoreError("the database is gone", hint="tracker doctor")

    monkeypatch.setattr(session, "compute_forecast", fail)
    app = Host(lambda: ForecastScreen(session))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert app.said == "✗ the database is gone\n  tracker doctor"
        assert "There is no forecast; r works it out." in app.page.text
        monkeypatch.setattr(session, "compute_forecast", lambda: setattr(session, "forecast", FORECAST))
        await pressed(pilot, "r")
        assert "Ready for Production" in app.page.text
        assert app.said == ""


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = with_forecast(tmp_path)
    assert snap_compare(Host(lambda: ForecastScreen(session)), terminal_size=size, run_before=settled)
