"""Coming onto the screen in steps: what a screen is made of is imported aside, and its widgets are mounted
one by one; keys wait until all are there.

All of it in one go takes longer than a frame. Between the steps the event loop is free; what is typed
meanwhile is for what comes, and goes there in its order.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from importlib import import_module

from textual import events, work
from textual.widget import Widget

from screens.drawing import DrawnInSteps

_PATIENCE = 2.0
"""Seconds after which a key waits no longer for a screen that does not come."""
_WIDGETS = 4
"""Widgets whose styles are looked up before others have their turn."""
_LONG = (events.Compose, events.Mount, events.Resize, events.ScreenResume)
"""What a screen does much for."""


class InSteps(DrawnInSteps):
    """A screen, or a form over one, that keeps nobody waiting while it comes and while it is drawn."""

    @cached_property
    def _arrived(self) -> asyncio.Event:
        return asyncio.Event()

    async def arrival(self) -> None:
        """Wait until the screen is there, with the focus where its first key is to go."""
        if not self._arrived.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await self._arrived.wait()

    def once_loaded(self, module: str, go_on: Callable[[], object]) -> None:
        """Go on with what a module is needed for: at once, or after a worker imported it, while keys wait."""
        if module in sys.modules:
            go_on()
        else:
            self._arrived.clear()
            self._import_aside(module, go_on)

    @work(thread=True, group="load", exit_on_error=False)
    def _import_aside(self, module: str, go_on: Callable[[], object]) -> None:
        try:
            import_module(module)
        except Exception:
            self.call_later(self._arrived.set)
            raise
        self.call_later(self._imported, go_on)

    def _imported(self, go_on: Callable[[], object]) -> None:
        try:
            go_on()
        finally:
            self._arrived.set()

    async def mount_composed_widgets(self, widgets: Sequence[Widget]) -> None:
        """Mount one by one what was composed; the screen may be left meanwhile."""
        for widget in widgets:
            if self.is_attached:
                await self.mount(widget)

    async def _look_styles_up(self) -> None:
        """Give all widgets the styles they have now that they are together, and one of them the focus."""
        nodes = self.walk_children(with_self=True)
        for first in range(0, len(nodes), _WIDGETS):
            self.app.stylesheet.update_nodes(nodes[first : first + _WIDGETS])
            await asyncio.sleep(0)

    async def on_event(self, event: events.Event) -> None:
        """Let others have their turn after what takes long: Textual would go on with the next at once."""
        if isinstance(event, events.ScreenResume) and not self._arrived.is_set():
            event.refresh_styles = False
            await self._look_styles_up()
        await super().on_event(event)
        if isinstance(event, events.ScreenResume):
            self._arrived.set()
        if isinstance(event, _LONG):
            await asyncio.sleep(0)
