"""Hours of work drawn for each item and simulation.

A range is the tenth and ninetieth percentile of a lognormal: people's ranges are much too narrow to be
bounds (Jorgensen et al. 2004). Three points are a beta-PERT. An item without an estimate is drawn from the
plan's own estimates. An item that was begun is drawn on condition of the hours it took so far, see
`remaining`; three points then count as the lognormal of their mean and deviation. Every item has a random
stream of its own, so that leaving one out, or changing the team, leaves all other draws as they were: two
forecasts then differ by the change, not by chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt

from tracker.domain.effort import Effort
from tracker.domain.workload import Task
from tracker.forecast.remaining import chance_above, left_of, whole_hours

Array = npt.NDArray[np.float64]

Z90 = 1.2815515655446004
"""The ninetieth percentile of the standard normal."""
ASSUMED = Effort(2.0, 16.0, None, "2-16h")
"""What an item takes in a plan without a single estimate."""
POOL_SIZE = 3
"""A severity with fewer estimates than this draws from those of the whole plan."""

_MODES = 65
_QUANTILES = 4096


@dataclass(frozen=True, slots=True)
class Shape:
    """A lognormal: mean and standard deviation of the logarithm of hours."""

    mu: float
    sigma: float

    @property
    def median(self) -> float:
        """The median hours."""
        return exp(self.mu)


def generator(seed: int, name: str) -> np.random.Generator:
    """Return the random stream of one name; the same on every platform."""
    word = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.PCG64([abs(seed), word]))


def shape_of(effort: Effort) -> Shape:
    """Return the lognormal of an effort; for three points, the one with beta-PERT's mean and (c - a) / 6."""
    if effort.likely is not None:
        mean = effort.mean
        variance = log(1 + ((effort.high - effort.low) / 6 / mean) ** 2)
        return Shape(log(mean) - variance / 2, sqrt(variance))
    # A range from nothing has no logarithm: a twentieth of its upper end stands for nothing.
    low = max(effort.low, effort.high / 20)
    return Shape((log(low) + log(effort.high)) / 2, log(effort.high / low) / (2 * Z90))


def widened(shape: Shape, noise: float) -> Shape:
    """Return the lognormal with more noise of its own."""
    return Shape(shape.mu, sqrt(shape.sigma**2 + noise**2))


def pool_for(severity: str, estimates: Mapping[str, Sequence[Effort]]) -> tuple[Effort, ...]:
    """Return the efforts an unestimated item of a severity is drawn from; never empty."""
    same = tuple(estimates.get(severity, ()))
    if len(same) >= POOL_SIZE:
        return same
    return tuple(effort for efforts in estimates.values() for effort in efforts) or (ASSUMED,)


