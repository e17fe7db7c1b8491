"""A line of a form: a label, and beside it the control it is the label of."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from screens.forms.choice import Choice


class Entry(Horizontal):
    """Label and control; the label shows whether the cursor is in the control."""

    def __init__(self, label: str, control: Input | Choice) -> None:
        super().__init__(classes="entry")
        self._label = label
        self.control = control

    def compose(self) -> ComposeResult:
        """Side by side."""
        yield Static(self._label, classes="label", markup=False)
        yield self.control

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Mark the label: Textual does not look again at what a sheet says of `:focus-within`."""
        self.add_class("current")

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Leave the mark to the entry that has the cursor now."""
        self.remove_class("current")
