"""The palette: what it finds among many items, and that it lets others have their turn meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from screens.app import TrackerApp
from screens.palette import _MOST, Commands
from tests.screens.sample import MemoryTracker, big_plan, board_app, session_over
from tests.screens.support import SIZES
from tests.screens.waiting import pressing, settled

MANY = 600


async def found(app: TrackerApp, query: str) -> list[str]:
    """What the palette offers for a query, best first."""
    return [str(hit.text) async for hit in Commands(app.screen).search(query)]


def app_of_many() -> TrackerApp:
    return board_app(session_over(MemoryTracker(big_plan(MANY))))


@pytest.mark.parametrize(
    ("query", "first"), [("ITEM-599", "ITEM-599"), ("forecast", "forecast  (f)"), ("clear", "clear  (Esc)")]
)
async def test_the_best_match_comes_first(query: str, first: str) -> None:
    app = app_of_many()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert (await found(app, query))[0].startswith(first)


async def test_of_many_matches_the_best_are_offered_and_of_none_nothing() -> None:
    app = app_of_many()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        offered = await found(app, "item")
        assert len(offered) == _MOST
        assert await found(app, "zzzz") == []


async def test_others_have_their_turn_while_items_are_matched() -> None:
    app, turns = app_of_many(), 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        task = asyncio.create_task(others())
        await found(app, "item")
        task.cancel()
        assert turns >= MANY // 50


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    assert snap_compare(app_of_many(), terminal_size=size, run_before=pressing("ctrl+p", *"item-7"))
