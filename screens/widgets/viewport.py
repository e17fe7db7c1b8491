"""What of the board is in sight, and where its cursor is: state and arithmetic, without a terminal.

The cursor belongs to an item: it stays on it while columns are filtered, regrouped or loaded anew, and comes
back to it when a filter that hid it is lifted. Each column scrolls on its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from screens.columns import Column
from screens.widgets.board_layout import GAP, Lane, Span, spans
from screens.widgets.card_lines import Fields
from tracker.domain.board import Card


class Viewport:
    """Columns laid out for a size, with one cursor. Positions that are out of range are brought back in."""

    def __init__(self) -> None:
        self.columns: tuple[Column, ...] = ()
        self.lanes: tuple[Lane, ...] = ()
        self.fields: tuple[Fields, ...] = ()
        self.wide = True
        """Columns stand side by side, two lines a card; else one at a time, one line a card."""
        self.folded = False
        """Closed cards are hidden."""
        self.column = 0
        self.position = 0
        self._width = 1
        self._body = 1
        self._anchor: str | None = None
        """The item the user last went to; a filter may hide it for a while."""
        self._tops: dict[str, int] = {}
        self._first = 0

    def show(self, columns: Sequence[Column], *, by_severity: bool) -> None:
        """Put other columns in place."""
        self.columns = tuple(columns)
        self.fields = tuple(replace(each.group.fields, severity=not by_severity) for each in columns)
        self._lay_out()

    def fit(self, width: int, body: int, *, wide: bool) -> None:
        """Take another size: `width` cells, `body` lines for cards."""
        self._width, self._body, self.wide = max(1, width), max(1, body), wide
        self._lay_out()

    def fold(self, folded: bool) -> None:
        """Hide the closed cards of every column, or show them again."""
        self.folded = folded
        self._lay_out()

    @property
    def card_height(self) -> int:
        """Lines a card takes."""
        return 2 if self.wide else 1

    @property
    def page(self) -> int:
        """Cards that are in sight at once, less one."""
        return max(1, self._body // self.card_height - 1)

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        if not self.lanes or self.position >= self.lanes[self.column].shown:
            return None
        return self.columns[self.column].cards[self.position]

    @property
    def item(self) -> str | None:
        """The id under the cursor."""
        return self.card.id if self.card else None

    @property
    def empty(self) -> bool:
        """Whether there is no card in any column."""
        return not any(column.cards for column in self.columns)

    @property
    def reachable(self) -> tuple[str, ...]:
        """The ids of the current column."""
        if not self.lanes:
            return ()
        lane = self.lanes[self.column]
        return tuple(card.id for card in lane.column.cards[: lane.shown])

    def move(self, column: int, position: int) -> None:
        """Put the cursor on a card, as near as can be."""
        self.column, self.position = column, position
        self._clamp()
        self._anchor = self.item or self._anchor
        self._keep_in_sight()

    def move_beside(self, by: int) -> None:
        """Go to a column beside, to the card at the same height; round and round when shown one at a time."""
        if not self.lanes:
            return
        wanted = self.column + by
        wanted = max(0, min(wanted, len(self.lanes) - 1)) if self.wide else wanted % len(self.lanes)
        if wanted != self.column:
            here, there = self.lanes[self.column], self.lanes[wanted]
            line = here.line_of(self.position) - self.top(here)
            self.move(wanted, (self.top(there) + line) // self.card_height)

    def go_to(self, *items: str) -> bool:
        """Put the cursor on the first of the items in sight of filter and fold; tell whether there is one."""
        places = self._places_of(items)
        for item in items:
            if item in places and self._reaches(*places[item]):
                self.move(*places[item])
                return True
        return False

    def scroll(self, index: int, by: int) -> None:
        """Scroll a column by lines; the cursor stays where it is."""
        lane = self.lanes[index]
        self._tops[lane.column.key] = lane.clamped(self.top(lane) + by, self._body)

    def top(self, lane: Lane) -> int:
        """Return the first line of a column that is in sight."""
        return self._tops.get(lane.column.key, 0)

    def top_of(self, span: Span) -> int:
        """Return the first line in sight of the column in a span."""
        return self.top(self.lanes[span.index])

    def thumb(self, lane: Lane, row: int) -> bool:
        """Tell whether the scroll mark of a column covers a row of the body."""
        if lane.height <= self._body:
            return False
        length = max(1, self._body * self._body // lane.height)
        start = round((self._body - length) * self.top(lane) / (lane.height - self._body))
        return start <= row < start + length

    def spans(self) -> tuple[Span, ...]:
        """Return the columns in sight with their cells."""
        room = max(1, self._width - GAP)
        if not self.wide:
            return (Span(self.column, 0, room),) if self.lanes else ()
        return spans(len(self.lanes), room, self.column, self._first)

    def span_at(self, x: int) -> Span | None:
        """Return the column in sight at a cell."""
        return next((span for span in self.spans() if span.start <= x < span.start + span.width + GAP), None)

    def _lay_out(self) -> None:
        self.lanes = tuple(Lane(column, self.card_height, self.folded) for column in self.columns)
        self._find_anchor()
        self._keep_in_sight()

    def _find_anchor(self) -> None:
        if self._anchor and (place := self._places_of((self._anchor,)).get(self._anchor)):
            self.column, self.position = place
        self._clamp()
        if self.card is None:
            self.column = next((at for at, lane in enumerate(self.lanes) if lane.shown), self.column)
            self._clamp()
        self._anchor = self._anchor or self.item

    def _reaches(self, column: int, position: int) -> bool:
        return position < self.lanes[column].shown

    def _places_of(self, items: Collection[str]) -> dict[str, tuple[int, int]]:
        """Column and position of those of the items that the filter shows.

        All cards are looked at, which takes a millisecond for ten thousand. To hold the place of every one
        would take a tenth of what the cards themselves take.
        """
        wanted = frozenset(items)
        return {
            card.item.id: (index, position)
            for index, column in enumerate(self.columns)
            for position, card in enumerate(column.cards)
            if card.item.id in wanted
        }

    def _clamp(self) -> None:
        self.column = max(0, min(self.column, len(self.lanes) - 1))
        shown = self.lanes[self.column].shown if self.lanes else 0
        self.position = max(0, min(self.position, shown - 1))

    def _keep_in_sight(self) -> None:
        for lane in self.lanes:
            self._tops[lane.column.key] = lane.clamped(self.top(lane), self._body)
        if self.lanes:
            lane = self.lanes[self.column]
            self._tops[lane.column.key] = lane.top_showing(self.position, self.top(lane), self._body)
            self._first = self.spans()[0].index
