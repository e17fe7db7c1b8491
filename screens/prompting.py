"""The prompts at the bottom of the board: a filter that works while it is typed, and an id to jump to."""

from __future__ import annotations

from abc import abstractmethod

from textual import on
from textual.getters import query_one
from textual.widgets import Input

from screens import keys
from screens.acting import ActingScreen
from screens.messages import Failed
from screens.widgets.board_view import BoardView
from screens.widgets.filter_bar import FilterBar
from tracker.domain.text import counted, one_line
from tracker.errors import UsageError


class PromptingScreen(ActingScreen):
    """A screen with a board and a bar to type in."""

    _board = query_one("#board", BoardView)
    _filter = query_one("#filter", FilterBar)

    @abstractmethod
    def show_board(self) -> None:
        """Show what the session's filter lets through."""

    @abstractmethod
    def show_keys(self) -> None:
        """Show the keys that apply now."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of prompts to whoever types them already."""
        return action not in keys.PROMPTS or not isinstance(self.focused, Input)

    def action_filter(self) -> None:
        """Type a filter."""
        self._filter.open(FilterBar.FILTER, self.session.filter_text)
        self.show_keys()

    def action_jump(self) -> None:
        """Type an id to go to."""
        self._filter.open(FilterBar.JUMP, "")
        self.show_keys()

    def show_item(self, item: str) -> None:
        """Put the cursor on an item, taking the filter off where it hides it."""
        if self._board.go_to(item):
            return
        if self.session.card(item) is None:
            self.notify(f"No item is called {one_line(item)}.", severity="warning", markup=False)
            return
        self.take_filter_off()
        self.session.folded = False
        self._board.fold(False)
        self._board.go_to(item)

    def take_filter_off(self) -> None:
        """Show everything again."""
        if self.session.filter_text:
            self._apply_filter("")
        self._filter.close(keep=False)

    def show_filter(self) -> None:
        """Say how much a filter leaves, as long as it is on."""
        if self.session.filtered:
            found = sum(len(column.cards) for column in self._board.viewport.columns)
            total = counted(len(self.session.board.cards), "item")
            self._filter.tell(f"{found} of {total}")

    @on(FilterBar.Changed)
    def _typed(self, event: FilterBar.Changed) -> None:
        if event.prompt == FilterBar.FILTER:
            self._apply_filter(event.text)
        elif item := self._id_like(event.text):
            self._board.go_to(item)

    @on(FilterBar.Submitted)
    def _kept(self, event: FilterBar.Submitted) -> None:
        if event.prompt == FilterBar.JUMP and event.text.strip():
            self.show_item(self._id_like(event.text) or event.text)
        self._leave_prompt()

    @on(FilterBar.Cleared)
    def _cleared(self, event: FilterBar.Cleared) -> None:
        if event.prompt == FilterBar.FILTER:
            self.take_filter_off()
        self._leave_prompt()

    def _apply_filter(self, text: str) -> bool:
        """Show what matches; tell whether the filter was understood."""
        try:
            self.session.set_filter(text)
        except UsageError as error:
            self._filter.tell("", problem=Failed(error).in_line)
            return False
        if self.session.filtered:
            self._filter.tell_problem(None)
        else:
            self._filter.tell("")
        self.show_board()
        return True

    def _leave_prompt(self) -> None:
        self._filter.close(keep=self.session.filtered)
        self.set_focus(self._board)
        self.show_keys()

    def _id_like(self, text: str) -> str | None:
        """The item of that name, or the first whose id begins so."""
        wanted = text.strip().upper()
        known = self.session.plan.id_by_name
        return known.get(wanted) or next(
            (known[name] for name in known if wanted and name.startswith(wanted)), None
        )
