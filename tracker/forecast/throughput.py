"""The forecast that needs no estimates: how many items closed in past weeks, drawn again and again.

It knows nothing of sizes and dependencies, and is therefore a second opinion. It also notices what no
estimate can: that items come in as fast as they are closed (Magennis, Forecasting and Simulating Software
Development Projects, 2011; Vacanti, When Will It Be Done?, 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tracker.forecast.sample import Array, generator

LEAST_CLOSED = 10
LEAST_WEEKS = 5
LEAST_ADDED = 5
RECENT_WEEKS = 26
"""Weeks further back tell of another team."""
LONGEST_WEEKS = 1_040

Weekly = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pace:
    """Items closed and added in each of the past whole weeks, the latest first."""

    closed: tuple[int, ...]
    added: tuple[int, ...]

    @property
    def enough(self) -> bool:
        """Whether there is enough history to forecast from."""
        return len(self.closed) >= LEAST_WEEKS and sum(self.closed) >= LEAST_CLOSED

    @property
    def converging(self) -> bool:
        """False when, over enough weeks, at least as many items were added as closed."""
        told = len(self.closed) >= LEAST_WEEKS and sum(self.added) >= LEAST_ADDED
        return not told or sum(self.added) < sum(self.closed)


def pace_of(closed_on: Sequence[date], added_on: Sequence[date], today: date) -> Pace:
    """Return the pace of the weeks that end today, from the first closing or addition on."""
    first = min([*closed_on, *added_on], default=today)
    weeks = min((today - first).days // 7 + (today > first), RECENT_WEEKS)
    return Pace(_by_week(closed_on, today, weeks), _by_week(added_on, today, weeks))


def weeks_to_finish(
    backlog: Array, closed: Sequence[float], added: Sequence[float] = (), *, rng: np.random.Generator
) -> Array:
    """Return the weeks until each backlog is worked off, one for each simulation.

    `closed` and `added` are what one past week brought, drawn together; without `added` nothing is. The
    result is infinite where it takes more than 20 years.
    """
    net = np.asarray(closed, dtype=np.float64)
    if len(added):
        net = net - np.asarray(added, dtype=np.float64)
    left = backlog.astype(np.float64)
    weeks = np.where(left > 0, np.inf, 0.0)
    for week in range(1, LONGEST_WEEKS + 1):
        open_ones = np.isinf(weeks)
        if not open_ones.any():
            break
        left -= net[rng.integers(len(net), size=len(left))]
        weeks[open_ones & (left <= 0)] = week
    return weeks


def throughput_weeks(pace: Pace, left: int, *, seed: int, simulations: int) -> Array:
    """Return the weeks until `left` items are closed at the past pace, one for each simulation."""
    rng = generator(seed, "throughput")
    return weeks_to_finish(np.full(simulations, float(left)), pace.closed, pace.added, rng=rng)


def _by_week(days: Sequence[date], today: date, weeks: int) -> tuple[int, ...]:
    counts = [0] * weeks
    for day in days:
        ago = (today - day).days // 7
        if 0 <= ago < weeks:
            counts[ago] += 1
    return tuple(counts)
