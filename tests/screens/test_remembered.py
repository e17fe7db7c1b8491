"""A plan is looked at as it was last, for as long as that makes sense."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from screens.remembered import Remembered, recall, remember
from screens.widgets.board_view import BoardView
from screens.widgets.filter_bar import FilterBar
from tests.screens.sample import MemoryTracker, SampleSession, as_tracker, board_app, session_over
from tests.screens.waiting import pressed, settled, typed

LEFT = Remembered("status", True, "is:ready", "DB-POOL", False)


@pytest.fixture
def kept(tracker: MemoryTracker, isolated_environment: Path) -> Path:
    """The file that LEFT was kept in."""
    remember(as_tracker(tracker), LEFT)
    (file,) = isolated_environment.rglob("views/*.json")
    return file


def test_what_was_remembered_is_recalled(tracker: MemoryTracker, kept: Path) -> None:
    assert recall(as_tracker(tracker)) == LEFT


def test_at_first_nothing_is(tracker: MemoryTracker) -> None:
    assert recall(as_tracker(tracker)) == Remembered()


def _set(**values: object) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        file.write_text(json.dumps(json.loads(file.read_text()) | values))

    return change


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b"\xff"),
        lambda file: file.write_text("[" * 100_000),
        lambda file: file.write_text("[]"),
        _set(grouping="colour"),
        _set(grouping=["status"]),
        _set(folded="yes"),
        _set(item=3),
        _set(later="unknown"),
    ],
)
def test_damage_is_as_good_as_nothing(
    tracker: MemoryTracker, kept: Path, damage: Callable[[Path], None]
) -> None:
    damage(kept)
    assert recall(as_tracker(tracker)) == Remembered()


def test_a_folder_that_cannot_be_made_is_no_matter(
    tracker: MemoryTracker, isolated_environment: Path
) -> None:
    (isolated_environment / ".local").write_text("in the way")
    remember(as_tracker(tracker), LEFT)
    assert recall(as_tracker(tracker)) == Remembered()


def test_a_filter_the_plan_no_longer_knows_is_dropped(tracker: MemoryTracker) -> None:
    remember(as_tracker(tracker), Remembered(filter="phase:gone"))
    session = session_over(tracker)
    assert (session.filtered, session.filter_text) == (False, "")


async def test_the_board_is_as_it_was_left(tracker: MemoryTracker, session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pressed(pilot, "g", "z", "i", "slash", *map(typed, "is:ready"), "enter", "down")
        await settled(pilot)
        there = session.cursor
        await pilot.press("q")
    again = session_over(tracker)
    app = board_app(again)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        board = app.screen.query_one(BoardView)
        assert (again.grouping, again.folded, again.filter_text) == ("status", True, "is:ready")
        assert there is not None
        assert board.item == there
        assert board.viewport.folded
        assert app.screen.query_one(FilterBar).display
        assert board.has_focus
        assert not app.screen.query_one("#detail").display
