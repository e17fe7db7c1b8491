"""When garbage is collected: a little at a time on the board, and above it in pauses and at the end."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import replace
from weakref import ref

import pytest
from textual.app import App
from textual.widget import Widget

from screens import garbage
from screens.garbage import (
    PAUSE,
    SOON,
    Pauses,
    is_quiet,
    lasts,
    leave_old_objects,
    look_at_old_objects,
    made_to_last,
)
from screens.messages import JournalChanged
from screens.picker import PickerScreen
from tests.screens.sample import MemoryTracker, SampleSession, big_plan, board_app, session_over
from tests.screens.waiting import pressed, settled
from tracker.domain.plan import Plan

_PATIENCE = 60.0
"""Seconds after which what is alive is alive for good."""


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


def pauses(clock: Now, young: int = 50, *, stays: bool = False) -> Pauses:
    return Pauses(clock, clock.collect, lambda: (0, 0, young), lambda: stays)


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


def test_where_what_lives_on_is_left_alone_no_pause_is_waited_for() -> None:
    clock = Now()
    waiting = pauses(clock, stays=True)
    waiting.touch()
    assert waiting.look()
    assert clock.collected == 1


@pytest.mark.parametrize("stays", [True, False])
def test_nothing_is_looked_for_where_little_was_made(*, stays: bool) -> None:
    clock = Now()
    waiting = pauses(clock, young=1, stays=stays)
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


def test_what_lives_on_is_left_alone_where_it_stays(collector: None) -> None:
    clock = Now()
    gc.unfreeze()
    Pauses(clock, clock.collect, lasts=lambda: False).use()
    assert gc.get_freeze_count() == 0
    Pauses(clock, clock.collect, lasts=lambda: True).use()
    assert gc.get_freeze_count() > 0
    look_at_old_objects()
    assert gc.get_freeze_count() == 0
    assert clock.collected == 2


def test_few_objects_are_looked_through_again(collector: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "_FEW", 10**9)
    gc.unfreeze()
    Pauses(lasts=lambda: True).use()
    assert gc.get_freeze_count() == 0


def test_nothing_is_left_alone_while_a_screen_that_was_left_still_lives(
    collector: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_FEW", 0)
    waiting, screen = Pauses(lasts=lambda: True), Ring()
    waiting.leave(screen)
    gc.unfreeze()
    waiting.use()
    assert gc.get_freeze_count() == 0
    del screen
    waiting.use()
    assert gc.get_freeze_count() > 0


async def test_what_is_shown_for_a_moment_does_not_stay(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert is_quiet(app)
        app.notify("for a moment")
        await settled(pilot)
        assert lasts(app)
        assert not is_quiet(app)


@pytest.mark.parametrize("key", ["enter", "question_mark", "o", "f", "t", "c", "K", "at", "e", "ctrl+p"])
async def test_a_screen_that_is_left_is_gone(session: SampleSession, key: str, collector: None) -> None:
    """Also what was drawn for it, as soon as nothing works for it any more."""
    app = board_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pressed(pilot, key, "down")
        assert not lasts(app)
        shown = list(app.screen.walk_children(Widget, with_self=True))
        left: list[ref[object]] = [ref(each) for widget in shown for each in (widget, widget._styles_cache)]
        del shown
        await pressed(pilot, "escape")
        assert lasts(app)
        async with asyncio.timeout(_PATIENCE):
            while any(each() for each in left):
                await pilot.pause(SOON)
                app._pauses.use()


async def test_a_screen_that_is_left_is_looked_for_soon(
    session: SampleSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Now()
    app = board_app(session)
    app._pauses = pauses(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pressed(pilot, "question_mark")
        assert clock.collected == 0
        await pressed(pilot, "escape")
        await pilot.pause(2 * SOON)
        assert clock.collected == 1


async def test_what_stands_above_the_board_does_not_stay(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert lasts(app)
        await pressed(pilot, "question_mark")
        assert not lasts(app)
        await pressed(pilot, "escape")
        assert lasts(app)


async def test_many_values_are_left_alone_and_few_are_not(session: SampleSession, collector: None) -> None:
    app = board_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        gc.unfreeze()
        with made_to_last(app, 40):
            few = [Ring()]
        assert gc.get_freeze_count() == 0
        with made_to_last(app, 10_000):
            assert not gc.isenabled()
            many = [Ring()]
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
        assert [*few, *many]


async def test_nothing_is_left_alone_below_what_is_soon_left(session: SampleSession, collector: None) -> None:
    app = board_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        gc.unfreeze()
        await pressed(pilot, "question_mark")
        with made_to_last(app, 10_000):
            pass
        assert gc.get_freeze_count() == 0


class Ring:
    """Refers to itself, as a screen does."""

    def __init__(self) -> None:
        self.me = self


def test_what_was_left_before_is_collected_first(collector: None) -> None:
    ring = ref(Ring())
    gc.disable()
    try:
        with made_to_last(App[None](), 10_000):
            assert ring() is None
    finally:
        gc.enable()


async def test_plans_that_were_read_again_and_again_are_gone(
    monkeypatch: pytest.MonkeyPatch, collector: None
) -> None:
    """Also where a reload leaves all that it made alone: no more than two of them live."""
    monkeypatch.setattr(garbage, "_MANY", 1)
    tracker = MemoryTracker(big_plan(50))
    session = session_over(tracker)
    app = board_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        kept: list[ref[Plan]] = []
        for number in range(12):
            tracker.plan = replace(tracker.plan, title=f"Plan {number}")
            with made_to_last(app, 50):
                session.reload(force=True)
            app.screen.post_message(JournalChanged())
            await settled(pilot)
            kept.append(ref(session.view.board.plan))
        assert sum(plan() is not None for plan in kept) <= 2


async def test_a_board_that_is_left_for_another_is_looked_through(
    session: SampleSession, collector: None
) -> None:
    app = board_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        gc.freeze()
        app.post_message(PickerScreen.Opened(session))
        await settled(pilot)
        assert gc.get_freeze_count() == 0


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
