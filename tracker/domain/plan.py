"""The plan: what a review asks for, as frozen values. State is not here; see `state`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from tracker.domain.bound import Bound
from tracker.domain.effort import HOURS_PER_DAY, SIZES, Effort
from tracker.domain.fileref import FileRef
from tracker.domain.frozen import Late, Remembering, frozen, read_late

UNRATED = "unrated"
"""How an item without a severity is called in gates, queries and columns."""

Lines = tuple[tuple[int, int], ...]
"""Line ranges of the reviewed document, first and last counted."""


class Severity(StrEnum):
    """How bad a finding is, worst first (CVSS bands 9.0, 7.0, 4.0, 0.1)."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


SEVERITIES: tuple[str, ...] = (*Severity, UNRATED)
"""Every severity an item can be grouped under, worst first."""


class Priority(StrEnum):
    """The order of work, apart from severity."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Kind(StrEnum):
    """What sort of thing an item is."""

    FINDING = "finding"
    ACTION = "action"
    DEBT = "debt"
    BUG = "bug"
    FRAGILE = "fragile"
    SCALING = "scaling"
    DEPENDENCY = "dependency"
    MISSING_FEATURE = "missing_feature"
    TEST_GAP = "test_gap"
    ENHANCEMENT = "enhancement"
    RISK = "risk"
    DECISION = "decision"


class Claim(StrEnum):
    """What the review says of an item's state."""

    OPEN = "open"
    PARTIAL = "partial"
    DONE = "done"
    DEFERRED = "deferred"


class Requirement(StrEnum):
    """What it takes to call an item verified."""

    PROOF = "proof"
    EVIDENCE = "evidence"
    ATTESTATION = "attestation"
    NONE = "none"


class Verdict(StrEnum):
    """The answer of a gate, and what a review may claim it to be."""

    READY = "ready"
    CONDITIONALLY_READY = "conditionally_ready"
    NOT_READY = "not_ready"

    @property
    def label(self) -> str:
        """The verdict for people: `NOT READY`."""
        return self.value.replace("_", " ").upper()


@frozen
class Check:
    """One tick box. `item` ticks it when verified; `done` is the review's claim."""

    id: str
    text: str
    item: str | None = None
    done: bool = False
    source: Lines = ()


@frozen
class Snippet:
    """A piece of code of the review. `role` is proposed, current or proof."""

    code: str
    lang: str = ""
    role: str = "proposed"
    file: str | None = None


@frozen
class Proof:
    """A command whose outcome shows that an item holds. `timeout` in seconds."""

    run: str
    expect: str = "exit 0"
    cwd: str = "."
    timeout: float = 120.0
    target: str | None = None
    """The id of the target that its number is a measurement of."""

    @property
    def mark(self) -> str:
        """A short digest of what it runs, where, and what it expects: evidence remembers it."""
        from hashlib import sha256

        text = "\0".join((self.run, self.cwd, self.expect))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@frozen
class DeferredClaim:
    """That the review itself put the item off: until `when`, to be looked at again on `review`."""

    when: str | None
    review: date | None


FACTS = (
    "issue",
    "symptoms",
    "cause",
    "trigger",
    "impact",
    "risk",
    "mitigation",
    "workaround",
    "fragile",
    "not_tested",
    "test_coverage",
    "blocks",
    "note",
    "approach",
)
"""Keys of an item that hold plain text, in the order they are shown."""


@frozen
class Item(Late):
    """One thing to remediate, as the plan states it."""

    late = ("files", "source", "facts", "steps", "limit", "snippets", "links", "conflicts")
    """No verdict, forecast or card is made from these."""

    id: str
    title: str
    kind: Kind = Kind.FINDING
    phase: str | None = None
    area: str | None = None
    severity: Severity | None = None
    priority: Priority | None = None
    blocker: bool = False
    effort: Effort | None = None
    after: tuple[str, ...] = ()
    needs: Mapping[str, int] = field(default_factory=dict)
    files: tuple[FileRef, ...] = ()
    source: Lines = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    """Texts by the names in FACTS; absent ones are left out."""
    steps: tuple[str, ...] = ()
    limit: Mapping[str, str] = field(default_factory=dict)
    snippets: tuple[Snippet, ...] = ()
    resolved: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    proofs: tuple[Proof, ...] = ()
    requires: Requirement = Requirement.NONE
    lifts: Mapping[str, float] = field(default_factory=dict)
    deferred: DeferredClaim | None = None
    claim: Claim = Claim.OPEN
    owner: str | None = None
    due: date | None = None
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def severity_name(self) -> str:
        """The severity's name, or `unrated`."""
        return str(self.severity) if self.severity else UNRATED


@frozen
class Phase:
    """An ordered stage of the plan. `window` is text as the review states it."""

    id: str
    title: str
    window: str | None = None
    priority: Priority | None = None
    effort: Effort | None = None
    goal: str | None = None
    source: Lines = ()
    conflicts: tuple[str, ...] = ()


