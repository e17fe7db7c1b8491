"""Forecasts drawn with characters: in the terminal, and in reports that are read as text.

Each function returns lines of plain characters no wider than `width`, or none where there is nothing to
draw. Every figure in a chart is also said in words beside it, for whoever cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from tracker.domain.burnup import BurnUp
from tracker.domain.forecast import Dates, Forecast
from tracker.domain.plan import Plan
from tracker.domain.text import one_line
from tracker.domain.text_axis import DayAxis, cell_count, columns, fitted, short_day, spread

NARROWEST = 40
_HEIGHT = 6
_LEGEND = 7
"""Cells left of a chart, for its scale."""
_WIDEST = 84
_NAMES = 28


def histogram_chart(made: Forecast, width: int) -> list[str]:
    """Return the shares of simulations by day of finish, with P50, P85 and P95 on the axis."""
    bins = [(part.date, part.share) for part in made.histogram if part.date is not None]
    if len(bins) < 2 or width < NARROWEST:
        return []
    axis = DayAxis(bins[0][0], bins[-1][0] + (bins[1][0] - bins[0][0]), _room(width))
    shares = [share for _, share in bins]
    lines = columns(spread(shares, axis.width), _HEIGHT)
    scale = [f"{max(shares):.0%}", *[""] * (_HEIGHT - 1)]
    drawn = [f"{mark:>{_LEGEND - 2}} │{line}".rstrip() for mark, line in zip(scale, lines, strict=True)]
    marks = _percentiles(made.dates)
    step = (bins[1][0] - bins[0][0]).days
    unit = "day" if step == 1 else "week" if step == 7 else f"{step} days"
    return [
        *drawn,
        f"{'0%':>{_LEGEND - 2}} ┼{axis.ruler(marks.values())}",
        *_under(axis, [(day, name) for name, day in marks.items()]),
        *_under(axis, [(axis.first, short_day(axis.first, made.made_on)), (axis.last, _end(axis, made))]),
        " " * _LEGEND + f"share of simulations, by {unit}",
    ]


def burn_up_chart(made: Forecast, burned: BurnUp, width: int) -> list[str]:
    """Return scope and finished items over time, with the outlook to the plan's P50 and P85."""
    today, dates = made.made_on, made.plan
    now = burned.at(today)
    first = min(burned.days[0].day, today - timedelta(days=7))
    last = max(day for day in (today + timedelta(days=7), dates.p50, dates.p85) if day)
    if not now.scope or width < NARROWEST:
        return []
    axis = DayAxis(first, last, _room(width))
    top = max(now.scope, *(one.scope for one in burned.days))
    canvas = [[" "] * axis.width for _ in range(_HEIGHT + 2)]
    _draw_past(canvas, axis, burned, today, top)
    for day, mark in ((dates.p85, "◦"), (dates.p50, "•")):
        if day and dates.left:
            _draw_outlook(canvas, axis, (today, now.done), (day, now.done + dates.left), top, mark)
    marks = {"today": today} | (_percentiles(dates, ("P50", "P85")) if dates.left else {})
    return [
        *_scaled(canvas, top, now.done),
        f"{'0':>{_LEGEND - 2}} ┼{axis.ruler(marks.values())}",
        *_under(axis, [(day, _named(name, day, today)) for name, day in marks.items()]),
        " " * _LEGEND + "items: █ done ─ scope • P50 ◦ P85",
    ]


def past_chart(burned: BurnUp, width: int) -> list[str]:
    """Return scope and finished items over time, without an outlook."""
    today = burned.days[-1].day
    first = min(burned.days[0].day, today - timedelta(days=7))
    top = max(one.scope for one in burned.days)
    if not top or width < NARROWEST:
        return []
    axis = DayAxis(first, today, _room(width))
    canvas = [[" "] * axis.width for _ in range(_HEIGHT + 2)]
    _draw_past(canvas, axis, burned, today, top)
    return [
        *_scaled(canvas, top, burned.days[-1].done),
        f"{'0':>{_LEGEND - 2}} ┼{axis.ruler(())}",
        *_under(axis, [(first, short_day(first, today)), (today, "today")]),
        " " * _LEGEND + "items: █ done  ─ scope",
    ]


