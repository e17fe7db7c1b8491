"""How the forecast moved from day to day, and how well it did, as lines of text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tracker.cli.dates import day_text
from tracker.cli.forecast_lines import chart_width, moved_text, painted
from tracker.cli.output import Cell, Column, table
from tracker.domain.board import Board
from tracker.domain.effort import format_hours
from tracker.domain.text import counted
from tracker.domain.text_charts import past_chart
from tracker.domain.track_record import Outcome, accuracy_text
from tracker.service.forecasts.track_record import Judged, TrackRecord

_SHOWN = 20
_COLOR = {Outcome.HIT: "green", Outcome.MISS: "bright_red"}


def track_record_lines(record: TrackRecord, board: Board, charts: bool) -> list[str]:
    """Return the forecasts of a gate, oldest first, what became of them, and scope and work over time."""
    shown = record.forecasts[-_SHOWN:]
    earlier = len(record.forecasts) - len(shown)
    lines = [_headline(record), "", *_table(record, shown)]
    if earlier:
        lines.append(f"  and {counted(earlier, 'earlier one')} (--json has them all)")
    lines += ["", *_accuracy(record)]
    drawn = painted(past_chart(record.burn_up, chart_width())) if charts else []
    return [*lines, "", Cell("Burn-up", bold=True).styled(), *drawn] if drawn else lines


def _headline(record: TrackRecord) -> str:
    what = Cell(f"Forecasts of {record.gate}", bold=True).styled()
    first, last = record.forecasts[0], record.forecasts[-1]
    if record.ready_on:
        return f"{what}   all of its work was closed by {day_text(record.ready_on)}"
    moved = _moved(first.dates.p85, last.dates.p85)
    since = f"P85 moved by {moved} since {day_text(first.made.day)}" if moved else "P85 stands where it stood"
    return f"{what}   {since}"


def _table(record: TrackRecord, shown: tuple[Judged, ...]) -> list[str]:
    head = ("made on", "P50", "P85", "moved", "left", "done", "P85 held?")
    rows = [[Cell(text, dim=True) for text in head]]
    before = {id(now): then for then, now in pairwise(record.forecasts)}
    rows += [_row(one, before.get(id(one))) for one in shown]
    return table((Column(), *(Column(right=True),) * 5, Column()), rows, "  ")


def _row(one: Judged, before: Judged | None) -> list[Cell]:
    held = one.outcomes["p85"]
    return [
        Cell(day_text(one.made.day)),
        Cell(day_text(one.dates.p50) if one.dates.p50 else one.made.answer.value),
        Cell(day_text(one.dates.p85)),
        Cell(_moved(before.dates.p85, one.dates.p85) if before else "", dim=True),
        Cell(format_hours(one.made.hours_left)),
        Cell(f"{one.made.done}/{one.made.total}"),
        Cell(held.value if held else "", _COLOR.get(held) if held else None),
    ]


def _accuracy(record: TrackRecord) -> list[str]:
    """What a percentile promises beside what it kept; nothing can be said before a day has passed."""
    judged = {name: found for name, found in record.accuracy.items() if found.hits + found.misses}
    if not judged:
        return ["No date has passed yet, so how well these forecasts do cannot be told."]
    return [accuracy_text(name, found) for name, found in judged.items()]


def _moved(before: date | None, after: date | None) -> str:
    return moved_text((after - before).days) if before and after else ""
