"""Where things are on the board: arithmetic between cards, lines of a column and cells of the screen.

A column is its open cards, one line that counts the closed ones, and those (unless they are folded away).
Nothing here depends on how many cards there are.
"""

from __future__ import annotations

from functools import cached_property

from screens.columns import Column
from tracker.domain.frozen import Remembering, frozen

GAP = 1
"""Cells between two columns; the right one's scroll mark is drawn there."""
NARROWEST = 18
"""Cells below which a column beside others can no longer be read."""
_WIDE = 100
"""Cells of the terminal from which columns stand side by side."""
_ROOM = 140
"""Cells from which the item under the cursor stands beside the board."""
_SHARE, _LEAST, _MOST = 0.38, 48, 90
"""The item's part of them, in cells within bounds: as in the style sheet."""


def is_wide(width: int) -> bool:
    """Tell whether columns stand side by side on a terminal of so many cells."""
    return width >= _WIDE


def has_room(width: int) -> bool:
    """Tell whether a terminal of so many cells has room for an item beside the board."""
    return width >= _ROOM


def board_width(width: int, *, with_detail: bool) -> int:
    """Return the cells of the board on a terminal of so many, with an item beside it if there is room."""
    beside = max(_LEAST, min(int(width * _SHARE), _MOST)) if with_detail and has_room(width) else 0
    return width - beside


@frozen
class Lane(Remembering):
    """One column as laid out: `card_height` lines a card, closed cards folded away or not."""

    column: Column
    card_height: int
    folded: bool

    @cached_property
    def separated(self) -> bool:
        """Whether there is a line that counts the closed cards."""
        column = self.column
        return column.closed_from < len(column.cards) and (self.folded or column.closed_from > 0)

    @cached_property
    def shown(self) -> int:
        """How many cards can be reached."""
        return self.column.closed_from if self.folded else len(self.column.cards)

    @cached_property
    def height(self) -> int:
        """Lines in all."""
        return self.shown * self.card_height + self.separated

    def line_of(self, position: int) -> int:
        """Return the first line of the card at a position."""
        return position * self.card_height + (self.separated and position >= self.column.closed_from)

    def at(self, line: int) -> tuple[int | None, int]:
        """Return the card's position at a line and the line within it; None for the separator or below."""
        border = self.column.closed_from * self.card_height
        if self.separated and line == border:
            return None, 0
        line -= self.separated and line > border
        position, within = divmod(line, self.card_height)
        return (position, within) if 0 <= position < self.shown else (None, 0)

    def is_separator(self, line: int) -> bool:
        """Tell whether a line is the one that counts the closed cards."""
        return self.separated and line == self.column.closed_from * self.card_height

    def top_showing(self, position: int, top: int, lines: int) -> int:
        """Return a scroll offset that has the card in sight: `top` itself, or half a page further.

        A whole column is drawn anew for each scroll, so that scrolling by half pages makes keys cheap.
        """
        first = self.line_of(position)
        last = first + self.card_height
        jump = (lines - self.card_height) // 2
        if first < top:
            top = first - jump
        elif last > top + lines:
            top = last + jump - lines
        return self.clamped(top, lines)

    def clamped(self, top: int, lines: int) -> int:
        """Return a scroll offset that shows as much as there is."""
        return max(0, min(top, self.height - lines))


@frozen
class Span:
    """The cells of one column on the screen: from `start`, `width` of them, without the gap."""

    index: int
    start: int
    width: int


def spans(count: int, width: int, current: int, first: int) -> tuple[Span, ...]:
    """Return the columns that are in sight, `current` among them, beginning with `first` where that fits."""
    if not count:
        return ()
    fitting = max(1, min(count, (width + GAP) // (NARROWEST + GAP)))
    first = max(min(first, current, count - fitting), current - fitting + 1, 0)
    each, rest = divmod(width - GAP * (fitting - 1), fitting)
    placed, start = [], 0
    for number in range(fitting):
        cells = each + (number < rest)
        placed.append(Span(first + number, start, cells))
        start += cells + GAP
    return tuple(placed)
