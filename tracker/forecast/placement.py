"""Activities placed one by one at the earliest time their predecessors and the resources allow.

This is serial schedule generation (Kelley 1963). What is free is kept as a list of times and, for each, the
units of every resource that are free from that time to the next; the last segment never ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Demand = tuple[tuple[int, int], ...]
"""(resource, units) pairs, units above zero."""


@dataclass(frozen=True, slots=True)
class Side:
    """A project read forward, or from its end backward: `before` is what an activity has to wait for."""

    durations: Sequence[float]
    before: Sequence[Sequence[int]]
    demands: Sequence[Demand]
    capacities: Sequence[int]
    scarce: tuple[int, ...]
    """Resources that every activity needs: once used up, a time is closed for good."""

    def place(self, order: Iterable[int]) -> list[float]:
        """Return the start of each activity, placed in `order` as early as can be."""
        times, free = [0.0], [list(self.capacities)]
        starts = [0.0] * len(self.durations)
        durations = self.durations
        for job in order:
            ready = 0.0
            for other in self.before[job]:
                ready = max(ready, starts[other] + durations[other])
            length, demand = durations[job], self.demands[job]
            if length > 0 and demand:
                ready, first = _earliest(times, free, max(ready, times[0]), length, demand)
                _occupy(times, free, ready, first, length, demand)
                self._close(times, free)
            starts[job] = ready
        return starts

    def _close(self, times: list[float], free: list[list[int]]) -> None:
        while any(not free[0][resource] for resource in self.scarce):
            del times[0], free[0]


def _earliest(
    times: list[float], free: list[list[int]], ready: float, length: float, demand: Demand
) -> tuple[float, int]:
    """The earliest start from `ready` with room for `length`, and the segment it lies in."""
    first = at = bisect_right(times, ready) - 1
    start, end, count = ready, ready + length, len(times)
    while at < count and times[at] < end:
        room = free[at]
        at += 1
        for resource, units in demand:
            if room[resource] < units:
                first, start = at, times[at]
                end = start + length
                break
    return start, first


def _occupy(
    times: list[float], free: list[list[int]], start: float, first: int, length: float, demand: Demand
) -> None:
    if times[first] != start:
        first += 1
        times.insert(first, start)
        free.insert(first, free[first - 1][:])
    end = start + length
    last = bisect_left(times, end, first)
    if last == len(times) or times[last] != end:
        times.insert(last, end)
        free.insert(last, free[last - 1][:])
    for at in range(first, last):
        room = free[at]
        for resource, units in demand:
            room[resource] -= units
