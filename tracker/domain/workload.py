"""What a forecast is made from: the work that is left, what was learned so far, and who is there to do it.

The board knows far more than a simulation needs. These values are the whole of its input, so that two equal
workloads give the same forecast (`digest` tells them apart) and a what-if is an edit of this value alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import field, replace
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from tracker.digest import digest_of
from tracker.domain.effort import Effort
from tracker.domain.frozen import frozen
from tracker.domain.plan import SEVERITIES, Engineer, Team
from tracker.domain.text import did_you_mean
from tracker.errors import UsageError

LAST_RANK = 99
"""The rank of an item without a priority or a phase: after all others."""
MOST_ENGINEERS = 1_000


@frozen
class Task:
    """One item with work left: open, in progress, in review; deferred only where a gate asks for it."""

    id: str
    effort: Effort | None
    """The estimate of the whole item (the journal's, else the plan's); None: unestimated."""
    severity: str
    """A name of SEVERITIES: unestimated items are drawn from the estimates of the same one."""
    after: tuple[str, ...] = ()
    """Items to be finished first; those that are not tasks of the workload are finished already."""
    phase_rank: int = LAST_RANK
    """The place of the phase, 0 first (`Plan.phase_rank`)."""
    priority_rank: int = LAST_RANK
    """The order of work inside a phase, 0 first: by priority, or by severity where there is none.

    Ties go to the item that most work waits for, so a finer order than the plan states is not needed.
    """
    done_share: float = 0.0
    """The share of the item's checks that is ticked, 0..1; this much of the whole effort is done."""
    spent_hours: float = 0.0
    """Hours it took so far, recorded or inferred from its time in progress: it takes more than these."""
    needs: Mapping[str, int] = field(default_factory=dict)
    """Engineers by skill who work on it together; empty: one of any."""
    owner: str | None = None
    """Who does it, where this is the id of an engineer of the team; anybody else is ignored."""
    waiting: bool = False
    """Blocked by hand, for a reason that no estimate covers. Blocking by `after` is not meant."""

    @property
    def begun(self) -> bool:
        """Whether anything of it is done."""
        return self.done_share > 0 or self.spent_hours > 0

    @property
    def heads(self) -> int:
        """How many engineers it takes at once."""
        return max(1, sum(self.needs.values()))


@frozen
class Finished:
    """A finished item that had an estimate and whose hours are known: what calibration learns from."""

    id: str
    effort: Effort
    """The estimate as it stood when the item was finished."""
    actual_hours: float
    """Hours it took, above zero."""
    at: datetime
    inferred: bool = False
    """The hours were not recorded but taken from the working time between start and resolution."""


@frozen
class Workload:
    """Everything a forecast depends on, beside the day it is made on. Order of tasks is the plan's."""

    tasks: tuple[Task, ...]
    team: Team = field(default_factory=Team)
    finished: tuple[Finished, ...] = ()
    gates: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By gate, in the plan's order, the ids that have to close and have not (others are ignored).

    The first gate is the headline: histogram, drivers and chain are about it. Without one they are about
    the whole plan.
    """
    phases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By phase, in working order, the ids that belong to it."""
    estimates: Mapping[str, tuple[Effort, ...]] = field(default_factory=dict)
    """By severity, every estimate of the plan, of finished items too: unestimated ones are drawn from it."""
    closed_on: tuple[date, ...] = ()
    """For each item that closed, the day it did; once for an item that was reopened and closed again."""
    added_on: tuple[date, ...] = ()
    """For each item that came (or came back) after the plan was first loaded, the day it did."""

    def digest(self) -> str:
        """Return the digest of the inputs: equal digests on one day mean equal forecasts."""
        text = json.dumps(self, default=_plain, separators=(",", ":"), check_circular=False)
        return digest_of([text.encode()])


