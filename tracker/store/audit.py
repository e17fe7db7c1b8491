"""Proof that the journal is as it was written, and that the stored states are what it adds up to.

Each replica's chain is walked from its first event to the head that the database recorded. Of a broken
chain only the first break is told: what follows it is unproven, whatever it looks like.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tracker.domain.frozen import frozen
from tracker.domain.state import ItemState
from tracker.errors import StoreError
from tracker.store.basis import is_current
from tracker.store.chain import START, event_hash
from tracker.store.codec import UNREADABLE, decode_items, decode_plan
from tracker.store.database import read
from tracker.store.fold import fold_items, fold_plan_state
from tracker.store.integrity import damage_of
from tracker.store.rows import COLUMNS


@frozen
class Break:
    """Where a replica's chain fails first. `kind` is altered, removed, inserted or reordered."""

    kind: str
    replica: str
    seq: int
    """The place in the chain, counted from 1."""
    event: str | None
    """The id of the event found at the place; None when there is none."""

    def __str__(self) -> str:
        return f"event {self.seq} of replica {self.replica[:8]} was {self.kind}"


@frozen
class AuditReport:
    """What an audit looked at, and what it found wrong."""

    events: int
    replicas: int
    breaks: tuple[Break, ...]
    wrong_states: tuple[tuple[str, str | None], ...]
    """Stored states that the journal does not add up to: plan and item; None for the plan's own state."""
    damage: tuple[str, ...] = ()
    """What SQLite finds wrong with the file: an audit of what it cannot find is none."""

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written."""
        return not self.breaks and not self.wrong_states and not self.damage


@frozen
class _Link:
    """An event as a link of its chain."""

    seq: int
    id: str
    prev_hash: str
    hash: str
    computed: str


def audit(location: Path | str) -> AuditReport:
    """Check every chain and every stored state; raises StoreError when the database cannot be read."""
    return read(location, _audit, AuditReport(0, 0, (), ()))


def _audit(connection: sqlite3.Connection) -> AuditReport:
    chains = _chains(connection)
    heads = dict(_heads(connection))
    breaks = [
        found
        for replica in sorted(chains.keys() | heads.keys(), key=str)
        if (found := _first_break(replica, chains.get(replica, []), heads.get(replica)))
    ]
    return AuditReport(
        events=sum(map(len, chains.values())),
        replicas=len(chains),
        breaks=tuple(breaks),
        wrong_states=tuple(_wrong_states(connection)),
        damage=tuple(damage_of(connection)),
    )


def _chains(connection: sqlite3.Connection) -> dict[str, list[_Link]]:
    chains: dict[str, list[_Link]] = {}
    rows = connection.execute(f"SELECT prev_hash, hash, {COLUMNS} FROM event ORDER BY replica, seq")
    for prev_hash, hash_, *row in rows:
        id_, replica, seq = row[:3]
        chains.setdefault(replica, []).append(_Link(seq, id_, prev_hash, hash_, _computed(prev_hash, row)))
    return chains


def _computed(prev_hash: str, row: Sequence[Any]) -> str:
    """The hash that the row should have; one that holds bytes in place of text has none."""
    try:
        return event_hash(prev_hash, row)
    except UNREADABLE:
        return ""


def _heads(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[int, str]]]:
    for replica, seq, hash_ in connection.execute("SELECT id, seq, hash FROM replica"):
        yield replica, (seq, hash_)


def _first_break(replica: str, links: Sequence[_Link], head: tuple[int, str] | None) -> Break | None:
    """Return where the chain fails first, or None when it is whole and ends at its head."""
    followers = {link.prev_hash: link for link in links}
    last_hash = START
    for place, link in enumerate(links, start=1):
        if head and place > head[0]:
            return Break("inserted", replica, place, link.id)
        if link.seq == place and link.prev_hash == last_hash:
            if link.hash != link.computed:
                return Break("altered", replica, place, link.id)
            last_hash = link.hash
            continue
        return _misplaced(replica, place, link, followers.get(last_hash), {other.hash for other in links})
    if head is None or head == (len(links), last_hash):
        return None
    if head[0] > len(links):
        return Break("removed", replica, len(links) + 1, None)
    return Break("altered", replica, head[0], links[-1].id if links else None)


def _misplaced(replica: str, place: int, link: _Link, rightful: _Link | None, hashes: set[str]) -> Break:
    """Say why `link` does not belong at the place, given the link that follows on the one before, if any."""
    if rightful is None:
        return Break("removed", replica, place, None)
    strange = rightful.id != link.id and link.prev_hash not in hashes
    return Break("inserted" if strange else "reordered", replica, place, link.id)


def _wrong_states(connection: sqlite3.Connection) -> Iterator[tuple[str, str | None]]:
    rows = connection.execute(
        "SELECT plan, item, basis, state FROM item_state ORDER BY plan, item"
    ).fetchall()
    by_plan: dict[str, dict[str, tuple[str, str]]] = {}
    for plan, item, basis, state in rows:
        by_plan.setdefault(plan, {})[item] = (basis, state)
    for (plan,) in connection.execute("SELECT DISTINCT plan FROM event ORDER BY plan").fetchall():
        yield from _wrong_items(connection, plan, by_plan.pop(plan, {}))
        yield from _wrong_plan(connection, plan)
    for plan, items in by_plan.items():  # states without a single event
        yield from ((plan, item) for item in items)


def _wrong_items(
    connection: sqlite3.Connection, plan: str, stored: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, str | None]]:
    current = {item: basis for item, (basis, _) in stored.items() if is_current(basis)}
    folded = _folded(connection, plan, current)
    for item in current:
        try:
            (state,) = decode_items([stored[item][1]])
        except UNREADABLE:
            yield plan, item
            continue
        if state != folded.get(item):
            yield plan, item
    touched = connection.execute(
        "SELECT DISTINCT item FROM event WHERE plan = ? AND item IS NOT NULL ORDER BY item", (plan,)
    )
    yield from ((plan, item) for (item,) in touched.fetchall() if item not in stored)


def _folded(connection: sqlite3.Connection, plan: str, bases: dict[str, str]) -> dict[str, ItemState]:
    """The states as they should be; without those that cannot be folded, as their events were edited."""
    try:
        return fold_items(connection, plan, bases)
    except StoreError:
        if len(bases) == 1:
            return {}
        return {
            item: state
            for name, basis in bases.items()
            for item, state in _folded(connection, plan, {name: basis}).items()
        }


def _wrong_plan(connection: sqlite3.Connection, plan: str) -> Iterator[tuple[str, str | None]]:
    row = connection.execute("SELECT basis, state FROM plan_state WHERE plan = ?", (plan,)).fetchone()
    if row is None or not is_current(row[0]):
        return
    try:
        right = decode_plan(row[1]) == fold_plan_state(connection, plan)
    except (StoreError, *UNREADABLE):
        right = False
    if not right:
        yield plan, None
