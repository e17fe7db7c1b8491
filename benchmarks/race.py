"""Commands in turn, one run each a round, so that a machine whose speed drifts slows all of them alike."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from itertools import count

from benchmarks.processes import Cost

PATIENCE = 60.0
"""Seconds that one run of anything may take."""
_SLOW = 4.0
"""Seconds on the wall from which a few runs have to do."""
_FEW = 3

Run = Callable[[int], Cost]
"""Does the thing once; given how many times it was done before, as some cannot be done twice alike."""


def race(runners: Mapping[str, Run], runs: int) -> tuple[dict[str, list[Cost]], dict[str, str]]:
    """Return the costs of every runner, round by round, and why of those that had to be left out.

    One round goes before, unmeasured: it fills the caches, as the first call of a day does. Whoever fails in
    any round is left out as a whole, so that rounds can be told apart.
    """
    numbers = count()
    costs: dict[str, list[Cost]] = {name: [] for name in runners}
    skipped: dict[str, str] = {}
    rounds = runs + 1
    while rounds > 0 and costs:
        for name in list(costs):
            try:
                costs[name].append(runners[name](next(numbers)))
            except subprocess.SubprocessError as error:
                skipped[name] = _why(error)
                del costs[name]
        rounds -= 1
        slowest = max((found[0].wall for found in costs.values()), default=0.0)
        if slowest > _SLOW and rounds > _FEW:
            rounds = _FEW
    return {name: found[1:] for name, found in costs.items()}, skipped


def _why(error: subprocess.SubprocessError) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return f"failed with {error.returncode}"
    return f"took over {PATIENCE:g} s"
