"""When garbage is collected: whole, only while nobody is at the keys.

Python looks through everything that lives whenever enough was made since it last did, in the middle of
whatever goes on: with thousands of cards read anew, a tenth of a second in which no key is answered. What
is made and dropped at once is collected all the time, as ever; the rest waits for a pause. Nothing piles up
meanwhile but what refers to itself, such as screens that were left.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic

PAUSE = 20.0
"""Seconds without a key or a click after which nobody is at the keys."""
LOOK = 5.0
"""Seconds between two looks whether that is so."""
_NEVER = 1_000_000_000
_ROUNDS = 4
"""Collections of what is newest before what stayed is looked through as well: a millisecond's worth."""
_WORTH = 10
"""Collections of young objects after which looking through all of them may find something."""


def leave_old_objects() -> None:
    """Collect from now on only what was made since, and of that only what is young."""
    gc.freeze()
    gc.set_threshold(gc.get_threshold()[0], _ROUNDS, _NEVER)


class Pauses:
    """Collects what piled up once nobody has done anything for a while."""

    def __init__(
        self,
        clock: Callable[[], float] = monotonic,
        collect: Callable[[], object] = gc.collect,
        counts: Callable[[], tuple[int, ...]] = gc.get_count,
    ) -> None:
        self._clock = clock
        self._collect = collect
        self._counts = counts
        self._touched = clock()

    def touch(self) -> None:
        """Somebody pressed a key, or used the mouse."""
        self._touched = self._clock()

    def look(self) -> bool:
        """Collect where there is time for it and something to look for; tell whether that was done."""
        due = self._clock() - self._touched >= PAUSE and self._counts()[2] >= _WORTH
        if due:
            self._collect()
        return due
