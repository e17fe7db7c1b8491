"""Orders and distances in a network of activities, each given by the numbers of its predecessors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.errors import PlanError


def topological_order(predecessors: Sequence[Sequence[int]]) -> list[int]:
    """Return the activities so that each comes after its predecessors; raises PlanError for a circle."""
    after = successors(predecessors)
    waits = [len(before) for before in predecessors]
    order = [job for job, count in enumerate(waits) if not count]
    for job in order:
        for follower in after[job]:
            waits[follower] -= 1
            if not waits[follower]:
                order.append(follower)
    if len(order) < len(waits):
        raise PlanError(f"{len(waits) - len(order)} items wait for one another in a circle")
    return order


def successors(predecessors: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return for each activity those that wait for it."""
    after: list[list[int]] = [[] for _ in predecessors]
    for job, before in enumerate(predecessors):
        for other in before:
            after[other].append(job)
    return after


def inherited_ranks(
    ranks: Sequence[int], topological: Sequence[int], after: Sequence[Sequence[int]]
) -> list[int]:
    """Return the ranks, each lowered to the lowest of what waits for it: a means is as urgent as its end."""
    urgent = list(ranks)
    for job in reversed(topological):
        for follower in after[job]:
            urgent[job] = min(urgent[job], urgent[follower])
    return urgent


def longest_chains(
    durations: Sequence[float], order: Iterable[int], neighbours: Sequence[Sequence[int]]
) -> list[float]:
    """Return the longest chain from each activity through its neighbours, itself counted.

    `order` takes the neighbours of an activity before the activity.
    """
    lengths = [0.0] * len(durations)
    for job in order:
        lengths[job] = durations[job] + max((lengths[other] for other in neighbours[job]), default=0.0)
    return lengths


def follower_counts(topological: Sequence[int], after: Sequence[Sequence[int]]) -> list[int]:
    """Return how many activities wait for each, directly or not."""
    reached = [0] * len(topological)
    for job in reversed(topological):
        for follower in after[job]:
            reached[job] |= reached[follower] | 1 << follower
    return [bits.bit_count() for bits in reached]
