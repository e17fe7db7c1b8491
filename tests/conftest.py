"""Every test runs in a world of its own: no home, no git configuration, no settings of the user."""

from __future__ import annotations

import gc
import os
import signal
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tracker.domain.board import Board
from tracker.domain.forecast import Forecast
from tracker.errors import StoreError
from tracker.service.tracker import Tracker

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How long an example takes, or making it, is the machine's: other programs may keep it busy."""
settings.register_profile("repeatable", unhurried, derandomize=True, max_examples=50)
settings.register_profile("explore", unhurried, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

# A run that was started in the background has it ignored, and would hand that on to what it interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
gc.set_threshold(20_000, 20, 20)
_HOMES = count()


def pytest_collection_finish() -> None:
    """Let the garbage collector look at what tests make, not again and again at thousands of waiting tests.

    With the threshold above it took 6 % of the time of a run, and 15 % without both.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all homes: `mktemp` would look through thousands of folders for the next number."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def isolated_environment(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point every place a user's files could be read from or written to at an empty folder; return it."""
    home = homes / str(next(_HOMES))
    home.mkdir()
    for name in list(os.environ):
        scrubbed = name.startswith(("TRACKER_", "GIT_", "XDG_"))
        if scrubbed or (name.startswith("TEXTUAL") and name != "TEXTUAL_SNAPSHOT_TEMPDIR"):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "EDITOR", "VISUAL", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ada")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ada@example.org")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Ada")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "ada@example.org")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    return home


@pytest.fixture
def forecast_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the forecasts of `tracker status` in this process: a child would import everything for each."""
    from tracker.service.forecasts import forecasting

    def made(tracker: Tracker, board: Board, now: datetime) -> Forecast | None:
        try:
            return forecasting.forecast_for(tracker, board, now)
        except StoreError:
            return None

    monkeypatch.setattr(forecasting, "forecast_in_child", made)
