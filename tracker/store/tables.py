"""The schema as SQLModel classes: every table, column, key, constraint and index of the current version.

The migrations lead to it (a test compares the two), and `shape` holds a database against it. Writers name its
tables in plain statements instead of importing it, as SQLModel costs more to import than a write takes. Rows
are not domain types: `rows` and `codec` convert.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.domain.state import Status


class MigrationRow(SQLModel, table=True):
    """A migration that was applied."""

    __tablename__ = "migration"

    name: str = Field(primary_key=True)
    applied_at: str


class ReplicaRow(SQLModel, table=True):
    """A journal this database has events of; `own` is 1 for its own. The head tells where its chain ends."""

    __tablename__ = "replica"
    __table_args__ = (
        CheckConstraint("own IN (0, 1)", name="replica_own"),
        CheckConstraint("seq >= 0", name="replica_seq"),
    )

    id: str = Field(primary_key=True)
    own: int
    clock: str
    """The time of the newest event seen, of whatever replica."""
    seq: int
    hash: str


class EventRow(SQLModel, table=True):
    """An event of the journal, with its place in the chain."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("replica", "seq", name="event_place"),
        CheckConstraint("seq > 0", name="event_seq"),
        CheckConstraint("kind <> ''", name="event_kind"),
        CheckConstraint("payload LIKE '{%}'", name="event_payload"),
        CheckConstraint("at LIKE '____-__-__T__:__:__.______+00:00'", name="event_at"),
        CheckConstraint("length(hash) = 64", name="event_hash"),
        Index("event_order", "plan", "at", "replica", "seq"),
        Index("event_item", "plan", "item", "at", "replica", "seq"),
        Index("event_effect", "plan", "effect"),
    )

    id: str = Field(primary_key=True)
    replica: str = Field(foreign_key="replica.id")
    seq: int
    plan: str
    item: str | None
    kind: str
    payload: str
    actor: str
    at: str
    batch: str
    effect: str | None
    commit: str | None
    prev_hash: str
    hash: str


class ItemStateRow(SQLModel, table=True):
    """The folded state of an item, and its basis: what besides its events the fold depends on."""

    __tablename__ = "item_state"
    __table_args__ = (
        CheckConstraint(f"status IN ({', '.join(f'{s.value!r}' for s in Status)})", name="item_state_status"),
        CheckConstraint("state LIKE '{%}'", name="item_state_state"),
    )

    plan: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    basis: str
    status: str
    state: str
    updated_at: str | None


class PlanStateRow(SQLModel, table=True):
    """The folded state of a plan as a whole."""

    __tablename__ = "plan_state"
    __table_args__ = (CheckConstraint("state LIKE '{%}'", name="plan_state_state"),)

    plan: str = Field(primary_key=True)
    basis: str
    state: str


class FormerRow(SQLModel, table=True):
    """A chain that was this database's own until a restore, or somebody else's writing, ended it here."""

    __tablename__ = "former"

    replica: str = Field(primary_key=True, foreign_key="replica.id")


class ScanRow(SQLModel, table=True):
    """How far the git history was scanned for a plan; JSON of the history package."""

    __tablename__ = "scan"

    plan: str = Field(primary_key=True)
    scan: str


class HitRow(SQLModel, table=True):
    """A commit that names items of a plan; JSON of the history package."""

    __tablename__ = "hit"

    plan: str = Field(primary_key=True)
    sha: str = Field(primary_key=True)
    hit: str


class StaleRow(SQLModel, table=True):
    """Evidence, by the event that brought it, and the file whose change made it stale."""

    __tablename__ = "stale"

    plan: str = Field(primary_key=True)
    evidence: str = Field(primary_key=True, foreign_key="event.id")
    path: str
    sha: str


class DriftRow(SQLModel, table=True):
    """A file, or lines of one, as the plan names them, that are no longer there as they were reviewed."""

    __tablename__ = "drift"
    __table_args__ = (CheckConstraint("fate IN ('moved', 'changed', 'gone')", name="drift_fate"),)

    plan: str = Field(primary_key=True)
    file: str = Field(primary_key=True)
    fate: str
    path: str
    lines: str
    """As references write them: `12-30,45`."""
    since: str


class TrustRow(SQLModel, table=True):
    """A command that somebody allowed to run, by the digest of everything that makes it what it is."""

    __tablename__ = "trust"
    __table_args__ = (CheckConstraint("length(digest) > 0", name="trust_digest"),)

    digest: str = Field(primary_key=True)
    command: str
    cwd: str
    actor: str
    at: str


class ForecastRow(SQLModel, table=True):
    """The last forecast of a plan on a day; `gates` is JSON: by name the three days and the items left."""

    __tablename__ = "forecast"
    __table_args__ = (
        CheckConstraint("day LIKE '____-__-__'", name="forecast_day"),
        CheckConstraint("length(digest) = 64", name="forecast_digest"),
        CheckConstraint("simulations > 0", name="forecast_simulations"),
        CheckConstraint("items_left >= 0 AND done >= 0 AND done <= total", name="forecast_counts"),
        CheckConstraint("hours_left >= 0 AND scope_hours >= 0", name="forecast_hours"),
        CheckConstraint("gates LIKE '{%}'", name="forecast_gates"),
    )

    plan: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    digest: str
    seed: int
    simulations: int
    answer: str
    headline: str | None
    p50: str | None
    p85: str | None
    p95: str | None
    items_left: int
    hours_left: float
    done: int
    total: int
    scope_hours: float
    gates: str
