"""How long a forecast of 10,000 simulations takes, beside drawing as many numbers with NumPy and no more.

    python benchmarks/forecast.py [--items N] [--engineers N] [--repeats N]

The plan is made up: items of every kind of estimate, a third of them behind others, phases, one gate. The
budget is half a second beyond imports for 500 items and 5 engineers; the ratio to the plain draw is what
can be compared between machines. The least of some runs is told, as whatever else runs only adds to it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import numpy as np

from tracker.domain.effort import parse_effort
from tracker.domain.plan import Engineer, Team
from tracker.domain.workload import Finished, Task, Workload
from tracker.forecast.forecast import SIMULATIONS, forecast

NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)
_EFFORTS = ("30m", "1-2h", "2-8h", "1-2d", "1/2/5h", "3-5d", None)
_SEVERITIES = ("critical", "high", "medium", "low")
_PHASES = 5


def workload(items: int, engineers: int) -> Workload:
    """Return a plan of so many items; the same one each time."""
    rng = Random(1)
    tasks = []
    for number in range(items):
        effort = rng.choice(_EFFORTS)
        before = rng.sample(range(number), min(number, rng.choice((0, 0, 1, 2)))) if number else []
        tasks.append(
            Task(
                f"IT-{number}",
                parse_effort(effort) if effort else None,
                rng.choice(_SEVERITIES),
                after=tuple(f"IT-{other}" for other in before),
                phase_rank=number * _PHASES // items,
                priority_rank=rng.randrange(4),
                spent_hours=2.0 if number < engineers else 0.0,
            )
        )
    ids = [task.id for task in tasks]
    size = max(1, -(-items // _PHASES))
    return Workload(
        tuple(tasks),
        Team(tuple(Engineer(f"e{number}") for number in range(engineers))),
        finished=tuple(Finished(f"F-{n}", parse_effort("2-8h"), rng.uniform(2, 12), NOW) for n in range(12)),
        gates={"production": frozenset(ids)},
        phases={str(n): frozenset(ids[n * size : (n + 1) * size]) for n in range(_PHASES)},
        estimates={severity: tuple(map(parse_effort, filter(None, _EFFORTS))) for severity in _SEVERITIES},
    )


def seconds(run: Callable[[], object], repeats: int) -> float:
    """Return the least processor time of some runs."""
    taken = []
    for _ in range(repeats):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def beside_a_draw(items: int, engineers: int, repeats: int) -> tuple[float, float]:
    """Return the seconds of a forecast, and of drawing as many numbers and no more."""
    plan = workload(items, engineers)
    rng = np.random.default_rng(1)
    drawn = seconds(lambda: np.exp(rng.standard_normal((items, SIMULATIONS))), repeats)
    return seconds(lambda: forecast(plan, NOW), repeats), drawn


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure a forecast beside a plain draw of the same size.")
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--engineers", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=7)
    arguments = parser.parse_args()
    made, drawn = beside_a_draw(arguments.items, arguments.engineers, arguments.repeats)
    print(f"{arguments.items} items, {arguments.engineers} engineers, {SIMULATIONS:,} simulations, CPU time")
    print(f"  lognormal draw alone  {drawn:6.3f} s")
    print(f"  forecast              {made:6.3f} s   {made / drawn:5.2f} x the draw")
    return 0


if __name__ == "__main__":
    sys.exit(main())
