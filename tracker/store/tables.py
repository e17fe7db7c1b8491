"""The tables of the journal as SQLModel classes, for whatever writes.

They mirror what the migrations build (a test compares the two); the constraints are there because table
classes do not validate. Rows are not domain types: `rows` and `codec` convert. Tables that few commands
write are in `side_tables`, as making a table class costs as much as a whole write.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.domain.state import Status


def table_of(row: type[SQLModel]) -> Table:
    """Return the table of a class, for statements on rows without objects, at a third of their cost."""
    return SQLModel.metadata.tables[str(row.__tablename__)]


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
