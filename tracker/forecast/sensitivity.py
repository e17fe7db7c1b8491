"""What the finish hangs on: the critical chain, and what closing an item would gain.

Both look at some of the simulations only. Closing an item is simulated on the very same draws, so that a
small gain is not lost in chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tracker.forecast.hands import FINISHED
from tracker.forecast.sample import Array
from tracker.forecast.simulate import Network, finish_of, on_chain, simulate

DRIVER_SIMULATIONS = 250
DRIVER_ITEMS = 16
"""Closing is tried for this many items at most: those most often on the chain, the longest among equals."""
_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Chain:
    """The tasks that set the finish at mean durations, in working order, and how often each task does."""

    tasks: tuple[int, ...]
    shares: Array
    """By task, the share of simulations in which it sets the finish."""


@dataclass(frozen=True, slots=True)
class Gain:
    """The eighty-fifth percentile of the finish, in clock hours, with and without a task."""

    task: int
    before: float
    after: float


def critical_chain(network: Network, hours: Array, goal: Sequence[int]) -> Chain:
    """Return the chain that sets the finish of the tasks of `goal` (not empty), from tasks x simulations."""
    average = hours.mean(axis=1, keepdims=True)
    mean_chain = on_chain(network, simulate(network, average), goal)[:, 0]
    shares = on_chain(network, simulate(network, hours), goal).mean(axis=1)
    return Chain(tuple(task for task in network.order if mean_chain[task]), shares)


def gains(network: Network, hours: Array, goal: Sequence[int], chain: Chain) -> list[Gain]:
    """Return what closing each of the likeliest tasks would do to the finish of `goal`."""
    sample = np.ascontiguousarray(hours[:, :DRIVER_SIMULATIONS])
    before = _p85(finish_of(simulate(network, sample), goal))
    means = hours.mean(axis=1)
    tasks = sorted(range(len(hours)), key=lambda task: (-chain.shares[task], -means[task], task))
    found = []
    for first in range(0, min(DRIVER_ITEMS, len(tasks)), _AT_ONCE):
        some = tasks[first : first + _AT_ONCE]
        finishes = _without_each(network, sample, goal, some)
        found += [Gain(task, before, _p85(finish)) for task, finish in zip(some, finishes, strict=True)]
    return found


def _without_each(network: Network, sample: Array, goal: Sequence[int], tasks: Sequence[int]) -> list[Array]:
    """The finish with each of `tasks` closed in turn, simulated side by side."""
    count = sample.shape[1]
    side_by_side = np.tile(sample, (1, len(tasks)))
    for place, task in enumerate(tasks):
        side_by_side[task, place * count : (place + 1) * count] = FINISHED
    return np.split(finish_of(simulate(network, side_by_side), goal), len(tasks))


def _p85(finish: Array) -> float:
    return float(np.quantile(finish, 0.85))
