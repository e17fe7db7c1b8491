"""A workload made ready to simulate: numbers for ids, groups of engineers as resources, and a start order.

The order of work is the plan's: phases first, then priority, then whatever most work waits for. Phases are an
order and no barrier: an engineer whom an earlier phase has nothing for takes up the next one. What is blocked
by hand comes last, since nobody can begin it today.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.workload import Task, Workload
from tracker.forecast.crew import Crew
from tracker.forecast.placement import Demand
from tracker.forecast.schedule import Project, best_schedule
from tracker.forecast.simulate import Network


def predecessors_of(tasks: Sequence[Task]) -> tuple[tuple[int, ...], ...]:
    """Return for each task the numbers of those it waits for; what is no task is finished already."""
    numbers = {task.id: number for number, task in enumerate(tasks)}
    return tuple(tuple(sorted({numbers[item] for item in task.after if item in numbers})) for task in tasks)


def network_of(workload: Workload, crew: Crew, mean_hours: Sequence[float]) -> Network:
    """Return the network of a workload, its start order found at mean durations.

    Raises PlanError when items wait for one another in a circle.
    """
    before = predecessors_of(workload.tasks)
    resources = _resources(crew)
    project = Project(
        durations=mean_hours,
        predecessors=before,
        demands=[_demand(slots, resources) for slots in crew.slots],
        capacities=[len(engineers) for engineers in resources],
        ranks=_ranks(workload.tasks),
    )
    return Network(best_schedule(project).order, before, crew)


def stuck(tasks: Sequence[Task]) -> set[str]:
    """Return the ids of what is blocked by hand, and of all that waits for it."""
    found = {task.id for task in tasks if task.waiting}
    while True:
        grown = found | {task.id for task in tasks if not found.isdisjoint(task.after)}
        if grown == found:
            return found
        found = grown


def _resources(crew: Crew) -> list[tuple[int, ...]]:
    """Everyone, then each smaller group that some task asks for: the resources of the schedule."""
    groups = {slot for slots in crew.slots for slot in slots} - {crew.everyone}
    return [crew.everyone, *sorted(groups)]


def _demand(slots: Sequence[tuple[int, ...]], resources: Sequence[tuple[int, ...]]) -> Demand:
    groups = [(number, slots.count(group)) for number, group in enumerate(resources) if number]
    return ((0, len(slots)), *((number, units) for number, units in groups if units))


def _ranks(tasks: Sequence[Task]) -> list[int]:
    keys = [(task.waiting, task.phase_rank, task.priority_rank) for task in tasks]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]
