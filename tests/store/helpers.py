"""A small plan, a moment, and short ways to write events."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings

from tracker.domain.event import Draft, Event, EventKind
from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import StaleFile
from tracker.store.basis import sealed, unsealed
from tracker.store.journal import Journal

steady = settings(database=None)
"""Property tests that neither a slow machine nor an earlier run makes fail."""

NOW = datetime(2025, 10, 20, 12, tzinfo=UTC)
PLAN = Plan("shop", "Shop", items=(Item("DB-POOL", "Pool"), Item("AUTH", "Auth"), Item("CACHE", "Cache")))


def note(text: str, item: str | None = "DB-POOL", effect: str | None = None) -> Draft:
    return Draft(EventKind.NOTE, item, {"text": text}, effect)


def start(item: str = "DB-POOL") -> Draft:
    return Draft(EventKind.START, item)


def evidence(item: str = "DB-POOL") -> Draft:
    return Draft(EventKind.EVIDENCE, item, {"kind": "url", "ref": "https://example.org"})


def signoff(by: str = "Grace") -> Draft:
    return Draft(EventKind.SIGNOFF, None, {"role": "lead", "by": by})


def write(journal: Journal, *drafts: Draft, plan: Plan = PLAN, now: datetime = NOW) -> tuple[Event, ...]:
    """Write the drafts as one batch."""
    return journal.write(plan, lambda _: drafts, actor="Ada", now=now)


def mark_stale(journal: Journal, stale: dict[str, StaleFile]) -> None:
    """Say which evidence is stale, as a sync does."""
    with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        transaction.replace_stale(stale)


def run_sql(db: Path, *statements: str) -> None:
    """Change the database behind the tracker's back."""
    with closing(sqlite3.connect(db)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def seal_states(db: Path) -> None:
    """Put the sums right over item states that were edited, as somebody would who knows how they are made."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT rowid, basis, plan, item, state FROM item_state").fetchall()
        made = [(sealed(unsealed(basis), *whose), rowid) for rowid, basis, *whose in rows]
        connection.executemany("UPDATE item_state SET basis = ? WHERE rowid = ?", made)
        connection.commit()


def one(db: Path, query: str) -> object:
    """Return the first column of the first row."""
    with closing(sqlite3.connect(db)) as connection:
        found: object = connection.execute(query).fetchone()[0]
        return found
