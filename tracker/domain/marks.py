"""One-cell marks for statuses and conditions, so that a mark means one thing in every view."""

from __future__ import annotations

from collections.abc import Mapping

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


def effort_text(effort: Effort | None) -> str:
    """The estimate as short as it can be said: `2-3h`, `30m`, or nothing where there is none."""
    if effort is None:
        return ""
    if effort.low == effort.high:
        return format_hours(effort.high)
    low, high = format_hours(effort.low), format_hours(effort.high)
    return f"{low.rstrip('hm') if low[-1] == high[-1] else low}-{high}"
