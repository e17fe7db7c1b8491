"""The base of whatever asks for a few fields: checked while typing, kept with Enter, left with Escape.

What will not do is said in the form, and everything typed stays.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from screens.forms.choice import Choice
from screens.forms.field import Field, FieldRow
from screens.handing_over import hand_over
from screens.in_steps import InSteps
from screens.messages import Failed
from screens.widgets.hint import Hint
from tracker.errors import TrackerError

V = TypeVar("V")


class AskingForm(InSteps, ModalScreen[V | None], Generic[V]):
    """Some fields; it hands back a value, or None when it was left."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Input, Choice"
    ways: str = "Enter keeps · Tab goes on · Esc leaves"
    """The keys, as they are said at the bottom."""
    verb: str = ""
    """What keeping the form does, as its title and its button say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave", id="form.cancel", tooltip="Leave without doing anything"),
        Binding("enter", "keep", "Keep", id="form.keep", tooltip="Do it"),
        Binding("down", "app.focus_next", "Next", id="form.next", tooltip="The next field", show=False),
        Binding("up", "app.focus_previous", "Back", id="form.back", tooltip="The field before", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._tried = False

    @abstractmethod
    def fields(self) -> Sequence[Field]:
        """Return what is asked for, in order."""

    @abstractmethod
    def value(self, texts: Mapping[str, str]) -> V:
        """Return the value of texts that have no problems, by the names of the fields."""

    @property
    def heading(self) -> str:
        """What is about to be done."""
        return self.verb

    @property
    def subject(self) -> str:
        """What the form is about, in a line."""
        return ""

    def problems(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Return what is wrong, by field; fields that are right are left out."""
        found = {field.name: field.problem(texts[field.name]) for field in self.fields()}
        return {name: problem for name, problem in found.items() if problem}

    def implied(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Return what has to be chosen for what was typed to make sense, by field."""
        return {}

    tried_aside = False
    """Trying a value out takes so long that a worker has to do it."""

    def try_out(self, value: V) -> None:
        """Raise TrackerError where the value would be refused."""

    def compose(self) -> ComposeResult:
        """Title, fields, what was refused, and the two ways out."""
        with Vertical(id="form"):
            yield Static(self.heading, id="heading", markup=False)
            yield Static(self.subject, id="subject", markup=False)
            for field in self.fields():
                yield FieldRow(field)
            yield Static("", id="refusal", markup=False)
            with Horizontal(id="ways-out"):
                yield Button(self.verb, id="keep", compact=True, variant="primary")
                yield Button("Leave", id="leave", compact=True)
                yield Hint(self.ways, id="keys")

    def on_mount(self) -> None:
        """Show how a value that was given back is understood."""
        self.query_one("#refusal", Static).display = False
        for row in self._rows():
            row.show_problem(None)
        for choice in self.query(Choice):
            choice.hand_on = self.take_text

    def field_for_text(self, texts: Mapping[str, str]) -> str | None:
        """Return the name of the field that is meant by who types on a choice; None where there is none."""
        return next((field.name for field in self.fields() if not field.choices), None)

    def take_text(self, text: str) -> None:
        """Take text that was typed on a choice into the field it is meant for."""
        name = self.field_for_text(self.texts())
        for row in self._rows():
            if row.field.name == name:
                row.take_text(text)

    def texts(self) -> dict[str, str]:
        """Return what is typed and chosen, by the names of the fields."""
        return {row.field.name: row.text for row in self._rows()}

    def _rows(self) -> list[FieldRow]:
        return list(self.query(FieldRow))

    @on(Input.Changed)
    @on(Choice.Changed)
    def _look(self) -> None:
        """Check while typing; that something is missing is said only after an attempt to keep."""
        chosen = self.implied(self.texts())
        for row in self._rows():
            if row.field.name in chosen:
                row.choose(chosen[row.field.name])
        texts = self.texts()
        found = self.problems(texts)
        for row in self._rows():
            typed = self._tried or bool(texts[row.field.name])
            row.show_problem(found.get(row.field.name) if typed else None)

    @on(Input.Submitted)
    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Hand the value back, or go to the first field that will not do."""
        self._tried = True
        self._look()
        texts = self.texts()
        found = self.problems(texts)
        if found:
            next(row for row in self._rows() if row.field.name in found).focus_control()
            return
        value = self.value(texts)
        if self.tried_aside:
            self._try_aside(value)
        else:
            self._tried_out(value)()

    def _tried_out(self, value: V) -> Callable[[], object]:
        """Try a value out; return what is to be done then: hand it back, or say why it would be refused."""
        try:
            self.try_out(value)
        except TrackerError as error:
            return partial(self._refuse, error)
        return partial(self.dismiss, value)

    @work(thread=True, exclusive=True, group="try", exit_on_error=False)
    def _try_aside(self, value: V) -> None:
        try:
            then = self._tried_out(value)
        except Exception as error:  # a defect belongs on the screen as well
            then = partial(self._refuse, error)
        hand_over(then)

    def _refuse(self, error: Exception) -> None:
        refusal = self.query_one("#refusal", Static)
        refusal.update(Failed(error).in_lines)
        refusal.display = True

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leave."""
        self.dismiss(None)
