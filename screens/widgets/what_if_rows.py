"""What changes would do to the date, as rows: dates and days gained, in columns to be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len

from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.words import day, days_moved
from tracker.domain.forecast import Dates, Forecast
from tracker.domain.track_record import PERCENTILES

KEY = "what-if "
"""What the key of a row begins with that stands for a change; its words follow."""
NEVER = "no date"
_GAP = 2
_LEAST, _MOST = 18, 60
"""Cells for the words of a change."""

Cell = tuple[str, str]
"""A day, and by how much it moved."""


def what_if_rows(forecast: Forecast, width: int) -> Iterator[Row]:
    """Yield a row for each change that was tried; each can be chosen."""
    if not forecast.what_if:
        return
    today, before = forecast.made_on, forecast.dates
    table = [
        ("as it is", _cells(before, None, today)),
        *((result.change, _cells(result.dates, before, today)) for result in forecast.what_if),
    ]
    sizes = [max(_size(cells[place]) for _, cells in table) + _GAP for place in range(len(PERCENTILES))]
    longest = max(cell_len(text) for text, _ in table) + _GAP
    names = max(_LEAST, min(longest, _MOST, width - sum(sizes)))
    titles = "".join(fitted(name.upper(), size) for name, size in zip(PERCENTILES, sizes, strict=True))
    yield row(Span(fitted("What if", names), Tone.ACCENT), Span(titles, Tone.MUTED))
    for number, (text, cells) in enumerate(table):
        yield _row(text, cells, names, sizes, key=f"{KEY}{text}" if number else None)
    yield Row()


def _row(text: str, cells: Sequence[Cell], names: int, sizes: Sequence[int], key: str | None) -> Row:
    name = Span(fitted(text, names - 1) + " ", Tone.TEXT if key else Tone.MUTED)
    return Row((name, *_cell_spans(cells, sizes)), key=key, wraps=False)


def answer_rows(made: Forecast) -> Iterator[Row]:
    """Yield three lines that set the dates with a change below those without it: of the only change tried."""
    (result,) = made.what_if
    table = {
        "as it is": _cells(made.dates, None, made.made_on),
        "with it": _cells(result.dates, made.dates, made.made_on),
    }
    sizes = [
        max(3, *(_size(cells[place]) for cells in table.values())) + 3 for place in range(len(PERCENTILES))
    ]
    titles = "".join(fitted(name.upper(), size) for name, size in zip(PERCENTILES, sizes, strict=True))
    yield Row((Span(" " * 10), Span(titles, Tone.MUTED)), wraps=False)
    for name, cells in table.items():
        yield Row((Span(f"{name:<10}", Tone.MUTED), *_cell_spans(cells, sizes)), wraps=False)


def _cells(dates: Dates, before: Dates | None, today: date) -> list[Cell]:
    found = []
    for name in PERCENTILES:
        when, was = getattr(dates, name), getattr(before, name) if before else None
        said = "no work left" if not dates.left and when else day(when, today) if when else NEVER
        found.append((said, days_moved((when - was).days) if when and was else ""))
    return found


def _size(cell: Cell) -> int:
    return len(cell[0]) + (len(cell[1]) + 1 if cell[1] else 0)


def _cell_spans(cells: Sequence[Cell], sizes: Sequence[int]) -> Iterator[Span]:
    for (when, moved), size in zip(cells, sizes, strict=True):
        yield Span(when, Tone.STRONG)
        tone = Tone.GOOD if moved.startswith("−") else Tone.WARN if moved.startswith("+") else Tone.MUTED
        yield Span(f" {moved}" if moved else "", tone)
        yield Span(" " * (size - _size((when, moved))))
