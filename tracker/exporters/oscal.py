"""The plan as an OSCAL plan of action and milestones, for those who exchange such documents.

OSCAL tells in several objects what a plan tells in one: a poam-item for the item, a risk for how bad it is,
by when and how it is mended, an observation for each thing that was seen. Their ids follow from the ids of
plan and item, so that two exports can be held against each other.

Source: NIST, OSCAL 1.1.2, Plan of Action and Milestones model, JSON format.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from tracker.domain.board import Card
from tracker.domain.event import Event
from tracker.errors import UsageError
from tracker.exporters.oscal_observations import observations, people, resources
from tracker.exporters.oscal_parts import Ids, Object, present, props, prose, string, when
from tracker.exporters.oscal_risks import TOOL, risk
from tracker.exporters.report import Report

VERSION = "1.1.2"


def render(report: Report) -> str:
    """Return the document as indented JSON; raises UsageError without an item, which OSCAL asks for."""
    return json.dumps(oscal_document(report), ensure_ascii=False, indent=2) + "\n"


def oscal_document(report: Report) -> Object:
    """Return the document as plain values; raises UsageError where there is no item to tell of."""
    cards = report.cards
    if not cards:
        raise UsageError("an OSCAL POA&M needs at least one item, and there is none to export")
    ids = Ids(report.board.plan.id)
    seen = {card.id: observations(card, report.board, ids) for card in cards}
    told = _events_by_item(report)
    body = {
        "uuid": _document_id(report, ids),
        "metadata": _metadata(report, told, ids),
        "system-id": {
            "identifier-type": "http://ietf.org/rfc/rfc4122",
            "id": ids.of("system"),
        },
        "local-definitions": {"components": [_tool(ids)]},
        "observations": [found for card in cards for found in seen[card.id]],
        "risks": [risk(card, report.board, told[card.id], seen[card.id], ids) for card in cards],
        "poam-items": [_poam_item(card, seen[card.id], ids) for card in cards],
        "back-matter": present({"resources": resources(cards, ids)}),
    }
    return {"plan-of-action-and-milestones": present(body)}


def _document_id(report: Report, ids: Ids) -> str:
    """Another one for every state of the document, as OSCAL asks; equal reports have equal ones."""
    query = report.only.text if report.only else ""
    return ids.of("document", report.generated_at.isoformat(), str(report.event_count), query)


def _events_by_item(report: Report) -> dict[str, list[Event]]:
    known = report.board.plan.id_by_name
    told: dict[str, list[Event]] = defaultdict(list)
    for event in report.events:
        if event.item and (id_ := known.get(event.item.upper())):
            told[id_].append(event)
    return told


def _metadata(report: Report, told: dict[str, list[Event]], ids: Ids) -> Object:
    plan = report.board.plan
    verdicts = [props(gate=f"{one.gate.id}: {one.verdict.label}") for one in report.assessments]
    return present(
        {
            "title": string(plan.title) or plan.id,
            "last-modified": when(report.generated_at) or "1970-01-01T00:00:00Z",
            "version": str(report.event_count),
            "oscal-version": VERSION,
            "props": [
                *props(
                    plan=plan.id,
                    reviewed=plan.reviewed,
                    next_review=plan.next_review,
                    commit=report.head,
                    query=report.only.text if report.only else None,
                ),
                *(prop for each in verdicts for prop in each),
            ],
            "parties": _parties(report.cards, told, ids),
            "remarks": prose(plan.summary or ""),
        }
    )


def _parties(cards: Iterable[Card], told: dict[str, list[Event]], ids: Ids) -> list[Object]:
    """Everybody who is named below: owners, who gave evidence, who acted."""
    names: dict[str, None] = {}
    for card in cards:
        names |= dict.fromkeys([string(card.owner or ""), *people(card)])
        names |= dict.fromkeys(string(event.actor) for event in told[card.id])
    return [{"uuid": ids.of("party", name), "type": "person", "name": name} for name in names if name]


def _tool(ids: Ids) -> Object:
    return {
        "uuid": ids.of("tool", TOOL),
        "type": "software",
        "title": TOOL,
        "description": "What keeps the plan and rated its items by the review.",
        "status": {"state": "operational"},
    }


def _poam_item(card: Card, seen: list[Object], ids: Ids) -> Object:
    item = card.item
    return present(
        {
            "uuid": ids.of("item", item.id),
            "title": string(item.title) or item.id,
            "description": prose(item.facts.get("issue") or item.title) or item.id,
            "props": props(
                poam_id=item.id,
                kind=item.kind.value,
                status=card.status.value,
                priority=item.priority.value if item.priority else None,
                blocker="true" if item.blocker else None,
                area=item.area,
                phase=item.phase,
                after=" ".join(item.after) or None,
            ),
            "related-observations": [{"observation-uuid": each["uuid"]} for each in seen],
            "related-risks": [{"risk-uuid": ids.of("risk", item.id)}],
            "remarks": prose(item.facts.get("note") or ""),
        }
    )
