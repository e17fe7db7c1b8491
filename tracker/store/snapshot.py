"""Reading the state of a plan: plain SQL, one connection, everything fetched at once.

Every command and every refresh of the screen starts here, so nothing of this module imports SQLModel. A
long-held read would keep the write-ahead log from shrinking; the connection is closed before returning.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from tracker.digest import digest_of
from tracker.domain.frozen import frozen
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot, StaleFile, no_plan_state
from tracker.domain.state import ItemState, PlanState
from tracker.domain.text import clean
from tracker.errors import StoreError
from tracker.store.basis import current_name, item_basis, plan_basis, sealed, unsealed
from tracker.store.codec import UNREADABLE, decode_items, decode_plan
from tracker.store.connection import path_of
from tracker.store.database import read
from tracker.store.drift import DRIFT, stored_drift
from tracker.store.scan import last_event_of

BATCH = 128
"""States that are made together: of all at once the texts alone would take more memory than the states."""
_STALE = "SELECT evidence, path, sha FROM stale WHERE plan = ?"


@frozen
class Loaded:
    """A snapshot, and the items that had to be folded anew for it because their stored state was outdated."""

    snapshot: Snapshot
    refolded: frozenset[str]


def read_snapshot(
    location: Path | str, plan: Plan, known: Mapping[str, ItemState] = MappingProxyType({})
) -> Snapshot:
    """Return what the database says of the plan; the empty snapshot where there is no database.

    States that are as those that are `known` by item id are the very same values. Creates nothing. Raises
    StoreError when the database cannot be read.
    """
    nothing = Loaded(Snapshot(), frozenset())
    return read(location, lambda connection: load(connection, plan, known), nothing).snapshot


def change_token(location: Path | str) -> tuple[int, ...]:
    """Return a value that differs after every write by anybody; two calls of `stat`, and opens nothing."""
    path = path_of(location)
    return (*_stat(path), *_stat(path.with_name(f"{path.name}-wal")))


def read_mark(location: Path | str, plan: str) -> str:
    """Return a value that differs whenever `read_snapshot` has something else to say of the plan.

    Not all that is written to the file is for boards: forecasts are kept there as well. To find that out is
    a small part of reading all again. Raises StoreError.
    """
    return read(location, lambda connection: digest_of(_facts(connection, plan)), "")


def _facts(connection: sqlite3.Connection, plan: str) -> Iterator[bytes]:
    """All that a snapshot rests on: events, which are only ever added, and what a sync replaces."""
    (newest,) = connection.execute("SELECT max(rowid) FROM event").fetchone()
    yield repr((newest, last_event_of(connection, plan))).encode()
    for query in (_STALE, DRIFT):
        for row in connection.execute(query, (plan,)):
            yield repr(row).encode("utf-8", "surrogatepass")


def load(
    connection: sqlite3.Connection, plan: Plan, known: Mapping[str, ItemState] = MappingProxyType({})
) -> Loaded:
    """Return the plan's snapshot through an open connection; raises StoreError when a state is unreadable."""
    states, outdated = _stored_states(connection, plan, known)
    if outdated:
        from tracker.store.fold import fold_items  # hardly ever: its import would cost every read

        bases = {name: item_basis(plan, name) for name in outdated}
        states |= fold_items(connection, plan.id, bases)
    return Loaded(snapshot_with(connection, plan, states), frozenset(outdated))


def snapshot_with(connection: sqlite3.Connection, plan: Plan, states: Mapping[str, ItemState]) -> Snapshot:
    """Return the plan's snapshot with these states of its items, and all else as it is stored."""
    return Snapshot(
        states=states,
        plan_state=_plan_state(connection, plan.id),
        stale=_stale_files(connection, plan.id),
        drift=stored_drift(connection, plan.id),
        last_event=last_event_of(connection, plan.id),
        event_count=_event_count(connection, plan.id),
    )


def _stored_states(
    connection: sqlite3.Connection, plan: Plan, known: Mapping[str, ItemState]
) -> tuple[dict[str, ItemState], set[str]]:
    """Stored states that are still right, and the ids of items whose states are not.

    All rows are looked through, and no index is asked: a row that a damaged index lacks, or whose plan was
    hit, would be missing without a word, and its item look as if nothing had touched it.
    """
    rows = connection.execute("SELECT plan, item, basis, state FROM item_state NOT INDEXED")
    states: dict[str, ItemState] = {}
    outdated: set[str] = set()
    damaged = False
    with _readable(plan.id):
        while batch := rows.fetchmany(BATCH):
            texts: dict[str, str] = {}
            for whose, name, basis, text in batch:
                current = current_name(plan, name)
                is_ours = whose == plan.id
                if is_ours and current == name and basis == sealed(item_basis(plan, name), whose, name, text):
                    texts[name] = text
                    continue
                if is_ours:
                    outdated.add(current)
                damaged = damaged or basis != sealed(unsealed(basis), whose, name, text)
            states |= _decoded(texts, known)
    if damaged:  # whose state it is may be what was hit, and then that one's is missing
        outdated |= {current_name(plan, name) for name in _touched(connection, plan.id)}
    return states, outdated - states.keys()


def _decoded(texts: Mapping[str, str], known: Mapping[str, ItemState]) -> dict[str, ItemState]:
    """The states in the texts by item; one that is as it is known is the known one."""
    made = zip(texts, decode_items(list(texts.values())), strict=True)
    return {name: known[name] if known.get(name) == state else state for name, state in made}


def _touched(connection: sqlite3.Connection, plan: str) -> Iterator[str]:
    query = "SELECT DISTINCT item FROM event WHERE plan = ? AND item IS NOT NULL"
    return (name for (name,) in connection.execute(query, (plan,)))


def _plan_state(connection: sqlite3.Connection, plan: str) -> PlanState:
    row = connection.execute("SELECT basis, state FROM plan_state WHERE plan = ?", (plan,)).fetchone()
    if row and row[0] == sealed(plan_basis(), plan, "", row[1]):
        with _readable(plan):
            return decode_plan(row[1])
    if not _has_plan_wide_events(connection, plan):
        return no_plan_state()
    from tracker.store.fold import fold_plan_state

    return fold_plan_state(connection, plan)


def _has_plan_wide_events(connection: sqlite3.Connection, plan: str) -> bool:
    found = connection.execute("SELECT 1 FROM event WHERE plan = ? AND item IS NULL LIMIT 1", (plan,))
    return found.fetchone() is not None


def _stale_files(connection: sqlite3.Connection, plan: str) -> dict[str, StaleFile]:
    rows = connection.execute(_STALE, (plan,))
    return {evidence: StaleFile(clean(path), sha) for evidence, path, sha in rows.fetchall()}


def _event_count(connection: sqlite3.Connection, plan: str) -> int:
    (count,) = connection.execute("SELECT count(*) FROM event WHERE plan = ?", (plan,)).fetchone()
    return int(count)


@contextmanager
def _readable(plan: str) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise StoreError(
            f"the stored state of {plan} cannot be read",
            hint="tracker doctor --repair folds it anew from the journal",
        ) from error


def _stat(path: Path) -> tuple[int, int, int]:
    """Which file it is, its age and its size; an empty one, which a reader may leave, is as good as none."""
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0, 0)
    return (found.st_ino, found.st_mtime_ns, found.st_size) if found.st_size else (0, 0, 0)
