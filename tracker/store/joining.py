"""Bringing the chains of another journal together with those of this database, event by event.

Events are told apart by their ids, wherever they stand. One that this database does not have is put behind
the event that it followed, at the end of the chain that holds that one here: there it gets the hash it had.
Where that chain has gone on with something else, it has two continuations, because a database was copied or
brought back from a backup; the other one is kept as a chain of its own, a *fork*, whose name follows from its
first event, so that everybody who meets it calls it the same. Nothing that is here is ever changed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.domain.frozen import frozen
from tracker.errors import StoreError
from tracker.store.chain import START, event_hash
from tracker.store.incoming import Incoming
from tracker.store.replica import begin_replica
from tracker.store.rows import COLUMNS, FIELDS, chunks, marks


@frozen
class Fork:
    """A chain that somebody continued differently from `seq` on, kept under the name `kept_as`."""

    replica: str
    seq: int
    kept_as: str


@frozen
class Place:
    """Where an event stands in this database."""

    replica: str
    seq: int
    hash: str


class Joining:
    """One merge into an open database, inside its transaction; `store` writes what `join` found to be new."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._heads = {
            replica: Place(replica, seq, hash_)
            for replica, seq, hash_ in connection.execute("SELECT id, seq, hash FROM replica")
        }
        own = connection.execute("SELECT id FROM replica WHERE own = 1").fetchone()
        self._own: str | None = own[0] if own else None
        self._clocks: dict[str, str] = {}
        self._rows: list[tuple[Any, ...]] = []
        self.new: list[Incoming] = []
        self.known = 0
        self.forks: list[Fork] = []
        self.own_continued = False
        """Whether somebody else wrote to this database's own chain, which then must not go on here."""

    def join(self, chain: Sequence[Incoming]) -> None:
        """Find what is new in a chain; raises StoreError where it does not fit to what is here."""
        places = self._places(chain)
        before = self._start(chain[0]) if chain[0].id not in places else None
        for event in chain:
            place = places.get(event.id)
            if place is None:
                before = self._append(event, self._home(event, before))
            else:
                self._refuse_another(event, place)
                self.known += 1
                before = place

    def store(self) -> None:
        """Write the new events and the heads of their chains; the clocks go on from the newest time seen."""
        for replica, clock in self._clocks.items():
            head = self._heads[replica]
            self._connection.execute(
                "INSERT INTO replica (id, own, clock, seq, hash) VALUES (?, 0, ?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
                (replica, clock, head.seq, head.hash),
            )
        self._connection.executemany(
            f"INSERT INTO event ({COLUMNS}, prev_hash, hash) VALUES ({marks(FIELDS)}, ?, ?)", self._rows
        )
        if self._clocks:
            newest = max(self._clocks.values())
            self._connection.execute("UPDATE replica SET clock = ? WHERE clock < ?", (newest, newest))
        if self.own_continued:
            begin_replica(self._connection)

    def _places(self, chain: Iterable[Incoming]) -> dict[str, Place]:
        """Where those of the events stand that are here already."""
        places: dict[str, Place] = {}
        for some in chunks([event.id for event in chain]):
            rows = self._connection.execute(
                f"SELECT id, replica, seq, hash FROM event WHERE id IN ({marks(some)})", some
            )
            places.update((id_, Place(replica, seq, hash_)) for id_, replica, seq, hash_ in rows)
        return places

    def _start(self, first: Incoming) -> Place | None:
        """The event here that a new one follows on which is the first of its chain in what came."""
        if first.prev_hash == START:
            return None
        found = self._connection.execute(
            "SELECT replica, seq, hash FROM event WHERE replica = ? AND seq = ? AND hash = ?",
            (first.replica, first.seq - 1, first.prev_hash),
        ).fetchone()
        if found:
            return Place(*found)
        head = self._heads.get(first.replica)
        missing = f"{head.seq + 1 if head and head.seq < first.seq - 1 else 1} to {first.seq - 1}"
        raise StoreError(
            f"line {first.line}: replica {first.replica[:8]} begins with event {first.seq}, and its events"
            f" {missing} are not here",
            hint="ask for a whole export: tracker journal export",
        )

    def _home(self, event: Incoming, before: Place | None) -> str:
        """The chain that a new event goes to."""
        if before is None and (event.replica not in self._heads or not self._heads[event.replica].seq):
            return event.replica
        if before is not None and self._heads[before.replica] == before:
            self.own_continued |= before.replica == self._own
            return before.replica
        divided = before.replica if before else event.replica
        self.own_continued |= divided == self._own
        fork = Fork(divided, before.seq + 1 if before else 1, fork_name(event.id))
        self.forks.append(fork)
        return fork.kept_as

    def _append(self, event: Incoming, replica: str) -> Place:
        head = self._heads.get(replica) or Place(replica, 0, START)
        row = (event.id, replica, head.seq + 1, *event.content)
        hash_ = event_hash(head.hash, row)
        self._rows.append((*row, head.hash, hash_))
        self._heads[replica] = place = Place(replica, head.seq + 1, hash_)
        self._clocks[replica] = max(self._clocks.get(replica, ""), event.at)
        self.new.append(event)
        return place

    def _refuse_another(self, event: Incoming, place: Place) -> None:
        """Refuse an event that is here already, and says something else."""
        if event.hash == place.hash:
            return
        row = self._connection.execute(f"SELECT {COLUMNS} FROM event WHERE id = ?", (event.id,)).fetchone()
        if tuple(row[3:]) != event.content:
            raise StoreError(
                f"line {event.line}: event {event.id[:8]} says something else here:"
                " it was altered, there or here",
                hint="tracker audit says whether it was altered here",
            )


def fork_name(first: str) -> str:
    """Return what to call a chain that begins where a replica was continued twice, from its first event's id.

    What the replica is called plays no part, as it may be a fork itself to somebody else.
    """
    return hashlib.sha256(f"fork {first}".encode()).hexdigest()[:32]


def sorted_chains(chains: Mapping[str, Sequence[Incoming]]) -> list[Sequence[Incoming]]:
    """Return the chains in an order that does not depend on the file."""
    return [chains[replica] for replica in sorted(chains)]
