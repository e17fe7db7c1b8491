"""What-ifs on the forecast: answered while they are typed, kept as rows, taken off again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import screens.forecast
import screens.session
import tracker.service.forecasts.aside
import tracker.service.forecasts.forecasting
from screens.forecast import ForecastScreen
from screens.messages import JournalChanged
from screens.session import Session
from screens.trials import Trials
from screens.widgets.histogram_rows import histogram_rows
from screens.widgets.lines import plain
from screens.widgets.what_if_bar import WhatIfBar
from screens.widgets.what_if_rows import answer_rows, what_if_rows
from tests.screens.support import FORECAST, SIZES, Act, Host, session_in
from tests.screens.waiting import pressed, pressing, settled, typed
from tracker.domain import transition
from tracker.domain.forecast import Bin, Dates, Forecast, WhatIfResult
from tracker.domain.track_record import PERCENTILES
from tracker.domain.workload import WhatIf
from tracker.errors import StoreError, UsageError

SOONER = WhatIfResult(
    "engineers 2 → 3",
    Dates(date(2026, 3, 9), date(2026, 3, 14), date(2026, 3, 20), 3),
    -4,
    tuple(
        Bin(date(2026, 3, 4) + timedelta(days=day), share / 100)
        for day, share in enumerate((4, 11, 19, 21, 16, 11, 7, 5, 3, 2, 1))
    ),
)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try what is typed without waiting for the next key."""
    monkeypatch.setattr(screens.forecast, "PAUSE", 0)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[WhatIf]:
    """Answer every change by the fixed forecast; the changes that were tried."""
    asked: list[WhatIf] = []

    def answer(tracker: Any, board: Any, now: Any, change: WhatIf) -> Forecast:
        asked.append(change)
        label = f"engineers 2 → {change.engineers}" if change.engineers else "without low"
        return replace(FORECAST, what_if=(replace(SOONER, change=label),))

    monkeypatch.setattr(tracker.service.forecasts.forecasting, "tried", answer)
    return asked


def host(folder: Path, **more: Any) -> Host:
    """The screen over a plan with a known forecast."""
    session = session_in(folder, **more)
    session.forecast = FORECAST
    return Host(lambda: ForecastScreen(session))


def session_of(app: Host) -> Session:
    assert isinstance(app.screen, ForecastScreen)
    return app.screen.session


def said(app: Host) -> list[str]:
    """What is said below the line."""
    return app.screen.query_one(WhatIfBar).answer.text.splitlines()


def test_dates_and_days_gained_stand_below_each_other() -> None:
    lines = plain(answer_rows(replace(FORECAST, what_if=(SOONER,)))).splitlines()
    assert [line.split() for line in lines] == [
        ["P50", "P85", "P95"],
        ["as", "it", "is", "Mar", "11", "Mar", "18", "Mar", "27"],
        ["with", "it", "Mar", "9", "−2", "d", "Mar", "14", "−4", "d", "Mar", "20", "−7", "d"],
    ]
    days = (("P50", "P85", "P95"), ("Mar 11", "Mar 18", "Mar 27"), ("Mar 9", "Mar 14", "Mar 20"))
    starts = [[line.index(day) for day in whens] for line, whens in zip(lines, days, strict=True)]
    assert starts[0] == starts[1] == starts[2]


def test_a_change_without_a_date_and_one_without_work_are_told() -> None:
    stuck = replace(SOONER, dates=Dates(None, None, None, 3))
    assert plain(answer_rows(replace(FORECAST, what_if=(stuck,)))).count("no date") == len(PERCENTILES)
    today = FORECAST.made_on
    done = replace(SOONER, dates=Dates(today, today, today))
    assert plain(answer_rows(replace(FORECAST, what_if=(done,)))).count("no work left") == len(PERCENTILES)


def test_rows_fit_the_page_and_long_changes_are_cut() -> None:
    long = replace(SOONER, change="close " + ", ".join(f"ITEM-{number}" for number in range(30)))
    rows = list(what_if_rows(replace(FORECAST, what_if=(SOONER, long)), 76))
    assert all(len(line.rstrip()) <= 76 for line in plain(rows).splitlines())
    assert "…" in plain(rows)
    assert [entry.key for entry in rows if entry.key] == [f"what-if {r.change}" for r in (SOONER, long)]
    assert list(what_if_rows(FORECAST, 76)) == []


def test_both_spreads_are_told_apart_without_colours() -> None:
    lines = plain(histogram_rows(FORECAST, 100, SOONER)).splitlines()
    chart, legend = lines[:6], lines[-1]
    assert all(mark in "".join(chart) for mark in "█░▒")
    assert "█ with it  ░ as it is  ▒ both" in legend
    assert "P50 Mar 9" in "".join(lines)
    alone = plain(histogram_rows(FORECAST, 100)).splitlines()
    assert not any(mark in "".join(alone) for mark in "░▒")


