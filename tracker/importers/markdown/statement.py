"""A statement: one place of the document that asks for work or states a defect, with what it says there.

Several statements may speak of the same work; `same` finds those, and `fold` makes one item of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import IntEnum

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.plan import Check, Claim, DeferredClaim, Lines, Priority, Severity, Snippet
from tracker.importers.markdown.horizons import Horizon
from tracker.importers.markdown.legend import NO_LEGEND, Legend
from tracker.importers.markdown.roles import Role


class Strength(IntEnum):
    """How directly a value was said of a statement; the stronger one wins."""

    INHERITED = 1
    """From the section it stands in."""
    IMPLIED = 2
    """From an id or a level of impact."""
    OWN = 3


@frozen
class Rated:
    """A severity and how it was said."""

    severity: Severity
    strength: Strength
    line: int


@frozen
class Around:
    """What the sections around a statement say of it."""

    role: Role = Role.NEUTRAL
    severity: Rated | None = None
    priority: Priority | None = None
    phase: Horizon | None = None
    phase_line: int = 0
    area: str | None = None
    claim: Claim | None = None
    blocking: bool = False
    staged: bool = False
    """The headings beneath are stages of a plan."""
    counts_defects: bool = False
    """The headings beneath are counted, and most of them name a defect."""
    checked: bool = False
    """The phase is when a checklist is gone through, which is not when a finding is dealt with."""
    by_state: bool = False
    """The headings beneath are the states of what stands under them."""
    finished: bool = False
    """The phases beneath are over."""
    over: bool = False
    """A phase that is over."""
    headings: tuple[str, ...] = ()
    good: bool = False
    """Headed by a mark of success."""
    inside_summary: bool = False
    legend: Legend = NO_LEGEND
    """What the document says its symbols mean."""
    names: frozenset[str] = frozenset()
    """What the document calls its findings."""
    numbered_on: frozenset[int] = frozenset()
    """The lines of headings that are counted through the sections of the document."""


@frozen
class Statement:
    """What one place of the document says of one thing to remediate."""

    title: str
    lines: Lines
    """The first range begins with the line of the title."""
    around: Around
    id: str | None = None
    number: str | None = None
    """The number it has in the document, which is no id: others may count from 1 as well."""
    hashed: bool = False
    """Its number is written as a name: `#3`."""
    rating: Rated | None = None
    priority: Priority | None = None
    claim: Claim | None = None
    effort: str | None = None
    phase: Horizon | None = None
    area: str | None = None
    files: tuple[FileRef, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    resolved: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()
    limit: Mapping[str, str] = field(default_factory=dict)
    snippets: tuple[Snippet, ...] = ()
    deferred: DeferredClaim | None = None
    owner: str | None = None
    due: date | None = None
    links: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    """Names of other statements that it refers to: ids, or numbers as `#3`."""
    box: bool = False
    delivered: bool = False
    """A section of its own tells that it was made."""
    scale: bool = False
    """Its priority is one of a scale of defects: where one item has such, the priorities of all rate them."""
    uncertain: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    """Names of findings that it checks for, though it has an id of its own: a row of a list of controls."""
    remark: bool = False
    """It only adds to the statement it mentions: without that, it is none."""
    sums_up: bool = False
    """It says how an area fares, which is none where the document says what is wrong there."""

    @property
    def first(self) -> int:
        """The line it begins on."""
        return self.lines[0][0]

    @property
    def weight(self) -> int:
        """How much it says: the fullest statement of a group gives it its title."""
        said = (
            self.rating,
            self.effort,
            self.files,
            self.facts,
            self.steps,
            self.id,
            self.claim,
            self.snippets,
        )
        return sum(map(bool, said)) + len(self.facts)
