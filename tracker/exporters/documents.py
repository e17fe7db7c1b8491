"""The JSON that every `--json` and the JSON export are made of: one shape a thing, in one place.

Scripts and CI jobs read these, so keys are only ever added, and `schema` counts up when one has to change.
Values are plain: days as `2025-11-14`, times in UTC as `2025-11-14T09:30:00Z`, hours and scores as numbers,
and null where a thing is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tracker.domain.board import Board, Card
from tracker.domain.drift import Drift
from tracker.domain.effort import Effort
from tracker.domain.frozen import read_late
from tracker.domain.plan import SEVERITIES, Check
from tracker.domain.state import CommitLink, Evidence, Status

if TYPE_CHECKING:  # `list` and `show` see none of these, and need not wait for their classes to be built
    from tracker.domain.explain import Explanation
    from tracker.domain.forecast import Forecast
    from tracker.domain.gate import Assessment, Reason
    from tracker.domain.score import Score

SCHEMA = 1

Document = dict[str, Any]


def item_document(card: Card, board: Board) -> Document:
    """Return one item. `commits` are those in effect: not reverted, not vanished."""
    item, state = card.item, card.state
    return {
        "id": item.id,
        "title": item.title,
        "kind": item.kind.value,
        "severity": item.severity_name,
        "priority": item.priority.value if item.priority else None,
        "status": card.status.value,
        "blocked": card.blocked,
        "blocked_by": list(card.blocked_by),
        "phase": item.phase,
        "area": item.area,
        "owner": card.owner,
        "effort_hours": _effort(card.effort),
        "actual_hours": state.actual_hours,
        "files": list(map(str, item.files)),
        "source": list(map(list, item.source)),
        "checks": check_documents(card.checks),
        "commits": [_commit(link) for link in state.commits if link.undone_by is None],
        "evidence": [evidence_document(card, found) for found in state.evidence],
        "updated_at": utc(state.updated_at),
        "unblocks": list(board.waiting_for(card.id)),
        "blocker": item.blocker,
        "claimed": state.claimed,
        "due": iso(card.due),
        "overdue": card.overdue,
        "lapsed": card.lapsed,
        "stale": list(card.stale.values()),
        "tags": list(item.tags),
        "branches": list(state.branches),
        "drift": {str(file): _drift(drift) for file, drift in card.drift.items()},
    }


def detail_document(card: Card, board: Board) -> Document:
    """Return one item with all that plan and journal know of it: the keys of `item_document`, then more."""
    item, state = card.item, card.state
    acceptance, deferral = state.acceptance, state.deferral
    return item_document(card, board) | {
        "facts": dict(item.facts),
        "steps": list(item.steps),
        "limit": dict(item.limit),
        "resolved": list(item.resolved),
        "remaining": list(item.remaining),
        "after": list(item.after),
        "requires": item.requires.value,
        "satisfied": card.satisfied,
        "proofs": [
            {"run": proof.run, "expect": proof.expect, "target": proof.target} for proof in item.proofs
        ],
        "links": list(item.links),
        "conflicts": list(item.conflicts),
        "reason": state.reason,
        "blocked_reason": state.blocked,
        "acceptance": acceptance
        and {
            "approver": acceptance.approver,
            "rationale": acceptance.rationale,
            "expires": iso(acceptance.expires),
        },
        "deferral": deferral and {"when": deferral.when, "review": iso(deferral.review)},
        "duplicate_of": state.duplicate_of,
        "notes": [{"text": note.text, "by": note.actor, "at": utc(note.at)} for note in state.notes],
        "started_at": utc(state.started_at),
        "resolved_at": utc(state.resolved_at),
        "resolved_by": state.resolved_by,
        "verified_at": utc(state.verified_at),
        "verified_by": state.verified_by,
    }


def list_document(cards: Iterable[Card], board: Board) -> Document:
    """Return items, in the order given, for `list` and `next`."""
    found = list(cards)
    read_late(card.item for card in found)
    return {"schema": SCHEMA, "items": [item_document(card, board) for card in found]}


def show_document(cards: Iterable[Card], board: Board) -> Document:
    """Return items in full, in the order given, for `show`."""
    return {"schema": SCHEMA, "items": [detail_document(card, board) for card in cards]}


def status_document(
    board: Board, assessments: Iterable[Assessment], score: Score, forecast: Forecast | None, path: str
) -> Document:
    """Return where the plan stands. `path` is the plan's file, as it is to be named."""
    return {
        "schema": SCHEMA,
        "plan": {"id": board.plan.id, "title": board.plan.title, "path": path},
        "counts": _counts(board),
        "gates": [_gate(assessment) for assessment in assessments],
        "score": _score(score),
        "forecast": _forecast(forecast) if forecast else None,
        "as_of": utc(board.now),
    }


