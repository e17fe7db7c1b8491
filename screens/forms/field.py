"""One field of a form: its label, what is typed or chosen, and why that will not do, right below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from screens.forms.choice import Choice
from screens.forms.entry import Entry
from tracker.domain.frozen import frozen
from tracker.domain.text import one_line


@frozen
class Field:
    """What a form asks for. With `choices` one of them is picked, else text is typed."""

    name: str
    label: str
    text: str = ""
    placeholder: str = ""
    required: bool = True
    read: Callable[[str], object] = str
    """Reads what was typed; raises ValueError with the reason when it cannot."""
    choices: Sequence[str] = ()
    suggestions: Sequence[str] = ()
    tooltip: str = ""

    def problem(self, text: str) -> str | None:
        """Return why a text will not do, or None when it does."""
        if not text.strip():
            return f"{self.label.lower()} is needed" if self.required else None
        try:
            self.read(text)
        except ValueError as error:
            return str(error)
        return None

    def reading(self, text: str) -> str:
        """Return how a text is understood where that is not plain to see: the day that `30d` means."""
        if not text.strip() or self.problem(text):
            return ""
        value = self.read(text)
        return f"{value:%a} {value}" if isinstance(value, date) else ""


class FieldRow(Vertical):
    """A field on the screen."""

    remark = getters.query_one(".remark", Static)

    def __init__(self, field: Field) -> None:
        super().__init__(classes="field")
        self.field = field
        self._entry = Entry(field.label, self._control())

    def compose(self) -> ComposeResult:
        """Label and control side by side, the remark below."""
        yield self._entry
        yield Static("", classes="remark", markup=False)

    def _control(self) -> Input | Choice:
        field = self.field
        if field.choices:
            control: Input | Choice = Choice(field.choices, field.text)
        else:
            known = SuggestFromList(field.suggestions, case_sensitive=False) if field.suggestions else None
            control = Input(field.text, placeholder=field.placeholder, compact=True, suggester=known)
            control.select_on_focus = False  # what was typed before is mended, not replaced
            control.cursor_blink = False  # an idle app stays idle
        control.tooltip = field.tooltip or None
        return control

    @property
    def text(self) -> str:
        """What was typed or chosen, on one line and without control characters."""
        return one_line(self._entry.control.value)

    def focus_control(self) -> None:
        """Put the cursor into the field."""
        self._entry.control.focus()

    def choose(self, option: str) -> None:
        """Choose an option; only for a choice."""
        self.query_one(Choice).value = option

    def take_text(self, text: str) -> None:
        """Put the cursor into the field and text to where it is; not for a choice."""
        control = self.query_one(Input)
        self.screen.set_focus(control)
        control.insert_text_at_cursor(text)

    def show_problem(self, problem: str | None) -> None:
        """Say what is wrong with the field, or how it is understood when nothing is."""
        reading = self.field.reading(self.text)
        self.set_class(problem is not None, "wrong")
        self.remark.update(f"✗ {problem}" if problem else f"→ {reading}" if reading else "")
        self.remark.display = bool(problem or reading)
