"""A page of any length: a row is made when it comes into sight, so that a hundred thousand open like ten.

Every row takes one line and can be chosen; what is longer than the line is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.geometry import Offset, Size
from textual.message import Message
from textual.selection import Selection

from screens.widgets.lines import Line, Row
from screens.widgets.page import Build, Page

Make = Callable[[int, int], Row]
"""Makes the row of a number for a line of that many cells."""
_COPIED = 2_000
"""Lines that a selection copies at most: all of them are made for it."""


class LongPage(Page):
    """Rows by number; while there are none, an ordinary page."""

    class Looked(Message):
        """Other rows are in sight than before: those from `first` up to `last`, of `count`."""

        def __init__(self, first: int, last: int, count: int) -> None:
            super().__init__()
            self.first = first
            self.last = last
            self.count = count

    def __init__(self, build: Build | None = None, *, id: str | None = None) -> None:
        super().__init__(build, id=id)
        self._make: Make | None = None
        self._all: Sequence[str] = ()
        self._seen = (0, 0, 0)

    def show(self, keys: Sequence[str], make: Make, otherwise: Build, *, from_top: bool = False) -> None:
        """Show a row for each key, in one line each; without a key the rows of `otherwise`.

        The cursor stays on its key, or near it where that is gone.
        """
        self._all, self._make = keys, make if keys else None
        self.fill(otherwise, from_top=from_top)

    def draw_again(self) -> None:
        """Draw the rows in sight anew: more is known of them."""
        self.refresh()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._make is None or not width:
            super()._lay_out()
        else:
            kept = self.current
            rows = _Rows(self._make, min(width, self.measure), len(self._all))
            self._rows, self._lines, self._keys, self._places = (
                rows,
                _Lines(rows),
                self._all,
                range(len(rows)),
            )
            self._cursor = self._place_of(kept)
            self.virtual_size = Size(width, len(rows))
            self.refresh()
        self._tell()

    def _place_of(self, kept: str | None) -> int:
        """Where the cursor is to be: on the key it was on, which most often has not moved."""
        here = max(0, min(self._cursor, len(self._keys) - 1))
        if kept is None or self._keys[here] == kept or kept not in self._keys:
            return here
        return self._keys.index(kept)

    @property
    def text(self) -> str:
        """The text in sight."""
        top = self.scroll_offset.y
        return self._text_of(top, top + self.scrollable_content_region.height)

    def _text_of(self, first: int, last: int) -> str:
        lines = (self._lines[number] for number in range(max(0, first), min(last, len(self._lines))))
        return "\n".join("".join(span.text for span in line.spans).rstrip() for line in lines)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, for copying; not all of what may be a very long page."""
        start = selection.start or Offset(0, 0)
        end = selection.end or Offset(0, len(self._lines))
        first, last = start.y, min(end.y, start.y + _COPIED)
        here = Selection(start - (0, first), Offset(end.x, last - first))
        return here.extract(self._text_of(first, last + 1)), "\n"

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say which rows are in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def _tell(self) -> None:
        top, count = self.scroll_offset.y, len(self._all) if self._make else 0
        seen = (min(top, count), min(top + self.scrollable_content_region.height, count), count)
        if seen != self._seen:
            self._seen = seen
            self.post_message(self.Looked(*seen))

    def _lines_of(self, index: int) -> tuple[int, int]:
        return (index, index) if self._make else super()._lines_of(index)


class _Rows(Sequence[Row]):
    """Rows that are made each time they are asked for; a screen of them takes a millisecond."""

    def __init__(self, make: Make, width: int, count: int) -> None:
        self._make, self._width, self._count = make, width, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: Any) -> Any:
        return self._make(range(self._count)[number], self._width)


class _Lines(Sequence[Line]):
    """The line of each row."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, number: Any) -> Any:
        return Line(self._rows[number].spans, range(len(self))[number])
