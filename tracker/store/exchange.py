"""The journal as lines of JSON, to be kept, sent, and brought together with another person's.

Merging is a union: whoever has the same events has the same states, in whatever order they came and however
often, and nothing that anybody recorded is lost. All of it is one transaction.

A line is an event whole, with its place in its chain, so that whoever reads it can check the chain without
this database. Its payload is an object; it is text where the database holds what no tracker wrote, so that
even then nothing is left out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tracker.domain.plan import Plan
from tracker.store.codec import dumps
from tracker.store.connection import PATIENCE, connect_reading, path_of
from tracker.store.database import read
from tracker.store.faults import guarded
from tracker.store.rows import COLUMNS, FIELDS

if TYPE_CHECKING:
    from tracker.store.merge import MergeReport


def journal_lines(location: Path | str) -> Iterator[str]:
    """Yield every event of every plan as a line of JSON without its end, chain by chain (replica, seq).

    All lines are of one moment, and few are in memory at once. Yields nothing where there is no database yet;
    raises StoreError when it cannot be read.
    """
    path = path_of(location)
    read(location, lambda _: None, None)  # brings an older schema up to date, refuses another program's file
    with guarded(path):
        if path.exists():
            with closing(connect_reading(path)) as connection:
                yield from _lines(connection)


def _lines(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute(f"SELECT {COLUMNS}, prev_hash, hash FROM event ORDER BY replica, seq")
    for row in rows:
        line = dict(zip((*FIELDS, "prev_hash", "hash"), row, strict=True))
        yield dumps(line | {"payload": _payload(line["payload"])})


def _payload(text: str) -> object:
    """The payload's object, when writing it again gives the same text, over which the hash is taken."""
    try:
        value = json.loads(text)
        return value if isinstance(value, dict) and dumps(value) == text else text
    except (ValueError, RecursionError):
        return text


def merge_lines(
    location: Path | str,
    lines: Iterable[str],
    *,
    now: datetime,
    plan_of: Callable[[str], Plan | None] = lambda _: None,
    dry_run: bool = False,
    patience: float = PATIENCE,
) -> MergeReport:
    """Add the events of another journal that this one lacks; all of it, or nothing where anything is wrong.

    `lines` are as `journal_lines` makes them. `plan_of` gives the plans at hand by id: states follow their
    claims; those of other plans follow the events alone until the plan is read. With `dry_run` nothing is
    written. Raises StoreError that names the line, and what is wrong with it.
    """
    from tracker.store.incoming import read_chains
    from tracker.store.journal import Journal
    from tracker.store.merge import MergeReport, merge

    chains = read_chains(lines)
    if not chains:
        return MergeReport()
    ids = sorted({event.plan for chain in chains.values() for event in chain})
    plans = {id_: plan_of(id_) for id_ in ids}
    with _database(path_of(location), dry_run) as path, Journal(path, patience=patience) as journal:
        try:
            with journal.transactions(actor="", now=now) as view_of:
                report = merge(view_of, chains, plans, now)
                if dry_run:
                    raise _RehearsedError
        except _RehearsedError:
            pass
    return report


class _RehearsedError(Exception):
    """Takes back what a dry run wrote."""


@contextmanager
def _database(path: Path, dry_run: bool) -> Iterator[Path]:
    """Where to merge: a dry run does not even make the database."""
    if path.exists() or not dry_run:
        yield path
        return
    with TemporaryDirectory(prefix="tracker-") as folder:
        yield Path(folder) / path.name
