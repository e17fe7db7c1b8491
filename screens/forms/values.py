"""What a form hands back: one frozen value an action, with everything typed in, read and checked.

A value can be given to its form again as `initial`, so that a refusal costs nobody what was typed.
"""

from __future__ import annotations

from datetime import date

from tracker.domain.effort import Effort
from tracker.domain.frozen import frozen
from tracker.domain.state import Role, Status


@frozen
class EvidenceOffer:
    """Evidence of a kind (commit, file, url, note, attestation) and what it points at."""

    kind: str
    ref: str
    by: str | None = None
    """Whose word an attestation is; of whoever acts where it is None."""
    copied: bool = True
    """Whether a copy of a file is kept, and not its hash alone."""


@frozen
class Resolution:
    """That the work is done, with the evidence for it where there is some."""

    evidence: EvidenceOffer | None
    note: str | None = None


@frozen
class Verification:
    """That the work holds: on the word of `by`, or by running the item's proofs."""

    by: str | None


@frozen
class CommitChoice:
    """A commit (any revision git knows) and what it is to the item."""

    rev: str
    role: Role


@frozen
class ItemsChoice:
    """Items that a commit belongs to, and what it is to them."""

    items: tuple[str, ...]
    role: Role


@frozen
class Block:
    """Why work has to wait."""

    reason: str


@frozen
class Deferment:
    """Until when the item is put off, and when somebody looks at it again."""

    when: str
    review: date


@frozen
class RiskAcceptance:
    """Who takes the risk on, why, and until which day."""

    approver: str
    rationale: str
    expires: date


@frozen
class Rejection:
    """Why no work is needed. `status` is false_positive, wont_fix or duplicate; `other` the double's id."""

    status: Status
    rationale: str = ""
    approver: str | None = None
    other: str | None = None


@frozen
class Remark:
    """A note to leave."""

    text: str


@frozen
class Assignment:
    """Who is to do it; None for nobody."""

    owner: str | None


@frozen
class Estimate:
    """A new estimate."""

    effort: Effort


@frozen
class WorkedHours:
    """Hours that were worked, on top of those recorded before."""

    hours: float


@frozen
class Reopening:
    """Why what was closed is open again."""

    reason: str


@frozen
class TickChanges:
    """Checks to tick (True) or untick, by their ids."""

    changes: tuple[tuple[str, bool], ...]


@frozen
class MeasuredValue:
    """A measurement of a target, as written."""

    target: str
    value: str


@frozen
class SignedOff:
    """That somebody agreed for a role."""

    role: str
    by: str


@frozen
class ChecklistTick:
    """One tick of a checklist; `name` is checklist/check."""

    name: str
    done: bool


@frozen
class ExportChoice:
    """A format and the file to write, relative to the plan's root.

    `only` is a query for the items, `since` the moment from which on is told what moved; empty: all, no.
    """

    format: str
    path: str
    only: str = ""
    since: str = ""


@frozen
class NamedFilter:
    """A query, and what it is to be called."""

    name: str
    query: str


Act = (
    EvidenceOffer
    | Resolution
    | Verification
    | CommitChoice
    | Block
    | Deferment
    | RiskAcceptance
    | Rejection
    | Remark
    | Assignment
    | Estimate
    | WorkedHours
    | Reopening
    | TickChanges
    | MeasuredValue
    | SignedOff
    | ChecklistTick
    | ExportChoice
    | NamedFilter
)
"""Everything that `perform` can do."""
