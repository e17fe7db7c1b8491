"""The detail of one item on the whole screen, with everything that happened to it below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType

from screens.acting import ActingScreen
from screens.editor import open_in_editor
from screens.handing_over import hand_over
from screens.keys import BOARD_BINDINGS
from screens.messages import Failed, ItemChosen
from screens.page_screen import PageScreen
from screens.session import Session
from screens.widgets.detail import Detail
from screens.widgets.detail_rows import FILE_KEY
from screens.widgets.journal_rows import event_rows
from screens.widgets.key_line import Key
from screens.widgets.lines import Row, Span, Tone, heading, row
from screens.widgets.page import Page

if TYPE_CHECKING:
    from tracker.service.log import LoggedEvent


class DetailScreen(PageScreen):
    """One item; neighbours can be walked to, files opened."""

    CSS_PATH = "detail.tcss"
    name_of_screen = "Item"
    key_hints: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "open", "go"),
        Key("o", "lines", "lines"),
        Key("s", "start", "act('start')"),
        Key("r", "resolve", "act('resolve')"),
        Key("v", "verify", "act('verify')"),
        Key("e", "evidence", "act('evidence')"),
        Key("K", "its commits", "commits"),
        Key("[", "before", "step(-1)"),
        Key("]", "after", "step(1)"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding for binding in BOARD_BINDINGS if (binding.id or "").startswith("act.")),
        Binding("K", "commits", "Commits", id="detail.commits", tooltip="Its commits, in the history"),
        Binding("o", "lines", "Lines", id="detail.lines", tooltip="A file's lines at the review and now"),
        Binding("left_square_bracket", "step(-1)", "Before", id="detail.before", tooltip="The item before"),
        Binding("right_square_bracket", "step(1)", "After", id="detail.after", tooltip="The next item"),
    ]

    detail = getters.query_one("#page", Detail)

    def __init__(self, session: Session, item: str) -> None:
        super().__init__(session)
        self.item = item
        self._history: tuple[LoggedEvent, ...] | None = None

    def make_page(self) -> Page:
        """The same pane that stands beside the board."""
        return Detail(id="page")

    def rows(self, width: int) -> Sequence[Row]:
        """What the pane cannot know: the item's history."""
        if self._history is None:
            return ()
        title = heading("History", "" if self._history else "nothing happened yet")
        return [Row(), title, *event_rows(self._history, self.session.board, width, with_item=False)]

    def on_mount(self) -> None:
        """Show the item; its history follows."""
        self.fill()

    def fill(self) -> None:
        """Show what is known now, and look the history up."""
        self._show()
        if self.session.card(self.item) is not None:
            self._read_history(self.item)

    def _show(self) -> None:
        session = self.session
        card = session.card(self.item)
        more = self.rows(self.detail.scrollable_content_region.width or self.size.width)
        if card is None:
            self.say(f"{self.item} is no longer in the plan", failed=True)
            more = [row(Span("The plan has this item no more.", Tone.MUTED)), *more]
        self.detail.show(card, session.board, session.view.clears, session.forecast, more)

    @work(thread=True, exclusive=True, group="history", exit_on_error=False)
    def _read_history(self, item: str) -> None:
        try:
            found = self.session.log(item)
        except Exception as error:
            self.post_message(Failed(error))
        else:
            hand_over(self._show_history, item, found)

    def _show_history(self, item: str, found: tuple[LoggedEvent, ...]) -> None:
        if item == self.item:
            self._history = found
            self._show()

    def action_go(self) -> None:
        """Open the row under the cursor."""
        self.page.action_choose()

    def action_lines(self) -> None:
        """Show what the item names in the file under the cursor, then and now; else in its first file."""
        card = self.session.card(self.item)
        files = card.item.files if card else ()
        key = self.page.current or ""
        number = key.removeprefix(FILE_KEY).partition(" ")[0] if key.startswith(FILE_KEY) else "0"
        if not files:
            self.say("The item names no file.")
            return
        from screens.lines import LinesScreen

        self.app.push_screen(LinesScreen(self.session, files[min(int(number), len(files) - 1)]))

    def action_act(self, name: str) -> None:
        """Act on the item; the screen below knows how, and says how it went."""
        card = self.session.card(self.item)
        if card is None:
            return
        act = "unblock" if name == "block" and card.state.blocked else name
        for screen in self.app.screen_stack:
            if isinstance(screen, ActingScreen):
                screen.begin(act, (self.item,))
                return

    def action_step(self, steps: int) -> None:
        """Show the item before or after, in the plan's order."""
        ids = [card.id for card in self.session.board.cards]
        if self.item in ids:
            self._go_to(ids[(ids.index(self.item) + steps) % len(ids)])

    def action_commits(self) -> None:
        """Show the commits that are linked to the item."""
        from screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.session, self.item), self._come_back)

    def _come_back(self, item: str | None) -> None:
        if item:
            self._go_to(item)

    @on(ItemChosen)
    def _neighbour_chosen(self, event: ItemChosen) -> None:
        event.stop()
        self._go_to(event.item)

    def _go_to(self, item: str) -> None:
        self.item, self._history = item, None
        self.fill()

    @on(Detail.FileChosen)
    def _file_chosen(self, event: Detail.FileChosen) -> None:
        event.stop()
        try:
            open_in_editor(self.app, self.session.tracker.workspace.root, event.path, event.line)
        except Exception as error:
            self.post_message(Failed(error))
