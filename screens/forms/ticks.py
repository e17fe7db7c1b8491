"""Tick: the checks of one item, ticked and unticked together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from screens.forms.values import TickChanges
from screens.in_steps import InSteps
from screens.widgets.hint import Hint
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.page import Page
from tracker.domain.board import Board, Card


class TicksForm(InSteps, ModalScreen[TickChanges | None]):
    """Shows the checks; hands back what was changed, or None when nothing was."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Page"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="ticks.toggle", tooltip="Tick or untick the check"),
        Binding("escape", "cancel", "Leave", id="ticks.cancel", tooltip="Leave without doing anything"),
    ]

    page = getters.query_one(Page)

    def __init__(self, board: Board, id_: str, initial: TickChanges | None = None) -> None:
        """Show the checks of one item."""
        super().__init__()
        self.card: Card = board.by_id[id_]
        self._changed = {check for check, _ in initial.changes} if initial else set()

    def compose(self) -> ComposeResult:
        """Title, checks and the two ways out."""
        with Vertical(id="form"):
            yield Static(f"Tick {self.card.id}", id="heading", markup=False)
            yield Static(self.card.item.title, id="subject", markup=False)
            yield Page(lambda _: list(self._check_rows()))
            with Horizontal(id="ways-out"):
                yield Button("Keep", id="keep", compact=True, variant="primary")
                yield Button("Leave", id="leave", compact=True)
                yield Hint("Space ticks · Enter keeps · Esc leaves", id="keys")

    def _check_rows(self) -> Iterator[Row]:
        if not self.card.checks:
            yield row(Span("this item has no checks", Tone.MUTED))
        for check in self.card.checks:
            done = check.done is not (check.id in self._changed)
            mark = Span("✓ ", Tone.GOOD) if done else Span("○ ", Tone.MUTED)
            other = check.item if check.item != self.card.id else None
            aside = Span(f"  ticks itself with {other}" if other else "", Tone.MUTED)
            new = Span("  changed" if check.id in self._changed else "", Tone.ACCENT)
            yield row(mark, check.text, aside, new, key=check.id, indent=2)

    def action_tick(self) -> None:
        """Tick or untick the check under the cursor; those of other items tick themselves."""
        check = next((check for check in self.card.checks if check.id == self.page.current), None)
        if check is None or (check.item and check.item != self.card.id):
            return
        self._changed ^= {check.id}
        self.page.fill(lambda _: list(self._check_rows()))

    @on(Page.Chosen)
    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Hand back what was changed."""
        changes = tuple((check.id, not check.done) for check in self.card.checks if check.id in self._changed)
        self.dismiss(TickChanges(changes) if changes else None)

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leave."""
        self.dismiss(None)
