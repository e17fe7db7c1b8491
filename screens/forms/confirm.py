"""Confirm: one question before something that is not undone by a key."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from screens.in_steps import InSteps
from screens.widgets.hint import Hint


class ConfirmForm(InSteps, ModalScreen[bool]):
    """Asks a question; True for yes. Leaving it is a no."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "#leave"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no", tooltip="Leave it"),
    ]

    def __init__(self, question: str, details: str = "", yes: str = "Yes") -> None:
        """Ask `question`; `details` may have several lines, `yes` is what the button says."""
        super().__init__()
        self.question = question
        self.details = details
        self.yes = yes

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical(id="form"):
            yield Static(self.question, id="heading", markup=False)
            with VerticalScroll(id="details"):
                yield Static(self.details, markup=False)
            with Horizontal(id="ways-out"):
                yield Button(self.yes, id="keep", compact=True, variant="primary")
                yield Button("Leave", id="leave", compact=True)
                yield Hint("y does it · n leaves", id="keys")

    def on_mount(self) -> None:
        """Show no empty line where there are no details."""
        self.query_one("#details").display = bool(self.details)

    @on(Button.Pressed, "#keep")
    def _yes(self) -> None:
        self.action_answer(True)

    @on(Button.Pressed, "#leave")
    def _no(self) -> None:
        self.action_answer(False)

    def action_answer(self, answer: bool) -> None:
        """Hand the answer back."""
        self.dismiss(answer)