def gate_document(assessment: Assessment) -> Document:
    """Return one gate's verdict with its reasons, hard ones first."""
    return {"schema": SCHEMA, **_gate(assessment)}


def explanation_document(found: Explanation) -> Document:
    """Return what stands between an item and a gate; `p85_days` is null where no forecast tells."""

    def brief(card: Card) -> Document:
        return {"id": card.id, "title": card.item.title, "status": card.status.value}

    return {
        "schema": SCHEMA,
        "gate": found.assessment.gate.id,
        "verdict": found.assessment.verdict.value,
        "item": brief(found.card),
        "in_the_way": found.in_the_way,
        "hard": found.hard,
        "reasons": [_reason(reason) for reason in found.reasons],
        "waits_for": [brief(card) for card in found.waits_for],
        "waited_for_by": [brief(card) for card in found.waited_for_by],
        "lacks": list(found.lacks),
        "p85_days": found.driver.p85_days if found.driver else None,
        "p85_hours": found.driver.p85_hours if found.driver else None,
    }


def score_document(score: Score) -> Document:
    """Return the score and what it is made of, 0..10; `coverage` is a share, 0..1."""
    areas = [
        {
            "id": scored.area.id,
            "title": scored.area.title,
            "weight": scored.area.weight,
            "reviewed": _number(scored.reviewed),
            "now": _number(scored.now),
            "with_fixes": _number(scored.with_fixes),
        }
        for scored in score.areas
    ]
    return {"schema": SCHEMA, **_score(score), "claimed_with_fixes": score.claimed_with_fixes, "areas": areas}


def check_documents(checks: Iterable[Check]) -> list[Document]:
    """Return tick boxes, of an item or of a checklist."""
    return [{"id": check.id, "text": check.text, "done": check.done} for check in checks]


def evidence_document(card: Card, found: Evidence) -> Document:
    """Return a piece of a card's evidence.

    `passed` is there so that a failed run is never read as proof; it is null where nothing was run.
    """
    return {
        "kind": found.kind,
        "ref": found.ref,
        "at": utc(found.at),
        "by": found.actor,
        "stale": found.id in card.stale,
        "passed": found.passed,
        "dirty": found.dirty,
    }


def iso(day: date | None) -> str | None:
    """Return a day as `2025-11-14`."""
    return day.isoformat() if day else None


def utc(moment: datetime | None) -> str | None:
    """Return an aware time as `2025-11-14T09:30:00Z`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None


def _commit(link: CommitLink) -> Document:
    return {
        "sha": link.sha,
        "subject": link.subject,
        "author": link.author,
        "at": utc(link.at),
        "role": link.role.value,
    }


def _drift(drift: Drift) -> Document:
    return {
        "fate": drift.fate.value,
        "path": drift.path,
        "lines": [list(lines) for lines in drift.lines],
        "since": drift.since,
    }


def _effort(effort: Effort | None) -> list[float | None] | None:
    return [_number(effort.low), _number(effort.high)] if effort else None


def _counts(board: Board) -> Document:
    """Every status and severity is there, also those at none: a script need not ask twice."""
    by_status = {status.value: 0 for status in Status}
    by_severity = dict.fromkeys(SEVERITIES, 0)
    for card in board.cards:
        by_status[card.status.value] += 1
        by_severity[card.severity] += 1
    return {
        "total": len(board.cards),
        "closed": sum(card.closed for card in board.cards),
        "by_status": by_status,
        "by_severity": by_severity,
    }


def _gate(assessment: Assessment) -> Document:
    return {
        "name": assessment.gate.id,
        "verdict": assessment.verdict.value,
        "reasons": [_reason(reason) for reason in assessment.reasons],
        "claimed": assessment.claimed.value if assessment.claimed else None,
    }


def _reason(reason: Reason) -> Document:
    return {
        "code": reason.code,
        "item": reason.item,
        "text": reason.text,
        "clears": reason.clears,
        "hard": reason.hard,
    }


def _score(score: Score) -> Document:
    return {
        "now": _number(score.now),
        "with_fixes": _number(score.with_fixes),
        "claimed": score.claimed,
        "coverage": _number(score.coverage),
    }


def _forecast(forecast: Forecast) -> Document:
    """The headline's dates, of `left` items; `hours_left` is the median."""
    dates, basis = forecast.dates, forecast.basis
    return {
        "p50": iso(dates.p50),
        "p85": iso(dates.p85),
        "p95": iso(dates.p95),
        "hours_left": _number(forecast.hours.p50),
        "basis": {
            "finished": basis.finished,
            "bias": _number(basis.bias),
            "unestimated": basis.unestimated,
        },
        "answer": forecast.said,
        "left": dates.left,
    }


def _number(value: float | None) -> float | None:
    """Four digits after the point: five minutes stay five minutes, and 6.5 is never 6.499999."""
    return None if value is None else round(value, 4)
