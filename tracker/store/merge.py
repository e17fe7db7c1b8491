"""One merge inside its transaction: events first, then the states they make, then what to tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from tracker.domain.frozen import frozen
from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Status
from tracker.store.incoming import Incoming
from tracker.store.joining import Fork, Joining, sorted_chains
from tracker.store.rows import timestamp
from tracker.store.transaction import Transaction

_FAR = timedelta(days=1)
"""How far ahead of the present an event may be: clocks disagree, and so do people about the day."""


@frozen
class StatusChange:
    """An item that stands elsewhere after a merge, by the id that its events have."""

    plan: str
    item: str
    was: Status
    is_: Status


@frozen
class MergeReport:
    """What a merge brought, or would bring."""

    new: int = 0
    known: int = 0
    people: tuple[str, ...] = ()
    """Who acted in the new events."""
    replicas: tuple[str, ...] = ()
    """The chains that the new events were written to."""
    changes: tuple[StatusChange, ...] = ()
    forks: tuple[Fork, ...] = ()
    own_continued: bool = False
    """Whether somebody else wrote to this database's own chain; it has begun another since."""
    ahead: str | None = None
    """The time of the newest new event, when it is more than a day ahead of the present."""
    other_plans: tuple[str, ...] = ()
    """Plans of which events came, and which are not at hand."""


def merge(
    view_of: Callable[[Plan], Transaction],
    chains: Mapping[str, Sequence[Incoming]],
    plans: Mapping[str, Plan | None],
    now: datetime,
) -> MergeReport:
    """Add what is new in the chains, of which there is one at least, inside the transaction of the views.

    `plans` has the ids of all plans that the events are of. Raises StoreError where a chain does not fit to
    what is here.
    """
    views = {id_: view_of(plan or Plan(id_, id_)) for id_, plan in plans.items()}
    joining = Joining(next(iter(views.values())).connection)
    for chain in sorted_chains(chains):
        joining.join(chain)
    new = joining.new
    touched = sorted({event.plan for event in new})
    before = {id_: views[id_].snapshot for id_ in touched}
    joining.store()
    for id_ in touched:
        views[id_].rebuild()
        views[id_].look_again()
    newest = max((event.at for event in new), default="")
    return MergeReport(
        new=len(new),
        known=joining.known,
        people=tuple(sorted({event.actor for event in new})),
        replicas=tuple(sorted({event.replica for event in new})),
        changes=tuple(
            change
            for id_ in touched
            for change in _changes(plans[id_] or Plan(id_, id_), before[id_], views[id_].snapshot)
        ),
        forks=tuple(joining.forks),
        own_continued=joining.own_continued,
        ahead=newest if newest > timestamp(now + _FAR) else None,
        other_plans=tuple(id_ for id_ in touched if plans[id_] is None),
    )


def _changes(plan: Plan, before: Snapshot, after: Snapshot) -> Iterator[StatusChange]:
    for name in sorted(after.states):
        item = plan.item_by_id.get(name) or Item(name, name)
        was, is_ = before.state_of(item).status, after.state_of(item).status
        if was is not is_:
            yield StatusChange(plan.id, name, was, is_)
