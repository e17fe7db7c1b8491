"""Who can do what: the team as the simulation sees it.

An engineer who lists no skills can do anything, so a team given as a number just works. A skill that nobody
has cannot stop the clock for ever: the item then takes anybody, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.workcalendar import Shift
from tracker.domain.workload import Task

Slots = tuple[tuple[int, ...], ...]
"""For each engineer that an item takes at once, the numbers of those who may be it; scarcest first."""


@dataclass(frozen=True, slots=True)
class Crew:
    """The engineers, numbered, and the slots of each task (in the order of the tasks)."""

    shifts: tuple[Shift, ...]
    slots: tuple[Slots, ...]
    short: tuple[str, ...]
    """Ids of tasks that ask for more than the team has, and are given what there is."""

    @property
    def everyone(self) -> tuple[int, ...]:
        """All numbers."""
        return tuple(range(len(self.shifts)))

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The engineers, put together where nothing sets them apart: skills, part time, days away.

        Who can do least comes first, so that the scarce ones stay free where both could take an item.
        """
        places = sorted({slot for slots in self.slots for slot in slots})
        groups: dict[object, list[int]] = {}
        for number, shift in enumerate(self.shifts):
            able = tuple(slot for slot in places if number in slot)
            groups.setdefault((shift.engineer.availability, shift.away, able), []).append(number)
        uses = [sum(number in slot for slots in self.slots for slot in slots) for number in self.everyone]
        return tuple(tuple(members) for members in sorted(groups.values(), key=lambda them: uses[them[0]]))


def crew_for(tasks: Sequence[Task], shifts: Sequence[Shift]) -> Crew:
    """Return the crew for the tasks; `shifts` are those of at least one engineer."""
    slots = []
    short = []
    for task in tasks:
        wanted, missing = _wanted(task, shifts)
        filled = _fillable(wanted)
        slots.append(filled)
        if missing or len(filled) < len(wanted):
            short.append(task.id)
    return Crew(tuple(shifts), tuple(slots), tuple(short))


def _wanted(task: Task, shifts: Sequence[Shift]) -> tuple[list[tuple[int, ...]], bool]:
    """Who may fill each place of the task, and whether a skill is missing altogether."""
    everyone = tuple(range(len(shifts)))
    places = [skill for skill, count in task.needs.items() for _ in range(count)]
    able = [_able(skill, shifts) for skill in places] or [everyone]
    missing = not all(able)
    able = [engineers or everyone for engineers in able]
    owner = next((n for n, shift in enumerate(shifts) if shift.engineer.id == task.owner), None)
    own_place = next((place for place, engineers in enumerate(able) if owner in engineers), None)
    if owner is not None and own_place is not None:
        able[own_place] = (owner,)
    return able, missing


def _able(skill: str, shifts: Sequence[Shift]) -> tuple[int, ...]:
    return tuple(
        number
        for number, shift in enumerate(shifts)
        if skill in shift.engineer.skills or not shift.engineer.skills
    )


def _fillable(wanted: Sequence[tuple[int, ...]]) -> Slots:
    """As many of the places as there are different people for, scarcest first."""
    taken: dict[int, tuple[int, ...]] = {}

    def seat(engineers: tuple[int, ...], asked: set[int]) -> bool:
        for number in engineers:
            if number in asked:
                continue
            asked.add(number)
            if number not in taken or seat(taken[number], asked):
                taken[number] = engineers
                return True
        return False

    for engineers in sorted(wanted, key=len):
        seat(engineers, set())
    return tuple(sorted(taken.values(), key=lambda engineers: (len(engineers), engineers)))