def test_the_axis_holds_both_spreads_and_one_that_has_no_date_is_left_out() -> None:
    later = tuple(
        replace(part, date=part.date + timedelta(days=30)) for part in SOONER.histogram if part.date
    )
    chart = plain(histogram_rows(FORECAST, 100, replace(SOONER, histogram=later))).splitlines()[5]
    assert "▒" not in chart
    assert chart.index("░") < chart.rindex("█")
    none = replace(SOONER, histogram=(), dates=Dates(None, None, None, 3))
    assert "█" not in "".join(plain(histogram_rows(FORECAST, 100, none)).splitlines()[:6])
    assert list(histogram_rows(replace(FORECAST, histogram=()), 100, none)) == []


async def test_a_change_is_answered_while_it_is_typed(tmp_path: Path, answers: list[WhatIf]) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w")
        assert said(app)[0] == "for example: 3 engineers, without low, defer later, close SEC-1"
        before = app.page.text
        await pressed(pilot, typed("3 engineers"))
        assert answers == [WhatIf(engineers=3)]
        assert said(app)[0] == "engineers 2 → 3"
        assert said(app)[3].split()[:5] == ["with", "it", "Mar", "9", "−2"]
        assert "█ with it  ░ as it is  ▒ both" in app.page.text
        await pressed(pilot, "escape")
        assert app.page.text == before
        assert app.screen.focused is app.page
        assert not app.screen.query_one(WhatIfBar).is_open
        await pressed(pilot, "escape")
    assert app.results == [None]


async def test_what_is_wrong_is_said_below_and_nothing_moves(tmp_path: Path, answers: list[WhatIf]) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("3 engineers"))
        page, height = app.page.text, app.page.size
        await pressed(pilot, typed(", withot low"))
        assert said(app)[0].startswith("✗ withot is no change (did you mean without?)")
        assert said(app)[3].split()[:5] == ["with", "it", "Mar", "9", "−2"]
        assert (app.page.text, app.page.size) == (page, height)
        assert len(answers) == 1
        await pressed(pilot, "enter")
        assert session_of(app).asked == ()


async def test_the_last_word_is_completed(tmp_path: Path, answers: list[WhatIf]) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w", typed("without lo"))
        await pressed(pilot, "tab")
        assert app.screen.query_one(WhatIfBar).text == "without low"
        assert answers[-1] == WhatIf(drop_severities=frozenset({"low"}))


async def test_enter_keeps_rows_to_compare_and_d_drops_one(tmp_path: Path, answers: list[WhatIf]) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w", typed("3 engineers"), "enter", typed("4 engineers"), "enter")
        assert app.screen.query_one(WhatIfBar).text == ""
        assert session_of(app).asked == (WhatIf(engineers=3), WhatIf(engineers=4))
        assert "engineers 2 → 3   Mar 9 −2 d" in app.page.text
        assert "engineers 2 → 4   Mar 9 −2 d" in app.page.text
        assert "▒" not in app.page.text
        await pressed(pilot, "enter")
        assert not app.screen.query_one(WhatIfBar).is_open
        assert app.page.current == "what-if engineers 2 → 4"
        await pressed(pilot, "d")
        assert session_of(app).asked == (WhatIf(engineers=3),)
        assert "engineers 2 → 4" not in app.page.text
        assert "engineers 2 → 3" in app.page.text
        await pressed(pilot, "home", "d")
        assert app.said == "There is no change under the cursor to be dropped."


async def test_a_row_that_is_kept_twice_is_there_once(tmp_path: Path, answers: list[WhatIf]) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w", typed("3 engineers"), "enter", typed("engineers 3"), "enter")
        assert app.page.text.count("engineers 2 → 3") == 1
        assert session_of(app).asked == (WhatIf(engineers=3),)


