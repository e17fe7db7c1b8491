"""What moved since a moment, as JSON: the figures then and now, and the items that made the difference."""

from __future__ import annotations

import json
from typing import Any

from tracker.domain.changes import Backing, Changes, Linked, Measured, Move, Outlook
from tracker.domain.gate import target_met
from tracker.domain.state import Measurement
from tracker.exporters.documents import SCHEMA, Document, evidence_document, iso, utc


def render(found: Changes) -> str:
    """Return the changes as indented JSON; see `changes_document` for its keys."""
    return json.dumps(changes_document(found), ensure_ascii=False, indent=2) + "\n"


def changes_document(found: Changes) -> Document:
    """Return the changes as plain values."""
    plan = found.after.board.plan
    return {
        "schema": SCHEMA,
        "plan": {"id": plan.id, "title": plan.title},
        "since": {"asked": found.asked, "at": utc(found.since)},
        "as_of": utc(found.after.board.now),
        "only": found.only or None,
        "before": _outlook(found.before),
        "after": _outlook(found.after),
        "moved": [_move(move) for move in found.moves],
        "evidence": {
            "new": [_backing(backing) for backing in found.new_evidence],
            "lost": [_backing(backing) | {"why": backing.why} for backing in found.lost_evidence],
        },
        "commits": {
            "linked": [_linked(linked) for linked in found.new_commits],
            "taken_back": [_linked(linked) for linked in found.lost_commits],
        },
        "measured": [_measured(measured, found) for measured in found.measured],
        "signed": [{"role": one.role, "by": one.by, "at": utc(one.at)} for one in found.signed],
    }


def _outlook(found: Outlook) -> Document:
    cards = found.board.cards
    return {
        "at": utc(found.board.now),
        "closed": sum(card.closed for card in cards),
        "total": len(cards),
        "score": None if found.score.now is None else round(found.score.now, 4),
        "gates": [
            {"name": one.gate.id, "verdict": one.verdict.value, "reasons": len(one.reasons)}
            for one in found.assessments
        ],
        "forecast": _forecast(found),
    }


def _forecast(found: Outlook) -> Document | None:
    made = found.forecast
    if made is None:
        return None
    days: dict[str, Any] = {name: iso(getattr(made.dates, name)) for name in ("p50", "p85", "p95")}
    return {"gate": made.headline, "answer": made.answer.value, **days, "left": made.dates.left}


def _move(move: Move) -> Document:
    card = move.card
    return {
        "id": card.id,
        "title": card.item.title,
        "severity": card.severity,
        "direction": move.direction.name.lower(),
        "before": move.before.value,
        "after": card.status.value,
        "reason": card.state.reason,
        "updated_at": utc(card.state.updated_at),
    }


def _backing(backing: Backing) -> Document:
    return {"item": backing.card.id, **evidence_document(backing.card, backing.evidence)}


def _linked(linked: Linked) -> Document:
    commit = linked.commit
    return {
        "item": linked.card.id,
        "sha": commit.sha,
        "subject": commit.subject,
        "author": commit.author,
        "at": utc(commit.at),
        "role": commit.role.value,
    }


def _measured(measured: Measured, found: Changes) -> Document:
    def value(one: Measurement | None) -> str | None:
        return one.value if one else None

    return {
        "target": measured.target.id,
        "metric": measured.target.metric,
        "bound": measured.target.bound.text,
        "before": value(measured.before),
        "after": measured.after.value,
        "met_before": target_met(measured.target, found.before.board),
        "met": target_met(measured.target, found.after.board),
        "by": measured.after.actor,
        "at": utc(measured.after.at),
    }
