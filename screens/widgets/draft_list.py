"""The list of what an import drafted: a long page that tells where its cursor is."""

from __future__ import annotations

from textual.message import Message

from screens.widgets.long_page import LongPage


class DraftList(LongPage):
    """Groups and their items, a line each."""

    class Highlighted(Message):
        """The cursor is on another row than before; None where there is no row."""

        def __init__(self, key: str | None) -> None:
            super().__init__()
            self.key = key

    _told: str | None = None

    def _lay_out(self) -> None:
        super()._lay_out()
        self._tell_cursor()

    def _go_to(self, index: int) -> None:
        super()._go_to(index)
        self._tell_cursor()

    def action_turn(self, pages: int) -> None:
        """Go a page on or back."""
        super().action_turn(pages)
        self._tell_cursor()

    def _tell_cursor(self) -> None:
        if self.current != self._told:
            self._told = self.current
            self.post_message(self.Highlighted(self.current))
