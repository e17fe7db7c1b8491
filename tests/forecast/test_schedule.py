"""The order of work, on projects small enough to know the best answer."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import PlanError
from tracker.forecast.graph import inherited_ranks, successors, topological_order
from tracker.forecast.schedule import MANY, Project, Schedule, best_schedule, critical_path


def project(
    durations: list[float], before: dict[int, list[int]] | None = None, capacity: int = 1, **changes: object
) -> Project:
    """A project in which every activity takes one unit of one resource."""
    count = len(durations)
    return Project(
        durations,
        [(before or {}).get(job, []) for job in range(count)],
        [((0, 1),)] * count,
        [capacity],
        **changes,  # type: ignore[arg-type]
    )


def assert_feasible(work: Project, schedule: Schedule) -> None:
    ends = [start + length for start, length in zip(schedule.starts, work.durations, strict=True)]
    for job, before in enumerate(work.predecessors):
        assert all(schedule.starts[job] >= ends[other] for other in before)
    for now in schedule.starts:
        for resource, capacity in enumerate(work.capacities):
            running = [
                job
                for job, start in enumerate(schedule.starts)
                if start <= now < ends[job] and work.demands[job]
            ]
            used = sum(dict(work.demands[job]).get(resource, 0) for job in running)
            assert used <= capacity


def test_one_engineer_works_through_the_sum() -> None:
    assert best_schedule(project([3, 1, 4, 1, 5])).makespan == 14


def test_longest_first_balances_two_engineers() -> None:
    assert best_schedule(project([2, 3, 4, 5, 6], capacity=2)).makespan <= 11


def test_a_chain_takes_its_length_whoever_is_there() -> None:
    chain = project([1, 2, 3], {1: [0], 2: [1]}, capacity=5)
    schedule = best_schedule(chain)
    assert list(schedule.starts) == [0, 1, 3]
    assert list(schedule.order) == [0, 1, 2]
    assert schedule.makespan == critical_path(chain)


def test_work_that_others_wait_for_comes_first() -> None:
    assert best_schedule(project([1, 1, 9, 9], {3: [1]}, capacity=2)).makespan == 10


def test_scarce_skills_are_respected() -> None:
    work = Project([4, 4, 4], [[], [], []], [((0, 1), (1, 1)), ((0, 1), (1, 1)), ((0, 1),)], [3, 1])
    schedule = best_schedule(work)
    assert_feasible(work, schedule)
    assert schedule.makespan == 8


def test_gaps_are_filled() -> None:
    """Activity 2 needs both engineers after 0; 1 fits beside 0, before it."""
    work = Project([4, 3, 5], [[], [], [0]], [((0, 1),), ((0, 1),), ((0, 2),)], [2])
    assert best_schedule(work).makespan == 9


def test_a_lower_rank_comes_first_even_when_it_is_shorter() -> None:
    assert best_schedule(project([9, 1], ranks=[1, 0])).order == (1, 0)


def test_a_means_is_as_urgent_as_its_end() -> None:
    before = [[], [0], []]
    assert inherited_ranks([2, 0, 1], topological_order(before), successors(before)) == [0, 0, 1]


def test_later_ranks_fill_the_gaps_of_earlier_ones() -> None:
    work = project([5, 5, 5], {1: [0]}, capacity=2, ranks=[0, 0, 1])
    assert best_schedule(work).starts == (0, 5, 0)


def test_nothing_takes_no_time() -> None:
    assert best_schedule(project([])) == Schedule((), (), 0.0)
    assert best_schedule(project([0.0, 0.0], {1: [0]})).makespan == 0


@pytest.mark.parametrize("before", [{0: [0]}, {0: [1], 1: [0]}, {0: [2], 1: [0], 2: [1]}])
def test_a_circle_is_refused(before: dict[int, list[int]]) -> None:
    with pytest.raises(PlanError, match="wait for one another"):
        best_schedule(project([1.0, 1.0, 1.0], before))


def test_samples_never_make_it_worse_and_repeat() -> None:
    work = random_project(Random(5), 30)
    plain, sampled = best_schedule(work, samples=0), best_schedule(work, samples=30)
    assert sampled.makespan <= plain.makespan
    assert best_schedule(work, samples=30) == sampled


def test_a_large_project_is_feasible_too() -> None:
    work = random_project(Random(7), MANY + 30)
    assert_feasible(work, best_schedule(work))


@given(seed=st.integers(0, 10_000), count=st.integers(1, 15))
def test_schedules_are_feasible_and_not_below_the_critical_path(seed: int, count: int) -> None:
    work = random_project(Random(seed), count)
    schedule = best_schedule(work)
    assert_feasible(work, schedule)
    assert sorted(schedule.order) == list(range(count))
    places = {job: place for place, job in enumerate(schedule.order)}
    assert all(places[other] < places[job] for job in range(count) for other in work.predecessors[job])
    assert critical_path(work) <= schedule.makespan + 1e-9
    assert schedule.makespan <= sum(work.durations) + 1e-9


def random_project(rng: Random, count: int) -> Project:
    before = [rng.sample(range(job), min(job, rng.randrange(3))) for job in range(count)]
    demands = [tuple((r, rng.randint(1, 4)) for r in range(3) if rng.random() < 0.7) for _ in range(count)]
    return Project([rng.choice([0.0, 0.5, 1, 2.25, 7]) for _ in range(count)], before, demands, [4, 5, 6])
