"""Days are those of whoever looks: the journal keeps UTC, a working day ends at the team's own midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tracker.cli.context import local_now
from tracker.cli.main import run
from tracker.domain import transition
from tracker.service.forecasts.forecasting import forecast_for
from tracker.service.forecasts.workload import workload_of
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import find_workspace

LATE = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
"""Still the evening of March 2 in Los Angeles."""
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
PLAN = """\
schema = 1
[plan]
id = "shop"
title = "Shop"
[item.A]
title = "First"
severity = "low"
effort = "2-3h"
[item.B]
title = "Second"
severity = "low"
effort = "2-3h"
"""


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    (tmp_path / "plan.toml").write_text(PLAN)
    opened = open_tracker(find_workspace(tmp_path, env={}))
    opened.act(lambda board: [transition.resolve(board.by_id["A"])], actor="Ada", now=LATE)
    return opened


@pytest.mark.parametrize(("zone", "day"), [(UTC, date(2026, 3, 3)), (LOS_ANGELES, date(2026, 3, 2))])
def test_an_item_closes_on_the_day_of_whoever_looks(tracker: Tracker, zone: ZoneInfo, day: date) -> None:
    assert workload_of(tracker.board(LATE.astimezone(zone))).closed_on == (day,)


def test_a_forecast_is_made_on_the_day_of_whoever_asks(tracker: Tracker) -> None:
    here = LATE.astimezone(LOS_ANGELES)
    assert forecast_for(tracker, tracker.board(here), here).made_on == date(2026, 3, 2)


def test_an_acceptance_lapses_at_the_local_midnight(tracker: Tracker) -> None:
    here = LATE.astimezone(LOS_ANGELES)
    tracker.act(
        lambda board: [
            transition.accept_risk(board.by_id["B"], "Maya", "small", date(2026, 3, 2), date(2026, 3, 1))
        ],
        actor="Ada",
        now=LATE,
    )
    assert not tracker.board(here).by_id["B"].lapsed
    assert tracker.board(LATE).by_id["B"].lapsed


def test_the_log_shows_local_times(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACKER_NOW", LATE.astimezone(LOS_ANGELES).isoformat())
    assert run(["--plan", str(tracker.path), "--db", str(tracker.workspace.database), "log"]) == 0
    assert capsys.readouterr().out.startswith("2026-03-02 18:00")


@pytest.mark.parametrize("day", [date(2026, 3, 6), date(2026, 10, 30)])
def test_a_change_of_the_clocks_moves_no_date(tracker: Tracker, day: date) -> None:
    """Both are the Friday before a night in which clocks change in Los Angeles, where UTC knows none."""
    dates = []
    for zone in (LOS_ANGELES, ZoneInfo("UTC")):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
        dates.append(forecast_for(tracker, tracker.board(noon), noon).dates)
    assert dates[0] == dates[1]


def test_the_clock_knows_its_zone() -> None:
    assert local_now().utcoffset() is not None
