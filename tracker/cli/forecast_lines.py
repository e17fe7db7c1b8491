"""A forecast as lines: the answer first, then what it rests on, how it is spread, what would move it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from tracker.cli.dates import day_text
from tracker.cli.output import Cell, Column, table, wrap
from tracker.cli.terminal import width
from tracker.domain.board import Board
from tracker.domain.burnup import BurnUp
from tracker.domain.effort import format_hours
from tracker.domain.forecast import Dates, Forecast
from tracker.domain.text import counted
from tracker.domain.text_charts import burn_up_chart, histogram_chart, timeline_chart

_DRIVERS = 5
_CHAIN = 8
_PIPE = 96
"""Cells that a chart may take where there is no terminal to ask."""
_BARS = frozenset("▁▂▃▄▅▆▇█━╌")


def forecast_lines(board: Board, made: Forecast, burned: BurnUp | None) -> list[str]:
    """Return the forecast as text; charts are drawn where there is a burn-up."""
    lines = [_headline(board, made), "", *wrap(_basis(made), "")]
    lines += [line for note in made.notes for line in wrap(note, "  ", "- ")]
    if burned:
        lines += _chart("", histogram_chart(made, chart_width()))
    lines += _dates_table(board, made)
    lines += _drivers(board, made)
    lines += _what_if(made)
    lines += _chain(made)
    if burned:
        lines += _chart("Burn-up", burn_up_chart(made, burned, chart_width()))
        lines += _chart("Phases", timeline_chart(made, board.plan, chart_width()))
    return lines


def chart_width() -> int:
    """Return the cells that a chart may take."""
    return width() or _PIPE


def painted(lines: Iterable[str]) -> list[str]:
    """Return the lines of a chart, those with bars coloured."""
    return [Cell(line, "cyan").styled() if not _BARS.isdisjoint(line) else line for line in lines]


def moved_text(days: int | None) -> str:
    """Return by how many days a date moved: `−10 d`, or nothing where it did not."""
    return f"{'−' if days < 0 else '+'}{abs(days)} d" if days else ""


def _chart(title: str, lines: list[str]) -> list[str]:
    heading = [Cell(title, bold=True).styled()] if title else []
    return ["", *heading, *painted(lines)] if lines else []


def _headline(board: Board, made: Forecast) -> str:
    what = f"Ready for {made.headline}" if made.headline else "All done"
    claims = board.plan.claims.time_to_ready
    claimed = f"   the review said: {claims[-1].text}" if claims else ""
    if made.dates.p50 is None or made.dates.left == 0:
        return f"{Cell(what, bold=True).styled()}   {made.said}{claimed}"
    days = "   ".join(
        f"{name} {Cell(day_text(day), bold=True).styled()}"
        for name, day in (("P50", made.dates.p50), ("P85", made.dates.p85), ("P95", made.dates.p95))
    )
    return f"{Cell(what, bold=True).styled()}   {days}{claimed}"


def _basis(made: Forecast) -> str:
    basis = made.basis
    took = f"they took {basis.bias:.1f} x their estimates ({basis.bias_low:.1f} to {basis.bias_high:.1f})"
    learned = f"{counted(basis.finished, 'finished item')}: {took}"
    if not basis.finished:
        learned = "no finished items to learn from"
    parts = [f"{format_hours(made.hours.p50)} left", counted(made.engineers, "engineer"), learned]
    if basis.unestimated:
        parts.append(f"{counted(basis.unestimated, 'item')} unestimated")
    return " · ".join([*parts, f"{made.simulations:,} simulations, seed {made.seed}"])


def _dates_table(board: Board, made: Forecast) -> list[str]:
    phases = {phase.id: phase for phase in board.plan.phases}
    rows = [[Cell(text, dim=True) for text in ("", "left", "P50", "P85", "P95", "planned")]]
    rows += [_dates_row(f"gate {name}", dates, "") for name, dates in made.gates.items()]
    rows += [
        _dates_row(phases[name].title, dates, phases[name].window or "")
        for name, dates in made.phases.items()
    ]
    rows.append(_dates_row("everything", made.plan, ""))
    if made.throughput:
        rows.append(_dates_row("everything, by past closings", made.throughput, ""))
    columns = (Column(flexes=True), *(Column(right=True),) * 4, Column(flexes=True))
    return ["", *table(columns, rows, "  ")]


def _dates_row(name: str, dates: Dates, planned: str) -> list[Cell]:
    days = [Cell(day_text(day) if dates.left else "done") for day in (dates.p50, dates.p85, dates.p95)]
    return [Cell(name), Cell(str(dates.left)), *days, Cell(planned, dim=True)]


def _drivers(board: Board, made: Forecast) -> list[str]:
    moving = [driver for driver in made.drivers if driver.p85_hours < 0][:_DRIVERS]
    if not moving:
        return []
    rows = [
        [
            Cell(driver.item, bold=True),
            Cell(board.by_id[driver.item].item.title if driver.item in board.by_id else ""),
            Cell(moved_text(driver.p85_days) or format_hours(-driver.p85_hours) + " less"),
        ]
        for driver in moving
    ]
    columns = (Column(), Column(flexes=True), Column(right=True))
    return ["", Cell("What moves P85 when it is closed", bold=True).styled(), *table(columns, rows, "  ")]


def _what_if(made: Forecast) -> list[str]:
    rows = [
        [
            Cell(result.change),
            Cell(f"P85 {day_text(result.dates.p85)}" if result.dates.left else "no work left"),
            Cell(moved_text(result.p85_days) or ("" if result.p85_days is None else "same")),
        ]
        for result in made.what_if
    ]
    columns = (Column(flexes=True), Column(), Column(right=True))
    return ["", Cell("What if", bold=True).styled(), *table(columns, rows, "  ")] if rows else []


def _chain(made: Forecast) -> list[str]:
    """The chain at average hours; how sure it is, is said by how often its items set the date."""
    if not made.chain:
        return []
    shown = " → ".join(made.chain[:_CHAIN]) + (" → …" if len(made.chain) > _CHAIN else "")
    shares = [made.chain_share.get(item, 0.0) for item in made.chain]
    least, most = f"{min(shares):.0%}", f"{max(shares):.0%}"
    often = least if least == most else f"{least} to {most}"
    text = f"chain: {shown} (each sets the date in {often} of the simulations)"
    return ["", *textwrap.wrap(text, max(20, chart_width()), subsequent_indent="  ", break_on_hyphens=False)]
