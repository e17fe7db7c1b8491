"""What each line of the board says, as texts with the names of their looks: everything but the colours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from rich.cells import cell_len

from screens.widgets.board_layout import GAP, Span
from screens.widgets.card_lines import Part, fit, one_row, two_lines
from screens.widgets.tabs import Tab, tab_parts, tabs
from screens.widgets.viewport import Viewport
from tracker.domain.effort import format_hours
from tracker.domain.plan import SEVERITIES

HEAD = 2
"""Lines above the cards."""


class Piece(NamedTuple):
    """A text, its look, and the states of the card it belongs to."""

    text: str
    look: str
    states: tuple[str, ...] = ()


class Ink(NamedTuple):
    """What cards are drawn with: the ids that are marked, and the state of the card under the cursor."""

    marked: Collection[str]
    cursor: str


class BoardPainter:
    """Draws a viewport. Lines of cards are remembered until `forget` is called."""

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._lines: dict[tuple[int, int], tuple[list[Part], ...]] = {}

    def forget(self) -> None:
        """Draw anew: there are other columns, or another size."""
        self._lines.clear()

    def tab_line(self, y: int, width: int) -> list[Piece]:
        """Return a line above the cards of a narrow board."""
        if y or not self._viewport.columns:
            return [Piece("─" * width, "rule")]
        column = self._viewport.columns[self._viewport.column]
        aside = f"{format_hours(column.hours)} left" if column.hours else ""
        return _plain(tab_parts(self.tabs(width), len(self._viewport.columns), width, aside))

    def tabs(self, width: int) -> tuple[Tab, ...]:
        """Return the tabs of a narrow board."""
        labels = [f"{column.title} {column.count_text}" for column in self._viewport.columns]
        return tabs(labels, self._viewport.column, width)

    def column_line(self, span: Span, y: int, ink: Ink) -> list[Piece]:
        """Return a line of one column, with the gap to the next one."""
        if y < HEAD:
            parts = self._head(span) if y == 0 else self._rule(span)
            return _plain([*parts, (" " * GAP, "rule")])
        viewport = self._viewport
        lane = viewport.lanes[span.index]
        line = y - HEAD + viewport.top(lane)
        thumb = Piece("▕" if viewport.thumb(lane, y - HEAD) else " ", "thumb")
        position, within = lane.at(line)
        if position is not None:
            return [*self._card_line(span, position, within, ink), thumb]
        text = self._separator(span) if lane.is_separator(line) else ""
        return [Piece(fit(text, span.width), "separator"), thumb]

    def _head(self, span: Span) -> list[Part]:
        """Title, count, hours at the right. Where they do not fit the hours go, then the end of the title."""
        column, beyond = self._viewport.columns[span.index], self._beyond(span)
        room = max(1, span.width - 1 - cell_len(beyond))
        count, hours = f" {column.count_text}", format_hours(column.hours) if column.hours else ""
        if cell_len(column.title + count + hours) >= room:
            hours = ""
        title_room = max(1, room - cell_len(count))
        title = column.title if cell_len(column.title) <= title_room else fit(column.title, title_room)
        look = f"severity-{column.key}" if column.key in SEVERITIES else "head"
        figures = fit(count, max(0, room - cell_len(title + hours))) + hours
        return [(" ", "head"), (title, look), (figures + beyond, "figures")]

    def _beyond(self, span: Span) -> str:
        """How many columns there are beyond the one at an edge."""
        spans, last = self._viewport.spans(), len(self._viewport.columns) - 1
        left = f" ‹{span.index}" if span == spans[0] and span.index else ""
        return left + (f" {last - span.index}›" if span == spans[-1] and span.index < last else "")

    def _rule(self, span: Span) -> list[Part]:
        current = span.index == self._viewport.column
        return [("━" * span.width, "rule-current") if current else ("─" * span.width, "rule")]

    def _separator(self, span: Span) -> str:
        column = self._viewport.columns[span.index]
        closed = len(column.cards) - column.closed_from
        return f" {'▸' if self._viewport.folded else '▾'} {closed} closed"

    def _card_line(self, span: Span, position: int, within: int, ink: Ink) -> list[Piece]:
        viewport = self._viewport
        card = viewport.columns[span.index].cards[position]
        current = (span.index, position) == (viewport.column, viewport.position)
        marked = card.id in ink.marked
        states = ("closed",) * card.closed + ("marked",) * marked + (ink.cursor,) * current
        gutter = "■" if marked and within == 0 else "▌" if current else " "
        parts = [(gutter, "gutter"), *self._card_lines(span, position)[within]]
        return [Piece(text, look, states) for text, look in parts]

    def _card_lines(self, span: Span, position: int) -> tuple[list[Part], ...]:
        known = self._lines.get((span.index, position))
        if known is None:
            viewport = self._viewport
            card, fields = viewport.columns[span.index].cards[position], viewport.fields[span.index]
            width = span.width - 1
            known = two_lines(card, width, fields) if viewport.wide else (one_row(card, width, fields),)
            self._lines[span.index, position] = known
        return known


def _plain(parts: Iterable[Part]) -> list[Piece]:
    return [Piece(text, look) for text, look in parts]
