"""A stopwatch on the event loop: how long each callback held it, and what it was about.

Told is the processor time of the loop's own thread, in which waiting on a busy machine does not count,
beside the time on the wall, in which waiting for other threads counts as well. A callback of Textual's
handles any number of messages; it is named by the one that took longest.
"""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from textual.events import Callback
from textual.message_pump import MessagePump

_NOTHING = 0.1
"""Milliseconds under which a callback is not kept."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One callback of the loop, in milliseconds."""

    cpu: float
    wall: float
    what: str
    garbage: float = 0.0
    """Of the processor time, what the collection of garbage took."""


@dataclass(slots=True)
class Stopwatch:
    """What held the loop since it was emptied last."""

    holds: list[Hold] = field(default_factory=list)
    _parts: list[tuple[float, str]] = field(default_factory=list)
    _garbage: float = 0.0
    _collecting: float = 0.0

    def emptied(self) -> list[Hold]:
        """Return the holds so far, and begin anew."""
        found, self.holds = self.holds, []
        return found

    def handled(self, seconds: float, what: str) -> None:
        """Note a message of the callback that runs now."""
        self._parts.append((seconds, what))

    def collected(self, phase: str, info: object) -> None:
        """Note the beginning and the end of a collection of garbage in the thread of the loop."""
        if threading.current_thread() is not threading.main_thread():
            return
        if phase == "start":
            self._collecting = time.thread_time()
        else:
            self._garbage += (time.thread_time() - self._collecting) * 1e3

    def ran(self, cpu: float, wall: float, callback: Any) -> None:
        """Note a callback that has run."""
        if cpu > _NOTHING:
            named = max(self._parts, default=(0.0, ""))[1] or _name_of(callback)
            self.holds.append(Hold(cpu, wall, named, self._garbage))
        self._parts.clear()
        self._garbage = 0.0


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """Time every callback of every loop of this process, until the end of the block."""
    watch = Stopwatch()
    run, dispatch = asyncio.Handle._run, MessagePump._dispatch_message

    def timed_run(handle: Any) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        run(handle)
        watch.ran((time.thread_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3, handle._callback)

    async def timed_dispatch(pump: MessagePump, message: Any) -> None:
        begun = time.thread_time()
        await dispatch(pump, message)
        watch.handled(time.thread_time() - begun, f"{type(pump).__name__}: {_message_name(message)}")

    _replace(timed_run, timed_dispatch)
    gc.callbacks.append(watch.collected)
    try:
        yield watch
    finally:
        gc.callbacks.remove(watch.collected)
        _replace(run, dispatch)


def _replace(run: Any, dispatch: Any) -> None:
    """Put functions in place of those that run a callback of the loop, and handle a message of Textual's."""
    handles: Any = asyncio.Handle
    pumps: Any = MessagePump
    handles._run, pumps._dispatch_message = run, dispatch


def _message_name(message: Any) -> str:
    if isinstance(message, Callback):
        return f"call of {_name_of(message.callback)}"
    return type(message).__name__


def _name_of(callback: Any) -> str:
    """The task that a callback steps, or the function that it is."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, asyncio.Task):
        coroutine = getattr(owner.get_coro(), "__qualname__", "")
        return f"{owner.get_name()} {coroutine}"[:60]
    return str(getattr(callback, "__qualname__", callback))[:60]
