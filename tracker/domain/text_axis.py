"""Days laid along a line of cells, and values stacked in eighths of one: what text charts are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from unicodedata import combining, east_asian_width

from tracker.domain.frozen import frozen

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_GAP = 2
"""Cells between two labels."""


@frozen
class DayAxis:
    """The days from `first` to `last`, both counted, over `width` cells."""

    first: date
    last: date
    width: int

    def cell(self, day: date) -> int:
        """Return the cell of a day; days outside fall on the nearest end."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(min(max(share, 0.0), 1.0) * (self.width - 1))

    def day(self, cell: int) -> date:
        """Return the day in the middle of a cell."""
        share = cell / max(1, self.width - 1)
        return date.fromordinal(
            self.first.toordinal() + round(share * (self.last.toordinal() - self.first.toordinal()))
        )

    def ruler(self, marks: Iterable[date]) -> str:
        """Return the line of the axis with a tick at each of the marks."""
        cells = ["─"] * self.width
        for mark in marks:
            cells[self.cell(mark)] = "┴"
        return "".join(cells)

    def labelled(self, marks: Iterable[tuple[date, str]]) -> str:
        """Return a line with each text as near to its day as the others let it be.

        Where there is no room for all of them, the first are left out.
        """
        texts = sorted(marks)
        while sum(len(text) + _GAP for _, text in texts) - _GAP > self.width:
            texts = texts[1:]
        starts, free = [], 0
        for mark, text in texts:
            starts.append(max(free, self.cell(mark) - len(text) // 2))
            free = starts[-1] + len(text) + _GAP
        line, limit = [" "] * self.width, self.width
        for start, (_, text) in zip(reversed(starts), reversed(texts), strict=True):
            begin = min(start, limit - len(text))
            line[begin : begin + len(text)] = text
            limit = begin - _GAP
        return "".join(line).rstrip()


def columns(values: Sequence[float], height: int) -> list[str]:
    """Return a column chart, top line first: one cell a value, the largest `height` lines high.

    A value above nothing is always visible.
    """
    largest = max(values, default=0.0)
    levels = [max(1, round(value / largest * height * 8)) if value > 0 else 0 for value in values]
    return [
        "".join(_EIGHTHS[min(8, max(0, level - floor * 8))] for level in levels)
        for floor in reversed(range(height))
    ]


def spread(values: Sequence[float], width: int) -> list[float]:
    """Return the values over exactly `width` cells: summed where there are more, shared out where fewer."""
    out = [0.0] * width
    scale = width / max(1, len(values))
    for place, value in enumerate(values):
        first, last = place * scale, (place + 1) * scale
        for cell in range(int(first), min(width, int(last - 1e-9) + 1)):
            out[cell] += value * (min(last, cell + 1) - max(first, cell)) / scale
    return out


def short_day(day: date, today: date) -> str:
    """Return a day as `Dec 19`, with the year where it is not this one."""
    return f"{day:%b} {day.day}" if day.year == today.year else f"{day:%b} {day.day} {day.year}"


def cell_count(text: str) -> int:
    """Return how many cells of a terminal a line takes: two for each wide character, as of CJK."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def fitted(text: str, width: int) -> str:
    """Return a line in exactly `width` cells: padded, or cut with an ellipsis."""
    if cell_count(text) > width:
        while cell_count(text) >= width:
            text = text[:-1]
        text = text.rstrip() + "…"
    return text + " " * (width - cell_count(text))
