"""Engineers at work in all simulations at once: when each is free, and who takes what.

Engineers whom nothing sets apart form a group. Its free times are kept sorted by minimum and maximum alone,
which is far cheaper than remembering who is who: a team without skills or part time is one group.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tracker.domain.workcalendar import Shift
from tracker.forecast.crew import Crew, Slots
from tracker.forecast.sample import Array

Mask = npt.NDArray[np.bool_]
FINISHED = -np.inf
"""The duration of an item that is closed already."""
_HUGE = 1e290
"""Makes any difference of two times larger than any time, and overflows none."""


class Group:
    """Engineers that nothing sets apart. `free` holds one array each, sorted within every simulation."""

    def __init__(self, shift: Shift, size: int, count: int) -> None:
        self.rate = shift.engineer.availability
        self.away = shift.away
        self.free = [np.zeros(count) for _ in range(size)]
        self.spare = np.empty(count)
        self.gap = np.empty(count)

    def finish(self, begin: Array, hours: Array) -> Array:
        """Return when one of them who begins at `begin` is finished, days away left out."""
        for start, end in self.away:
            begin = np.where((begin >= start) & (begin < end), end, begin)
        finish: Array = begin + (hours if self.rate == 1 else hours / self.rate)
        for start, end in self.away:
            finish += np.where((begin < start) & (finish > start), end - start, 0.0)
        return finish

    def occupy(self, begin: Array, finish: Array, heads: int = 1, *, waited: bool) -> None:
        """Hold `heads` of them from `begin` until `finish`; FINISHED holds nobody.

        They are those who were free last: who waits for a predecessor should not keep somebody idle who is
        free long before. Without a predecessor (not `waited`) the first who is free begins at once.
        """
        for place, mine in enumerate(self.free):
            if place + heads >= len(self.free):
                np.maximum(mine, finish, out=mine)
                continue
            # The ones held drop out of the row, and as many that are free at the finish come in.
            other = self.free[place + heads]
            np.minimum(other, finish, out=self.spare)
            if waited:
                # Minus infinity in effect where `other` is free before; a masked write takes far longer.
                np.subtract(other, begin, out=self.gap)
                self.gap *= _HUGE
                np.minimum(self.spare, self.gap, out=self.spare)
            np.maximum(mine, self.spare, out=mine)

    def sort(self) -> None:
        """Bring the free times back into order."""
        self.free = list(np.sort(np.array(self.free), axis=0))


class Hands:
    """The whole crew, at work in `count` simulations."""

    def __init__(self, crew: Crew, count: int) -> None:
        self.groups: dict[tuple[int, ...], list[Group]] = {}
        """By the engineers that may fill a place, their groups."""
        most = sum(len(slots) for slots in crew.slots)
        groups = [
            (members, Group(crew.shifts[members[0]], min(len(members), most), count))
            for members in crew.groups
        ]
        for slot in {slot for slots in crew.slots for slot in slots}:
            self.groups[slot] = [group for members, group in groups if members[0] in slot]

    def work(self, ready: Array, hours: Array, slots: Slots, *, waited: bool) -> Array:
        """Occupy engineers; move `ready` on to when they are all free, and return the finish.

        `waited` tells whether `ready` is the finish of predecessors, or zero throughout.
        """
        groups = self.groups[slots[0]]
        if len(groups) == 1 and slots.count(slots[0]) == len(slots):
            return self._in_one_group(ready, hours, groups[0], len(slots), waited)
        if len(slots) == 1:
            return self._alone(ready, hours, groups, waited)
        return self._together(ready, hours, slots)

    def _in_one_group(self, ready: Array, hours: Array, group: Group, heads: int, waited: bool) -> Array:
        np.maximum(ready, group.free[heads - 1], out=ready)
        finish = group.finish(ready, hours)
        group.occupy(ready, finish, heads, waited=waited)
        return finish

    def _alone(self, ready: Array, hours: Array, groups: list[Group], waited: bool) -> Array:
        """One engineer: of the group that can finish first."""
        begins = [np.maximum(ready, group.free[0]) for group in groups]
        offers = [group.finish(begin, hours) for group, begin in zip(groups, begins, strict=True)]
        finish: Array = np.minimum.reduce(offers)
        undecided = np.ones(len(ready), dtype=np.bool_)
        for group, begin, offer in zip(groups, begins, offers, strict=True):
            chosen = (offer == finish) & undecided
            undecided ^= chosen
            ready[:] = np.where(chosen, begin, ready)
            group.occupy(begin, np.where(chosen, finish, FINISHED), waited=waited)
        return finish

    def _together(self, ready: Array, hours: Array, slots: Slots) -> Array:
        """Several engineers of different groups, who begin and end together."""
        groups = list({id(group): group for slot in slots for group in self.groups[slot]}.values())
        seats = [(group, place) for group in groups for place in range(len(group.free))]
        free = np.array([group.free[place] for group, place in seats])
        chosen = np.zeros(free.shape, dtype=np.bool_)
        for slot in slots:
            able = [number for number, (group, _) in enumerate(seats) if group in self.groups[slot]]
            offers = np.where(chosen[able], np.inf, free[able])
            best = offers.argmin(axis=0)
            for place, number in enumerate(able):
                chosen[number] |= (best == place) & (offers[place] < np.inf)
        np.maximum(ready, np.where(chosen, free, 0.0).max(axis=0), out=ready)
        finish = np.full(len(ready), FINISHED)
        for (group, _), mask in zip(seats, chosen, strict=True):
            np.maximum(finish, group.finish(ready, hours), out=finish, where=mask)
        for (group, place), mask in zip(seats, chosen, strict=True):
            np.maximum(group.free[place], finish, out=group.free[place], where=mask)
        for group in groups:
            group.sort()
        return finish
