"""What is left of an item that was begun: its hours on condition that they are more than it took so far.

Taking the hours spent off the estimate would call an item that overran it finished; starting from the whole
estimate would forget the work. That it is not finished yet is knowledge: of all the hours it could have
taken, those up to now are ruled out. The lognormal is cut there, and drawn by inverting its survival function
(Devroye, Non-Uniform Random Variate Generation, 1986, II.2.1), one uniform number a draw, so that drawing in
parts is drawing at once.
"""

from __future__ import annotations

from functools import cache
from math import erfc, log, sqrt

import numpy as np
import numpy.typing as npt

from tracker.domain.workload import Task

Array = npt.NDArray[np.float64]

LEAST_LEFT = 0.1
"""Whatever was said, an item that is not finished has this share of its whole hours still to go."""

_LOWEST, _HIGHEST, _STEPS = -9.0, 36.0, 256
"""The standard normal is tabled between these, so many points a unit; further out is further than doubles."""
_NO_SPREAD = 1e-9


def whole_hours(spent: float, mu: Array | float, sigma: Array | float, chance: Array) -> Array:
    """Return hours of lognormals (mean and deviation of the logarithm), each above `spent` hours.

    `chance` holds numbers of 0..1, each the share of the possible hours that is less than what is returned.
    """
    spread = np.maximum(sigma, _NO_SPREAD)
    grid, survival = _survival()
    bound = np.clip((log(spent) - mu) / spread, _LOWEST, _HIGHEST)
    # Logarithms, because the chance to be that far over an estimate may be smaller than any float.
    reached = np.interp(bound, grid, survival) + np.log1p(-chance)
    drawn = np.interp(-reached, -survival, grid)
    return np.maximum(np.exp(mu + spread * drawn), spent)


def left_of(task: Task, whole: Array) -> Array:
    """Return the hours left of a task of so many whole hours.

    Checks say what share is left; without a ticked one it is the whole without the hours spent.
    """
    if task.done_share > 0:
        return whole * max(0.0, 1 - task.done_share)
    if task.spent_hours > 0:
        return np.maximum(whole - task.spent_hours, whole * LEAST_LEFT)
    return whole


def chance_above(hours: float, mu: float, sigma: float) -> float:
    """Return the probability that a lognormal is above so many hours."""
    return erfc((log(hours) - mu) / max(sigma, _NO_SPREAD) / sqrt(2)) / 2


@cache
def _survival() -> tuple[Array, Array]:
    """Points of the standard normal, and the logarithm of the chance to be above each, which falls."""
    grid = np.arange(_LOWEST, _HIGHEST + 1 / _STEPS, 1 / _STEPS)
    return grid, np.array([log(erfc(point / sqrt(2)) / 2) for point in grid.tolist()])
