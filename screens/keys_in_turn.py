"""Keys one after the other: each is handed on once the one before has done what it does.

A key goes to what has the focus, and comes back from there to the app, which then runs what is bound to it.
Typed or pasted in one go, the next one would have gone the same way by then: what follows the key that opens
a form would go past it. So behind a key that is still on its way a message is sent after it, and what was
typed next waits until that one came back, twice: the second time what the key set off has arrived as well.
Keys that come one by one find nothing on its way, and wait for nothing.
"""

from __future__ import annotations

import asyncio
from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import ref

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

from screens.in_steps import InSteps

if TYPE_CHECKING:
    from textual.app import App

    _App = App[None]
else:
    _App = object

_ROUNDS = 2
_PATIENCE = 0.25
"""Seconds after which a key waits no longer: what it was sent after went to a widget that is gone by now."""


class KeysInTurn(_App):
    """An app to which one can type faster than it works."""

    class Passed(Message):
        """Went the way of a key, behind it."""

        def __init__(self, rounds: int) -> None:
            super().__init__()
            self.rounds = rounds
            """How many times it is to go that way, this one included."""

    _key: events.Event | None = None
    """What was handed on last, as long as it has not come back."""
    _way: ref[MessagePump]
    """Where it was handed to; it may be gone before the next key comes, and is not kept for that."""
    _asked: Passed | None = None
    """What was sent after it."""

    @cached_property
    def _typed(self) -> deque[events.Event]:
        """Keys and pasted texts that wait for their turn."""
        return deque()

    async def on_event(self, event: events.Event) -> None:
        """Take keys in turn; everything else is as ever."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif event.is_forwarded:
            await self._arrival()
            await super().on_event(event)
            if event is self._key:
                self._key = None
        else:
            self._typed.append(event)
            await self._hand_on()

    async def _hand_on(self) -> None:
        """Hand on what waits, until there is something on its way again."""
        while self._typed and not self._is_under_way():
            event = self._typed.popleft()
            await self._arrival()
            self._key, self._way = event, ref(self.focused or self.screen)
            await super().on_event(event)
            if not event.is_forwarded:  # the app took it itself
                self._key = None

    async def _arrival(self) -> None:
        """Wait until whatever screen is on its way has come; another one may follow it at once."""
        waited = None
        while self._screen_stack and self.screen is not waited:
            waited = self.screen
            if isinstance(waited, InSteps):
                await waited.arrival()

    def _is_under_way(self) -> bool:
        """Tell whether the last key has still something to do; if so `Passed` says when that is over."""
        if self._asked:
            return True
        came_back = self._key is None or self._key._stop_propagation  # where somebody took it
        return not came_back and self._sent_after(_ROUNDS)

    def _sent_after(self, rounds: int) -> bool:
        """Send something after the last key; False where it went to what is gone."""
        asked, way = self.Passed(rounds), self._way()
        if way is None or not way.post_message(asked):
            return False
        self._asked = asked
        asyncio.get_running_loop().call_later(_PATIENCE, self._wait_no_longer, asked)
        return True

    def _wait_no_longer(self, asked: Passed) -> None:
        if asked is self._asked:
            self._asked = last = self.Passed(1)
            self.post_message(last)

    async def on_keys_in_turn_passed(self, event: Passed) -> None:
        """Hand the next key on, if nothing that the last one set off is on its way."""
        event.stop()
        if event is self._asked:
            self._asked = None
            if event.rounds == 1 or not self._sent_after(event.rounds - 1):
                self._key = None
                await self._hand_on()
