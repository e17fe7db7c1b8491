"""Pressing keys and waiting until everything they set off is over, without counting on time.

An app is at rest when none of its workers runs, its loop has nothing to call, and no timer is about to run
out: whatever widgets still had to say to one another would be in one of these three places.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, cast

from textual.pilot import Pilot
from textual.widgets import Input

_MOMENT = 0.05
"""Seconds: what runs out so soon is waited for, such as the next frame, and no look around now and then."""
_IDLE_TURNS = 3
"""Turns of the loop in a row without anything to call: what a thread sends takes one to arrive."""
_TEXT = "text:"


class _Loop(asyncio.BaseEventLoop):
    """What asyncio's loops keep to themselves: what is to be called, now and later."""

    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the app is at rest, or is left: nobody stops the clock of its last frame then."""
    loop = cast("_Loop", asyncio.get_running_loop())
    turns = 0
    while turns < _IDLE_TURNS and not pilot.app._exit:
        turns += 1
        await asyncio.sleep(0)
        if loop._ready:
            turns = 0
        elif running := [worker for worker in pilot.app.workers if worker.is_running]:
            turns = 0
            await asyncio.gather(*(worker.wait() for worker in running), return_exceptions=True)
        elif due := [timer.when() for timer in loop._scheduled if not timer.cancelled()]:
            wait = min(due) - loop.time()
            if wait < _MOMENT:
                turns = 0
                await asyncio.sleep(max(0, wait))


async def pressed(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, with text among them put in at once, and wait for what they set off."""
    for key in keys:
        if key.startswith(_TEXT):
            focused = pilot.app.screen.focused
            assert isinstance(focused, Input)
            focused.insert_text_at_cursor(key.removeprefix(_TEXT))
        else:
            await pilot.press(key)
    await settled(pilot)


def typed(text: str) -> str:
    """Return what `pressed` puts in as text: a key at a time would draw everything again for each."""
    return f"{_TEXT}{text}"


def pressing(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Return what a picture is taken after."""

    async def run(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await pressed(pilot, *keys)

    return run
