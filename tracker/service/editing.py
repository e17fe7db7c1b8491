"""Edits of the plan's file that a person asked for: one key of one item at a time, nothing else moves."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.errors import UsageError
from tracker.service.tracker import Tracker


def edit_items(tracker: Tracker, ids: Sequence[str], key: str, value: str | None) -> tuple[str, ...]:
    """Set `key` of the named items in the plan's file; None removes it. Return the ids.

    Raises UsageError before anything is written where an id is unknown, PlanError where the file cannot
    be edited safely.
    """
    from tracker.planfile.edit import set_field

    unknown = [name for name in ids if name.upper() not in tracker.plan.id_by_name]
    if unknown:
        raise UsageError(f"no item is called {unknown[0]}", hint="tracker list")
    found = tuple(dict.fromkeys(tracker.plan.id_by_name[name.upper()] for name in ids))
    for item in found:
        set_field(tracker.path, ("item", item, key), value)
    return found