def timeline_chart(made: Forecast, plan: Plan, width: int) -> list[str]:
    """Return a bar for each phase: thin until its P50, thick from there to its P85."""
    rows = [(phase.title, made.phases[phase.id]) for phase in plan.phases if phase.id in made.phases]
    days = [day for _, dates in rows if dates.left for day in (dates.p50, dates.p85) if day]
    if not days or width < NARROWEST:
        return []
    names = min(_NAMES, max(cell_count(one_line(title)) for title, _ in rows), width // 3)
    axis = DayAxis(made.made_on, max(*days, made.made_on + timedelta(days=1)), width - names - 1)
    ends = [(axis.first, "today"), (axis.last, short_day(axis.last, made.made_on))]
    lines = [f"{fitted(one_line(title), names)} {_bar(dates, axis)}".rstrip() for title, dates in rows]
    return [
        *lines,
        " " * (names + 1) + axis.ruler(days),
        " " * (names + 1) + axis.labelled(ends),
        " " * (names + 1) + "╌ until P50  ━ until P85",
    ]


def _scaled(canvas: list[list[str]], top: int, done: int) -> list[str]:
    """The canvas with its scale: the top, and how much is done."""
    scale = {_row(done, top, len(canvas)): str(done), 0: str(top)}
    return [f"{scale.get(n, ''):>{_LEGEND - 2}} │{''.join(row)}".rstrip() for n, row in enumerate(canvas)]


def _draw_past(canvas: list[list[str]], axis: DayAxis, burned: BurnUp, today: date, top: int) -> None:
    known = [burned.at(min(axis.day(cell), today)) for cell in range(axis.cell(today) + 1)]
    done = [one.done for one in known]
    bars = columns([*done, top], len(canvas))  # the last one only sets the scale
    for row, line in zip(canvas, bars, strict=True):
        row[: len(done)] = line[: len(done)]
    for cell in range(axis.width):
        scope = known[min(cell, len(known) - 1)].scope
        row = canvas[_row(scope, top, len(canvas))]
        row[cell] = row[cell] if row[cell] != " " else "─"


def _draw_outlook(
    canvas: list[list[str]],
    axis: DayAxis,
    start: tuple[date, int],
    end: tuple[date, int],
    top: int,
    mark: str,
) -> None:
    first, last = axis.cell(start[0]), axis.cell(end[0])
    for cell in range(first + 1, last + 1):
        share = (cell - first) / max(1, last - first)
        value = start[1] + share * (end[1] - start[1])
        canvas[_row(value, top, len(canvas))][cell] = mark


def _row(value: float, top: int, height: int) -> int:
    """The line that a value lies in, 0 at the top."""
    return min(height - 1, max(0, height - 1 - round(value / top * height - 0.5)))


def _bar(dates: Dates, axis: DayAxis) -> str:
    if not dates.left:
        return "done"
    if dates.p50 is None or dates.p85 is None:
        return "no date"
    thick, last = axis.cell(dates.p50), axis.cell(dates.p85)
    return "╌" * thick + "━" * (last - thick + 1)


def _percentiles(dates: Dates, names: Sequence[str] = ("P50", "P85", "P95")) -> dict[str, date]:
    days: Mapping[str, date | None] = {"P50": dates.p50, "P85": dates.p85, "P95": dates.p95}
    return {name: day for name in names if (day := days[name])}


def _under(axis: DayAxis, marks: Sequence[tuple[date, str]]) -> Iterator[str]:
    yield " " * _LEGEND + axis.labelled(marks)


def _named(name: str, day: date, today: date) -> str:
    return name if day == today else f"{name} {short_day(day, today)}"


def _end(axis: DayAxis, made: Forecast) -> str:
    later = sum(part.share for part in made.histogram if part.date is None)
    return short_day(axis.last, made.made_on) + (f", {later:.0%} later than that" if later else "")


def _room(width: int) -> int:
    return min(width - _LEGEND, _WIDEST)
