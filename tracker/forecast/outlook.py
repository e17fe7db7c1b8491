"""One workload simulated: what every figure of a forecast is read from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tracker.domain.workcalendar import WorkCalendar, calendar_of, shifts
from tracker.domain.workload import Workload
from tracker.forecast.calibrate import Calibration
from tracker.forecast.crew import crew_for
from tracker.forecast.network import network_of, stuck
from tracker.forecast.sample import Array, Sampler
from tracker.forecast.simulate import Network, Runs, finish_of, simulate
from tracker.forecast.throughput import Pace, pace_of

LARGEST = 10_000_000
"""Tasks times simulations; beyond it, a plan gets fewer simulations, so that it does not take for ever."""
FEWEST = 500
CHUNK = 2_500
"""Simulations at a time: a row of them stays in the processor's cache."""
CHUNK_CELLS = 2_500_000
SAMPLE = 1_000
"""Simulations kept for a closer look."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to be finished."""

    tasks: tuple[int, ...]
    """Numbers of the tasks that are left of it."""
    finish: Array
    """Its finish in clock hours, for each simulation; zeros where nobody works."""
    stuck: bool
    """Nothing that is left of it can be begun: it is blocked by hand, or waits for what is."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The simulations of one workload, and what they were made with."""

    workload: Workload
    calendar: WorkCalendar
    calibration: Calibration
    pace: Pace
    log_bias: Array
    sample: Array
    """Hours of work left for each engineer it takes, tasks x the first few simulations."""
    effort: Array
    """Engineer hours left of the whole plan, for each simulation."""
    network: Network | None
    """None where nobody will ever work."""
    plan: Goal
    gates: Mapping[str, Goal]
    phases: Mapping[str, Goal]

    @property
    def simulations(self) -> int:
        """How many there are; fewer than asked for in a very large plan."""
        return len(self.log_bias)

    @property
    def headline(self) -> Goal:
        """The first gate, or the whole plan where there is none."""
        return next(iter(self.gates.values()), self.plan)


def look_ahead(
    workload: Workload, today: date, calibration: Calibration, *, seed: int, simulations: int
) -> Outlook:
    """Return the simulated workload; raises PlanError when items wait for one another in a circle."""
    count = min(simulations, max(FEWEST, LARGEST // max(1, len(workload.tasks))))
    calendar = calendar_of(workload.team, today)
    log_bias = calibration.log_bias(seed, count)
    sampler = Sampler(workload.tasks, workload.estimates, noise=calibration.noise, seed=seed)
    goals = [None, *workload.gates.values(), *workload.phases.values()]
    tasks = [_numbers(workload, ids) for ids in goals]
    drawn = _draw(workload, calendar, sampler, log_bias, tasks)
    waiting = stuck(workload.tasks)
    made = [
        Goal(mine, finish, bool(mine) and all(workload.tasks[task].id in waiting for task in mine))
        for mine, finish in zip(tasks, drawn.finishes, strict=True)
    ]
    gates = len(workload.gates)
    return Outlook(
        workload=workload,
        calendar=calendar,
        calibration=calibration,
        pace=pace_of(workload.closed_on, workload.added_on, today),
        log_bias=log_bias,
        sample=drawn.sample,
        effort=drawn.effort,
        network=drawn.network,
        plan=made[0],
        gates=dict(zip(workload.gates, made[1 : gates + 1], strict=True)),
        phases=dict(zip(workload.phases, made[gates + 1 :], strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    sample: Array
    effort: Array
    network: Network | None
    finishes: Array
    """Goals x simulations."""


def _draw(
    workload: Workload,
    calendar: WorkCalendar,
    sampler: Sampler,
    log_bias: Array,
    goals: Sequence[Sequence[int]],
) -> _Drawn:
    """Draw and simulate a chunk at a time, in the same memory: fresh memory costs more than arithmetic."""
    count, heads = len(workload.tasks), np.array([float(task.heads) for task in workload.tasks])
    size = min(CHUNK, len(log_bias), max(1, CHUNK_CELLS // max(1, count)))
    finishes, effort = np.zeros((len(goals), len(log_bias))), np.empty(len(log_bias))
    hours, runs = np.empty((count, size)), Runs(np.empty((count, size)), np.empty((count, size)))
    network, sample = None, hours
    for first in range(0, len(log_bias), size):
        part = slice(first, min(first + size, len(log_bias)))
        width = part.stop - first
        drawn = sampler.draw(log_bias[part], hours[:, :width])
        if not first:
            network, sample = _network(workload, calendar, drawn), drawn[:, :SAMPLE].copy()
        # No matrix product: it would wake a thread for each core, and round differently on each platform.
        effort[part] = np.einsum("i,ij->j", heads, drawn)
        if network:
            simulate(network, drawn, runs.narrowed(width))
            for row, tasks in zip(finishes, goals, strict=True):
                row[part] = finish_of(runs.narrowed(width), tasks)
    return _Drawn(sample, effort, network, finishes)


def _network(workload: Workload, calendar: WorkCalendar, hours: Array) -> Network | None:
    available = shifts(workload.team, calendar)
    if not available:
        return None
    return network_of(workload, crew_for(workload.tasks, available), hours.mean(axis=1).tolist())


def _numbers(workload: Workload, ids: Collection[str] | None) -> tuple[int, ...]:
    return tuple(n for n, task in enumerate(workload.tasks) if ids is None or task.id in ids)
