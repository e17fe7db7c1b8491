"""What holds the event loop: callbacks are timed and named, and the best of several runs counts."""

from __future__ import annotations

import asyncio
import gc
from functools import partial

from textual.app import App
from textual.message_pump import MessagePump

from benchmarks.event_loop import Held, held, least
from benchmarks.holding import Hold, Stopwatch, watched


def busy() -> None:
    """Take some milliseconds of the processor."""
    sum(range(300_000))


def test_callbacks_are_timed_and_named() -> None:
    async def run() -> None:
        asyncio.get_running_loop().call_soon(partial(busy))
        await asyncio.sleep(0)

    with watched() as watch:
        asyncio.run(run())
    hold = max(watch.emptied(), key=lambda hold: hold.cpu)
    assert hold.what == "busy"
    assert hold.cpu > 0
    assert watch.emptied() == []


async def test_a_callback_is_named_by_the_message_that_took_longest() -> None:
    class Slow(App[None]):
        def on_key(self) -> None:
            busy()

    with watched() as watch:
        async with Slow().run_test() as pilot:
            watch.emptied()
            await pilot.press("x")
        found = {hold.what for hold in watch.emptied()}
    assert "Slow: Key" in found


def test_everything_is_as_before_afterwards() -> None:
    before = (asyncio.Handle._run, MessagePump._dispatch_message, list(gc.callbacks))
    with watched():
        assert asyncio.Handle._run is not before[0]
    assert (asyncio.Handle._run, MessagePump._dispatch_message, list(gc.callbacks)) == before


def test_a_collection_of_garbage_is_told_apart() -> None:
    watch = Stopwatch()
    watch.collected("start", {})
    watch.collected("stop", {})
    watch.ran(5.0, 6.0, busy)
    watch.ran(5.0, 6.0, busy)
    first, second = watch.emptied()
    assert first.garbage > 0
    assert second.garbage == 0


def test_what_takes_no_time_is_not_kept() -> None:
    watch = Stopwatch()
    watch.ran(0.01, 3.0, busy)
    assert watch.emptied() == []


def test_the_longest_is_told_with_what_it_was() -> None:
    found = held([Hold(1.0, 9.0, "a"), Hold(20.0, 25.0, "b", 3.0), Hold(2.0, 2.0, "c")])
    assert (found.longest, found.what, found.wall, found.garbage) == (20.0, "b", 25.0, 3.0)
    assert 2.0 < found.late < 20.0


def test_where_nothing_held_the_loop_nothing_is_told() -> None:
    assert held([]) == Held(0.0, "nothing", 0.0, 0.0, 0.0)


def test_the_best_run_of_each_counts() -> None:
    slow, fast = Held(9.0, "a", 1.0, 1.0, 0.0), Held(5.0, "b", 1.0, 1.0, 0.0)
    assert least([{"open": slow, "key": fast}, {"open": fast, "key": slow}]) == {"open": fast, "key": fast}
