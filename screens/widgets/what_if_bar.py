"""The line where a what-if is typed, with its answer below: as high with an answer as without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from screens.widgets.page import Build, Page

Complete = Callable[[str], str | None]
"""Returns a text with its last word completed, or None."""


class _Completion(Suggester):
    """Completes the last word."""

    def __init__(self, complete: Complete) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with its last word completed."""
        return self._complete(value)


class _Answer(Page, can_focus=False):
    """What is said of the change; it is no place to be in."""


class WhatIfBar(Vertical):
    """A prompt, an input and four lines below; hidden until it is opened."""

    DEFAULT_CSS = """
    WhatIfBar {
        height: auto;
        display: none;
        background: $panel;
        &.-shown { display: block; }
        & > #what-if-row { height: 1; padding: 0 1; }
        & #what-if-prompt { width: 9; color: $text-accent; text-style: bold; }
        & #what-if-input { width: 1fr; background: $panel; border: none; padding: 0; height: 1; }
        & > _Answer { height: 4; background: $panel; scrollbar-size-vertical: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="what-if.leave", tooltip="Take the change off, and leave"),
        Binding("tab", "complete", "Complete", id="what-if.complete", tooltip="Take the suggested word"),
    ]

    entry = getters.query_one("#what-if-input", Input)
    answer = getters.query_one(_Answer)

    class Changed(Message):
        """Something else is typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Kept(Message):
        """Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """Escape was pressed."""

    def __init__(self, complete: Complete, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._completion = _Completion(complete)

    def compose(self) -> ComposeResult:
        """Prompt and input, and below them what is said."""
        with Horizontal(id="what-if-row"):
            yield Static("What if", id="what-if-prompt", markup=False)
            entry = Input(id="what-if-input", compact=True, suggester=self._completion, select_on_focus=False)
            entry.cursor_blink = False  # a blinking cursor wakes an idle app twice a second
            yield entry
        yield _Answer()

    @property
    def is_open(self) -> bool:
        """Whether something can be typed."""
        return self.has_class("-shown")

    @property
    def text(self) -> str:
        """What is typed."""
        return self.entry.value

    def open(self) -> None:
        """Let something be typed."""
        self.add_class("-shown")
        self.screen.set_focus(self.entry)  # at once: Widget.focus would let the next key go elsewhere

    def take(self, text: str) -> None:
        """Put another text in place of what is typed."""
        self.entry.value = text
        self.entry.cursor_position = len(text)

    def close(self) -> None:
        """Take what is typed back, and go out of sight."""
        with self.entry.prevent(Input.Changed):
            self.entry.value = ""
        self.remove_class("-shown")

    def tell(self, build: Build) -> None:
        """Say something below the line."""
        self.answer.fill(build, from_top=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on that it is to be kept."""
        event.stop()
        self.post_message(self.Kept(event.value))

    def action_complete(self) -> None:
        """Take the suggestion, which Input does when its cursor goes right at the end."""
        self.entry.action_cursor_right()

    def action_leave(self) -> None:
        """Pass on that it is over."""
        self.post_message(self.Left())
