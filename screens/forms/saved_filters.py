"""Saved filters: a list to choose from; a digit takes one at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from screens.in_steps import InSteps
from screens.key_names import name_of
from screens.widgets.hint import Hint
from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.page import Page
from tracker.domain.frozen import frozen
from tracker.domain.text import counted, one_line

NUMBERED = 9
"""As many filters have a digit of their own."""
_LONGEST_NAME, _COUNT = 20, 12
_HINT = "1-9 or Enter shows · Esc leaves"


@frozen
class SavedFilter:
    """A filter with how many items it finds; `problem` is why the plan at hand does not understand it."""

    name: str
    query: str
    found: int | None = None
    """None while it is counted."""
    problem: str = ""


class SavedFiltersForm(InSteps, ModalScreen[str | None]):
    """Hands back the name of the filter to show, or None when it was left."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Page"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,F", "cancel", "Leave", id="filters.cancel", tooltip="Leave the filter as it is"),
        *(
            Binding(str(n), f"take({n})", "Show", id=f"filters.take-{n}", tooltip="Show what it finds")
            for n in range(1, NUMBERED + 1)
        ),
    ]

    page = getters.query_one(Page)

    def __init__(self, filters: Sequence[SavedFilter]) -> None:
        """Offer these, in their order."""
        super().__init__()
        self._filters = tuple(filters)

    def compose(self) -> ComposeResult:
        """Title, filters and the two ways out."""
        with Vertical(id="form"):
            yield Static("Saved filters", id="heading", markup=False)
            yield Page(self._rows)
            with Horizontal(id="ways-out"):
                yield Button("Show", id="keep", compact=True, variant="primary")
                yield Button("Leave", id="leave", compact=True)
                yield Hint(_HINT, id="keys")

    def on_mount(self) -> None:
        """Offer the keys that do something."""
        self._show_keys()

    def offer(self, filters: Sequence[SavedFilter]) -> None:
        """Offer others; the cursor stays on its filter."""
        self._filters = tuple(filters)
        if self.is_mounted:
            self._show_keys()
            self.page.fill(self._rows)

    def _show_keys(self) -> None:
        self.query_one("#keep").display = bool(self._filters)
        self.query_one(Hint).say(_HINT if self._filters else "Esc leaves")

    def _rows(self, width: int) -> list[Row]:
        if not self._filters:
            types = name_of(self.app, "board.filter", "slash")
            keeps = name_of(self.app, "board.save-filter", "ctrl+s")
            return [
                row(f"No filter is saved yet: {types} types one, {keeps} keeps it under a name."),
                row(Span("or: tracker config set filters.NAME QUERY", Tone.MUTED)),
            ]
        names = min(_LONGEST_NAME, max(cell_len(each.name) for each in self._filters)) + 1
        rows = []
        for number, each in enumerate(self._filters, start=1):
            rows.append(self._row(number, each, names, width))
            if each.problem:
                rows.append(row(Span(f"  ✗ {one_line(each.problem)}", Tone.BAD), indent=4))
        return rows

    def _row(self, number: int, each: SavedFilter, names: int, width: int) -> Row:
        digit = f"{number} " if number <= NUMBERED else "  "
        count = "" if each.found is None else counted(each.found, "item")
        query = fitted(one_line(each.query), width - len(digit) - names - _COUNT - 1)
        spans = (
            Span(digit, Tone.ACCENT),
            Span(fitted(each.name, names), Tone.STRONG),
            Span(f"{query} "),
            Span(fitted(count, _COUNT, right=True), Tone.MUTED),
        )
        return Row(spans, key=each.name, wraps=False)

    def action_take(self, number: int) -> None:
        """Hand back the filter of that number, where there is one."""
        if number <= len(self._filters):
            self.dismiss(self._filters[number - 1].name)

    @on(Page.Chosen)
    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Hand back the filter under the cursor."""
        self.dismiss(self.page.current)

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leave."""
        self.dismiss(None)
