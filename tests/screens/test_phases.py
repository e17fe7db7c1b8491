"""Phases against the calendar: windows as planned, dates as forecast, items on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from screens.phases import PhasesScreen
from screens.session import Session
from screens.widgets.axis import Axis
from screens.widgets.lines import Tone, plain
from screens.widgets.timeline import Bar, _bar_rows, phase_lines, planned_span, timeline_rows
from tests.screens.support import FORECAST, NOW, SIZES, Host, session_in
from tests.screens.waiting import pressed, pressing, settled
from tracker.domain.forecast import Dates

START = date(2026, 2, 2)


def with_forecast(folder: Path) -> Session:
    """A session that knows its forecast."""
    session = session_in(folder)
    session.forecast = FORECAST
    return session


@pytest.mark.parametrize(
    ("window", "span"),
    [
        ("Week 1", (date(2026, 2, 2), date(2026, 2, 8))),
        ("W2", (date(2026, 2, 9), date(2026, 2, 15))),
        ("weeks 3 - 4", (date(2026, 2, 16), date(2026, 3, 1))),
        ("2026-02-10..2026-02-20", (date(2026, 2, 10), date(2026, 2, 20))),
        ("2026-02-30..2026-03-01", None),
        ("after 100k users", None),
        ("soon", None),
        (None, None),
    ],
)
def test_windows_are_read_where_they_name_days(window: str | None, span: tuple[date, date] | None) -> None:
    assert planned_span(window, START) == span


def test_weeks_without_a_day_to_count_from_cannot_be_drawn() -> None:
    assert planned_span("Week 1", None) is None


def test_each_phase_has_its_count_its_window_and_its_dates(tmp_path: Path) -> None:
    session = with_forecast(tmp_path)
    lines = phase_lines(session.board, session.forecast)
    assert [(line.title, line.done, len(line.cards)) for line in lines] == [
        ("Emergency security", 0, 3),
        ("Hardening", 2, 2),
        ("Scaling", 0, 0),
        ("Without a phase", 0, 1),
    ]
    text = plain(timeline_rows(lines, NOW.date(), 100))
    assert "0/3 done · 5.8h left · 1 overdue" in text
    assert "Mar 5 – Mar 9, late" in text
    assert "planned after 100k users" in text
    assert "forecast ✓ done" in text


def test_a_phase_whose_rest_is_put_off_has_no_dates(tmp_path: Path) -> None:
    session = with_forecast(tmp_path)
    today = NOW.date()
    forecast = replace(FORECAST, phases={"now": Dates(today, today, today, 0)})
    text = plain(timeline_rows(phase_lines(session.board, forecast), today, 100))
    assert "forecast the rest is put off" in text


def test_without_a_forecast_the_windows_still_stand(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    text = plain(timeline_rows(phase_lines(session.board, None), NOW.date(), 100))
    assert "Week 2-4" in text
    assert "late" not in text


@pytest.mark.parametrize("width", [76, 120])
def test_no_line_is_wider_than_the_page(tmp_path: Path, width: int) -> None:
    session = with_forecast(tmp_path)
    rows = list(timeline_rows(phase_lines(session.board, session.forecast), NOW.date(), width))
    assert all(
        sum(len(span.text) for span in row.spans) + 11 * (row.label is not None) <= width for row in rows
    )


def test_words_that_fit_neither_after_nor_before_a_bar_go_below_it() -> None:
    axis = Axis(START, START + timedelta(days=99), 100)
    said = "Jan 1 – Jan 14, late"
    places = {
        Bar(2, 5, 9): [said],
        Bar(60, 70, 95): [said],
        Bar(10, 20, 90): ["", said],
    }
    for bar, lines in places.items():
        rows = list(_bar_rows("forecast", bar, said, Tone.WARN, axis))
        assert [said * (said in plain([row])) for row in rows] == lines
        assert all(sum(len(span.text) for span in row.spans) <= axis.width for row in rows)


async def test_a_phase_unfolds_into_its_items_and_an_item_is_gone_to(tmp_path: Path) -> None:
    app = Host(lambda: PhasesScreen(with_forecast(tmp_path)))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        assert "SEC-1" not in app.page.text
        await pressed(pilot, "enter")
        assert "SEC-1" in app.page.text
        await pressed(pilot, "enter")
        assert "SEC-1" not in app.page.text
        await pressed(pilot, "enter", "down", "down", "enter")
    assert app.results == ["SEC-2"]


async def test_the_last_phase_unfolds_too(tmp_path: Path) -> None:
    app = Host(lambda: PhasesScreen(with_forecast(tmp_path)))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "end", "enter")
        assert "~ DOC-1" in app.page.text


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = with_forecast(tmp_path)
    app = Host(lambda: PhasesScreen(session))
    assert snap_compare(app, terminal_size=size, run_before=pressing("enter"))
