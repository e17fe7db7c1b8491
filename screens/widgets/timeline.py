"""Phases against the calendar: the window each was planned for, and when it will be done as forecast.

Windows are text of the review. `Week 3-4`, `W1` and a range of dates can be drawn; a condition such as
`after 100k users` has no place in a calendar and is only said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from rich.cells import cell_len

from screens.widgets.axis import Axis, labels_at
from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.words import days, joined
from tracker.domain.board import Board, Card, hours_left
from tracker.domain.effort import format_hours
from tracker.domain.forecast import Dates, Forecast
from tracker.domain.frozen import frozen
from tracker.domain.plan import Phase
from tracker.domain.text import counted

_WEEKS = re.compile(
    r"(?:weeks?|wks?|w)\s*(\d{1,3})(?:\s*(?:-|–|to)\s*(?:weeks?|w)?\s*(\d{1,3}))?", re.IGNORECASE
)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*\.\.\s*(\d{4}-\d{2}-\d{2})")
_LABEL = 10
_GAP = 2
"""Cells between a bar and its words."""
_WORDS = 30
"""Cells kept free at the right, so that a bar's words stand after it."""


@frozen
class PhaseLine:
    """One phase with its cards, and what is known of its time."""

    id: str | None
    title: str
    window: str | None
    planned: tuple[date, date] | None
    cards: tuple[Card, ...]
    forecast: Dates | None

    @property
    def done(self) -> int:
        """How many of its cards are closed."""
        return sum(card.closed for card in self.cards)


@frozen
class Bar:
    """Cells of a bar: thin from `start`, thick from `thick` to `last`, all counted."""

    start: int
    thick: int
    last: int


def phase_lines(board: Board, forecast: Forecast | None) -> list[PhaseLine]:
    """Return the phases in working order; items without a phase come last."""
    start = board.plan.team.start or board.plan.reviewed
    by_phase: dict[str | None, list[Card]] = {}
    for card in board.cards:
        by_phase.setdefault(card.item.phase, []).append(card)
    known: Mapping[str, Dates] = forecast.phases if forecast else {}
    lines = [_phase_line(phase, by_phase.get(phase.id, []), start, known) for phase in board.plan.phases]
    if loose := by_phase.get(None):
        title = "Without a phase" if lines else "All items"
        lines.append(PhaseLine(None, title, None, None, tuple(loose), None))
    return lines


def _phase_line(
    phase: Phase, cards: Iterable[Card], start: date | None, known: Mapping[str, Dates]
) -> PhaseLine:
    planned = planned_span(phase.window, start)
    return PhaseLine(phase.id, phase.title, phase.window, planned, tuple(cards), known.get(phase.id))


def planned_span(window: str | None, start: date | None) -> tuple[date, date] | None:
    """Return the first and last day of a window, weeks counted from `start`; None for one without days."""
    if found := _RANGE.search(window or ""):
        try:
            return date.fromisoformat(found[1]), date.fromisoformat(found[2])
        except ValueError:
            return None
    weeks = _WEEKS.fullmatch((window or "").strip())
    if weeks is None or start is None:
        return None
    first, last = int(weeks[1]), int(weeks[2] or weeks[1])
    return start + timedelta(weeks=first - 1), start + timedelta(weeks=last, days=-1)


def timeline_rows(lines: list[PhaseLine], today: date, width: int) -> Iterator[Row]:
    """Yield the calendar, then each phase with its two spans; a phase's key is its place."""
    axis = calendar(lines, today, max(20, width - _LABEL - 2))
    ticks = list(axis.ticks())
    places = zip(map(axis.cell, ticks), days(ticks, today), strict=True)
    yield row(labels_at(places, axis.width), label="")
    yield _ruler(axis, today)
    for number, line in enumerate(lines):
        yield Row()
        yield _phase_row(line, width, key=str(number))
        yield from _span_rows(line, axis, today)


def calendar(lines: list[PhaseLine], today: date, width: int) -> Axis:
    """Return an axis from the first to the last day that anything is known of, and room for words."""
    days = [today]
    for line in lines:
        days += line.planned or ()
        if line.forecast and line.forecast.left:
            days += [found for found in (line.forecast.p50, line.forecast.p85) if found]
    first, last = min(days), max(*days, min(days) + timedelta(weeks=4))
    words = timedelta(days=round((last - first).days * _WORDS / max(1, width - _WORDS)))
    return Axis(first, last + words, width)


def _ruler(axis: Axis, today: date) -> Row:
    cells = ["─"] * axis.width
    for tick in axis.ticks():
        cells[axis.cell(tick)] = "┴"
    now = axis.cell(today)
    before, after = "".join(cells[:now]), "".join(cells[now + 1 :])
    return row(Span(before, Tone.MUTED), Span("▼", Tone.ACCENT), Span(after, Tone.MUTED), label="today ▼")


def _phase_row(line: PhaseLine, width: int, *, key: str) -> Row:
    total = len(line.cards)
    left = hours_left(line.cards)
    late = sum(card.overdue is not None for card in line.cards)
    figures = joined(
        [
            f"{line.done}/{total} done" if total else "no items",
            f"{format_hours(left)} left" if left else "",
            counted(late, "overdue", "overdue") if late else "",
        ]
    )
    title = fitted(line.title, max(10, width - len(figures) - 2))
    return row(Span(title, Tone.STRONG), Span(f"  {figures}", Tone.MUTED), key=key)


def _span_rows(line: PhaseLine, axis: Axis, today: date) -> Iterator[Row]:
    if line.planned:
        first, last = (axis.cell(found) for found in line.planned)
        yield from _bar_rows("planned", Bar(first, first, last), f"{line.window}", Tone.MUTED, axis)
    elif line.window:
        yield row(Span(line.window, Tone.MUTED), label="planned")
    if line.cards:
        yield from _forecast_rows(line, axis, today)


def _forecast_rows(line: PhaseLine, axis: Axis, today: date) -> Iterator[Row]:
    dates = line.forecast
    if line.done == len(line.cards):
        yield row(Span("✓ done", Tone.GOOD), label="forecast")
    elif dates and not dates.left:
        yield row(Span("the rest is put off", Tone.MUTED), label="forecast")
    elif dates and dates.p50 and dates.p85:
        first = axis.cell(dates.p50)
        bar = Bar(min(axis.cell(today), first), first, axis.cell(dates.p85))
        late = line.planned is not None and dates.p85 > line.planned[1]
        when = " – ".join(days(dict.fromkeys((dates.p50, dates.p85)), today))
        said = f"{when}, late" if late else when
        yield from _bar_rows("forecast", bar, said, Tone.WARN if late else Tone.GOOD, axis)


def _bar_rows(label: str, bar: Bar, said: str, tone: Tone, axis: Axis) -> Iterator[Row]:
    """Yield a bar with its words after it, before it or, where neither has room, on a line below it."""
    size = cell_len(said)
    line = (Span("╌" * (bar.thick - bar.start), Tone.MUTED), Span("━" * (bar.last - bar.thick + 1), tone))
    words = Span(said, tone)
    if bar.last + _GAP + size < axis.width:
        yield row(" " * bar.start, *line, " " * _GAP, words, label=label)
    elif size + _GAP <= bar.start:
        yield row(" " * (bar.start - size - _GAP), words, " " * _GAP, *line, label=label)
    else:
        indent = min(bar.start, max(0, axis.width - size))
        yield row(" " * bar.start, *line, label=label)
        yield row(" " * indent, words, label="", indent=indent)
