"""Everything as one JSON document: what `status --json` and `show --json` say, and the plan's other parts.

It is meant for machines that have neither the journal nor the plan: a dashboard, an archive, a diff.
"""

from __future__ import annotations

import json
from typing import Any

from tracker.domain.board import checklist_checks
from tracker.domain.gate import target_met
from tracker.domain.plan import Area, Checklist, Decision, Phase, Routine, SignOff, Target
from tracker.exporters.documents import (
    SCHEMA,
    Document,
    check_documents,
    detail_document,
    iso,
    status_document,
    utc,
)
from tracker.exporters.report import Report


def render(report: Report) -> str:
    """Return the report as indented JSON; see `export_document` for its keys."""
    return json.dumps(export_document(report), ensure_ascii=False, indent=2) + "\n"


def export_document(report: Report) -> Document:
    """Return the whole export as plain values."""
    board, plan = report.board, report.board.plan
    return {
        "schema": SCHEMA,
        "status": status_document(board, report.assessments, report.score, report.forecast, report.path),
        "items": [detail_document(card, board) for card in report.cards],
        "checklists": [_checklist(checklist, report) for checklist in plan.checklists],
        "targets": [_target(target, report) for target in plan.targets],
        "decisions": [_decision(decision) for decision in plan.decisions],
        "signoffs": [_signoff(signoff, report) for signoff in plan.signoffs],
        "routines": [_routine(routine) for routine in plan.routines],
        "areas": [_area(area) for area in plan.areas],
        "phases": [_phase(phase) for phase in plan.phases],
        "head": report.head,
        "events": report.event_count,
        "generated_at": utc(report.generated_at),
        "only": report.only.text if report.only else None,
    }


def _area(area: Area) -> Document:
    return {
        "id": area.id,
        "title": area.title,
        "weight": area.weight,
        "scores": list(area.scores),
        "rating": area.rating,
    }


def _phase(phase: Phase) -> Document:
    return {
        "id": phase.id,
        "title": phase.title,
        "window": phase.window,
        "priority": phase.priority.value if phase.priority else None,
        "goal": phase.goal,
    }


def _checklist(checklist: Checklist, report: Report) -> Document:
    return {
        "id": checklist.id,
        "title": checklist.title,
        "category": checklist.category,
        "checks": check_documents(checklist_checks(report.board, checklist.id, checklist.checks)),
    }


def _target(target: Target, report: Report) -> Document:
    measured = report.board.plan_state.measurements.get(target.id)
    return {
        "id": target.id,
        "metric": target.metric,
        "bound": target.bound.text,
        "claimed": target.claimed,
        "measured": measured.value if measured else None,
        "met": target_met(target, report.board),
        "by": measured.actor if measured else None,
        "at": utc(measured.at) if measured else None,
    }


def _decision(decision: Decision) -> Document:
    options: list[dict[str, Any]] = [
        {"name": option.name, "for": option.pro, "against": option.con, "when": option.when}
        for option in decision.options
    ]
    return {
        "id": decision.id,
        "title": decision.title,
        "context": decision.context,
        "options": options,
        "recommendation": decision.recommendation,
        "choice": decision.choice,
        "items": list(decision.items),
    }


def _signoff(signoff: SignOff, report: Report) -> Document:
    signed = report.board.plan_state.signatures.get(signoff.id)
    return {
        "role": signoff.id,
        "title": signoff.title,
        "conditions": list(signoff.conditions),
        "by": signed.by if signed else None,
        "at": utc(signed.at) if signed else None,
        "claimed_by": signoff.claimed_by,
        "claimed_on": iso(signoff.claimed_on),
    }


def _routine(routine: Routine) -> Document:
    return {
        "id": routine.id,
        "title": routine.title,
        "every": routine.every,
        "steps": list(routine.steps),
    }
