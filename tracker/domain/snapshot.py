"""What the journal says of a plan at one moment: the value that the board, gates and forecasts are made from.

Only items that somebody or some commit touched have a stored state; every other item stands where the
review put it, so that a plan of 10,000 items costs nothing until it is worked on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from tracker.domain.drift import Drift
from tracker.domain.frozen import frozen
from tracker.domain.plan import Item
from tracker.domain.state import Deferral, ItemState, PlanState, initial_state


@frozen
class StaleFile:
    """Why evidence is stale: `path` changed in commit `sha`, after the evidence was taken."""

    path: str
    sha: str


def no_plan_state() -> PlanState:
    """Return the state of a plan that nothing was recorded of."""
    return PlanState(measurements={}, signatures={}, ticks={})


@frozen
class Snapshot:
    """The state of a plan; without arguments, that of a plan nobody has worked on."""

    states: Mapping[str, ItemState] = field(default_factory=dict)
    """States of touched items by item id; ids that the plan no longer has are kept."""
    plan_state: PlanState = field(default_factory=no_plan_state)
    stale: Mapping[str, StaleFile] = field(default_factory=dict)
    """What made evidence stale, by the evidence's id; absent ids are fresh."""
    drift: Mapping[str, Drift] = field(default_factory=dict)
    """What became of references to files since the review, by reference; absent ones are as they were."""
    last_event: str | None = None
    """The id of the newest event of the plan; None before the first."""
    event_count: int = 0

    def state_of(self, item: Item) -> ItemState:
        """Return the item's state: as stored, or as the review claims where nothing touched it."""
        return self.states.get(item.id) or starting_state(item)


def starting_state(item: Item) -> ItemState:
    """Return the state an item of the plan starts in."""
    deferred = item.deferred
    return initial_state(item.claim, Deferral(deferred.when, deferred.review) if deferred else None)
