"""What became of forecasts, as rows: scope and work over time, how the date moved, how often it held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from screens.widgets.lines import Row, Span, Tone, fitted, heading, row
from screens.widgets.words import day, days_moved
from tracker.domain.burnup import BurnUp
from tracker.domain.effort import format_hours
from tracker.domain.forecast import Forecast
from tracker.domain.text import counted
from tracker.domain.text_charts import burn_up_chart
from tracker.domain.track_record import Outcome, accuracy_text

if TYPE_CHECKING:
    from tracker.service.forecasts.track_record import Judged, TrackRecord

_SHOWN = 20
_WIDEST = 92
_TONES: Mapping[str, Tone] = {
    **dict.fromkeys("▁▂▃▄▅▆▇█", Tone.ACCENT),
    **dict.fromkeys("•", Tone.GOOD),
    **dict.fromkeys("◦", Tone.WARN),
}
_OUTCOME_TONE = {Outcome.HIT: Tone.GOOD, Outcome.MISS: Tone.BAD}
_COLUMNS = (("made on", 14), ("P50", 14), ("P85", 14), ("moved", 8), ("left", 8), ("done", 10))


def burn_up_rows(forecast: Forecast, burned: BurnUp, width: int) -> Iterator[Row]:
    """Yield the burn-up with its scope line and the outlook; nothing where there is no room or no item."""
    lines = burn_up_chart(forecast, burned, min(width, _WIDEST))
    if not lines:
        return
    now = burned.at(forecast.made_on)
    yield heading("Burn-up", f"{now.done} of {counted(now.scope, 'item')} done")
    yield from (_chart_row(line) for line in lines)
    yield Row()


def _chart_row(line: str) -> Row:
    runs = groupby(line, key=lambda char: _TONES.get(char, Tone.MUTED))
    return Row(tuple(Span("".join(chars), tone) for tone, chars in runs), wraps=False)


def track_record_rows(record: TrackRecord) -> Iterator[Row]:
    """Yield the newest forecasts that are remembered, oldest first, and how many dates held."""
    yield from (Row(), heading("How the date moved", _moved_text(record)))
    if not record.forecasts:
        yield row(Span("one forecast a day is remembered, from the first act on", Tone.MUTED), indent=2)
        return
    shown = record.forecasts[-_SHOWN:]
    head = "".join(fitted(name, size) for name, size in _COLUMNS)
    yield Row((Span(f"{head}P85 held?", Tone.MUTED),), wraps=False)
    before = dict(zip(map(id, record.forecasts[1:]), record.forecasts, strict=False))
    today = record.forecasts[-1].made.day
    yield from (_judged_row(one, before.get(id(one)), today) for one in shown)
    if earlier := len(record.forecasts) - len(shown):
        yield row(Span(f"and {counted(earlier, 'earlier one')}", Tone.MUTED))
    yield from _accuracy_rows(record)


def _moved_text(record: TrackRecord) -> str:
    dated = [one.dates.p85 for one in record.forecasts if one.dates.p85]
    if record.ready_on:
        return f"all of its work was closed on {record.ready_on}"
    changes = [(after - before).days for before, after in pairwise(dated)]
    if not changes:
        return ""
    return (
        f"P85 by {days_moved(sum(changes))} since the first, over {counted(len(dated), 'day')} of forecasts"
    )


def _judged_row(one: Judged, before: Judged | None, today: date) -> Row:
    dates, made = one.dates, one.made
    moved = _moved(before.dates.p85 if before else None, dates.p85)
    cells = (
        day(made.day, today),
        day(dates.p50, today) if dates.p50 else made.answer.value,
        day(dates.p85, today) if dates.p85 else "–",
        moved,
        format_hours(made.hours_left),
        f"{made.done}/{made.total}",
    )
    texts = [fitted(text, size - 1) + " " for text, (_, size) in zip(cells, _COLUMNS, strict=True)]
    held = one.outcomes["p85"]
    outcome = Span(held.value if held else "", _OUTCOME_TONE.get(held, Tone.MUTED) if held else Tone.MUTED)
    return Row(
        (
            Span(texts[0], Tone.MUTED),
            Span(texts[1]),
            Span(texts[2], Tone.STRONG),
            Span("".join(texts[3:])),
            outcome,
        ),
        wraps=False,
    )


def _moved(before: date | None, after: date | None) -> str:
    return days_moved((after - before).days) if before and after and before != after else ""


def _accuracy_rows(record: TrackRecord) -> Iterator[Row]:
    judged = [(name, found) for name, found in record.accuracy.items() if found.hits + found.misses]
    if not judged:
        yield row(Span("No date has passed yet, so how well these forecasts do cannot be told.", Tone.MUTED))
    yield from (row(Span(accuracy_text(name, found), Tone.MUTED)) for name, found in judged)
