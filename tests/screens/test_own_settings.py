"""What the user set for the app: themes, the first look at a plan, and what is wrong with the settings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.chosen_theme import chosen_in_app, first_theme, recall_theme, remember_theme, theme_called
from screens.own import Own, colors_as_wanted
from screens.remembered import Remembered, remember
from screens.session import Session
from screens.theme import THEMES
from screens.widgets.board_view import BoardView
from tests.screens.sample import MemoryTracker, SampleSession, as_tracker, clock
from tests.screens.waiting import pressed, settled
from tracker.settings.values import THEMES as NAMES
from tracker.settings.values import BoardLook, Settings


def app_with(session: Session, own: Own | None = None) -> TrackerApp:
    """The app as a user has it."""
    return TrackerApp(lambda: BoardScreen(session), own=own)


def test_every_theme_of_the_settings_is_there() -> None:
    assert [theme_called(name) for name in NAMES] == [theme.name for theme in THEMES]


@pytest.mark.parametrize(
    ("chosen", "picked", "plain", "first"),
    [
        (None, None, False, "dark"),
        ("light", None, False, "light"),
        (None, "high-contrast", False, "high-contrast"),
        ("light", "high-contrast", False, "light"),
        ("light", "high-contrast", True, "monochrome"),
    ],
)
def test_which_theme_comes_first(chosen: str | None, picked: str | None, plain: bool, first: str) -> None:
    if picked:
        remember_theme(theme_called(picked))
    assert first_theme(chosen, plain=plain) == theme_called(first)
    assert chosen_in_app() == picked


@pytest.mark.parametrize("content", [b"", b"\xff", b"no-such-theme", b"x" * 500])
def test_a_damaged_memory_is_none(session: SampleSession, isolated_environment: Path, content: bytes) -> None:
    remember_theme("x")
    (file,) = isolated_environment.rglob("theme")
    file.write_bytes(content)
    assert app_with(session).theme == theme_called("dark")


def test_a_memory_that_cannot_be_written_is_no_matter(isolated_environment: Path) -> None:
    (isolated_environment / ".local").write_text("in the way")
    remember_theme("x")
    assert recall_theme() is None


@pytest.mark.parametrize(("value", "plain"), [("1", True), ("", False), (None, False)])
def test_no_color_is_monochrome_at_once(
    session: SampleSession, monkeypatch: pytest.MonkeyPatch, value: str | None, plain: bool
) -> None:
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    app = app_with(session)
    assert (app.theme == theme_called("monochrome")) is plain
    assert app.no_color is plain
    assert os.environ.get("NO_COLOR") == value
    assert app_with(session, Own(Settings("light"), plain=False)).theme == theme_called("light")
    assert os.environ.get("NO_COLOR") == value


def test_what_the_environment_says_comes_back_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "yes")
    with pytest.raises(KeyError), colors_as_wanted(False):
        os.environ["NO_COLOR"]
    assert os.environ["NO_COLOR"] == "yes"


async def test_a_theme_that_is_picked_comes_first_the_next_time(session: SampleSession) -> None:
    app = app_with(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert recall_theme() is None
        app.theme = theme_called("light")
        await settled(pilot)
        assert recall_theme() == theme_called("light")
    assert app_with(session).theme == theme_called("light")


@pytest.mark.parametrize(
    ("own", "why"),
    [(Own(Settings("dark")), "the settings file"), (Own(plain=True), "that colours are off")],
)
async def test_what_is_set_stands_for_the_next_start(session: SampleSession, own: Own, why: str) -> None:
    app = app_with(session, own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.theme = theme_called("light")
        await settled(pilot)
        assert [note.message for note in app._notifications] == [f"For now: {why} decides at the next start."]
    assert recall_theme() is None


async def test_what_is_wrong_with_the_settings_is_said(session: SampleSession) -> None:
    trouble = "config.toml:1:9: error: theme: '[/]' is unknown"
    app = app_with(session, Own(trouble=trouble))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert [note.message for note in app._notifications] == [trouble]
        assert app.screen.query_one(BoardView).item == "SEC-1"


async def test_a_plan_is_looked_at_as_set_until_it_was_looked_at(tracker: MemoryTracker) -> None:
    settings = Settings(board=BoardLook("owner", folded=True, detail=False))

    def session() -> SampleSession:
        return SampleSession(as_tracker(tracker), actor="Ada", clock=clock, settings=settings)

    first = session()
    app = app_with(first)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        assert (first.grouping, first.folded, first.with_detail) == ("owner", True, False)
        assert not app.screen.query_one("#detail").display
        assert app.screen.query_one(BoardView).viewport.folded
        await pressed(pilot, "g", "z", "q")
    again = session()
    assert (again.grouping, again.folded, again.with_detail) == ("severity", False, False)
    remember(as_tracker(tracker), Remembered("status"))
    assert (session().grouping, session().folded, session().with_detail) == ("status", False, True)
