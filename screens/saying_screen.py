"""The base of screens that say above the keys what was done last, and what could not be done.

That stands until the next thing is done. What they say is never parsed as markup.
"""

from __future__ import annotations

from typing import Generic

from textual import getters, on
from textual.widgets import Static

from screens.failing import TellsFailures
from screens.keyed_screen import KeyedScreen, R
from screens.messages import Failed


class SaidLine(Static):
    """Where it is said; hidden while there is nothing to say."""

    DEFAULT_CSS = """
    SaidLine {
        height: auto;
        max-height: 4;
        padding: 0 1;
        display: none;
        color: $text-muted;
        &.failed { color: $text-error; }
    }
    """

    def __init__(self) -> None:
        super().__init__("", id="said", markup=False)


class SayingScreen(TellsFailures, KeyedScreen[R], Generic[R]):
    """A screen with such a line, which it composes itself."""

    said = getters.query_one(SaidLine)

    def say(self, text: str, *, failed: bool = False) -> None:
        """Say something above the keys."""
        self.said.update(text)
        self.said.set_class(failed, "failed")
        self.said.display = bool(text)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.say(event.in_lines, failed=True)
