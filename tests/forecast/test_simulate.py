"""Runs of small networks, against schedules worked out by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.forecast.builders import task, team
from tracker.domain.effort import parse_effort
from tracker.domain.plan import Engineer, Team
from tracker.domain.workcalendar import calendar_of, shifts
from tracker.domain.workload import Task, Workload
from tracker.forecast.crew import Crew, crew_for
from tracker.forecast.hands import FINISHED
from tracker.forecast.network import network_of, stuck
from tracker.forecast.sample import Array, Sampler, generator
from tracker.forecast.sensitivity import critical_chain, gains
from tracker.forecast.simulate import Network, finish_of, on_chain, simulate

MONDAY = date(2026, 1, 5)


def crew(tasks: list[Task], people: Team) -> Crew:
    return crew_for(tasks, shifts(people, calendar_of(people, MONDAY)))


def network(tasks: list[Task], people: Team, hours: list[float]) -> Network:
    return network_of_hours(tasks, people, np.array(hours, dtype=np.float64)[:, None])


def network_of_hours(tasks: list[Task], people: Team, hours: Array) -> Network:
    return network_of(Workload(tuple(tasks), people), crew(tasks, people), hours.mean(axis=1).tolist())


def finishes(tasks: list[Task], people: Team, hours: list[float]) -> list[float]:
    runs = simulate(network(tasks, people, hours), np.array(hours, dtype=np.float64)[:, None])
    return [float(value) for value in runs.finish[:, 0]]


def test_evidence_based_scheduling_as_published() -> None:
    """Spolsky 2007: at those velocities the estimates become 6.7, 16, 3.3, 13.3 and 32 = 71.3 h."""
    tasks = [task(f"T{n}", effort) for n, effort in enumerate(("4h", "8h", "2h", "8h", "16h"))]
    velocities = (0.6, 0.5, 0.6, 0.6, 0.5)
    hours = np.concatenate(
        [
            Sampler([one], {}, noise=0.0, seed=1).draw(np.array([-np.log(velocity)]), np.empty((1, 1)))
            for one, velocity in zip(tasks, velocities, strict=True)
        ]
    )
    assert hours[:, 0].round(1).tolist() == [6.7, 16.0, 3.3, 13.3, 32.0]
    runs = simulate(network_of_hours(tasks, team(1), hours), hours)
    assert finish_of(runs, range(5))[0] == pytest.approx(71.3, abs=0.05)


def test_engineers_take_items_in_order() -> None:
    tasks = [task("A"), task("B"), task("C"), task("D")]
    assert finishes(tasks, team(2), [4, 3, 2, 1]) == [4, 3, 5, 5]


def test_dependencies_wait() -> None:
    tasks = [task("A"), task("B", after=("A", "CLOSED"))]
    assert finishes(tasks, team(2), [4, 3]) == [4, 7]


def test_two_at_once() -> None:
    tasks = [task("A"), task("B", needs={"ops": 2}, priority_rank=0), task("C")]
    ops = Team(
        (Engineer("a", skills=("ops",)), Engineer("b", skills=("ops",)), Engineer("c", skills=("dev",)))
    )
    done = finishes(tasks, ops, [4, 3, 4])
    assert done[1] == 3
    assert sorted((done[0], done[2])) == [4, 7]


def test_pairs_of_a_team_without_skills_share_the_sorted_path() -> None:
    tasks = [task("A"), task("B", after=("A",), needs={"any": 2}), task("C", after=("A",))]
    done = finishes(tasks, team(3), [1, 2, 3])
    assert done == [1, 3, 4]


def test_pairs_of_different_skills_begin_together() -> None:
    people = Team((Engineer("a", skills=("ops",)), Engineer("b", skills=("dev",))))
    tasks = [
        task("A", needs={"ops": 1}, priority_rank=0),
        task("B", needs={"ops": 1, "dev": 1}, priority_rank=1),
    ]
    assert finishes(tasks, people, [4, 3]) == [4, 7]


def test_a_skill_is_a_bottleneck() -> None:
    people = Team((Engineer("a", skills=("ops",)), Engineer("b", skills=("dev",))))
    tasks = [task(name, needs={"ops": 1}) for name in "AB"]
    assert max(finishes(tasks, people, [4, 4])) == 8
    assert max(finishes([task("A"), task("B")], people, [4, 4])) == 4


def test_who_lists_no_skills_can_do_anything() -> None:
    assert crew([task("A", needs={"ops": 1})], team(2)).slots == (((0, 1),),)
    assert crew([task("A", needs={"ops": 1})], team(2)).short == ()


def test_a_skill_that_nobody_has_takes_anybody_and_is_told() -> None:
    people = Team((Engineer("a", skills=("dev",)),))
    missing = crew([task("A", needs={"ops": 1})], people)
    assert missing.slots == (((0,),),)
    assert missing.short == ("A",)


def test_more_people_than_there_are_is_told() -> None:
    crowd = crew([task("A", needs={"ops": 3})], team(2))
    assert len(crowd.slots[0]) == 2
    assert crowd.short == ("A",)


def test_places_are_filled_by_different_people_where_that_can_be() -> None:
    people = Team((Engineer("a", skills=("ops", "db")), Engineer("b", skills=("ops",))))
    both = crew([task("A", needs={"ops": 1, "db": 1})], people)
    assert both.slots == (((0,), (0, 1)),)
    assert finishes([task("A", needs={"ops": 1, "db": 1})], people, [4]) == [4]


def test_the_owner_does_it() -> None:
    tasks = [task("A", owner="e1"), task("B", owner="e1"), task("C", owner="stranger")]
    assert max(finishes(tasks, team(3), [4, 4, 4])) == 8


def test_half_time_takes_twice_as_long() -> None:
    assert finishes([task("A")], Team((Engineer("a", availability=0.5),)), [4]) == [8]


def test_who_finishes_first_gets_it() -> None:
    people = Team((Engineer("a", availability=0.25), Engineer("b")))
    assert finishes([task("A"), task("B")], people, [4, 4]) == [4, 8]


def test_days_away_stop_the_work() -> None:
    away = Team((Engineer("a", away=((date(2026, 1, 6), date(2026, 1, 7)),)),))
    assert finishes([task("A"), task("B", priority_rank=100)], away, [6, 6]) == [6, 24]
    assert finishes([task("A")], away, [7]) == [19]


def test_days_away_are_passed_to_who_is_there() -> None:
    people = Team((Engineer("a", away=((MONDAY, date(2026, 1, 9)),)), Engineer("b")))
    assert finishes([task("A"), task("B")], people, [6, 6]) == [6, 12]


def test_blocked_items_come_last() -> None:
    tasks = [task("A", waiting=True), task("B", phase_rank=5)]
    assert finishes(tasks, team(1), [9, 1]) == [10, 1]


def test_phases_are_an_order_and_no_barrier() -> None:
    tasks = [task("LATE", phase_rank=1), task("A", phase_rank=0), task("B", phase_rank=0, after=("A",))]
    assert finishes(tasks, team(1), [1, 4, 4]) == [9, 4, 8]
    assert finishes(tasks, team(2), [1, 4, 4]) == [1, 4, 8]


def test_what_waits_for_the_blocked_is_stuck() -> None:
    tasks = [task("A", waiting=True), task("B", after=("A",)), task("C", after=("B",)), task("D")]
    assert stuck(tasks) == {"A", "B", "C"}


def test_a_closed_item_holds_nobody_and_nothing() -> None:
    tasks = [task("A"), task("B", after=("A",)), task("C")]
    work = network(tasks, team(1), [4, 3, 2])
    hours = np.array([[FINISHED], [3.0], [2.0]])
    assert finish_of(simulate(work, hours), range(3))[0] == 5
    assert finish_of(simulate(work, np.full((3, 1), FINISHED)), range(3))[0] == 0


def test_the_chain_is_followed_back() -> None:
    tasks = [task("A"), task("B", after=("A",)), task("C"), task("D", after=("B", "C"))]
    work = network(tasks, team(2), [4, 3, 2, 1])
    runs = simulate(work, np.array([[4.0], [3.0], [2.0], [1.0]]))
    assert on_chain(work, runs, [3])[:, 0].tolist() == [True, True, False, True]


def test_the_chain_runs_through_engineers_too() -> None:
    tasks = [task("A", priority_rank=0), task("B", priority_rank=1)]
    work = network(tasks, team(1), [4, 3])
    assert critical_chain(work, np.array([[4.0], [3.0]]), [1]).tasks == (0, 1)


def test_the_chain_holds_through_days_away_and_pairs() -> None:
    people = Team((Engineer("a", away=((date(2026, 1, 6), date(2026, 1, 6)),)), Engineer("b", skills=("x",))))
    tasks = [task("A"), task("B", after=("A",)), task("C", after=("B",), needs={"x": 2})]
    hours = generator(1, "hours").uniform(1, 9, (3, 50))
    work = network_of_hours(tasks, people, hours)
    assert on_chain(work, simulate(work, hours), [2]).all()


def test_closing_an_item_of_the_chain_helps_and_another_does_not() -> None:
    tasks = [task("A"), task("B"), task("C", after=("B",))]
    hours = generator(1, "hours").uniform(1, 2, (3, 300)) * np.array([[1.0], [5.0], [5.0]])
    work = network_of_hours(tasks, team(2), hours)
    found = {
        gain.task: gain.after - gain.before
        for gain in gains(work, hours, [0, 1, 2], critical_chain(work, hours, [0, 1, 2]))
    }
    assert found[1] < -5
    assert found[2] < -5
    assert found[0] == 0


def test_merging_paths_are_later_than_either() -> None:
    """Merge bias (MacCrimmon and Ryavec 1964): one path's probability overstates the network's."""
    waits = {"B": "A", "C": "B", "E": "D", "F": "E"}
    tasks = [task(name, "2/4/9h", after=tuple(waits.get(name, ""))) for name in "ABCDEF"]
    hours = Sampler(tasks, {}, noise=0.0, seed=1).draw(np.zeros(4_000), np.empty((6, 4_000)))
    runs = simulate(network_of_hours(tasks, team(2), hours), hours)
    deadline = 3 * parse_effort("2/4/9h").mean + 2
    one_path = (finish_of(runs, [0, 1, 2]) <= deadline).mean()
    both = (finish_of(runs, range(6)) <= deadline).mean()
    assert both < one_path - 0.05
    assert both == pytest.approx(one_path**2, abs=0.03)


@pytest.mark.parametrize("heads", [1, 2])
def test_sorted_free_times_equal_dispatching_one_by_one(heads: int) -> None:
    tasks = [task(f"T{n}", needs={"any": heads}) for n in range(12)]
    hours = generator(3, "hours").uniform(1, 9, (12, 20))
    work = network_of_hours(tasks, team(4), hours)
    runs = simulate(work, hours)
    for column in range(20):
        free = [0.0] * 4
        for number in work.order:
            free.sort()
            end = free[heads - 1] + hours[number, column]
            free[:heads] = [end] * heads
            assert runs.finish[number, column] == end
