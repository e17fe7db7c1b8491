"""Small workloads to forecast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from tracker.domain.effort import Effort, parse_effort
from tracker.domain.forecast import Dates
from tracker.domain.plan import Engineer, Team
from tracker.domain.workload import Finished, Task, Workload

NOW = datetime(2026, 1, 5, 10, 0)
"""A Monday."""


def team(engineers: int = 1, **changes: Any) -> Team:
    """A team of so many engineers, six hours a day."""
    return Team(tuple(Engineer(f"e{number}") for number in range(engineers)), **changes)


def task(name: str, effort: str | None = "6h", severity: str = "high", **changes: Any) -> Task:
    """A task with an effort as it is written in plans."""
    return Task(name, parse_effort(effort) if effort else None, severity, **changes)


def workload(tasks: Iterable[Task], engineers: int | Team = 1, **changes: Any) -> Workload:
    """A workload of these tasks; the gate `production` asks for all of them."""
    listed = tuple(tasks)
    gates: Mapping[str, frozenset[str]] = {"production": frozenset(one.id for one in listed)}
    crew = engineers if isinstance(engineers, Team) else team(engineers)
    return Workload(listed, crew, **{"gates": gates, **changes})


def finished(*ratios: float, hours: float = 4.0) -> tuple[Finished, ...]:
    """Finished items that took so many times their point estimate."""
    effort = Effort(hours, hours, None, f"{hours:g}h")
    return tuple(Finished(f"F{n}", effort, hours * ratio, NOW) for n, ratio in enumerate(ratios))


def days(dates: Dates) -> tuple[date, date, date]:
    """The three days, which have to be there."""
    assert dates.p50 is not None
    assert dates.p85 is not None
    assert dates.p95 is not None
    return dates.p50, dates.p85, dates.p95
