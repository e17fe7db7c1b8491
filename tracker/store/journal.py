"""The writer: the journal's one door for whatever changes state.

A journal holds a connection from its first use until it is closed; use it as a context manager, for one
action or one sync. It belongs to the thread that uses it first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType

from tracker.domain.event import Draft, Event
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.text import clean, one_line
from tracker.domain.track_record import PastForecast
from tracker.domain.undo import Batch
from tracker.store.connection import PATIENCE, immediate, path_of
from tracker.store.database import open_writing
from tracker.store.faults import explain
from tracker.store.rows import timestamp
from tracker.store.statements import put
from tracker.store.transaction import Transaction

Decide = Callable[[Snapshot], Sequence[Draft]]
"""Chooses what to write, given the state as the transaction sees it; may raise RefusedError."""


class Journal:
    """Writes to the database at `location` (a path or `sqlite:///` URL), creating it at the first write.

    Every method is one transaction, raises StoreError when the database fails, and leaves nothing behind
    when anything raises. `patience` is how many seconds to wait for other writers. Times are aware.
    """

    def __init__(self, location: Path | str, *, patience: float = PATIENCE) -> None:
        self._location = location
        self._path = path_of(location)
        self._patience = patience

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the next use opens another."""
        connection: sqlite3.Connection | None = self.__dict__.pop("_connection", None)
        if connection:
            connection.close()

    def write(
        self, plan: Plan, decide: Decide, *, actor: str, now: datetime, commit: str | None = None
    ) -> tuple[Event, ...]:
        """Write what `decide` chooses, as one batch; return the events written, in order.

        `decide` sees the state inside the transaction, so that two writers cannot both act on what only one
        saw. Drafts whose effect the journal has already are left out. `commit` is the sha of HEAD.
        """
        with self.transaction(plan, actor=actor, now=now, commit=commit) as transaction:
            return transaction.append(decide(transaction.snapshot))

    def undo(
        self, plan: Plan, steps: int = 1, *, actor: str, now: datetime, commit: str | None = None
    ) -> tuple[Batch, ...]:
        """Take back the newest `steps` batches of the plan; return them, newest first (none left: empty)."""
        with self.transaction(plan, actor=actor, now=now, commit=commit) as transaction:
            return transaction.undo(steps)

    def redo(
        self, plan: Plan, steps: int = 1, *, actor: str, now: datetime, commit: str | None = None
    ) -> tuple[Batch, ...]:
        """Bring back what was undone last; return it in the order it came back."""
        with self.transaction(plan, actor=actor, now=now, commit=commit) as transaction:
            return transaction.redo(steps)

    def rebuild(self, plan: Plan, *, actor: str, now: datetime) -> None:
        """Fold every stored state of the plan anew from the journal, for when `audit` finds one wrong."""
        with self.transaction(plan, actor=actor, now=now) as transaction:
            transaction.rebuild()

    def trust(self, digest: str, command: str, cwd: str, *, actor: str, now: datetime) -> None:
        """Record that the command with this digest may be run."""
        allowed = {
            "digest": digest,
            "command": clean(command),
            "cwd": clean(cwd),
            "actor": one_line(actor),
            "at": timestamp(now),
        }
        with self._begun() as connection:
            put(connection, "trust", [allowed])

    def remember(self, plan: str, made: PastForecast) -> None:
        """Keep a forecast of the plan with this id as that of its day, in place of an earlier one."""
        from tracker.store.forecasts import row_of

        with self._begun() as connection:
            put(connection, "forecast", [{"plan": plan, **row_of(made)}])

    @contextmanager
    def transaction(
        self, plan: Plan, *, actor: str, now: datetime, commit: str | None = None
    ) -> Iterator[Transaction]:
        """Open one transaction for whatever belongs together, such as all that a sync finds."""
        with self._begun() as connection:
            yield Transaction(connection, plan, actor, now, commit)

    @contextmanager
    def transactions(self, *, actor: str, now: datetime) -> Iterator[Callable[[Plan], Transaction]]:
        """Open one transaction for several plans; what it gives makes a writer's view of each."""
        with self._begun() as connection:
            yield lambda plan: Transaction(connection, plan, actor, now, None)

    @contextmanager
    def _begun(self) -> Iterator[sqlite3.Connection]:
        try:
            with immediate(self._connection, self._patience):
                yield self._connection
        except sqlite3.Error as error:
            raise explain(error, self._path) from error

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return open_writing(self._location, self._patience)
