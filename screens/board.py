"""The main screen: the board with the answer above it, the item beside it and the keys below it.

The screen decides; widgets report and the session acts. Whatever reads or writes runs in a worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.widgets import Input

from screens import keys
from screens.columns import Column, looked_through, next_grouping
from screens.editor import open_in_editor
from screens.filtering import FilteringScreen
from screens.garbage import made_to_last
from screens.handing_over import hand_over
from screens.messages import Failed, ForecastChanged, ItemChosen, JournalChanged
from screens.moving import Move, begin_move
from screens.session import Session
from screens.widgets.banner import Banner, trouble_text
from screens.widgets.board_layout import is_wide
from screens.widgets.board_pane import BoardPane
from screens.widgets.board_view import BoardView
from screens.widgets.detail import Detail
from screens.widgets.filter_bar import FilterBar
from screens.widgets.key_line import KeyLine
from screens.widgets.readiness_strip import ReadinessStrip, summary_of
from screens.widgets.watch import Watch
from tracker.domain.board import Board
from tracker.errors import TrackerError

_AT_ONCE = 500
"""Cards that are grouped and filtered while a key waits."""


_SOON = 0.3
"""Seconds after which the board is there, and has answered a key that waited."""


class BoardScreen(FilteringScreen):
    """The board of one session."""

    CSS_PATH = "board.tcss"
    AUTO_FOCUS = "BoardView"
    BINDINGS: ClassVar[list[BindingType]] = list(keys.BOARD_BINDINGS)

    _strip = query_one("#strip", ReadinessStrip)
    _banner = query_one("#banner", Banner)
    _pane = query_one("#pane", BoardPane)
    _keys = query_one("#keys", KeyLine)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._computing = False
        self._forecast_of: Board | None = None
        """The board that a forecast was asked of last: what is kept beside the journal makes no other."""
        self._move: Move | None = None

    def compose(self) -> ComposeResult:
        """Strip, banner, board and detail, filter, keys."""
        yield ReadinessStrip(id="strip")
        yield Banner(id="banner")
        yield BoardPane(self.session, id="pane")
        yield FilterBar(lambda: self.session.saved_filters, id="filter")
        yield KeyLine(id="keys")
        yield Watch(self.session)

    def on_mount(self) -> None:
        """Show the board that was read, as it was left, then work out what takes longer."""
        session = self.session
        before = session.cursor
        if session.filtered:
            self._filter.show(FilterBar.FILTER, session.filter_text)
        self._board.fold(session.folded)
        self._place(session.columns())
        if before:
            self._board.go_to(before)
        self.set_timer(_SOON, self._look_ahead)
        self._forecast()

    def on_resize(self) -> None:
        """Offer as many keys as have room."""
        self.show_keys()

    # Showing

    def show_board(self) -> None:
        """Show the session's board; grouping thousands of cards is left to a worker."""
        columns = self.session.columns_at_hand
        if columns is None and len(self.session.board.cards) <= _AT_ONCE:
            columns = self.session.columns()
        if columns is not None:
            self.workers.cancel_group(self, "columns")
            self._place(columns)
        else:
            self._group_aside()

    @work(thread=True, exclusive=True, group="columns", exit_on_error=False)
    def _group_aside(self) -> None:
        hand_over(self._place, self.session.columns())

    @work(thread=True, group="ahead", exit_on_error=False)
    def _look_ahead(self) -> None:
        self.session.look_ahead()

    def action_filter(self) -> None:
        """Type a filter; all that the plan says at length is read meanwhile."""
        super().action_filter()
        self._read_texts()

    @work(thread=True, group="ahead", exit_on_error=False)
    def _read_texts(self) -> None:
        with made_to_last(self.app, len(self.session.board.cards)):
            self.session.read_texts()

    def _place(self, columns: tuple[Column, ...]) -> None:
        session = self.session
        self._board.empty_text = "Nothing matches." if session.filtered else "The plan has no items yet."
        self._pane.show(columns, by_severity=session.grouping == "severity")
        self._show_summary()
        self.show_keys()

    def _show_summary(self) -> None:
        session = self.session
        self._strip.show(summary_of(session.view, session.forecast, computing=self._computing))

    def show_keys(self) -> None:
        """Show the keys that apply now, and what the filter leaves."""
        if self._move:
            self._keys.show(keys.MOVING)
        elif isinstance(self.focused, Input):
            self._keys.show(keys.FILTERING if self._filter.prompt == FilterBar.FILTER else keys.JUMPING)
        elif self.session.marked:
            self._keys.show(keys.marking(len(self.session.marked)))
        else:
            wide, filtered = is_wide(self.size.width), self.session.filtered
            shown = keys.browsing(self.session.grouping, wide=wide, filtered=filtered)
            self._keys.show(shown, self.busy)
        self.show_filter()

    def busy_changed(self) -> None:
        """Say at the bottom what is going on."""
        self.show_keys()

    def selected(self) -> tuple[str, ...]:
        """The marked items, else the one under the cursor."""
        return self.session.targets(self._board.item)

    # What widgets report

    @on(ItemChosen)
    def _chosen(self, event: ItemChosen) -> None:
        """Chosen on the board it is opened; chosen in the detail, as a neighbour, it is gone to."""
        if self._board.has_focus:
            self.open_detail(event.item)
        else:
            self.show_item(event.item)

    @on(Detail.FileChosen)
    def _file_chosen(self, event: Detail.FileChosen) -> None:
        try:
            open_in_editor(self.app, self.session.tracker.workspace.root, event.path, event.line)
        except TrackerError as error:
            self.post_message(Failed(error))

    @on(BoardView.MarkToggled)
    def _mark_clicked(self, event: BoardView.MarkToggled) -> None:
        self._toggle_mark((event.item,))

    @on(BoardView.FoldToggled)
    def action_fold(self) -> None:
        """Hide closed items, or show them again."""
        self.session.folded = not self.session.folded
        self._board.fold(self.session.folded)

    # Moving about

    def action_mark(self) -> None:
        """Mark the item under the cursor and go on to the next."""
        if self._board.item:
            self._toggle_mark((self._board.item,))
            self._board.action_row(1)

    def action_mark_column(self) -> None:
        """Mark every item of the column."""
        self._toggle_mark(self._board.viewport.reachable)

    def _toggle_mark(self, items: tuple[str, ...]) -> None:
        self.session.toggle_mark(items)
        self._board.mark(self.session.marked)
        self.show_keys()

    def action_group(self) -> None:
        """Group by the next property."""
        self.group_by(next_grouping(self.session.grouping))

    def group_by(self, grouping: str) -> None:
        """Group by a property."""
        self.session.grouping = grouping
        self.show_board()

    def action_pane(self) -> None:
        """Hide the detail beside the board, or show it again."""
        self._pane.toggle_detail()

    def action_next(self) -> None:
        """Go to the next item that is ready for work, the most urgent after the one under the cursor."""
        queue = self.session.view.ready
        here = self._board.item
        after = queue[queue.index(here) + 1 :] + queue if here in queue else queue
        if not self._board.go_to(*after):
            self.notify("Nothing is ready for work here.", markup=False)

    def action_back_out(self) -> None:
        """Leave the innermost thing: the move, the marks, the filter."""
        if self._move:
            self._end_move()
        elif not self._board.has_focus:
            self._board.focus()
        elif self.session.marked:
            self.session.marked = set()
            self._board.mark(self.session.marked)
            self.show_keys()
        else:
            self.take_filter_off()

    def action_screen(self, name: str) -> None:
        """Open another screen; it is imported then and not before."""
        module = f"screens.{name}"

        def go_on() -> None:
            made = getattr(import_module(module), f"{name.title()}Screen")
            self.app.push_screen(made(self.session), self._come_back)

        self.once_loaded(module, go_on)

    def open_detail(self, item: str) -> None:
        """Show everything about an item."""

        def go_on() -> None:
            from screens.detail import DetailScreen

            self.app.push_screen(DetailScreen(self.session, item), self._come_back)

        self.once_loaded("screens.detail", go_on)

    def _come_back(self, item: str | None) -> None:
        self.show_board()
        if item:
            self.show_item(item)

    # Move mode

    def action_move(self) -> None:
        """Take the items up, to be carried to another status with the arrows."""
        ids = self.selected()
        if not ids or self._move:
            return
        self._move = begin_move(self.session, ids)
        self._show_move()

    @on(BoardView.MovedAside)
    def _moved_aside(self, event: BoardView.MovedAside) -> None:
        if self._move:
            self._move = self._move.beside(event.by)
            self._show_move()

    @on(BoardView.Dropped)
    def action_drop(self) -> None:
        """Do what takes the items to where they were carried."""
        move = self._move
        self._end_move()
        if move and (act := move.act):
            self.begin(act, move.ids)

    def _show_move(self) -> None:
        move = self._move
        self._board.moving = move is not None
        if move and len(self.session.board.cards) <= _AT_ONCE:
            self._place_move(move.columns(self.session))
        elif move:
            self._carry_aside(move)
        self.show_keys()

    @work(thread=True, exclusive=True, group="columns", exit_on_error=False)
    def _carry_aside(self, move: Move) -> None:
        columns = move.columns(self.session)
        looked_through(columns)
        hand_over(self._place_move, columns)

    def _place_move(self, columns: tuple[Column, ...]) -> None:
        self._board.show(columns, by_severity=False)

    def _end_move(self) -> None:
        self._move = None
        self._board.moving = False
        self.show_board()

    # Live

    @on(JournalChanged)
    def _journal_changed(self) -> None:
        if self._move is None:
            self.show_board()
            if self.session.board is not self._forecast_of:
                self._forecast()
        self.pass_on(JournalChanged())

    @on(Watch.RefsMoved)
    def _refs_moved(self) -> None:
        self.action_sync()

    @on(Watch.Trouble)
    def _trouble(self, event: Watch.Trouble) -> None:
        root = self.session.tracker.workspace.root
        self._banner.say(trouble_text(event.error, root) if event.error else None)

    def _forecast(self) -> None:
        self._forecast_of = self.session.board
        self._computing = self.session.forecast is None
        self._show_summary()
        self.compute_forecast()

    @on(ForecastChanged)
    def _forecast_changed(self) -> None:
        self._computing = False
        self._show_summary()
        self._pane.show_detail()
        self.pass_on(ForecastChanged())
