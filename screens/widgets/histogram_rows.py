"""How the simulated dates are spread over a calendar, as rows; with a change to try, both spreads at once.

Laid over one another the two are told apart without colours: what only the change has is solid, what only the
forecast as it is has is a light shade, and where both are the shade is dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from screens.widgets.axis import Axis, label_lines
from screens.widgets.bars import columns, levels
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.words import days
from tracker.domain.forecast import Bin, Dates, Forecast, WhatIfResult

_HEIGHT, _WIDEST = 6, 84
_MARGIN = 7
"""Cells left of the chart, for its scale."""
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_BOTH, _BEFORE = "▒", "░"
_HALF = 4
"""Eighths of a cell from which on a shade fills all of it."""

Dated = tuple[date, float]


def histogram_rows(forecast: Forecast, width: int, tried: WhatIfResult | None = None) -> Iterator[Row]:
    """Yield the spread with the percentiles below: those of a change, where one is tried."""
    before, after = _dated(forecast.histogram), _dated(tried.histogram if tried else ())
    if not before and not after:
        return
    axis = _axis(before, after, min(width - _MARGIN - 1, _WIDEST))
    if tried is None:
        yield from _plain_rows(before, axis, forecast.dates)
        yield from _axis_rows(axis, forecast.dates, forecast)
    else:
        yield from _overlaid_rows(before, after, axis)
        yield from _axis_rows(axis, tried.dates, forecast)
        yield row(
            " " * _MARGIN,
            *(Span("█", Tone.ACCENT), Span(" with it  ", Tone.MUTED), Span(_BEFORE, Tone.WARN)),
            *(Span(" as it is  ", Tone.MUTED), Span(_BOTH, Tone.ACCENT), Span(" both", Tone.MUTED)),
        )
    shown = tried.histogram if tried else forecast.histogram
    if later := sum(part.share for part in shown if part.date is None):
        yield row(Span(f"{later:.0%} of the simulations end more than 20 years from now", Tone.WARN))
    yield Row()


def _dated(bins: Sequence[Bin]) -> list[Dated]:
    """The bins that have a date, if they make a picture."""
    found = [(part.date, part.share) for part in bins if part.date is not None]
    return found if len(found) > 1 else []


def _axis(before: Sequence[Dated], after: Sequence[Dated], room: int) -> Axis:
    drawn = [bins for bins in (before, after) if bins]
    return Axis(min(bins[0][0] for bins in drawn), max(_end(bins) for bins in drawn), room)


def _end(bins: Sequence[Dated]) -> date:
    """The day after the last bin."""
    return bins[-1][0] + (bins[-1][0] - bins[-2][0])


def _cells(bins: Sequence[Dated], axis: Axis) -> list[float]:
    """The share of each cell of the axis."""
    cells = [0.0] * axis.width
    ends = [*(day for day, _ in bins[1:]), _end(bins)] if bins else []
    for (day, share), end in zip(bins, ends, strict=True):
        first, last = ((d - axis.first).days / axis.days * axis.width for d in (day, end))
        for cell in range(int(first), min(axis.width, int(last - 1e-9) + 1)):
            cells[cell] += share * (min(last, cell + 1) - max(first, cell)) / (last - first)
    return cells


def _plain_rows(bins: Sequence[Dated], axis: Axis, dates: Dates) -> Iterator[Row]:
    p85 = axis.cell(dates.p85) if dates.p85 else axis.width
    for number, line in enumerate(columns(_cells(bins, axis), _HEIGHT)):
        share = f"{max(part for _, part in bins):>5.0%}  " if number == 0 else " " * _MARGIN
        yield row(
            Span(share, Tone.MUTED), Span(line[: p85 + 1], Tone.ACCENT), Span(line[p85 + 1 :], Tone.MUTED)
        )


def _overlaid_rows(before: Sequence[Dated], after: Sequence[Dated], axis: Axis) -> Iterator[Row]:
    both = _cells(before, axis), _cells(after, axis)
    top = max(max(cells) for cells in both)
    was, now = (levels(cells, _HEIGHT, top) for cells in both)
    for floor in reversed(range(_HEIGHT)):
        cells = [
            _overlaid(*(min(8, max(0, n - floor * 8)) for n in pair)) for pair in zip(was, now, strict=True)
        ]
        yield Row((Span(" " * _MARGIN), *_joined(cells)), wraps=False)


def _overlaid(before: int, after: int) -> Span:
    """A cell of which so many eighths are filled by one spread and by the other."""
    if before >= _HALF:
        return Span(_BOTH, Tone.ACCENT) if after >= _HALF else Span(_BEFORE, Tone.WARN)
    return Span(_EIGHTHS[after] if after else _EIGHTHS[before], Tone.ACCENT if after else Tone.WARN)


def _joined(cells: Sequence[Span]) -> Iterator[Span]:
    """Yield neighbours that look alike as one: fewer segments to draw."""
    text, tone = "", cells[0].tone
    for cell in cells:
        if cell.tone != tone:
            yield Span(text, tone)
            text, tone = "", cell.tone
        text += cell.text
    yield Span(text, tone)


def _axis_rows(axis: Axis, dates: Dates, forecast: Forecast) -> Iterator[Row]:
    marks = [
        (name, found) for name, found in (("P50", dates.p50), ("P85", dates.p85), ("P95", dates.p95)) if found
    ]
    ruler = ["─"] * axis.width
    for _, found in marks:
        ruler[axis.cell(found)] = "┴"
    yield row(Span(" " * _MARGIN + "".join(ruler), Tone.MUTED))
    said = days((found for _, found in marks), forecast.made_on)
    places = [(axis.cell(found), f"{name} {when}") for (name, found), when in zip(marks, said, strict=True)]
    yield from (row(" " * _MARGIN + line) for line in label_lines(places, axis.width))
