"""A choice among a few words on one line: arrows or Space go through them, a click picks one.

It has no use for text, so what is typed on it is handed on: a form may begin with a choice, and whoever types
at once means the field that comes after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click, Key, Paste
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

_GAP = 2


class Choice(Widget, can_focus=True):
    """Options side by side, one of them chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--chosen", "choice--other"}

    DEFAULT_CSS = """
    Choice {
        height: 1;
        width: 1fr;
        & > .choice--other { color: $text-muted; }
        & > .choice--chosen { text-style: bold; color: $foreground; }
        &:focus > .choice--chosen { text-style: bold reverse; color: $accent; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "Next", id="choice.next", tooltip="The next option"),
        Binding("left", "step(-1)", "Previous", id="choice.previous", tooltip="The option before"),
    ]

    value: reactive[str] = reactive("")

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, choice: Choice, value: str) -> None:
            super().__init__()
            self.choice = choice
            self.value = value

        @property
        def control(self) -> Choice:
            """The choice it happened on."""
            return self.choice

    def __init__(self, options: Sequence[str], value: str = "") -> None:
        super().__init__()
        self._options = tuple(options)
        self.hand_on: Callable[[str], None] | None = None
        """Takes text that is typed here. Called at once: a message could be overtaken by the next letter."""
        self.set_reactive(Choice.value, value if value in self._options else self._options[0])

    def watch_value(self, value: str) -> None:
        """Tell the form."""
        self.post_message(self.Changed(self, value))

    def render_line(self, y: int) -> Strip:
        """Draw the options; brackets mark the chosen one where there are no colours."""
        segments = []
        for option in self._options:
            name = "choice--chosen" if option == self.value else "choice--other"
            text = f"[{option}]" if option == self.value else f" {option} "
            segments += [
                Segment(text, self.get_component_rich_style(name)),
                Segment(" " * self._gap, self.rich_style),
            ]
        start = self._hidden
        return Strip(segments).crop_extend(start, start + self.size.width, self.rich_style)

    @property
    def _gap(self) -> int:
        """The space between options: none beyond that of the brackets where they would not fit."""
        widths = [cell_len(option) + 2 for option in self._options]
        return _GAP if sum(widths) + _GAP * (len(widths) - 1) <= self.size.width else 0

    @property
    def _hidden(self) -> int:
        """How many cells are out of sight on the left, so that the chosen option is in it."""
        place = self._options.index(self.value)
        right = sum(cell_len(option) + 2 + self._gap for option in self._options[: place + 1]) - self._gap
        return max(0, right - self.size.width)

    def action_step(self, steps: int) -> None:
        """Go to another option, round and round."""
        self.value = self._options[(self._options.index(self.value) + steps) % len(self._options)]

    def on_key(self, event: Key) -> None:
        """Hand a character on, unless the keymap makes it choose."""
        active = self.screen.active_bindings.get(event.key)
        chooses = active is not None and active.node is self
        if self.hand_on and event.character and event.is_printable and not chooses:
            event.stop()
            event.prevent_default()
            self.hand_on(event.character)

    def on_paste(self, event: Paste) -> None:
        """Hand on the first line of what is pasted, which is what a field takes of it."""
        if self.hand_on and event.text:
            event.stop()
            self.hand_on(event.text.splitlines()[0])

    def on_click(self, event: Click) -> None:
        """Choose what was clicked on."""
        left = -self._hidden
        for option in self._options:
            right = left + cell_len(option) + 2
            if left <= event.x < right:
                self.value = option
            left = right + self._gap
