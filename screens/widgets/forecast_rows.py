"""When we will be ready, as rows: the dates, what they rest on, how they are spread, what would move them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from screens.widgets.histogram_rows import histogram_rows
from screens.widgets.lines import Row, Span, Tone, fitted, heading, row
from screens.widgets.track_record_rows import burn_up_rows, track_record_rows
from screens.widgets.what_if_rows import what_if_rows
from screens.widgets.words import days, days_moved, joined
from tracker.domain.board import Board
from tracker.domain.effort import format_hours
from tracker.domain.forecast import Answer, Basis, Dates, Driver, Forecast, WhatIfResult
from tracker.domain.text import counted

if TYPE_CHECKING:
    from tracker.service.forecasts.track_record import TrackRecord

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


def forecast_rows(
    forecast: Forecast,
    board: Board,
    width: int,
    *,
    record: TrackRecord | None = None,
    tried: WhatIfResult | None = None,
) -> Iterator[Row]:
    """Yield the answer first, its reasons after it, at the end how it did so far.

    The spread of a change that is `tried` is laid over that of the forecast.
    """
    yield Row()
    yield from _answer_rows(forecast, board)
    yield Row()
    yield from histogram_rows(forecast, width, tried)
    if forecast.answer is Answer.DATED:
        yield from _driver_rows(forecast, board, width)
        yield from _chain_rows(forecast)
    yield from what_if_rows(forecast, width)
    if record:
        yield from burn_up_rows(forecast, record.burn_up, width)
    yield from _table_rows(forecast, board)
    if record:
        yield from track_record_rows(record)
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
