"""Forecasts are made once; commands that start fast have a child make them."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracker.domain import transition
from tracker.domain.state import Status
from tracker.domain.workload import WhatIf
from tracker.service import cache
from tracker.service.forecasts.aside import forecast_of, start_forecast
from tracker.service.forecasts.forecasting import (
    forecast_for,
    forecast_in_child,
    known_forecast,
    tried,
    usual_what_ifs,
)
from tracker.service.tracker import Tracker

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_forecast_is_known_after_it_was_made_until_something_changes(tracker: Tracker) -> None:
    board = tracker.board(NOW)
    assert known_forecast(tracker, board, NOW) is None
    made = forecast_for(tracker, board, NOW)
    assert known_forecast(tracker, board, NOW) == made
    assert known_forecast(tracker, board, NOW + timedelta(days=1)) is None
    tracker.act(
        lambda now: [transition.reject(now.by_id["POOL"], Status.WONT_FIX, "no")],
        actor="ada",
        now=NOW,
    )
    assert known_forecast(tracker, tracker.board(NOW), NOW) is None


def test_a_child_makes_the_same_forecast_wherever_it_is_called_from(
    tracker: Tracker, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    board = tracker.board(NOW)
    made = forecast_in_child(tracker, board, NOW)
    assert made is not None
    assert made == known_forecast(tracker, board, NOW) == forecast_for(tracker, board, NOW)


def test_a_child_that_fails_is_no_answer(tracker: Tracker, root: Path) -> None:
    board = tracker.board(NOW)
    (root / "plan.toml").write_text("broken")
    assert forecast_in_child(tracker, board, NOW) is None


def test_a_what_if_is_not_remembered(tracker: Tracker) -> None:
    board = tracker.board(NOW)
    made = forecast_for(tracker, board, NOW, simulations=200, what_if=(WhatIf(engineers=3),))
    assert len(made.what_if) == 1
    assert known_forecast(tracker, board, NOW) is None


def test_what_is_tried_while_typing_is_answered_alike_and_kept_nowhere(tracker: Tracker) -> None:
    board = tracker.board(NOW)
    change = WhatIf(engineers=3, drop_severities=frozenset({"low"}))
    found = tried(tracker, board, NOW, change)
    folder = cache.cache_folder("forecasts")
    assert folder
    assert len(list(folder.iterdir())) == 1
    assert known_forecast(tracker, board, NOW) == replace(found, what_if=())
    assert found == forecast_for(tracker, board, NOW, what_if=(change,))


def test_a_child_tries_changes_beside_the_usual_ones(tracker: Tracker) -> None:
    board = tracker.board(NOW)
    changes = (WhatIf(engineers=3, close=frozenset({"POOL"})), WhatIf(hours_per_day=7.5))
    usual = usual_what_ifs(tracker, board)
    made = forecast_of(start_forecast(tracker, NOW, usual=True, changes=changes))
    assert made == forecast_for(tracker, board, NOW, what_if=(*usual, *changes))


def test_a_damaged_entry_costs_a_simulation(tracker: Tracker) -> None:
    board = tracker.board(NOW)
    made = forecast_for(tracker, board, NOW, simulations=200)
    folder = cache.cache_folder("forecasts")
    assert folder
    for entry in folder.iterdir():
        entry.write_text("{")
    assert forecast_for(tracker, board, NOW, simulations=200) == made


def test_cached_files_are_whole_or_not_there(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "a.json"
    assert cache.write_atomically(place, b"1")
    assert [entry.name for entry in place.parent.iterdir()] == ["a.json"]
    (tmp_path / "file").write_text("")
    assert not cache.write_atomically(tmp_path / "file" / "a.json", b"1")


def test_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.json"
        path.write_text("")
        os.utime(path, (number, number))
    cache.keep_newest(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3.json", "4.json"]
    cache.keep_newest(tmp_path / "none", 2)
