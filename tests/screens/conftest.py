"""The app over a small plan, with a frozen clock and nothing that moves by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import textual._wait
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

import screens.widgets.board_pane
import screens.widgets.watch
from tests.screens.sample import MemoryTracker, SampleSession, session_over, worked_on


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for changes only when a test says so, and draw the detail at once."""
    monkeypatch.setattr(screens.widgets.watch, "POLL", 3600.0)
    monkeypatch.setattr(screens.widgets.board_pane, "REST", 0.001)


@pytest.fixture(autouse=True)
def shorter_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pilot look every 5 ms, not every 20, whether the app is idle: it looks twice for each key.

    Tests do not rest on it: `settled` waits for every message and every worker.
    """
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr(textual._wait, "SLEEP_IDLE", 0.001)


@pytest.fixture(scope="session", autouse=True)
def styles_parsed_once() -> Iterator[None]:
    """Parse a style sheet once for all apps of a worker, not two or three times for each.

    Rules are only read once they are parsed: Textual shares them among all widgets of an app in the same way.
    """
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def remembered(sheet: Stylesheet, css: str, **origin: Any) -> list[RuleSet]:
        key = (css, *sorted(origin.items()), frozenset(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, css, **origin)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", remembered)
        yield


@pytest.fixture
def tracker() -> MemoryTracker:
    """The sample plan with some work behind it."""
    return worked_on()


@pytest.fixture
def session(tracker: MemoryTracker) -> SampleSession:
    """A session over it."""
    return session_over(tracker)
