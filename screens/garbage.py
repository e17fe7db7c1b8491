"""When garbage is collected: whole, a little at a time, and not twice the same.

Python looks through everything that lives whenever enough was made since it last did, in the middle of
whatever goes on: with thousands of cards read anew, a tenth of a second in which no key is answered. What
is made and dropped at once is collected all the time, as ever; the rest when there is something to look for.

What is there at the start, and what lives on with nothing but the board in sight, is not looked through
again: plan, cards and verdicts are trees, which go the moment nobody refers to them. Only a board that is
left for another plan's refers to itself. So there is never much to look through on the board. Above it
nothing may be left alone, and what was made there waits for a pause at the keys, or for the end of the
screen: it goes soon after, so that what an hour of coming and going leaves is not looked through at once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from weakref import WeakSet

from textual._styles_cache import StylesCache
from textual.app import App

from tracker.collector import collector_paused

PAUSE = 5.0
"""Seconds without a key or a click after which nobody is at the keys."""
LOOK = 1.0
"""Seconds between two looks whether there is something to collect."""
SOON = 0.1
"""Seconds until a screen that is left is taken down, and the one below is drawn."""
_ONE = 2
"""Screens on the stack when there is one of ours: Textual puts an empty one below."""
_MANY = 1_000
"""Cards of which a collection takes longer than a few milliseconds."""
_FEW = 10_000
"""Objects that are looked through in a few milliseconds; of those left alone no ring is found any more."""
_NEVER = 1_000_000_000
_ROUNDS = 4
"""Collections of what is newest before what stayed is looked through as well: a millisecond's worth."""
_WORTH = 10
"""Collections of young objects after which looking through all of them may find something."""


def leave_old_objects() -> None:
    """Collect from now on only what was made since, and of that only what is young."""
    gc.freeze()
    gc.set_threshold(gc.get_threshold()[0], _ROUNDS, _NEVER)


def lasts(app: App[Any]) -> bool:
    """Tell whether what is in sight stays: what stands above the first screen is soon left."""
    return len(app.screen_stack) <= _ONE


def is_quiet(app: App[Any]) -> bool:
    """Tell whether it stays, and no toast is shown either, which is gone in a moment."""
    return lasts(app) and not any(screen.query("Toast") for screen in app.screen_stack)


@contextmanager
def made_to_last(app: App[Any], cards: int) -> Iterator[None]:
    """Make values for so many cards, in a worker; where they are many, no pause has to look through them.

    What was left before is collected first, since it could not be later on.
    """
    if cards < _MANY:
        yield
        return
    gc.collect()
    with collector_paused():
        yield
    if lasts(app):
        gc.freeze()


def look_at_old_objects() -> None:
    """Look through everything at the next pause: a board was left, and all that it showed may go with it."""
    gc.unfreeze()


class Pauses:
    """Collects what piled up: soon where what lives on is left alone, else once nobody is at the keys."""

    def __init__(
        self,
        clock: Callable[[], float] = monotonic,
        collect: Callable[[], object] = gc.collect,
        counts: Callable[[], tuple[int, ...]] = gc.get_count,
        lasts: Callable[[], bool] = lambda: False,
    ) -> None:
        """`lasts` tells whether what is in sight stays."""
        self._clock = clock
        self._collect = collect
        self._counts = counts
        self._lasts = lasts
        self._touched = clock()
        self._left: WeakSet[object] = WeakSet()

    def touch(self) -> None:
        """Somebody pressed a key, or used the mouse."""
        self._touched = self._clock()

    def look(self) -> bool:
        """Collect where there is time for it and something to look for; tell whether that was done."""
        due = self._counts()[2] >= _WORTH and (self._lasts() or self._clock() - self._touched >= PAUSE)
        if due:
            self.use()
        return due

    def leave(self, screen: object) -> None:
        """A screen is being left: nothing is left alone before it is gone, since it would never go then."""
        self._left.add(screen)

    def use(self) -> None:
        """Collect now; what lives on and stays is left alone from then on."""
        StylesCache.get_inner_outer.cache_clear()  # keyed by the lines of widgets, which it keeps alive
        self._collect()
        if self._lasts() and not self._left and len(gc.get_objects()) > _FEW:
            gc.freeze()
