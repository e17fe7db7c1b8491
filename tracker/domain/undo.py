"""Undo and redo over a journal that never forgets: which batches count, and which come next.

A batch is what one action wrote. UNDO and REDO events name batches; whatever they say, nothing leaves the
journal. Every function takes events of one plan in journal order (`at`, `batch`, `seq`), so that several
replicas which saw the same events agree, in whatever order they met them.

Two people who sync the same commits write the same effects, each in a batch of their own. Such an effect
happened once: it is undone when any batch that has it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from tracker.domain.event import Event, EventKind
from tracker.domain.frozen import frozen
from tracker.domain.renames import under_first_names, under_present_id

MARKERS = frozenset({EventKind.UNDO, EventKind.REDO})
"""Kinds that speak of batches instead of items."""


@frozen
class Batch:
    """What one action wrote: its events in order, who acted and when (UTC)."""

    id: str
    actor: str
    at: datetime
    events: tuple[Event, ...]


@frozen
class History:
    """Where undo and redo stand."""

    done: tuple[str, ...]
    """Batches that count, oldest first."""
    undone: frozenset[str]
    """Batches that do not count, whether they can be redone or not."""
    redoable: tuple[str, ...]
    """Batches that can be redone, the one undone first in front; emptied by a new batch, as in editors."""

    def next_undo(self, steps: int) -> tuple[str, ...]:
        """Return the batches that so many steps of undo take back, newest first."""
        return self.done[::-1][: max(0, steps)]

    def next_redo(self, steps: int) -> tuple[str, ...]:
        """Return the batches that so many steps of redo bring back, in the order they come back."""
        return self.redoable[::-1][: max(0, steps)]


def history(events: Iterable[Event]) -> History:
    """Return where undo and redo stand after `events`.

    A batch of nothing but effects that another had before, or that are undone with another, changes nothing,
    so there is nothing to undo in it.
    """
    events = _under_first_names(events)
    batches: dict[str, list[str | None]] = {}
    undone: set[str] = set()
    redoable: dict[str, None] = {}
    for event in without_repeats(events):
        if event.kind is EventKind.UNDO:
            undone.update(event.payload["batches"])
            redoable |= dict.fromkeys(event.payload["batches"])
        elif event.kind is EventKind.REDO:
            undone.difference_update(event.payload["batches"])
            redoable = {batch: None for batch in redoable if batch in undone}
        else:
            batches.setdefault(event.batch, []).append(event.effect)
            redoable.clear()
    gone = undone_effects(events, undone)
    done = tuple(batch for batch, had in batches.items() if batch not in undone and not gone.issuperset(had))
    return History(done, frozenset(undone), tuple(redoable))


def undone_batches(events: Iterable[Event]) -> frozenset[str]:
    """Return the batches that do not count; UNDO and REDO events alone are enough to tell."""
    return history(event for event in events if event.kind in MARKERS).undone


def undone_effects(events: Iterable[Event], undone: Collection[str]) -> frozenset[str]:
    """Return the effects of the undone batches, whichever other batch has them too."""
    return frozenset(event.effect for event in events if event.effect is not None and event.batch in undone)


def without_repeats(events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events without those whose effect an earlier one had: of each effect the first one counts."""
    seen: set[str] = set()
    for event in events:
        if event.effect is None:
            yield event
        elif event.effect not in seen:
            seen.add(event.effect)
            yield event


def effective(events: Iterable[Event], undone: frozenset[str]) -> list[Event]:
    """Return the events that make the state: no repeats, no undone batches or effects, no UNDO or REDO.

    An effect that was undone stays undone when another replica has it, or brings it again.
    """
    events = _under_first_names(events)
    gone = undone_effects(events, undone)
    return [
        event
        for event in without_repeats(events)
        if event.batch not in undone and event.effect not in gone and event.kind not in MARKERS
    ]


def _under_first_names(events: Iterable[Event]) -> list[Event]:
    """The events, with the effects of a commit under one name, whichever it had when they were written."""
    events = list(events)
    if not any(event.kind is EventKind.RELINK for event in events):
        return events
    keys = under_first_names({event.effect for event in events if event.effect})
    return [replace(event, effect=keys[event.effect]) if event.effect else event for event in events]


def under_present_ids(events: Iterable[Event], names: Mapping[str, str]) -> list[Event]:
    """Return the events with their effects under the present ids of items.

    `names` has those by every upper-case name that items are known under.
    """
    return [
        event
        if event.effect is None or (key := under_present_id(event.effect, names)) == event.effect
        else replace(event, effect=key)
        for event in events
    ]


def batches_of(events: Iterable[Event], ids: Iterable[str]) -> tuple[Batch, ...]:
    """Return the batches with these ids, in the order of the ids."""
    by_batch: dict[str, list[Event]] = {id_: [] for id_ in ids}
    for event in events:
        if event.batch in by_batch:
            by_batch[event.batch].append(event)
    return tuple(
        Batch(id_, found[0].actor, found[0].at, tuple(found)) for id_, found in by_batch.items() if found
    )