@frozen
class Area:
    """A scored category. `scores` are as reviewed, 0..10; several when the review gives several."""

    id: str
    title: str
    weight: float | None = None
    scores: tuple[float, ...] = ()
    rating: str | None = None
    source: Lines = ()
    conflicts: tuple[str, ...] = ()


@frozen
class Checklist:
    """A named list of checks that a gate can ask for."""

    id: str
    title: str
    category: str | None = None
    checks: tuple[Check, ...] = ()
    source: Lines = ()


@frozen
class Target:
    """A metric with a bound, met by a recorded measurement. `claimed` is what the review states."""

    id: str
    metric: str
    bound: Bound
    measured_by: str | None = None
    claimed: str | None = None
    area: str | None = None
    item: str | None = None
    source: Lines = ()
    conflicts: tuple[str, ...] = ()


@frozen
class Gate:
    """A named bar and its policy. `block_on` holds names of SEVERITIES."""

    id: str
    title: str
    block_on: tuple[str, ...] = (Severity.CRITICAL.value, Severity.HIGH.value)
    phases: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    min_score: float | None = None
    sign_off: tuple[str, ...] = ()
    evidence_max_age: timedelta | None = None
    source: Lines = ()


@frozen
class Option:
    """One choice of a decision."""

    name: str
    pro: str | None = None
    con: str | None = None
    when: str | None = None


@frozen
class Decision:
    """Something to be chosen, with its options."""

    id: str
    title: str
    context: str | None = None
    options: tuple[Option, ...] = ()
    recommendation: str | None = None
    choice: str | None = None
    items: tuple[str, ...] = ()
    source: Lines = ()


@frozen
class Routine:
    """Something to be done again and again once in production."""

    id: str
    title: str
    every: str
    steps: tuple[str, ...] = ()
    source: Lines = ()


@frozen
class SignOff:
    """A role that has to agree. `claimed_on` and `claimed_by` are what the review says."""

    id: str
    title: str
    conditions: tuple[str, ...] = ()
    claimed_on: date | None = None
    claimed_by: str | None = None
    source: Lines = ()


@frozen
class Engineer:
    """One person of the team.

    `availability` is a share of the working day; `away` holds first and last days, both counted.
    """

    id: str
    availability: float = 1.0
    away: tuple[tuple[date, date], ...] = ()
    skills: tuple[str, ...] = ()


@frozen
class Team:
    """Who works, and when. `workdays` are 0 (Monday) to 6."""

    engineers: tuple[Engineer, ...] = (Engineer("engineer-1"),)
    hours_per_day: float = HOURS_PER_DAY
    workdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    sizes: Mapping[str, str] = field(default_factory=lambda: dict(SIZES))
    start: date | None = None


@frozen
class Claims:
    """What the review asserted as a whole; several values where it contradicts itself."""

    verdicts: tuple[Verdict, ...] = ()
    scores: tuple[float, ...] = ()
    scores_with_fixes: tuple[float, ...] = ()
    grade: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    risk: tuple[str, ...] = ()
    time_to_ready: tuple[Effort, ...] = ()
    items: Mapping[str, int] = field(default_factory=dict)


@frozen
class Plan(Remembering):
    """The whole remediation plan of one system. Tuples keep the order of the file."""

    id: str
    title: str
    summary: str | None = None
    reviewed: date | None = None
    next_review: date | None = None
    baseline: str | None = None
    source: str | None = None
    keywords: bool = True
    """Whether `fixes ID` in a commit message counts, or trailers alone."""
    notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    claims: Claims = field(default_factory=Claims)
    team: Team = field(default_factory=Team)
    gates: tuple[Gate, ...] = ()
    sla: Mapping[Severity, timedelta] = field(default_factory=dict)
    areas: tuple[Area, ...] = ()
    phases: tuple[Phase, ...] = ()
    items: tuple[Item, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    targets: tuple[Target, ...] = ()
    decisions: tuple[Decision, ...] = ()
    routines: tuple[Routine, ...] = ()
    signoffs: tuple[SignOff, ...] = ()

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def id_by_name(self) -> Mapping[str, str]:
        """Item ids by every name they are known under, upper case: their own and their former ones."""
        former = {name.upper(): item.id for item in self.items for name in item.was}
        return former | {item.id.upper(): item.id for item in self.items}

    @cached_property
    def searchable(self) -> Mapping[str, str]:
        """What a word of a query is looked for in, case-folded, by item id: made once for many keystrokes."""
        read_late(self.items)
        return {item.id: _searchable(item) for item in self.items}

    @cached_property
    def phase_rank(self) -> Mapping[str | None, int]:
        """The place of each phase; items without a phase come last."""
        ranks: dict[str | None, int] = {phase.id: rank for rank, phase in enumerate(self.phases)}
        ranks[None] = len(self.phases)
        return ranks


def _searchable(item: Item) -> str:
    files = map(str, item.files)
    return "\n".join([item.id, item.title, *item.facts.values(), *item.tags, *files]).casefold()