async def test_enter_before_the_answer_keeps_it_when_it_is_there(
    tmp_path: Path, answers: list[WhatIf], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w")
        entry = app.screen.query_one(WhatIfBar).entry
        entry.insert_text_at_cursor("3 engineers")
        await pilot.press("enter")
        await settled(pilot)
        assert session_of(app).asked == (WhatIf(engineers=3),)


async def test_enter_before_the_answer_keeps_it_though_the_line_is_left(
    tmp_path: Path, answers: list[WhatIf], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, asked = Trials.answer, threading.Event()

    def late(trials: Trials, text: str) -> Forecast | None:
        asked.wait()
        return answer(trials, text)

    monkeypatch.setattr(Trials, "answer", late)
    app = host(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w")
        app.screen.query_one(WhatIfBar).entry.insert_text_at_cursor("3 engineers")
        await pilot.press("enter", "escape")
        assert not app.screen.query_one(WhatIfBar).is_open
        asked.set()
        await settled(pilot)
        assert session_of(app).asked == (WhatIf(engineers=3),)
        assert "engineers 2 → 3" in app.page.text


async def test_a_row_is_taken_into_the_line_again(tmp_path: Path, answers: list[WhatIf]) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w", typed("3 engineers"), "enter", "escape", "enter")
        assert app.screen.query_one(WhatIfBar).text == "3 engineers"
        assert said(app)[0] == "engineers 2 → 3"
    assert app.results == []


async def test_a_row_and_the_key_line_work_with_the_mouse(tmp_path: Path, answers: list[WhatIf]) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.click("#keys", offset=(2, 0))
        assert app.screen.query_one(WhatIfBar).is_open
        await pressed(pilot, typed("3 engineers"), "enter", "escape")
        y = next(y for y, line in enumerate(app.page.text.splitlines()) if line.startswith("engineers 2"))
        await pilot.click("#page", offset=(4, y - app.page.scroll_offset.y))
        await settled(pilot)
        assert app.screen.query_one(WhatIfBar).text == "3 engineers"


async def test_a_change_of_the_board_asks_again(tmp_path: Path, answers: list[WhatIf]) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w", typed("3 engineers"))
        session_of(app).act(lambda board: [transition.start(board.by_id["SEC-3"])])
        app.screen.post_message(JournalChanged())
        await settled(pilot)
        assert answers == [WhatIf(engineers=3)] * 2
        assert said(app)[0] == "engineers 2 → 3"


async def test_an_answer_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Forecast:
        raise StoreError("the database is gone", hint="tracker doctor")

    monkeypatch.setattr(tracker.service.forecasts.forecasting, "tried", fail)
    app = host(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w", typed("3 engineers"))
        assert said(app)[0] == "✗ the database is gone · tracker doctor"
        await pressed(pilot, "escape")
        assert app.page.text


async def test_a_reason_that_is_longer_than_the_line_goes_on_in_the_next(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w", typed("SEC-1 done"))
        lines = said(app)
        assert lines[0].startswith("✗ SEC-1 is no change · 3 engineers")
        assert lines[1:] == ["  ID"]
        assert "…" not in " ".join(lines)


async def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "w", typed("[@click=app.quit]x[/]"))
        assert said(app)[0].startswith("✗ [@click=app.quit]x[/] is no change")


def test_the_usual_changes_and_kept_ones_are_tried_with_every_forecast(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    session.asked = (WhatIf(engineers=5), WhatIf(defer_phases=frozenset({"gone"})))
    session.compute_forecast()
    assert session.forecast is not None
    assert [result.change for result in session.forecast.what_if][-1] == "engineers 2 → 5"
    assert "engineers 2 → 3" in [result.change for result in session.forecast.what_if]


def test_trials_answer_the_newest_question_alone(tmp_path: Path, answers: list[WhatIf]) -> None:
    trials = Trials(session_in(tmp_path))
    trials.ask("3 engineers")
    trials.ask("4 engineers")
    assert trials.answer("3 engineers") is None
    assert answers == []
    assert trials.answer("4 engineers") is not None
    trials.ask("")
    assert trials.answer("") is None
    with pytest.raises(UsageError):
        trials.answer("4 enginers")


def test_what_was_asked_meanwhile_is_passed_over_but_for_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials = Trials(session_in(tmp_path))
    begun, go_on, tried = threading.Event(), threading.Event(), list[int | None]()

    def slowly(tracker: Any, board: Any, now: Any, change: WhatIf) -> Forecast:
        tried.append(change.engineers)
        begun.set()
        assert go_on.wait(30)
        return replace(FORECAST, what_if=(SOONER,))

    monkeypatch.setattr(tracker.service.forecasts.forecasting, "tried", slowly)
    trials.ask("3 engineers")
    threads = [threading.Thread(target=trials.answer, args=[f"{number} engineers"]) for number in (3, 4, 5)]
    threads[0].start()
    assert begun.wait(30)
    trials.ask("5 engineers")
    for thread in threads[1:]:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join()
    assert tried == [3, 5]


def test_a_large_plan_is_answered_by_a_process_that_what_is_typed_next_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens.session, "_ASIDE", 1)
    session = session_in(tmp_path)
    trials = Trials(session)
    trials.ask("3 engineers")
    found = trials.answer("3 engineers")
    assert found is not None
    assert [result.change for result in found.what_if] == ["engineers 2 → 3"]

    start = tracker.service.forecasts.aside.start_forecast
    started = []

    def superseded(*arguments: Any, **named: Any) -> Any:
        trials.ask("without low")
        started.append(start(*arguments, **named))
        return started[-1]

    monkeypatch.setattr(tracker.service.forecasts.aside, "start_forecast", superseded)
    trials.ask("4 engineers")
    assert trials.answer("4 engineers") is None
    assert started[0].poll() is not None


async def test_leaving_the_screen_ends_what_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = []
    monkeypatch.setattr(Trials, "stop", lambda self: stopped.append(self))
    app = host(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert stopped == []
        await pressed(pilot, "escape")
    assert stopped


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "keys", [(typed("3 engineers"),), (typed("3 engineers"), "enter", typed("withot low"))]
)
def test_snapshot(
    tmp_path: Path,
    snap_compare: Callable[..., bool],
    size: tuple[int, int],
    keys: tuple[str, ...],
    answers: list[WhatIf],
) -> None:
    done = Act(30, "sam", lambda board: [transition.start(board.by_id["SEC-3"])])
    app = host(tmp_path, history=(done,))
    assert snap_compare(app, terminal_size=size, run_before=pressing("w", *keys))
