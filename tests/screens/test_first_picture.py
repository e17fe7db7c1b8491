"""The picture that is drawn before the app is loaded shows each card where the app then shows it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len, set_cell_size
from textual.pilot import Pilot

from screens.first_picture import first_picture
from screens.widgets.board_view import BoardView
from tests.screens.sample import SampleSession, board_app
from tests.screens.waiting import settled

SIZES = [(80, 24), (120, 30), (160, 45), (60, 12)]


def drawn(session: SampleSession, size: tuple[int, int]) -> list[str]:
    """The lines of the picture, without its looks."""
    picture = first_picture(session)(*size)
    rows = re.split(r"\x1b\[\d+;1H", picture)[1:]
    return [re.sub(r"\x1b\[\d*m", "", row) for row in rows]


def shown(pilot: Pilot[None]) -> list[str]:
    """The lines of the board that the app shows."""
    board = pilot.app.screen.query_one(BoardView)
    return [board.render_line(y).text for y in range(board.size.height)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("grouping", ["severity", "phase"])
async def test_the_board_stands_where_the_app_shows_it(
    session: SampleSession, size: tuple[int, int], grouping: str
) -> None:
    session.grouping = grouping
    lines = drawn(session, size)
    async with board_app(session).run_test(size=size) as pilot:
        await settled(pilot)
        board = pilot.app.screen.query_one(BoardView)
        top, width = board.region.y, board.region.width
        assert [set_cell_size(line, width) for line in lines[top:]] == shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_a_filter_a_fold_and_the_cursor_are_as_they_were_left(
    session: SampleSession, size: tuple[int, int]
) -> None:
    session.set_filter("is:open")
    session.folded = True
    session.cursor = session.columns()[-1].cards[-1].id
    lines = drawn(session, size)
    async with board_app(session).run_test(size=size) as pilot:
        await settled(pilot)
        width = pilot.app.screen.query_one(BoardView).region.width
        assert [set_cell_size(line, width) for line in lines[1:]] == shown(pilot)


def test_without_cards_there_is_the_title_alone(session: SampleSession) -> None:
    session.set_filter("nothing-is-called-so")
    (title,) = drawn(session, (80, 24))
    assert session.plan.title in title


@pytest.mark.parametrize("size", SIZES)
def test_no_line_is_wider_than_the_terminal(session: SampleSession, size: tuple[int, int]) -> None:
    assert all(cell_len(line) <= size[0] for line in drawn(session, size))
    assert len(drawn(session, size)) <= size[1]


def test_textual_is_not_loaded_for_it(tmp_path: Path) -> None:
    program = "import sys, screens.opening, screens.first_picture; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"
