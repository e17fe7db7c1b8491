"""The base of all forms: some fields over the board, checked while typing and tried before they are kept.

Enter keeps, Tab goes on, Escape leaves. A value is handed back only when the board at hand would take it;
what it would refuse is said in the form, and everything typed stays.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from screens.forms.choice import Choice
from screens.forms.decide import transitions
from screens.forms.field import Field, FieldRow
from screens.forms.values import Act
from tracker.domain.board import Board, Card
from tracker.domain.text import counted
from tracker.errors import TrackerError

T = TypeVar("T", bound=Act)


class Form(ModalScreen[T | None], Generic[T]):
    """A form about some items; it hands back a value, or None when it was left."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Input, Choice"
    verb: ClassVar[str] = ""
    """What keeping the form does, as its title and its button say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave", id="form.cancel", tooltip="Leave without doing anything"),
        Binding("enter", "keep", "Keep", id="form.keep", tooltip="Do it"),
        Binding("down", "app.focus_next", "Next", id="form.next", tooltip="The next field", show=False),
        Binding("up", "app.focus_previous", "Back", id="form.back", tooltip="The field before", show=False),
    ]

    def __init__(self, board: Board, ids: Sequence[str], initial: T | None = None) -> None:
        """Ask about the items `ids` of a board; `initial` is what was typed before."""
        super().__init__()
        self.board = board
        self.ids = tuple(ids)
        self.initial = initial
        self._tried = False

    @abstractmethod
    def fields(self) -> Sequence[Field]:
        """Return what is asked for, in order."""

    @abstractmethod
    def value(self, texts: Mapping[str, str]) -> T:
        """Return the value of texts that have no problems, by the names of the fields."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards the form is about."""
        return tuple(self.board.by_id[id_] for id_ in self.ids)

    @property
    def heading(self) -> str:
        """What is about to be done to what."""
        return (
            f"{self.verb} {self.ids[0]}"
            if len(self.ids) == 1
            else f"{self.verb} {counted(len(self.ids), 'item')}"
        )

    @property
    def subject(self) -> str:
        """What the form is about, in a line: the title of one item, the ids of several."""
        return self.cards[0].item.title if len(self.ids) == 1 else ", ".join(self.ids)

    def problems(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Return what is wrong, by field; fields that are right are left out."""
        found = {field.name: field.problem(texts[field.name]) for field in self.fields()}
        return {name: problem for name, problem in found.items() if problem}

    def try_out(self, value: T) -> None:
        """Raise TrackerError where the board at hand would refuse the value."""
        transitions(value, self.board, self.ids)

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
                yield Static("Enter keeps · Tab goes on · Esc leaves", id="keys", markup=False)

    def on_mount(self) -> None:
        """Show how a value that was given back is understood."""
        self.query_one("#refusal", Static).display = False
        for row in self._rows():
            row.show_problem(None)

    def texts(self) -> dict[str, str]:
        """Return what is typed and chosen, by the names of the fields."""
        return {row.field.name: row.text for row in self._rows()}

    def _rows(self) -> list[FieldRow]:
        return list(self.query(FieldRow))

    @on(Input.Changed)
    @on(Choice.Changed)
    def _look(self) -> None:
        """Check while typing; that something is missing is said only after an attempt to keep."""
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
        try:
            self.try_out(value)
        except TrackerError as error:
            self._refuse(error)
        else:
            self.dismiss(value)

    def _refuse(self, error: TrackerError) -> None:
        refusal = self.query_one("#refusal", Static)
        refusal.update(f"✗ {error}" + (f"\n  {error.hint}" if error.hint else ""))
        refusal.display = True

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leave."""
        self.dismiss(None)
