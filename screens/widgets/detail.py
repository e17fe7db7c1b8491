"""The detail of one item: everything the plan and the journal know of it, beside the board or full screen.

The board moves its cursor faster than code can be coloured, so code is shown plain at once and coloured in a
worker, if the item is still the one being looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual import work
from textual.message import Message

from screens.handing_over import hand_over
from screens.messages import ItemChosen
from screens.widgets.detail_rows import FILE_KEY, ITEM_KEY, finding_rows, head_rows, snippet_title, trace_rows
from screens.widgets.highlight import code_rows, colour, uncoloured
from screens.widgets.lines import Row, Span, Tone, heading, row
from screens.widgets.page import Page
from screens.widgets.record_rows import effect_row, record_rows
from tracker.domain.board import Board, Card
from tracker.domain.forecast import Forecast


def detail_rows(
    card: Card, board: Board, clears: Mapping[str, int], forecast: Forecast | None
) -> Iterator[Row]:
    """Yield everything that is known of an item: finding, record, effect, origin and code.

    `clears` counts the reasons of all gates by the item behind them.
    """
    yield from head_rows(card, board)
    yield from finding_rows(card)
    yield from _apart(record_rows(card, board))
    if effect := effect_row(card, clears, forecast):
        yield from (Row(), effect)
    yield from _apart(trace_rows(card, board.plan))
    for snippet in card.item.snippets:
        yield from (Row(), heading("Code", snippet_title(snippet)), *code_rows(snippet))


def _apart(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows after a gap, and nothing where there are none."""
    for number, entry in enumerate(rows):
        if number == 0:
            yield Row()
        yield entry


class Detail(Page):
    """One item, or a line that says there is none."""

    DEFAULT_CSS = """
    Detail {
        & > .page--cursor { background: $background; }
        &:focus > .page--cursor { background: $cursor; }
    }
    """

    class FileChosen(Message):
        """A file of the item is to be opened; `line` counts from 1."""

        def __init__(self, path: str, line: int) -> None:
            super().__init__()
            self.path = path
            self.line = line

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(lambda _: [row(Span("no item", Tone.MUTED))], id=id)
        self._card: Card | None = None
        self._around: tuple[Board, Mapping[str, int], Forecast | None] | None = None
        self._more: Sequence[Row] = ()

    @property
    def card(self) -> Card | None:
        """The card that is shown."""
        return self._card

    def show(
        self,
        card: Card | None,
        board: Board,
        clears: Mapping[str, int],
        forecast: Forecast | None,
        more: Sequence[Row] = (),
    ) -> None:
        """Show an item, with `more` rows at the end; scrolls to the top when it is another one."""
        another = card is None or self._card is None or card.id != self._card.id
        self._card, self._around, self._more = card, (board, clears, forecast), more
        self._show(from_top=another)
        if card and uncoloured(card.item.snippets):
            self._colour(card)

    def _show(self, *, from_top: bool = False) -> None:
        card, around = self._card, self._around
        if card is None or around is None:
            self.fill(lambda _: [row(Span("no item", Tone.MUTED))], from_top=from_top)
            return
        rows = [*detail_rows(card, *around), *self._more]
        self.fill(lambda _: rows, from_top=from_top)

    # described, because Textual else writes out the whole card for a description
    @work(thread=True, exclusive=True, group="highlight", exit_on_error=False, description="highlight")
    def _colour(self, card: Card) -> None:
        for snippet in uncoloured(card.item.snippets):
            colour(snippet)
        hand_over(self._coloured, card.id)

    def _coloured(self, item: str) -> None:
        if self._card is not None and self._card.id == item:
            self._show()

    def on_page_chosen(self, event: Page.Chosen) -> None:
        """Say what the chosen row stands for."""
        event.stop()
        if event.key.startswith(FILE_KEY):
            _, _, place = event.key.removeprefix(FILE_KEY).partition(" ")
            path, _, line = place.rpartition(":")
            self.post_message(self.FileChosen(path, int(line)))
        elif event.key.startswith(ITEM_KEY):
            self.post_message(ItemChosen(event.key.rpartition(" ")[2]))
