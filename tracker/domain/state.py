"""What is known of one item, of one plan, after all that happened; `fold` works it out of the events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from tracker.domain.effort import Effort
from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim

MAINLINE = "mainline"
"""Where a commit is that the mainline contains; any other value is the name of a branch."""


class Status(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    IN_REVIEW = "in_review"
    RESOLVED = "resolved"
    VERIFIED = "verified"
    RISK_ACCEPTED = "risk_accepted"
    DEFERRED = "deferred"
    FALSE_POSITIVE = "false_positive"
    WONT_FIX = "wont_fix"
    DUPLICATE = "duplicate"


REJECTED = frozenset({Status.FALSE_POSITIVE, Status.WONT_FIX, Status.DUPLICATE})
ACTIVE = frozenset({Status.OPEN, Status.IN_PROGRESS, Status.IN_REVIEW})
"""Statuses in which work is left to do."""
CLOSED = frozenset({Status.RESOLVED, Status.VERIFIED, Status.RISK_ACCEPTED, *REJECTED})
"""Statuses that count as done in progress figures; a gate asks for more."""

STATUS_OF_CLAIM: Mapping[Claim, Status] = {
    Claim.OPEN: Status.OPEN,
    Claim.PARTIAL: Status.IN_PROGRESS,
    Claim.DONE: Status.RESOLVED,
    Claim.DEFERRED: Status.DEFERRED,
}


class Role(StrEnum):
    """What a commit is to an item."""

    RESOLVES = "resolves"
    REFS = "refs"


@frozen
class CommitLink:
    """A commit that names an item. `undone_by` is the revert, or `vanished` for rewritten history."""

    sha: str
    role: Role
    subject: str
    author: str
    at: datetime
    where: str = MAINLINE
    undone_by: str | None = None


@frozen
class Evidence:
    """What shows that an item is remediated. `passed` is None for evidence that is not a test."""

    id: str
    kind: str
    """commit, command, file, url, note or attestation."""
    ref: str
    at: datetime
    actor: str
    sha: str | None = None
    passed: bool | None = None
    text: str | None = None
    dirty: bool = False
    """Files that git tracks were changed and not committed when a command ran."""
    proof: str | None = None
    """The mark of the proof that ran; None for what is no run, and for runs of an older tracker."""

    @property
    def taken_at(self) -> str:
        """The commit it speaks of, for people: `abc1234, with uncommitted changes`; empty without one."""
        if not self.sha:
            return ""
        return f"{self.sha[:7]}, with uncommitted changes" if self.dirty else self.sha[:7]


@frozen
class Note:
    """A remark somebody left."""

    text: str
    actor: str
    at: datetime


@frozen
class Acceptance:
    """A risk somebody took on, until a day."""

    approver: str
    rationale: str
    expires: date


@frozen
class Deferral:
    """Work put off until something happens, to be looked at again on a day."""

    when: str | None
    review: date | None


@frozen
class ItemState:
    """Everything the journal knows of one item. Times are UTC."""

    status: Status = Status.OPEN
    claimed: bool = False
    """The status rests on the review's word alone."""
    reason: str | None = None
    """Why it was reopened, rejected or deferred."""
    blocked: str | None = None
    """Why it was blocked by hand; blocking by `after` is derived."""
    owner: str | None = None
    owner_set: bool = False
    effort: Effort | None = None
    actual_hours: float | None = None
    ticks: Mapping[str, bool] = field(default_factory=dict)
    commits: tuple[CommitLink, ...] = ()
    branches: tuple[str, ...] = ()
    """Local branches whose names hold the item, sorted."""
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Note, ...] = ()
    acceptance: Acceptance | None = None
    deferral: Deferral | None = None
    duplicate_of: str | None = None
    started_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    verified_at: datetime | None = None
    verified_by: str | None = None
    updated_at: datetime | None = None


@frozen
class Measurement:
    """A value recorded for a target, as written, and whether it met the bound then."""

    value: str
    met: bool
    actor: str
    at: datetime


@frozen
class Signature:
    """A role's agreement."""

    role: str
    by: str
    at: datetime


@frozen
class PlanState:
    """What the journal knows of the plan as a whole."""

    measurements: Mapping[str, Measurement]
    """The latest by target id."""
    signatures: Mapping[str, Signature]
    """The latest by role."""
    ticks: Mapping[tuple[str, str], bool]
    """Ticks of checklists by (checklist id, check id)."""


@cache
def initial_state(claim: Claim, deferral: Deferral | None = None) -> ItemState:
    """Return the state an item starts in: the review's claim, marked as such; the same value each time."""
    status = STATUS_OF_CLAIM[claim]
    return ItemState(
        status=status,
        claimed=status is not Status.OPEN,
        deferral=deferral if status is Status.DEFERRED else None,
    )
