"""A line to search in: what is typed works at once, and what was found is said beside it."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class SearchLine(Horizontal):
    """A prompt, an input, and a remark at the right."""

    DEFAULT_CSS = """
    SearchLine {
        height: 1;
        padding: 0 1;
        & > #search-prompt { width: 2; color: $accent; text-style: bold; }
        & > Input { width: 1fr; background: $background; background-tint: $background 0%; }
        & > #search-aside { width: 36; color: $text-muted; text-align: right; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "Clear", id="search.clear", tooltip="Take the search off"),
        Binding("down", "leave", "List", id="search.leave", tooltip="Keep the search, go to what it found"),
    ]

    entry = getters.query_one(Input)
    aside = getters.query_one("#search-aside", Static)

    class Changed(Message):
        """Something else is looked for."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The typing is over."""

    def __init__(self, text: str, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._initial = text
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Prompt, input and remark."""
        yield Static("/", id="search-prompt", markup=False)
        entry = Input(self._initial, placeholder=self._placeholder, compact=True, select_on_focus=False)
        entry.cursor_blink = False  # a blinking cursor wakes an idle app twice a second
        yield entry
        yield Static("", id="search-aside", markup=False)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.entry.value

    def open(self) -> None:
        """Let something be typed."""
        self.screen.set_focus(self.entry)  # at once: Widget.focus would let the next key go elsewhere

    def take(self, text: str) -> None:
        """Look for something else."""
        self.entry.value = text
        self.entry.cursor_position = len(text)

    def tell(self, aside: str) -> None:
        """Say what was found."""
        self.aside.update(aside, layout=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on that typing is done."""
        event.stop()
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Take back what was typed, and leave."""
        self.take("")
        self.post_message(self.Left())

    def action_leave(self) -> None:
        """Go on to what was found."""
        self.post_message(self.Left())
