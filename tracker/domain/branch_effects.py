"""What the names of branches do to items: a branch that is about an item takes it up.

The names are compared with the journal as commits are: only the difference is drafted, and a branch that is
gone, or whose name means another item by now, is taken back.
"""

from __future__ import annotations

from collections.abc import Collection

from tracker.domain.branch_names import items_in_branch
from tracker.domain.event import EventKind
from tracker.domain.ledger import Ledger, branch_key
from tracker.domain.plan import Plan
from tracker.domain.text import one_line

_FIRST = -1
"""What is gone is taken back before anything else; what began comes after the commits, which know when."""


def add_branch_effects(plan: Plan, ledger: Ledger, branches: Collection[str], last: int) -> None:
    """Add to the ledger what it lacks of `branches`: the short names of all that count now.

    `last` is a place after every commit's.
    """
    found = {(item, name) for name in branches for item in items_in_branch(name, plan.id_by_name)}
    for item, name in ledger.branches():
        if item in plan.item_by_id and (item, name) not in found:
            payload = branch_payload(name) | ({"there": True} if name in branches else {})
            ledger.add(_FIRST, f"un{branch_key(item, name)}", EventKind.UNBRANCH, item, payload)
    for item, name in sorted(found):
        key = branch_key(item, name)
        if not ledger.holds(key):
            payload = branch_payload(name) | ({"again": True} if ledger.times(key) else {})
            ledger.add(last, key, EventKind.BRANCH, item, payload)


def branch_payload(name: str) -> dict[str, object]:
    """Return the payload of the BRANCH event for a branch that was not there before."""
    return {"branch": one_line(name)}
