"""A plan as an importer drafts it: what a document states, before a plan file is made of it.

A draft is close to what a plan file holds and less strict: ids are wishes (they need be neither legal nor
unique), references may lead nowhere, an effort is text as the document has it. Whoever writes the plan file
mends that once, for all importers. What an importer guessed is said, never hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.plan import (
    Area,
    Check,
    Checklist,
    Claim,
    Claims,
    Decision,
    DeferredClaim,
    Kind,
    Lines,
    Phase,
    Priority,
    Severity,
    SignOff,
    Snippet,
    Target,
)


@frozen
class Uncertainty:
    """Something an importer was not sure of, at a line of the document (from 1; 0 is the whole of it)."""

    line: int
    text: str


@frozen
class DraftItem:
    """One thing to remediate, as the document states it; what it does not state stays empty."""

    title: str
    id: str = ""
    """The id that the document gives or that suits; empty leaves it to whoever writes the plan."""
    kind: Kind = Kind.FINDING
    severity: Severity | None = None
    priority: Priority | None = None
    blocker: bool = False
    claim: Claim = Claim.OPEN
    phase: str | None = None
    """The id of one of the draft's phases; likewise `area`."""
    area: str | None = None
    effort: str | None = None
    """As written (`5 min`, `2-3h`); what `parse_effort` refuses is kept as a remark."""
    after: tuple[str, ...] = ()
    duplicate_of: str | None = None
    """The id of another drafted item that states the same work."""
    files: tuple[FileRef, ...] = ()
    source: Lines = ()
    """Every line range of the document that states the item."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Texts by the names in `plan.FACTS`."""
    steps: tuple[str, ...] = ()
    limit: Mapping[str, str] = field(default_factory=dict)
    snippets: tuple[Snippet, ...] = ()
    resolved: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    """Their ids may be empty."""
    deferred: DeferredClaim | None = None
    owner: str | None = None
    due: date | None = None
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    fingerprint: str = ""
    """What stays the same when the document is imported again; empty: the id and the title will do."""
    uncertain: tuple[str, ...] = ()
    """What was guessed of this item, one sentence each."""


@frozen
class DraftPlan:
    """What an importer made of one document. Tuples keep the order of the document."""

    title: str
    id: str = ""
    summary: str | None = None
    reviewed: date | None = None
    next_review: date | None = None
    baseline: str | None = None
    source: str | None = None
    """The name of the document."""
    claims: Claims = field(default_factory=Claims)
    areas: tuple[Area, ...] = ()
    phases: tuple[Phase, ...] = ()
    items: tuple[DraftItem, ...] = ()
    targets: tuple[Target, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    signoffs: tuple[SignOff, ...] = ()
    decisions: tuple[Decision, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Where the document contradicts itself."""
    remarks: tuple[str, ...] = ()
    """What the document says that no other field holds: the `notes` of the plan file."""
    notes: tuple[Uncertainty, ...] = ()
    """What was uncertain, beyond what is said at the items."""
