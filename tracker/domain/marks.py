"""One-cell marks for statuses and conditions, so that a mark means one thing in every view."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tracker.domain.board import Card
from tracker.domain.effort import Effort, format_hours
from tracker.domain.plan import Verdict
from tracker.domain.state import Status

STATUS_MARK: Mapping[Status, str] = {
    Status.OPEN: "○",
    Status.IN_PROGRESS: "◐",
    Status.IN_REVIEW: "◑",
    Status.RESOLVED: "●",
    Status.VERIFIED: "✓",
    Status.RISK_ACCEPTED: "!",
    Status.DEFERRED: "~",
    Status.FALSE_POSITIVE: "×",
    Status.WONT_FIX: "×",
    Status.DUPLICATE: "×",
}
BLOCKED, STALE, OVERDUE, CLAIMED = "⊘", "↻", "◷", "?"
BRANCH = "⎇"

VERDICT_MARK: Mapping[Verdict, str] = {
    Verdict.READY: "✓",
    Verdict.CONDITIONALLY_READY: "!",
    Verdict.NOT_READY: "✗",
}


def status_label(status: Status) -> str:
    """The status for people: `in progress`."""
    return status.value.replace("_", " ")


def condition_marks(card: Card) -> str:
    """The marks that follow an id: blocked, stale evidence, overdue, resolved on the review's word alone."""
    marks = BLOCKED if card.blocked else ""
    marks += STALE if card.has_stale else ""
    marks += OVERDUE if card.overdue else ""
    return marks + (CLAIMED if card.closed and card.state.claimed else "")


def evidence_marks(card: Card) -> str:
    """How much backs a card: `2e 1c` for two pieces of evidence and one commit."""
    if not card.state.evidence and not card.state.commits:
        return ""
    evidence = len([e for e in card.state.evidence if e.kind != "commit"])
    commits = len({link.sha for link in card.state.commits if link.undone_by is None})
    return " ".join(part for part in (f"{evidence}e" * (evidence > 0), f"{commits}c" * (commits > 0)) if part)


def branch_text(card: Card) -> str:
    """The branch on which a card is worked, `⎇ fix/SEC-1-rotate +1` for two; nothing once it is closed."""
    names = () if card.closed else card.state.branches
    return f"{BRANCH} {names[0]}" + (f" +{len(names) - 1}" if len(names) > 1 else "") if names else ""


def effort_text(effort: Effort | None) -> str:
    """The estimate as short as it can be said: `2-3h`, `30m`, or nothing where there is none."""
    if effort is None:
        return ""
    return _range_text(effort.low, effort.high)


@lru_cache(maxsize=1024)  # a plan repeats few figures on many lines
def _range_text(low: float, high: float) -> str:
    if low == high:
        return format_hours(high)
    first, last = format_hours(low), format_hours(high)
    return f"{first.rstrip('hm') if first[-1] == last[-1] else first}-{last}"
