"""What earlier forecasts said, and whether they were right.

A forecast is worth what its past is worth, so one a day is kept, with what the plan looked like then. A
percentile is judged once its day has passed or the work is done: of many P85 dates, 85 in 100 should hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from tracker.domain.board import Board
from tracker.domain.forecast import Answer, Dates, Forecast
from tracker.domain.frozen import frozen
from tracker.domain.text import counted

PERCENTILES = ("p50", "p85", "p95")


class Outcome(StrEnum):
    """What became of a date that was forecast."""

    HIT = "hit"
    MISS = "miss"
    NOT_YET = "not yet"


@frozen
class PastForecast:
    """One forecast as it is remembered: the last one that was made on its day."""

    day: date
    digest: str
    """Of the workload: equal digests on one day are equal forecasts."""
    seed: int
    simulations: int
    answer: Answer
    headline: str | None
    """The gate that `dates` are about; None for the whole plan."""
    dates: Dates
    hours_left: float
    """Engineer hours, the median."""
    done: int
    """Items closed on that day."""
    total: int
    """Items the plan had on that day."""
    scope_hours: float
    """Mean hours of all its estimates, of closed items too."""
    gates: Mapping[str, Dates] = field(default_factory=dict)

    def dates_of(self, gate: str | None) -> Dates | None:
        """Return what it said of a gate (None: of the whole plan); None where it said nothing."""
        return self.dates if gate == self.headline else self.gates.get(gate or "")


def past_forecast(made: Forecast, board: Board) -> PastForecast:
    """Return what is to be remembered of a forecast that was made from a board."""
    return PastForecast(
        day=made.made_on,
        digest=made.digest,
        seed=made.seed,
        simulations=made.simulations,
        answer=made.answer,
        headline=made.headline,
        dates=made.dates,
        hours_left=made.hours.p50,
        done=sum(card.closed for card in board.cards),
        total=len(board.cards),
        scope_hours=round(sum(card.effort.mean for card in board.cards if card.effort), 2),
        gates=made.gates,
    )


def outcome(forecast_day: date | None, finished_on: date | None, today: date) -> Outcome | None:
    """Return whether the work was finished by a day that was forecast; None where no day was."""
    if forecast_day is None:
        return None
    if finished_on is not None:
        return Outcome.HIT if finished_on <= forecast_day else Outcome.MISS
    return Outcome.MISS if forecast_day < today else Outcome.NOT_YET


def outcomes(dates: Dates, finished_on: date | None, today: date) -> dict[str, Outcome | None]:
    """Return what became of each percentile, by name; of work that was done already nothing was forecast."""
    days = {name: getattr(dates, name) if dates.left else None for name in PERCENTILES}
    return {name: outcome(day, finished_on, today) for name, day in days.items()}


@frozen
class Accuracy:
    """How many dates of one percentile held, did not, and cannot be judged yet."""

    hits: int
    misses: int
    waiting: int


def accuracy(judged: Iterable[Mapping[str, Outcome | None]]) -> dict[str, Accuracy]:
    """Return the accuracy of each percentile over all that was judged."""
    found = list(judged)
    counts = {name: Counter(one[name] for one in found) for name in PERCENTILES}
    return {
        name: Accuracy(count[Outcome.HIT], count[Outcome.MISS], count[Outcome.NOT_YET])
        for name, count in counts.items()
    }


def accuracy_text(percentile: str, found: Accuracy) -> str:
    """Return what a percentile kept, and its promise: `P85: 8 of 10 dates held (80%), 85 % are meant to`."""
    total = found.hits + found.misses
    waiting = f", {found.waiting} not yet to be judged" if found.waiting else ""
    kept = f"{found.hits} of {counted(total, 'date')} held ({found.hits / total:.0%})"
    return f"{percentile.upper()}: {kept}, {percentile[1:]} % are meant to{waiting}"


def additions(past: Sequence[PastForecast], total: int, today: date, since: date | None) -> tuple[date, ...]:
    """Return, for each item by which the plan has grown from one forecast to the next, the day it was seen.

    `past` is in order of days, `total` the items of today. Growth counts from `since`, when the first item
    was closed: a plan that is still being written down is no work coming in.
    """
    if since is None:
        return ()
    seen = [(one.day, one.total) for one in past if one.day < today] + [(today, total)]
    return tuple(
        day for (_, before), (day, now) in pairwise(seen) if day > since for _ in range(now - before)
    )
