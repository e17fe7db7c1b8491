"""A choice among a few words on one line: arrows or Space go through them, a click picks one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click
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
        Binding("right,l,space", "step(1)", "Next", id="choice.next", tooltip="The next option"),
        Binding("left,h", "step(-1)", "Previous", id="choice.previous", tooltip="The option before"),
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

    def on_click(self, event: Click) -> None:
        """Choose what was clicked on."""
        left = -self._hidden
        for option in self._options:
            right = left + cell_len(option) + 2
            if left <= event.x < right:
                self.value = option
            left = right + self._gap
