"""The order of work: who waits for whom, and for which hands.

This is the resource-constrained project scheduling problem with renewable resources. Activities are placed
in the order of a few priority rules, and each schedule is pushed to the right and back to the left for as
long as that gains (forward-backward improvement, Tormos and Lova 2001). With a budget of samples, the best
schedule is shaken and improved again. Times are floats of any unit; nothing is preempted.

Ranks say what comes first whatever the makespan: an activity of a lower rank is placed before one of a higher
rank, and a schedule is better when the lowest rank finishes earlier. They are an order, no barrier: work of a
later rank fills the gaps that an earlier one leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from random import Random

from tracker.forecast.graph import (
    follower_counts,
    inherited_ranks,
    longest_chains,
    successors,
    topological_order,
)
from tracker.forecast.placement import Demand, Side

MANY = 120
"""With more activities than this, one rule and one improvement do: each pass costs, and gains little."""
ROUNDS = 20
SAMPLES = 4
"""Shaken schedules tried unless the caller asks for more or fewer."""
SHAKE = 0.25
"""How far a sample moves each start at most, as a share of the makespan."""


@dataclass(frozen=True, slots=True)
class Project:
    """Activities 0..n-1. A demand never exceeds its capacity."""

    durations: Sequence[float]
    predecessors: Sequence[Sequence[int]]
    demands: Sequence[Demand]
    capacities: Sequence[int]
    ranks: Sequence[int] = ()
    """One for each activity, lowest first; empty: all the same."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Start times by activity, and the activities in the order they start (predecessors first)."""

    starts: tuple[float, ...]
    order: tuple[int, ...]
    makespan: float


def best_schedule(project: Project, *, samples: int | None = None, seed: int = 1) -> Schedule:
    """Return the best schedule found; the same project, samples and seed always give the same.

    Raises PlanError when activities wait for one another in a circle.
    """
    if samples is None:
        samples = SAMPLES if len(project.durations) <= MANY else 0
    return _Search(project).run(samples, Random(seed))


class _Search:
    """One search: the project from both sides, and the best schedule so far."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.count = len(project.durations)
        self.after = successors(project.predecessors)
        self.topological = topological_order(project.predecessors)
        self.place_in_order = {job: place for place, job in enumerate(self.topological)}
        self.ranks = inherited_ranks(project.ranks or [0] * self.count, self.topological, self.after)
        self.tails = longest_chains(project.durations, reversed(self.topological), self.after)
        scarce = self._scarce()
        sides = (project.predecessors, self.after)
        self.forward, self.backward = (
            Side(project.durations, side, project.demands, project.capacities, scarce) for side in sides
        )
        self.bound = self._bound()
        # Longest first is good for independent activities, and it is the same order for any number of
        # engineers: nothing else keeps one more of them from ever doing harm.
        self.connected = any(project.predecessors)
        self.rounds = (1 if self.count > MANY else ROUNDS) if self.connected else 0
        self.best: list[float] = []
        self.best_cost: list[float] = []

    def run(self, samples: int, rng: Random) -> Schedule:
        for keys in self._rules():
            self._try(keys)
        for _ in range(samples if self.connected else 0):
            if self._proved():
                break
            self._try(self._shaken(rng))
        return self._result()

    def _try(self, keys: Sequence[float]) -> None:
        """Place by `keys`, improve as long as that gains, and keep the result when it is the best."""
        if self._proved():
            return
        starts = self.forward.place(self._order(keys))
        cost = self._cost(starts)
        for _ in range(self.rounds):
            better = self._justified(starts)
            better_cost = self._cost(better)
            if better_cost >= cost:
                break
            starts, cost = better, better_cost
        if not self.best or cost < self.best_cost:
            self.best, self.best_cost = starts, cost

    def _justified(self, starts: Sequence[float]) -> list[float]:
        """The schedule pushed as far right as it goes, then back to the left."""
        durations, place, ranks = self.project.durations, self.place_in_order, self.ranks
        by_finish = sorted(
            range(self.count), key=lambda job: (-ranks[job], -(starts[job] + durations[job]), -place[job])
        )
        from_end = self.backward.place(by_finish)
        late = [-from_end[job] - durations[job] for job in range(self.count)]
        return self.forward.place(self._sorted(late))

    def _rules(self) -> list[list[float]]:
        """Keys of the priority rules, smaller first: latest finish, latest start, most successors."""
        durations, tails, jobs = self.project.durations, self.tails, range(self.count)
        latest_start = [-tails[job] for job in jobs]
        if self.count > MANY or not self.connected:
            return [latest_start]
        latest_finish = [durations[job] - tails[job] for job in jobs]
        followers = follower_counts(self.topological, self.after)
        return [latest_finish, latest_start, [-float(count) for count in followers]]

    def _order(self, keys: Sequence[float]) -> list[int]:
        """The activities by rank and key, each after its predecessors."""
        ranks, places = self.ranks, self.place_in_order
        waits = [len(before) for before in self.project.predecessors]
        heap = [(ranks[job], keys[job], places[job], job) for job in range(self.count) if not waits[job]]
        heapify(heap)
        order = []
        while heap:
            job = heappop(heap)[3]
            order.append(job)
            for follower in self.after[job]:
                waits[follower] -= 1
                if not waits[follower]:
                    heappush(heap, (ranks[follower], keys[follower], places[follower], follower))
        return order

    def _sorted(self, starts: Sequence[float]) -> list[int]:
        ranks, places = self.ranks, self.place_in_order
        return sorted(range(self.count), key=lambda job: (ranks[job], starts[job], places[job]))

    def _shaken(self, rng: Random) -> list[float]:
        spread = SHAKE * max(self.best[job] + self.project.durations[job] for job in range(self.count))
        return [start + rng.uniform(-spread, spread) for start in self.best]

    def _cost(self, starts: Sequence[float]) -> list[float]:
        """When each rank is finished, lowest rank first; compared as a whole."""
        finished: dict[int, float] = {}
        for rank, start, length in zip(self.ranks, starts, self.project.durations, strict=True):
            finished[rank] = max(finished.get(rank, 0.0), start + length)
        return [finished[rank] for rank in sorted(finished)]

    def _proved(self) -> bool:
        """Whether no schedule can be better: one rank, finished at the lower bound."""
        return len(self.best_cost) == 1 and self.best_cost[0] <= self.bound

    def _bound(self) -> float:
        project = self.project
        work = [0.0] * len(project.capacities)
        for length, demand in zip(project.durations, project.demands, strict=True):
            for resource, units in demand:
                work[resource] += length * units
        loads = (load / capacity for load, capacity in zip(work, project.capacities, strict=True) if capacity)
        return max([*self.tails, *loads], default=0.0)

    def _scarce(self) -> tuple[int, ...]:
        busy = [
            {resource for resource, _ in demand}
            for length, demand in zip(self.project.durations, self.project.demands, strict=True)
            if length > 0 and demand
        ]
        return tuple(sorted(set.intersection(*busy))) if busy else ()

    def _result(self) -> Schedule:
        starts, durations = self.best, self.project.durations
        order = sorted(range(self.count), key=lambda job: (starts[job], self.place_in_order[job]))
        makespan = max((starts[job] + durations[job] for job in order), default=0.0)
        return Schedule(tuple(starts), tuple(order), makespan)


def critical_path(project: Project) -> float:
    """Return the length of the longest chain of activities, as if resources had no end."""
    order = topological_order(project.predecessors)
    return max(longest_chains(project.durations, order, project.predecessors), default=0.0)
