"""How much longer work takes than it was estimated to.

Errors of estimates are shared: a team that is late on one item is late on most. Drawn for each item alone
they average out and the interval becomes dishonestly narrow, so one bias is drawn for a whole simulation,
beside the noise of each item. Both are learned from finished items, on the logarithm of actual over estimate:
a normal model whose mean is uncertain, which makes the shared bias a Student t (Gelman et al., Bayesian Data
Analysis, 3.2-3.3; kappa, nu and variance are named as there).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np

from tracker.domain.workload import Finished
from tracker.forecast.sample import Array, generator, shape_of

ENOUGH = 5
"""From this many finished items on, they alone are listened to."""
LEAST_SPREAD = 0.1
"""Ratios that agree to the dot were copied from the estimates; a tenth is the least that is believed."""
LARGEST_LOG = log(10.0)
"""No draw of the bias is beyond a factor of ten; the tails of few items are no knowledge."""

_WIDE = (2.0, 4.0, 0.25)
"""kappa, nu and variance before anything is known: a median of 1, P10-P90 of about 0.6 to 1.7."""
_OPEN = (0.0, -1.0, 0.0)
"""The reference prior, by which finished items speak for themselves."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The distribution of log(actual / estimate): a shared Student t, and normal noise for each item."""

    centre: float
    scale: float
    degrees: float
    noise: float
    """Standard deviation that an item has beyond the range of its own estimate."""
    finished: int
    inferred: int

    @property
    def factor(self) -> float:
        """The median factor; 1 is on estimate."""
        return exp(self.centre)

    def log_bias(self, seed: int, simulations: int) -> Array:
        """Return the logarithm of the shared bias, one draw for each simulation."""
        draws = generator(seed, "shared bias").standard_t(self.degrees, simulations)
        return np.clip(self.centre + self.scale * draws, -LARGEST_LOG, LARGEST_LOG)


UNBIASED = Calibration(0.0, 0.0, 1.0, 0.0, 0, 0)
"""Estimates taken at their word, without a doubt: for comparing with figures that know none."""


def calibrate(finished: Sequence[Finished]) -> Calibration:
    """Return what `finished` items teach; a wide guess around 1 where there are none.

    Items whose hours are not above zero teach nothing and are left out.
    """
    known = [item for item in finished if item.actual_hours > 0]
    shapes = [shape_of(item.effort) for item in known]
    logs = [log(item.actual_hours) - shape.mu for item, shape in zip(known, shapes, strict=True)]
    count = len(logs)
    kappa, nu, variance = _OPEN if count >= ENOUGH else _WIDE
    mean = sum(logs) / count if count else 0.0
    squares = sum((value - mean) ** 2 for value in logs)
    degrees = nu + count
    pulled = kappa * count * mean**2 / (kappa + count) if count else 0.0
    spread = max(LEAST_SPREAD, sqrt((nu * variance * (kappa > 0) + squares + pulled) / degrees))
    expected = sum(shape.sigma**2 for shape in shapes) / count if count else 0.0
    return Calibration(
        centre=mean * count / (kappa + count),
        scale=spread / sqrt(kappa + count),
        degrees=degrees,
        noise=sqrt(max(0.0, spread**2 - expected)) if count >= ENOUGH else 0.0,
        finished=count,
        inferred=sum(item.inferred for item in known),
    )
