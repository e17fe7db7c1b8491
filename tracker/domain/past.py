"""The state of a plan as it was: the same fold, of the events up to a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tracker.domain.event import Event
from tracker.domain.fold import fold_item, fold_plan
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot, starting_state


def snapshot_at(plan: Plan, events: Iterable[Event], moment: datetime) -> Snapshot:
    """Return the state as of `moment` (aware), of events that count, in journal order."""
    by_item: dict[str, list[Event]] = {}
    plan_wide: list[Event] = []
    for event in events:
        if event.at > moment:
            continue
        if event.item is None:
            plan_wide.append(event)
        elif id_ := plan.id_by_name.get(event.item.upper()):
            by_item.setdefault(id_, []).append(event)
    states = {id_: fold_item(starting_state(plan.item_by_id[id_]), found) for id_, found in by_item.items()}
    return Snapshot(states=states, plan_state=fold_plan(plan_wide))
