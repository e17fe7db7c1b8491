"""Pressing keys and waiting until everything they set off is over, without counting on time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

_HOPS = 8
"""Messages in a row that one may set off, from widget to screen to app and back."""
_TEXT = "text:"


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until workers have ended, timers of a moment have run out, and what they set off was handled."""
    await _over(pilot)
    await pilot.pause()
    await _over(pilot)


async def _over(pilot: Pilot[Any]) -> None:
    await _handled(pilot)
    while running := [worker for worker in pilot.app.workers if worker.is_running]:
        await asyncio.gather(*(worker.wait() for worker in running), return_exceptions=True)
        await _handled(pilot)


async def _handled(pilot: Pilot[Any]) -> None:
    for _ in range(_HOPS):
        await _heard(pilot.app)
        await pilot.pause(0)


async def _heard(app: App[Any]) -> None:
    """Wait until whoever lives has handled what was sent to it so far, below the screen on top as well."""
    living = [app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))]
    heard = [(node, asyncio.Event()) for node in living]
    for node, event in heard:
        node.call_later(event.set)
    for node, event in heard:
        while node.is_running and not event.is_set():
            await asyncio.sleep(0)


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
