"""The board with the item under its cursor beside it, where the terminal has room for both."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one
from textual.timer import Timer

from screens.columns import Column
from screens.messages import ItemHighlighted
from screens.session import Session
from screens.widgets.board_layout import has_room
from screens.widgets.board_view import BoardView
from screens.widgets.detail import Detail

REST = 0.06
"""Seconds the cursor rests on a card before its detail is drawn: that costs more than a key may take."""


class BoardPane(Horizontal):
    """The board and the detail that follows its cursor."""

    board = query_one("#board", BoardView)
    detail = query_one("#detail", Detail)

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._session = session
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The board at the left, the detail at the right."""
        yield BoardView(id="board")
        yield Detail(id="detail")

    def show(self, columns: tuple[Column, ...], *, by_severity: bool) -> None:
        """Show other columns, and the item under the cursor as it is now."""
        self.board.show(columns, by_severity=by_severity)
        self.board.mark(self._session.marked)
        self.show_detail()

    def show_detail(self) -> None:
        """Show the item under the cursor."""
        if self.detail.display:
            session, item = self._session, self.board.item
            card = session.card(item) if item else None
            self.detail.show(card, session.board, session.view.clears, session.forecast)

    def toggle_detail(self) -> None:
        """Give all the room to the board, or bring the detail back."""
        self._session.with_detail = not self._session.with_detail
        self._make_room()

    def on_resize(self) -> None:
        """Find out whether both have room."""
        self._make_room()

    def _make_room(self) -> None:
        shown = self._session.with_detail and has_room(self.size.width)
        if shown != self.detail.display:  # no class: the styles of all that is in it would be looked up again
            self.detail.display = shown
        self.show_detail()

    @on(ItemHighlighted)
    def _highlighted(self, event: ItemHighlighted) -> None:
        self._session.cursor = event.item
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self.show_detail)
