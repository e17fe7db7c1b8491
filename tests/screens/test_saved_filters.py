"""Saved filters: listed, taken by a digit, kept under a name, in the palette; and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Static

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.forms.save_filter import SaveFilterForm
from screens.forms.saved_filters import SavedFilter, SavedFiltersForm
from screens.forms.values import NamedFilter
from screens.own import Own
from screens.widgets.board_view import BoardView
from screens.widgets.filter_bar import FilterBar
from screens.widgets.hint import Hint
from screens.widgets.page import Page
from tests.screens.sample import MemoryTracker, SampleSession, as_tracker, clock
from tests.screens.support import SIZES, Host, session_in
from tests.screens.waiting import pressed, settled, typed
from tracker.settings.place import settings_file
from tracker.settings.reading import read_settings

FILTERS = """# mine
[filters]
urgent = "severity:critical is:open"
kims = "owner:kim"   # hers
odd = "phase:nowhere [/]"
"""


@pytest.fixture
def file(isolated_environment: Path) -> Path:
    """The settings file, with a few filters."""
    place = settings_file()
    assert place
    place.parent.mkdir(parents=True)
    place.write_text(FILTERS)
    return place


@pytest.fixture
def session(tracker: MemoryTracker, file: Path) -> SampleSession:
    """A session with the settings of the file."""
    settings = read_settings(file).settings
    return SampleSession(as_tracker(tracker), actor="Ada", clock=clock, settings=settings)


def app_of(session: SampleSession) -> TrackerApp:
    """The board."""
    return TrackerApp(lambda: BoardScreen(session), own=Own())


def hint(app: TrackerApp) -> str:
    """The keys that a form says."""
    return str(app.screen.query_one(Hint).content)


def shown(app: TrackerApp) -> set[str]:
    """The ids on the board."""
    columns = app.screen.query_one(BoardView).viewport.columns
    return {card.id for column in columns for card in column.cards}


def messages(app: TrackerApp) -> list[str]:
    """What was said."""
    return [note.message for note in app._notifications]


async def test_the_list_shows_what_each_finds_and_takes_one(session: SampleSession) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "F")
        assert isinstance(app.screen, SavedFiltersForm)
        rows = [" ".join(line.split()) for line in app.screen.query_one(Page).text.splitlines()]
        assert rows == [
            "1 urgent severity:critical is:open 2 items",
            "2 kims owner:kim 1 item",
            "3 odd phase:nowhere [/]",
            "✗ no phase is called nowhere",
        ]
        await pressed(pilot, "down", "enter")
        assert isinstance(app.screen, BoardScreen)
        assert (session.filter_text, shown(app)) == ("owner:kim", {"PERF-2"})
        assert app.screen.query_one(FilterBar).display
        assert app.screen.query_one(BoardView).has_focus
        await pressed(pilot, "F", "1")  # before anything was counted
        assert shown(app) == {"SEC-1", "SEC-2"}
        assert isinstance(app.screen, BoardScreen)
        await pressed(pilot, "F", "9", "escape")
        assert shown(app) == {"SEC-1", "SEC-2"}


async def test_a_digit_on_the_board_takes_one_at_once(session: SampleSession) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "2")
        assert shown(app) == {"PERF-2"}
        await pressed(pilot, "7")
        assert messages(app) == ["There is no saved filter 7."]
        assert shown(app) == {"PERF-2"}
        await pressed(pilot, "escape")
        assert len(shown(app)) == 11


async def test_one_that_the_plan_does_not_understand_stands_there_to_be_mended(
    session: SampleSession,
) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "3")
        bar = app.screen.query_one(FilterBar)
        assert "no phase is called nowhere" in str(bar.query_one("#filter-problem", Static).content)
        assert len(shown(app)) == 11
        await pressed(pilot, "ctrl+u", typed("owner:kim"), "enter")
        assert shown(app) == {"PERF-2"}


async def test_a_filter_is_kept_under_a_name(session: SampleSession, file: Path) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("is:ready"), "ctrl+s")
        assert isinstance(app.screen, SaveFilterForm)
        await pressed(pilot, typed("@Soon"), "enter")
        assert messages(app) == ["saved as @soon"]
        assert file.read_text() == FILTERS + 'soon = "is:ready"\n'
        await pressed(pilot, "escape", "4")
        assert session.filter_text == "is:ready"
        await pressed(pilot, "slash", "ctrl+u", typed("@soon -@urgent"), "enter")
        assert shown(app)
        assert "SEC-1" not in shown(app)


async def test_a_name_that_is_taken_is_told_and_replaced(session: SampleSession, file: Path) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("is:ready"), "enter", "ctrl+s", typed("kims"))
        assert "→ in the place of owner:kim" in str(app.screen.query_one(".remark", Static).content)
        await pressed(pilot, "enter")
        assert 'kims = "is:ready"   # hers' in file.read_text()


async def test_a_refused_name_leaves_what_was_typed(session: SampleSession, file: Path) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "1", "ctrl+s", typed("not a name"), "enter")
        assert isinstance(app.screen, SaveFilterForm)
        assert "use letters, digits and dashes" in str(app.screen.query_one(".remark", Static).content)
        file.write_text("broken = \n")
        await pressed(pilot, "ctrl+u", typed("name"), "enter")
        assert "broken TOML" in messages(app)[-1]
        assert isinstance(app.screen, SaveFilterForm)
        assert app.screen.texts() == {"name": "name"}
    assert file.read_text() == "broken = \n"


async def test_without_a_filter_there_is_nothing_to_keep(session: SampleSession, file: Path) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "ctrl+s")
        assert messages(app) == ["There is no filter to save: / types one."]
        assert isinstance(app.screen, BoardScreen)
    assert file.read_text() == FILTERS


async def test_filters_that_another_terminal_wrote_are_there(session: SampleSession, file: Path) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        file.write_text('[filters]\nnew = "owner:sam"\n')
        await pressed(pilot, "F")
        await pressed(pilot, "1")
        assert session.filter_text == "owner:sam"
        file.unlink()
        await pressed(pilot, "F")
        assert "No filter is saved yet: / types one" in app.screen.query_one(Page).text
        assert hint(app) == "Esc leaves"


async def test_a_list_is_as_high_as_what_is_in_it_and_says_its_keys(session: SampleSession) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "F")
        page = app.screen.query_one(Page)
        assert page.size.height == len(page.text.splitlines()) == 4
        assert hint(app) == "1-9 or Enter shows · Esc leaves"
        await pressed(pilot, "enter", "1", "escape")
        assert isinstance(app.screen, BoardScreen)


async def test_the_palette_has_them_by_name(session: SampleSession) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "ctrl+p", typed("Filter: kims"), "enter")
        await settled(pilot)
        assert shown(app) == {"PERF-2"}


async def test_a_click_takes_one_and_names_are_completed(session: SampleSession) -> None:
    app = app_of(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "F")
        page = app.screen.query_one(Page)
        for _ in range(2):
            await pilot.click(page, offset=(4, 1))
            await settled(pilot)
        assert session.filter_text == "owner:kim"
        await pressed(pilot, "slash", "ctrl+u", typed("@ur"))
        await settled(pilot)
        await pressed(pilot, "tab", "enter")
        assert session.filter_text == "@urgent"
        assert shown(app) == {"SEC-1", "SEC-2"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("made", ["some", "none", "name"])
def test_snapshot(
    tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int], made: str
) -> None:
    session = session_in(tmp_path)
    several: Sequence[SavedFilter] = [
        SavedFilter("urgent", "severity:critical,high is:ready -tag:later", 12),
        SavedFilter("日本語", "owner:kim and a query that is longer than there is room for on one line", 1),
        SavedFilter("odd", "phase:nowhere", problem="no phase is called nowhere"),
    ]
    saved, initial = {"urgent": "is:open"}, NamedFilter("urgent", "is:ready -tag:later")
    make: Mapping[str, Callable[[], Screen[Any]]] = {
        "some": lambda: SavedFiltersForm(several),
        "none": lambda: SavedFiltersForm(()),
        "name": lambda: SaveFilterForm(session.board, saved, "is:ready", initial),
    }
    assert snap_compare(Host(make[made]), terminal_size=size, run_before=settled)
