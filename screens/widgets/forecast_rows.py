"""When we will be ready, as rows: the dates, what they rest on, how they are spread, what would move them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screens.widgets.axis import Axis, label_lines
from screens.widgets.bars import columns, resampled
from screens.widgets.lines import Row, Span, Tone, fitted, heading, row
from screens.widgets.words import day_or_never, days, days_moved, joined
from tracker.domain.board import Board
from tracker.domain.effort import format_hours
from tracker.domain.forecast import Answer, Basis, Dates, Driver, Forecast
from tracker.domain.text import counted

_CHART_HEIGHT, _CHART_WIDTH = 6, 84
_DRIVERS = 10
_NAMES = 26
"""Cells of the ids at most, with their gap."""
_CHAIN_END = 6
_ANSWERS = {
    Answer.READY: "Nothing that the gate asks for is left to do.",
    Answer.NOT_CONVERGING: "Items are added as fast as they close: there is no date until that changes.",
    Answer.BLOCKED: "What is left waits for something that no estimate covers: there is no date.",
    Answer.NO_CAPACITY: "Nobody has time for what is left: there is no date.",
    Answer.BEYOND: "More than 20 years away: no date is worth naming.",
}


def forecast_rows(forecast: Forecast, board: Board, width: int) -> Iterator[Row]:
    """Yield the answer first, its reasons after it."""
    yield Row()
    yield from _answer_rows(forecast, board)
    yield Row()
    if forecast.answer is Answer.DATED:
        yield from histogram_rows(forecast, width)
        yield from _driver_rows(forecast, board, width)
        yield from _chain_rows(forecast)
    yield from _what_if_rows(forecast)
    yield from _table_rows(forecast, board)
    if forecast.notes:
        yield from (Row(), heading("To be said aloud"))
        yield from (row(f"· {note}", indent=2) for note in forecast.notes)


def _answer_rows(forecast: Forecast, board: Board) -> Iterator[Row]:
    dates, what = forecast.dates, _goal(forecast.headline, board)
    if forecast.answer is Answer.DATED:
        p50, p85, p95 = days((dates.p50, dates.p85, dates.p95), forecast.made_on)
        yield row(
            Span(what, Tone.STRONG),
            Span(f"    P50 {p50}", Tone.ACCENT),
            Span(f"    P85 {p85}", Tone.STRONG),
            f"    P95 {p95}",
        )
    else:
        good = forecast.answer is Answer.READY
        yield row(Span(f"{what}: {forecast.answer.value}", Tone.GOOD if good else Tone.BAD))
        yield row(_ANSWERS[forecast.answer])
    claimed = board.plan.claims.time_to_ready
    if claimed:
        said = " and ".join(effort.text for effort in claimed)
        yield row(Span(f"the review said: {said}", Tone.MUTED))
    yield Row()
    yield row(Span(_basis_text(forecast), Tone.MUTED), indent=2)


def _goal(gate_id: str | None, board: Board) -> str:
    """What the forecast is about; titles such as `Approved for deployment` say it themselves."""
    if gate_id is None:
        return "All done"
    title = next((gate.title for gate in board.plan.gates if gate.id == gate_id), gate_id)
    return title if " " in title else f"Ready for {title}"


def _basis_text(forecast: Forecast) -> str:
    basis = forecast.basis
    return joined(
        [
            f"{format_hours(forecast.hours.p50)} of work left (P85 {format_hours(forecast.hours.p85)})",
            counted(forecast.engineers, "engineer"),
            _learned(basis),
            f"{counted(basis.unestimated, 'item')} unestimated" if basis.unestimated else "",
            f"{forecast.simulations:,} simulations",
        ]
    )


def _learned(basis: Basis) -> str:
    if not basis.finished:
        return "nothing finished yet, so how far estimates are off is a wide guess"
    hours = f", {basis.inferred} by inferred hours" if basis.inferred else ""
    return f"{counted(basis.finished, 'finished item')} took {basis.bias:.1f} x their estimates{hours}"


def histogram_rows(forecast: Forecast, width: int) -> Iterator[Row]:
    """Yield the spread of the simulated dates over a calendar, with the percentiles below."""
    bins = [(part.date, part.share) for part in forecast.histogram if part.date is not None]
    if len(bins) < 2:
        return
    room = min(width - 8, _CHART_WIDTH)
    first, last = bins[0][0], bins[-1][0]
    axis = Axis(first, last + (last - bins[-2][0]), room)
    cells = resampled([share for _, share in bins], room)
    p85 = axis.cell(forecast.dates.p85) if forecast.dates.p85 else room
    for number, line in enumerate(columns(cells, _CHART_HEIGHT)):
        share = f"{max(part for _, part in bins):>5.0%}  " if number == 0 else " " * 7
        yield row(
            Span(share, Tone.MUTED), Span(line[: p85 + 1], Tone.ACCENT), Span(line[p85 + 1 :], Tone.MUTED)
        )
    yield from _axis_rows(axis, forecast.dates, forecast)
    if later := sum(part.share for part in forecast.histogram if part.date is None):
        yield row(Span(f"{later:.0%} of the simulations end more than 20 years from now", Tone.WARN))
    yield Row()


def _axis_rows(axis: Axis, dates: Dates, forecast: Forecast) -> Iterator[Row]:
    marks = [
        (name, found) for name, found in (("P50", dates.p50), ("P85", dates.p85), ("P95", dates.p95)) if found
    ]
    ruler = ["─"] * axis.width
    for _, found in marks:
        ruler[axis.cell(found)] = "┴"
    yield row(Span(" " * 7 + "".join(ruler), Tone.MUTED))
    said = days((found for _, found in marks), forecast.made_on)
    places = [(axis.cell(found), f"{name} {when}") for (name, found), when in zip(marks, said, strict=True)]
    yield from (row(" " * 7 + line) for line in label_lines(places, axis.width))


def _driver_rows(forecast: Forecast, board: Board, width: int) -> Iterator[Row]:
    drivers = [driver for driver in forecast.drivers if driver.p85_days or driver.p85_hours]
    if not drivers:
        return
    shown = drivers[:_DRIVERS]
    names = min(_NAMES, max(len(driver.item) for driver in shown) + 2)
    yield heading("What moves P85", "closing it today")
    for driver in shown:
        yield _driver_row(driver, board, names, min(60, width - names - 10))
    if len(drivers) > len(shown):
        yield row(Span(f"and {len(drivers) - len(shown)} more", Tone.MUTED))
    yield Row()


def _driver_row(driver: Driver, board: Board, names: int, titles: int) -> Row:
    card = board.by_id.get(driver.item)
    title = fitted(card.item.title if card else "", titles)
    moved = days_moved(driver.p85_days) if driver.p85_days else f"−{format_hours(abs(driver.p85_hours))}"
    name = Span(fitted(driver.item, names - 2) + "  ", Tone.STRONG)
    return row(name, title, Span(f"  {moved:>8}", Tone.ACCENT), key=driver.item)


def _chain_rows(forecast: Forecast) -> Iterator[Row]:
    if not forecast.chain:
        return
    last = forecast.chain_share.get(forecast.chain[-1])
    share = f"  (it ends the work in {last:.0%} of the simulations)" if last else ""
    yield heading("The chain that sets the date")
    yield row(_chain_text(forecast.chain), Span(share, Tone.MUTED), indent=2)
    yield Row()


def _chain_text(chain: Sequence[str]) -> str:
    """The chain as arrows; of a long one its two ends."""
    left_out = len(chain) - 2 * _CHAIN_END
    if left_out > 1:
        chain = (*chain[:_CHAIN_END], f"… {left_out} more …", *chain[-_CHAIN_END:])
    return " → ".join(chain)


def _what_if_rows(forecast: Forecast) -> Iterator[Row]:
    if not forecast.what_if:
        return
    yield heading("What if")
    for result in forecast.what_if:
        moved = f"({days_moved(result.p85_days)})" if result.p85_days is not None else ""
        when = f"P85 {day_or_never(result.dates.p85, forecast.made_on)}"
        yield row(fitted(result.change, 34), Span(f" {when}", Tone.STRONG), Span(f"  {moved}", Tone.MUTED))
    yield Row()


def _table_rows(forecast: Forecast, board: Board) -> Iterator[Row]:
    titles = {gate.id: gate.title for gate in board.plan.gates} | {p.id: p.title for p in board.plan.phases}
    entries = [(titles.get(name, name), dates) for name, dates in forecast.gates.items()]
    entries += [(titles.get(name, name), dates) for name, dates in forecast.phases.items()]
    entries.append(("Everything", forecast.plan))
    if forecast.throughput:
        entries.append(("Everything, by past closings", forecast.throughput))
    names = min(40, max(len(name) for name, _ in entries) + 2)
    columns_ = "".join(fitted(name, 14) for name in ("P50", "P85", "P95"))
    yield row(Span(fitted("Finished by", names), Tone.ACCENT), Span(f"{'left':>4}  {columns_}", Tone.MUTED))
    for name, dates in entries:
        yield row(fitted(name, names), Span(f"{dates.left:>4}  ", Tone.MUTED), _dates_text(dates, forecast))


def _dates_text(dates: Dates, forecast: Forecast) -> str:
    if not dates.left and dates.p50:
        return "done"
    found = days((dates.p50, dates.p85, dates.p95), forecast.made_on, never="–")
    return "".join(fitted(when, 14) for when in found)
