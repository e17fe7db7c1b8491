"""When will we be ready? The one entry: a workload and a day in, a forecast out.

The same workload, day, seed and number of simulations give the same forecast, on every platform.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from math import isfinite
from typing import TypedDict

import numpy as np

from tracker.domain.forecast import Answer, Basis, Bin, Dates, Driver, Forecast, Hours, WhatIfResult
from tracker.domain.workload import WhatIf, Workload
from tracker.forecast.calibrate import Calibration, calibrate
from tracker.forecast.histogram import histogram
from tracker.forecast.notes import notes_on
from tracker.forecast.outlook import Goal, Outlook, look_ahead
from tracker.forecast.sample import Array
from tracker.forecast.sensitivity import Gain, critical_chain, gains
from tracker.forecast.throughput import throughput_weeks

SIMULATIONS = 10_000
_PERCENTILES = (0.50, 0.85, 0.95)
_SHARE_SHOWN = 0.05
"""Items less often on the critical chain are not listed."""


def forecast(
    workload: Workload,
    now: datetime,
    *,
    seed: int = 1,
    simulations: int = SIMULATIONS,
    calibration: Calibration | None = None,
) -> Forecast:
    """Return the forecast made at `now`, which is in the team's time zone (its day counts).

    `calibration` stands in for what finished items teach. Raises PlanError when items wait in a circle.
    """
    learned = calibration or calibrate(workload.finished)
    outlook = look_ahead(workload, now.date(), learned, seed=seed, simulations=simulations)
    answer, plan = _answer(outlook), _dates(outlook, outlook.plan)
    throughput = _throughput(outlook, seed)
    return Forecast(
        made_on=now.date(),
        seed=seed,
        simulations=outlook.simulations,
        engineers=len(workload.team.engineers),
        answer=answer,
        basis=_basis(outlook),
        hours=Hours(*(round(hours, 2) for hours in _quantiles(outlook.effort))),
        plan=plan,
        gates={name: _dates(outlook, goal) for name, goal in outlook.gates.items()},
        phases={name: _dates(outlook, goal) for name, goal in outlook.phases.items()},
        headline=next(iter(workload.gates), None),
        converging=outlook.pace.converging,
        throughput=throughput,
        notes=notes_on(outlook, answer, plan, throughput),
        digest=workload.digest(),
        **_anatomy(outlook, answer),
    )


def what_if(
    workload: Workload,
    changes: Sequence[WhatIf],
    now: datetime,
    *,
    seed: int = 1,
    simulations: int = SIMULATIONS,
    calibration: Calibration | None = None,
    before: Dates | None = None,
) -> tuple[WhatIfResult, ...]:
    """Return what each of `changes` would do to the headline, on the same draws as `forecast`.

    `before` are the headline's dates without a change, where a forecast of the same draws has told them.
    """
    learned = calibration or calibrate(workload.finished)

    def looked(changed: Workload) -> Outlook:
        return look_ahead(changed, now.date(), learned, seed=seed, simulations=simulations)

    if before is None:
        unchanged = looked(workload)
        before = _dates(unchanged, unchanged.headline)
    results = []
    for change in changes:
        outlook = looked(change.applied(workload))
        after = _dates(outlook, outlook.headline)
        if change.only_adds_engineers(workload):
            # More hands can delay a list of dependent items (Graham 1969); but nobody has to use them.
            after = _earlier(before, after)
        moved = _days_between(before.p85, after.p85)
        results.append(WhatIfResult(change.label(workload), after, moved, _spread(outlook)))
    return tuple(results)


def _answer(outlook: Outlook) -> Answer:
    goal = outlook.headline
    if not goal.tasks:
        return Answer.READY
    if outlook.network is None:
        return Answer.NO_CAPACITY
    if goal.stuck:
        return Answer.BLOCKED
    if not outlook.pace.converging:
        return Answer.NOT_CONVERGING
    return Answer.DATED if _dates(outlook, goal).p50 else Answer.BEYOND


def _dates(outlook: Outlook, goal: Goal) -> Dates:
    if not goal.tasks:
        today = outlook.calendar.today
        return Dates(today, today, today)
    left = len(goal.tasks)
    if outlook.network is None or goal.stuck or not outlook.pace.converging:
        return Dates(None, None, None, left)
    p50, p85, p95 = (outlook.calendar.day_of(hours) for hours in _quantiles(goal.finish))
    return Dates(p50, p85, p95, left)


def _throughput(outlook: Outlook, seed: int) -> Dates | None:
    """The whole plan's dates by past closings; None without enough history, or with nothing left."""
    left, pace, today = len(outlook.plan.tasks), outlook.pace, outlook.calendar.today
    if not (left and pace.enough and pace.converging):
        return None
    weeks = throughput_weeks(pace, left, seed=seed, simulations=outlook.simulations)
    p50, p85, p95 = (today + timedelta(weeks=week) if isfinite(week) else None for week in _quantiles(weeks))
    return Dates(p50, p85, p95, left)


