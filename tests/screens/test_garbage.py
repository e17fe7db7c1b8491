"""When garbage is collected: whole in pauses, and never between two keys."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from screens.garbage import PAUSE, Pauses, leave_old_objects
from tests.screens.sample import SampleSession, board_app
from tests.screens.waiting import settled


class Now:
    """A clock that is set by hand, and what was collected by it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.collected = 0

    def __call__(self) -> float:
        return self.now

    def collect(self) -> None:
        self.collected += 1


@pytest.fixture
def collector() -> Iterator[None]:
    """Python's own, as it was before."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def pauses(clock: Now, young: int = 50) -> Pauses:
    return Pauses(clock, clock.collect, lambda: (0, 0, young))


def test_a_pause_is_used() -> None:
    clock = Now()
    waiting = pauses(clock)
    clock.now += PAUSE
    assert waiting.look()
    assert clock.collected == 1


def test_nothing_is_collected_while_somebody_is_there() -> None:
    clock = Now()
    waiting = pauses(clock)
    clock.now += PAUSE
    waiting.touch()
    clock.now += PAUSE - 1
    assert not waiting.look()
    assert clock.collected == 0


def test_nothing_is_looked_for_where_little_was_made() -> None:
    clock = Now()
    waiting = pauses(clock, young=1)
    clock.now += 10 * PAUSE
    assert not waiting.look()
    assert clock.collected == 0


def test_old_objects_are_left_alone_and_young_ones_are_not(collector: None) -> None:
    newest, rounds, _ = gc.get_threshold()
    leave_old_objects()
    assert gc.get_threshold()[0] == newest
    assert 1 < gc.get_threshold()[1] <= rounds
    assert gc.get_threshold()[2] > 1_000_000
    assert gc.get_freeze_count() > 0


async def test_a_key_and_the_mouse_tell_that_somebody_is_there(session: SampleSession) -> None:
    clock = Now()
    app = board_app(session)
    app._pauses = pauses(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for act in (pilot.press("down"), pilot.click("#board")):
            clock.now += PAUSE
            await act
            assert not app._pauses.look()
        clock.now += PAUSE
        assert app._pauses.look()
