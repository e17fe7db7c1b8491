"""Scope and finished work over time: the two lines of a burn-up.

Closings are read from the journal, each on the day the work was done (a commit's day, not that of the sync
that found it), and an item that was reopened leaves the line again. The journal knows nothing of items that
a plan gained or lost, so scope is what remembered forecasts counted, and what the plan has today.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import groupby

from tracker.domain.board import Board
from tracker.domain.event import Event
from tracker.domain.fold import fold_item
from tracker.domain.frozen import frozen
from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import starting_state
from tracker.domain.state import CLOSED, ItemState, Status
from tracker.domain.track_record import PastForecast


@frozen
class Closed:
    """A span of days on which an item was closed."""

    since: date
    """ALWAYS where the review called it done."""
    until: date | None = None
    """The day it was reopened; None: it was not."""


ALWAYS = date.min


@frozen
class BurnDay:
    """How many items the plan had at the end of a day, and how many of them were closed."""

    day: date
    scope: int
    done: int


@frozen
class BurnUp:
    """The days on which something changed, in order, the first and the last known day among them."""

    days: tuple[BurnDay, ...]

    def at(self, day: date) -> BurnDay:
        """Return how it stood at the end of a day: as on the last day before, if nothing changed on it."""
        place = bisect_right([known.day for known in self.days], day)
        return self.days[max(0, place - 1)]


def closings(
    plan: Plan, events: Iterable[Event], today: date, zone: tzinfo | None = UTC
) -> dict[str, tuple[Closed, ...]]:
    """Return by item id when it was closed, from events that count, in journal order.

    What one action wrote takes effect at once: a fix and its revert that one sync found closed nothing.
    """
    told: dict[str, list[Event]] = {}
    for event in events:
        if event.item and (id_ := plan.id_by_name.get(event.item.upper())):
            told.setdefault(id_, []).append(event)
    return {item.id: tuple(_spans(item, told.get(item.id, []), today, zone)) for item in plan.items}


def burn_up(board: Board, closed: Mapping[str, Sequence[Closed]], past: Sequence[PastForecast]) -> BurnUp:
    """Return the burn-up of a board, given its closings and the forecasts made so far, in order of days."""
    today = board.now.date()
    spans = [span for ids in closed.values() for span in ids]
    turns = {span.since for span in spans} - {ALWAYS} | {span.until for span in spans if span.until}
    known = sorted({today, *(one.day for one in past), *turns})
    days = [day for day in known if day <= today]
    scopes = {one.day: one.total for one in past} | {today: len(board.cards)}
    counted = sorted(scopes)
    found = [
        BurnDay(
            day,
            scope=scopes[counted[max(0, bisect_right(counted, day) - 1)]],
            done=sum(span.since <= day and (span.until is None or day < span.until) for span in spans),
        )
        for day in days
    ]
    return BurnUp(tuple(found))


def finished_on(ids: Iterable[str], closed: Mapping[str, Sequence[Closed]]) -> date | None:
    """Return the day on which the last of some items was closed; None while one of them is open."""
    last = [closed[id_][-1] if closed.get(id_) else None for id_ in ids]
    days = [span.since for span in last if span and span.until is None]
    return max(days) if days and len(days) == len(last) else None


def _spans(item: Item, events: Sequence[Event], today: date, zone: tzinfo | None) -> list[Closed]:
    state, seen = starting_state(item), list[Event]()
    spans = [Closed(ALWAYS)] if state.status in CLOSED else []
    for _, batch in groupby(events, key=lambda event: event.batch):
        seen += batch
        at = seen[-1].at.astimezone(zone)
        _lapse(spans, state, at.date())
        state = fold_item(starting_state(item), seen)
        _turn(spans, state, at)
    _lapse(spans, state, today)
    return spans


def _turn(spans: list[Closed], state: ItemState, at: datetime) -> None:
    """Begin or end a span where the state says so, on the days of the zone that `at` has."""
    day = at.date()
    is_open = not spans or spans[-1].until is not None
    if state.status in CLOSED and is_open:
        by_fix = state.status in (Status.RESOLVED, Status.VERIFIED) and state.resolved_at
        since = state.resolved_at.astimezone(at.tzinfo).date() if by_fix and state.resolved_at else day
        reopened = spans[-1].until if spans else None
        spans.append(Closed(max(since, reopened) if reopened else since))
    elif state.status not in CLOSED and not is_open:
        spans[-1] = Closed(spans[-1].since, max(day, spans[-1].since))


def _lapse(spans: list[Closed], state: ItemState, today: date) -> None:
    """End a span with the acceptance it rests on."""
    if state.acceptance and state.acceptance.expires < today and spans and spans[-1].until is None:
        spans[-1] = Closed(spans[-1].since, state.acceptance.expires + timedelta(days=1))