def _basis(outlook: Outlook) -> Basis:
    learned = outlook.calibration
    low, high = np.exp(np.quantile(outlook.log_bias, (0.1, 0.9)))
    return Basis(
        finished=learned.finished,
        bias=round(learned.factor, 3),
        bias_low=round(float(low), 3),
        bias_high=round(float(high), 3),
        inferred=learned.inferred,
        unestimated=sum(task.effort is None for task in outlook.workload.tasks),
    )


class _Anatomy(TypedDict):
    """The fields of a forecast that tell what the headline's date is made of."""

    drivers: tuple[Driver, ...]
    chain: tuple[str, ...]
    chain_share: Mapping[str, float]
    histogram: tuple[Bin, ...]


def _anatomy(outlook: Outlook, answer: Answer) -> _Anatomy:
    goal, tasks, network = outlook.headline, outlook.workload.tasks, outlook.network
    if network is None or answer is not Answer.DATED:
        return _Anatomy(drivers=(), chain=(), chain_share={}, histogram=())
    chain = critical_chain(network, outlook.sample, goal.tasks)
    found = gains(network, outlook.sample, goal.tasks, chain)
    likely = sorted(range(len(tasks)), key=lambda task: -chain.shares[task])
    return _Anatomy(
        drivers=_drivers(outlook, found),
        chain=tuple(tasks[task].id for task in chain.tasks),
        chain_share={
            tasks[task].id: round(float(chain.shares[task]), 3)
            for task in likely
            if chain.shares[task] >= _SHARE_SHOWN
        },
        histogram=_spread(outlook),
    )


def _spread(outlook: Outlook) -> tuple[Bin, ...]:
    """The headline's finishes by day; none where it has no date."""
    dated = _answer(outlook) is Answer.DATED
    return histogram(outlook.headline.finish, outlook.calendar) if dated else ()


def _drivers(outlook: Outlook, found: Sequence[Gain]) -> tuple[Driver, ...]:
    """The gains in calendar days, greatest first; what moves nothing is left out."""
    drivers = []
    for gain in found:
        days = _days_between(*(outlook.calendar.day_of(hours) for hours in (gain.before, gain.after)))
        hours = round(gain.after - gain.before, 2)
        if days is not None and hours:
            drivers.append(Driver(outlook.workload.tasks[gain.task].id, days, hours))
    return tuple(sorted(drivers, key=lambda driver: (driver.p85_days, driver.p85_hours, driver.item)))


def _quantiles(values: Array) -> list[float]:
    # Halfway between a finite and an infinite value is no number: take one that occurred.
    return [float(value) for value in np.quantile(values, _PERCENTILES, method="inverted_cdf")]


def _days_between(before: date | None, after: date | None) -> int | None:
    return (after - before).days if before and after else None


def _earlier(one: Dates, other: Dates) -> Dates:
    pairs = ((one.p50, other.p50), (one.p85, other.p85), (one.p95, other.p95))
    p50, p85, p95 = (min(filter(None, pair), default=None) for pair in pairs)
    return Dates(p50, p85, p95, other.left)