@frozen
class WhatIf:
    """Changes to try on a workload, all at once; what is left empty stays as it is."""

    engineers: int | None = None
    """This many: the first of the team, and full-time newcomers beyond it."""
    hours_per_day: float | None = None
    drop_severities: frozenset[str] = frozenset()
    """Names of SEVERITIES whose items are left out of the plan and of its gates."""
    defer_phases: frozenset[str] = frozenset()
    """Phases whose items are put off, and asked for by no gate."""
    close: frozenset[str] = frozenset()
    """Items taken as finished today."""

    @property
    def key(self) -> tuple[object, ...]:
        """All that is changed, in one spelling: equal keys, equal changes."""
        sets = (self.drop_severities, self.defer_phases, self.close)
        return (self.engineers, self.hours_per_day, *(tuple(sorted(names)) for names in sets))

    def singly(self) -> tuple[WhatIf, ...]:
        """Return the changes one by one; none where nothing is changed."""
        parts = [WhatIf(engineers=self.engineers), WhatIf(hours_per_day=self.hours_per_day)]
        parts += [WhatIf(drop_severities=frozenset({name})) for name in sorted(self.drop_severities)]
        parts += [WhatIf(defer_phases=frozenset({name})) for name in sorted(self.defer_phases)]
        parts += [WhatIf(close=frozenset({name})) for name in sorted(self.close)]
        return tuple(part for part in parts if part != WhatIf())

    def only_adds_engineers(self, workload: Workload) -> bool:
        """Tell whether the change is at least as many engineers and nothing else."""
        more = self.engineers is not None and self.engineers >= len(workload.team.engineers)
        return more and self == WhatIf(engineers=self.engineers)

    def label(self, workload: Workload) -> str:
        """Return the changes in words: `engineers 2 → 3, without low`."""
        parts = []
        if self.engineers is not None:
            parts.append(f"engineers {len(workload.team.engineers)} → {self.engineers}")
        if self.hours_per_day is not None:
            parts.append(f"hours a day {workload.team.hours_per_day:g} → {self.hours_per_day:g}")
        for words, names in (
            ("without", self.drop_severities),
            ("defer", self.defer_phases),
            ("close", self.close),
        ):
            if names:
                parts.append(f"{words} {', '.join(sorted(names))}")
        return ", ".join(parts) or "as it is"

    def applied(self, workload: Workload) -> Workload:
        """Return the workload with the changes made; raises UsageError for one that makes no sense."""
        self._check(workload)
        deferred = {item for phase in self.defer_phases for item in workload.phases.get(phase, ())}
        tasks = tuple(
            task
            for task in workload.tasks
            if task.severity not in self.drop_severities and task.id not in deferred | self.close
        )
        return replace(workload, tasks=tasks, team=self._team(workload.team))

    def _check(self, workload: Workload) -> None:
        for name in sorted(self.defer_phases - set(workload.phases)):
            raise UsageError(f"the plan has no phase {name!r}{did_you_mean(name, workload.phases)}")
        for name in sorted(self.drop_severities - set(SEVERITIES)):
            raise UsageError(f"{name!r} is no severity{did_you_mean(name, SEVERITIES)}")
        self.check_numbers()

    def check_numbers(self) -> None:
        """Raise UsageError for a team or a day that cannot be."""
        if self.engineers is not None and not 0 <= self.engineers <= MOST_ENGINEERS:
            raise UsageError(f"a team has 0 to {MOST_ENGINEERS} engineers, not {self.engineers}")
        if self.hours_per_day is not None and not 0 < self.hours_per_day <= 24:
            raise UsageError(f"a day has up to 24 hours of work, not {self.hours_per_day:g}")

    def _team(self, team: Team) -> Team:
        hours = team.hours_per_day if self.hours_per_day is None else self.hours_per_day
        people = team.engineers
        if self.engineers is not None:
            newcomers = range(len(people) + 1, self.engineers + 1)
            people = (*people[: self.engineers], *(Engineer(f"engineer-{n}") for n in newcomers))
        return replace(team, engineers=people, hours_per_day=hours)


def usual_changes(workload: Workload) -> tuple[WhatIf, ...]:
    """Return what everybody asks: one more engineer, without the low ones, the last phase later."""
    left = {task.id for task in workload.tasks}
    minor = frozenset(task.severity for task in workload.tasks) & {"low", "info"}
    phases = [name for name, ids in workload.phases.items() if left & ids]
    changes = [WhatIf(engineers=len(workload.team.engineers) + 1)]
    if minor:
        changes.append(WhatIf(drop_severities=minor))
    if len(phases) > 1:
        changes.append(WhatIf(defer_phases=frozenset(phases[-1:])))
    return tuple(changes)


def _plain(value: Any) -> Any:
    """What JSON does not know, in one spelling."""
    kind: Any = type(value)
    return _spelling(kind)(value)


@cache
def _spelling(kind: Any) -> Callable[[Any], Any]:
    """How values of a class are spelled: sets sorted; mappings keep their order, which may matter."""
    if issubclass(kind, Set):
        return sorted
    if issubclass(kind, Mapping):
        return dict
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    names: Sequence[str] = kind.__slots__
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: [getattr(value, name) for name in names]
