"""When will we be ready, in the Markdown report: dates with their probability and what they rest on."""

from __future__ import annotations

import re
from datetime import date

from tracker.domain.board import Board
from tracker.domain.effort import format_hours
from tracker.domain.forecast import Answer, Dates, Forecast
from tracker.domain.gate import gates_of
from tracker.domain.text import counted
from tracker.domain.text_charts import burn_up_chart, histogram_chart, timeline_chart
from tracker.exporters.markdown_text import table, text
from tracker.exporters.report import Report

_DRIVERS_SHOWN = 5
_CHART_WIDTH = 84


def forecast(report: Report) -> list[str]:
    """Return the dates with what they rest on, or why there are none."""
    board, found = report.board, report.forecast
    blocks = ["## When will we be ready?"]
    if found is None:
        blocks.append("No forecast was made for this state of the plan.")
    else:
        blocks.append(f"{forecast_line(found, board)}.")
        if found.answer in (Answer.DATED, Answer.READY):
            blocks.append(_dates_table(found, board))
        blocks += _charts(report, found)
        blocks.append(_basis(found))
        if found.notes:
            blocks.append("\n".join(f"- {text(note)}" for note in found.notes))
        if drivers := _drivers(found, board):
            blocks += ["What brings the 85 % date forward most, once it is closed:", "\n".join(drivers)]
    if claimed := " or ".join(effort.text for effort in board.plan.claims.time_to_ready):
        blocks.append(f"The review expected {text(claimed)}.")
    return blocks


def forecast_line(found: Forecast, board: Board) -> str:
    """Return the headline in one sentence without its full stop: the dates, or why there are none."""
    headline = _gate_titles(board).get(found.headline or "", found.headline)
    name = text(headline) if headline else "The whole plan"
    dates = found.dates
    if found.answer is Answer.READY or (found.answer is Answer.DATED and not dates.left):
        return f"{name}: no work is left"
    if found.answer is not Answer.DATED:
        return f"{name}: there is no date, {found.answer.value}"
    return (
        f"{name}: work done by **{_date(dates.p85)}** with 85 % probability"
        f" (50 %: {_date(dates.p50)}, 95 %: {_date(dates.p95)})"
    )


def _gate_titles(board: Board) -> dict[str, str]:
    return {gate.id: gate.title for gate in gates_of(board)}


def _dates_table(found: Forecast, board: Board) -> str:
    gate_titles = _gate_titles(board)
    phase_titles = {phase.id: phase.title for phase in board.plan.phases}
    named = [(f"Gate {text(gate_titles.get(id_, id_))}", dates) for id_, dates in found.gates.items()]
    named += [(f"Phase {text(phase_titles.get(id_, id_))}", dates) for id_, dates in found.phases.items()]
    named.append(("Whole plan", found.plan))
    rows = [_dates_row(name, dates) for name, dates in named]
    return table(("All work of", "Items left:", "50 %", "85 %", "95 %"), rows)


def _dates_row(name: str, dates: Dates) -> tuple[str, ...]:
    if not dates.left:
        return name, "0", "done", "done", "done"
    return name, str(dates.left), _date(dates.p50), _date(dates.p85), _date(dates.p95)


def _basis(found: Forecast) -> str:
    """What the dates were worked out from; what is doubtful about it is said by the forecast's own notes."""
    basis, hours = found.basis, found.hours
    learned = f"as learned from {counted(basis.finished, 'finished item')}" if basis.finished else "a guess"
    return (
        f"Effort left: {format_hours(hours.p50)} (50 %), {format_hours(hours.p85)} (85 %), "
        f"{format_hours(hours.p95)} (95 %). Basis: {found.simulations:,} simulations (seed {found.seed}) "
        f"with {counted(found.engineers, 'engineer')}; work takes {basis.bias:.1f} times its estimate "
        f"({basis.bias_low:.1f} to {basis.bias_high:.1f}), {learned}."
    )


def _charts(report: Report, found: Forecast) -> list[str]:
    """Histogram, burn-up and phases drawn with characters, each as a block of text."""
    plan, burned = report.board.plan, report.burn_up
    charts = [
        histogram_chart(found, _CHART_WIDTH),
        burn_up_chart(found, burned, _CHART_WIDTH) if burned else [],
        timeline_chart(found, plan, _CHART_WIDTH),
    ]
    return [_fenced("\n".join(lines)) for lines in charts if lines]


def _fenced(drawn: str) -> str:
    """The lines as a code block, with a fence that nothing in them can close."""
    fence = "`" * (max(2, *map(len, re.findall("`+", drawn)), 2) + 1)
    return f"{fence}text\n{drawn}\n{fence}"


def _drivers(found: Forecast, board: Board) -> list[str]:
    helpful = [driver for driver in found.drivers if driver.p85_days < 0 and driver.item in board.by_id]
    return [
        f"- **{text(driver.item)}** {text(board.by_id[driver.item].item.title)}: "
        f"by {counted(-driver.p85_days, 'day')}"
        for driver in helpful[:_DRIVERS_SHOWN]
    ]


def _date(found: date | None) -> str:
    return "–" if found is None else str(found)
