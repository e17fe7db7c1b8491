"""Days laid along a line of cells: what a histogram stands on and phases are drawn against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from rich.cells import cell_len

from tracker.domain.frozen import frozen

_STEPS = (7, 14, 28, 91, 182, 364, 1820)
"""Days between two labels of an axis, the first that leaves them room."""
_LABEL = 10


@frozen
class Axis:
    """The days from `first` to `last`, both counted, over `width` cells."""

    first: date
    last: date
    width: int

    @property
    def days(self) -> int:
        """How many days it spans, at least one."""
        return max(1, (self.last - self.first).days)

    def cell(self, day: date) -> int:
        """Return the cell of a day; days outside fall on the nearest end."""
        share = (day - self.first).days / self.days
        return round(min(max(share, 0.0), 1.0) * (self.width - 1))

    def ticks(self) -> Iterator[date]:
        """Yield days at even distances, as many as have room for a label."""
        room = max(1, self.width // _LABEL)
        step = next((step for step in _STEPS if self.days / step <= room), _STEPS[-1])
        day = self.first
        while day <= self.last:
            yield day
            day += timedelta(days=step)


def label_lines(places: Iterable[tuple[int, str]], width: int) -> list[str]:
    """Return lines with each label centred at its cell, on the first line where the others leave it room."""
    lines: list[str] = []
    for cell, text in sorted(places):
        size = cell_len(text)
        start = min(max(cell - size // 2, 0), max(0, width - size))
        free = (number for number, line in enumerate(lines) if cell_len(line) < start)
        number = next(free, len(lines))
        if number == len(lines):
            lines.append("")
        lines[number] += " " * (start - cell_len(lines[number])) + text
    return lines


def labels_at(places: Iterable[tuple[int, str]], width: int) -> str:
    """Return one line with each label as near to its cell as the others let it be; none is cut."""
    line = ""
    for cell, text in sorted(places):
        size = cell_len(text)
        start = min(max(cell - size // 2, 0), max(0, width - size))
        if line and start < cell_len(line) + 1:
            start = cell_len(line) + 1
        if start + size <= width:
            line += " " * (start - cell_len(line)) + text
    return line