class Sampler:
    """Draws the hours left of each task, some simulations at a time; the next draw goes on from the last.

    `noise` is the standard deviation (of logarithms) that each item has on top of its own range.
    """

    def __init__(
        self, tasks: Sequence[Task], estimates: Mapping[str, Sequence[Effort]], *, noise: float, seed: int
    ) -> None:
        self.tasks = tasks
        self.noise = noise
        severities = {task.severity for task in tasks}
        self.pools = {severity: _Pool(pool_for(severity, estimates), noise) for severity in severities}
        efforts = {task.effort for task in tasks if task.effort}
        self.shapes = {effort: widened(shape_of(effort), noise) for effort in efforts}
        self.quantiles = {
            effort: np.log(pert_quantiles(effort)) for effort in efforts if effort.likely is not None
        }
        self.streams = [generator(seed, task.id) for task in tasks]
        self.choices = [generator(seed, f"{task.id}/choice") if _chooses(task) else None for task in tasks]

    def draw(self, log_bias: Array, out: Array) -> Array:
        """Fill and return `out`, tasks x simulations; `log_bias` has one value for each simulation."""
        for row, task, stream, choice in zip(out, self.tasks, self.streams, self.choices, strict=True):
            if task.spent_hours > 0:
                row[:] = self._draw_begun(task, log_bias, stream, choice)
            else:
                self._draw_whole(row, task, stream, choice)
                row += log_bias
                np.exp(row, out=row)
            if task.begun:
                row[:] = left_of(task, row)
        return out

    def _draw_whole(
        self, row: Array, task: Task, stream: np.random.Generator, choice: np.random.Generator | None
    ) -> None:
        if choice is not None:
            self._draw_chosen(row, task, stream, choice)
        elif task.effort is not None:
            shape = self.shapes[task.effort]
            stream.standard_normal(out=row)
            row *= shape.sigma
            row += shape.mu

    def _draw_begun(
        self,
        task: Task,
        log_bias: Array,
        stream: np.random.Generator,
        choice: np.random.Generator | None,
    ) -> Array:
        """Draw the whole hours of an item that took some already."""
        chance = stream.random(len(log_bias))
        if task.effort:
            shape = self.shapes[task.effort]
            return whole_hours(task.spent_hours, shape.mu + log_bias, shape.sigma, chance)
        assert choice is not None  # what has no estimate always has one to choose from
        # Of the plan's estimates, those that allow for the hours spent are the likelier ones.
        pool = self.pools[task.severity]
        chosen = choice.choice(len(pool.mu), size=len(log_bias), p=pool.weights(task.spent_hours))
        return whole_hours(task.spent_hours, pool.mu[chosen] + log_bias, pool.sigma[chosen], chance)

    def _draw_chosen(
        self, row: Array, task: Task, stream: np.random.Generator, choice: np.random.Generator
    ) -> None:
        """Draw from the plan's estimates, or from the quantiles of three points."""
        if task.effort is None:
            pool = self.pools[task.severity]
            chosen = choice.integers(len(pool.mu), size=len(row))
            stream.standard_normal(out=row)
            row *= pool.sigma[chosen]
            row += pool.mu[chosen]
            return
        logs = self.quantiles[task.effort][choice.integers(_QUANTILES, size=len(row))]
        if self.noise:
            stream.standard_normal(out=row)
            row *= self.noise
            row += logs
        else:
            row[:] = logs


class _Pool:
    """Lognormals to draw from, as arrays."""

    def __init__(self, efforts: Sequence[Effort], noise: float) -> None:
        shapes = [widened(shape_of(effort), noise) for effort in efforts]
        self.mu = np.array([shape.mu for shape in shapes])
        self.sigma = np.array([shape.sigma for shape in shapes])

    def weights(self, spent: float) -> Array:
        """Return how likely each is the one, as more hours than `spent` are needed; they add up to one."""
        pairs = zip(self.mu.tolist(), self.sigma.tolist(), strict=True)
        chances = np.array([chance_above(spent, mu, sigma) for mu, sigma in pairs])
        if not chances.any():
            chances = (self.mu == self.mu.max()).astype(np.float64)
        shares: Array = chances / chances.sum()
        return shares


def _chooses(task: Task) -> bool:
    return task.effort is None or task.effort.likely is not None


def pert_quantiles(effort: Effort) -> Array:
    """Return 4,096 evenly likely hours of the beta-PERT (lambda = 4) of a three-point effort.

    Its two parameters always add up to six, so that one table by the place of the mode serves every item.
    """
    likely = effort.mean if effort.likely is None else effort.likely
    width = effort.high - effort.low
    place = (likely - effort.low) / width * (_MODES - 1) if width else 0.0
    index = min(int(place), _MODES - 2)
    table, weight = _pert_table(), place - index
    unit: Array = (1 - weight) * table[index] + weight * table[index + 1]
    return np.maximum(effort.low + width * unit, effort.high * 1e-6)


@cache
def _pert_table() -> Array:
    """Quantiles of Beta(1 + 4m, 5 - 4m) for the modes m = 0, 1/64 .. 1: an array of 65 x 4096."""
    edges = np.linspace(0.0, 1.0, _QUANTILES + 1)
    middle = (edges[1:] + edges[:-1]) / 2
    modes = np.linspace(0.0, 1.0, _MODES)[:, None]
    density = middle ** (4 * modes) * (1 - middle) ** (4 - 4 * modes)
    grown = np.cumsum(density, axis=1)
    shares = np.concatenate([np.zeros((_MODES, 1)), grown / grown[:, -1:]], axis=1)
    return np.array([np.interp(middle, row, edges) for row in shares])
