"""A line that was drawn is gone with the last who refers to it, and is divided as Textual divides it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from rich.segment import Segment
from textual.strip import Strip

from screens.whole_lines import _divide, divide
from tests.screens.sample import SampleSession, board_app
from tests.screens.waiting import pressed, settled

CUTS: tuple[list[int], ...] = ([12], [5, 12], [5], [12, 40], [0, 5, 12], [40], [])


def line() -> Strip:
    return Strip([Segment("one "), Segment("two two "), Segment("日")])


@pytest.mark.parametrize("cuts", CUTS)
def test_a_line_is_divided_as_ever(cuts: list[int]) -> None:
    assert [*divide(line(), cuts)] == [*_divide(line(), cuts)]
    assert [*divide(line(), iter(cuts))] == [*_divide(line(), cuts)]


def test_a_line_in_one_piece_does_not_refer_to_itself_and_one_in_parts_is_remembered() -> None:
    whole, parted = line(), line()
    assert divide(whole, [whole.cell_length])[0] is whole
    assert whole not in gc.get_referents(*gc.get_referents(whole._divide_cache))
    assert divide(parted, [4, 12]) is divide(parted, [4, 12])


@pytest.fixture
def uncollected() -> Iterator[None]:
    """No collection of garbage, and none of what was there before."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def lines_alive() -> int:
    return sum(isinstance(each, Strip) for each in gc.get_objects())


async def test_keys_leave_no_lines_behind(session: SampleSession, uncollected: None) -> None:
    """Those that are in sight, and those that widgets remember, are all there are."""
    app = board_app(session)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pressed(pilot, *["down", "up"] * 3)
        before = lines_alive()
        await pressed(pilot, *["down", "up"] * 20)
        assert lines_alive() <= before + 45
