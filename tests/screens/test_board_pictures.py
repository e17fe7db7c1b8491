"""Pictures of the board and the picker, at both sizes; the clock, the plan and the forecast are fixed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from screens.app import TrackerApp
from screens.picker import PickerScreen
from screens.standing import Standing
from screens.theme import HIGH_CONTRAST, LIGHT, MONOCHROME
from screens.widgets.banner import Banner
from tests.screens.sample import NOW, WORKSPACE, MemoryTracker, SampleSession, board_app, clock, session_over
from tests.screens.waiting import pressing, settled, typed
from tracker.domain.event import Draft, EventKind
from tracker.domain.plan import Verdict
from tracker.service.workspace import FoundPlan

Compare = Callable[..., bool]
SIZES = [(80, 24), (160, 45)]
PICTURES: dict[str, tuple[str, ...]] = {
    "board": (),
    "status": ("g",),
    "marked": ("space", "space"),
    "filter": ("slash", typed("is:ready -sec"), "enter"),
    "wrong": ("slash", typed("is:ready"), "y"),
    "folded": ("z",),
    "moving": ("down", "m", "right"),
    "nothing": ("slash", typed("zzz"), "enter"),
}


def plain(app: App[Any]) -> App[Any]:
    """The app without animations."""
    app.animation_level = "none"
    return app


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x45"])
@pytest.mark.parametrize("keys", PICTURES.values(), ids=PICTURES.keys())
def test_board(
    snap_compare: Compare, session: SampleSession, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(plain(board_app(session)), terminal_size=size, run_before=pressing(*keys))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x45"])
def test_branches(snap_compare: Compare, tracker: MemoryTracker, size: tuple[int, int]) -> None:
    names = {"SEC-1": "fix/SEC-1-rotate", "DOC-1": "DOC-1", "PERF-2": "perf/PERF-2-tick"}
    drafts = [Draft(EventKind.BRANCH, item, {"branch": name}) for item, name in names.items()]
    tracker.append(drafts, "Ada", NOW)
    app = plain(board_app(session_over(tracker)))
    assert snap_compare(app, terminal_size=size, run_before=pressing())


@pytest.mark.parametrize("theme", [LIGHT, HIGH_CONTRAST, MONOCHROME], ids=lambda theme: theme.name)
def test_themes(snap_compare: Compare, session: SampleSession, theme: Any) -> None:
    app = plain(board_app(session))
    app.theme = theme.name
    assert snap_compare(app, terminal_size=(160, 45), run_before=pressing("down", "space"))


def test_a_broken_plan(snap_compare: Compare, session: SampleSession) -> None:
    async def broken(pilot: Pilot[None]) -> None:
        await settled(pilot)
        pilot.app.screen.query_one(Banner).say(
            "✗ plan.toml:3:1: unknown key · what was read last is still shown"
        )
        await settled(pilot)

    assert snap_compare(plain(board_app(session)), terminal_size=(80, 24), run_before=broken)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x45"])
def test_picker(snap_compare: Compare, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    standings = {
        "one": Standing(Verdict.NOT_READY, 7, 14, 41),
        "two": Standing(Verdict.READY, 0, 9, 9),
        "bad": Standing(problem="✗ bad.toml:1:1: [/] unknown key"),
    }
    whens = {"one": "Mar 25 – Apr 21", "two": "done"}
    monkeypatch.setattr(PickerScreen, "_standing", lambda self, plan: standings[plan.id])
    monkeypatch.setattr(PickerScreen, "_when", lambda self, plan: whens[plan.id])
    plans = [FoundPlan(id_, f"The [b]{id_}[/b] plan", Path(f"{id_}.toml"), False) for id_ in standings]
    app = TrackerApp(lambda: PickerScreen(WORKSPACE, plans, actor="Ada", clock=clock))
    assert snap_compare(plain(app), terminal_size=size, run_before=pressing("down"))
