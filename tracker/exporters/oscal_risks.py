"""An item as an OSCAL risk: how bad it is, by when and how it is mended, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.domain.board import Board, Card
from tracker.domain.effort import Effort
from tracker.domain.event import Event, EventKind
from tracker.domain.marks import effort_text
from tracker.domain.plan import Check
from tracker.domain.state import Status
from tracker.domain.wording import act_name, event_text
from tracker.exporters.oscal_observations import party_origin
from tracker.exporters.oscal_parts import NAMESPACE, Ids, Object, end_of, present, props, prose, string, when

TOOL = "remediation-tracker"
_STATUS_OF_ACT = {
    EventKind.START: "remediating",
    EventKind.VERIFY: "closed",
    EventKind.REOPEN: "open",
    EventKind.ACCEPT_RISK: "deviation-approved",
    EventKind.DEFER: "deviation-approved",
}
"""Acts that put the risk there whatever else is known; what a resolution does to it hangs on its evidence."""
_DEVIATIONS = frozenset({Status.RISK_ACCEPTED, Status.DEFERRED, Status.WONT_FIX})
_CLOSED = frozenset({Status.VERIFIED, Status.FALSE_POSITIVE, Status.DUPLICATE})
_WORKED_ON = frozenset({Status.IN_PROGRESS, Status.IN_REVIEW, Status.RESOLVED})


def risk(card: Card, board: Board, events: Iterable[Event], seen: list[Object], ids: Ids) -> Object:
    """Return the item's risk; `events` are those of the item, `seen` its observations."""
    item, state = card.item, card.state
    factors = [item.facts.get(name) for name in ("mitigation", "workaround")]
    entries = [entry for event in events if (entry := _log_entry(event, ids))]
    return present(
        {
            "uuid": ids.of("risk", item.id),
            "title": string(item.title) or item.id,
            "description": prose(item.facts.get("issue") or item.title) or item.id,
            "statement": prose(*_statement(card)) or item.id,
            "props": props(
                status=card.status.value,
                claimed="true" if state.claimed else None,
                approver=state.acceptance.approver if state.acceptance else None,
                duplicate_of=state.duplicate_of,
            ),
            "status": risk_status(card),
            "characterizations": [_severity(item.severity.value, ids)] if item.severity else [],
            "mitigating-factors": [
                {"uuid": ids.of("mitigation", item.id, str(place)), "description": prose(factor)}
                for place, factor in enumerate(factors)
                if factor and prose(factor)
            ],
            "deadline": end_of(_deadline(card)),
            "remediations": [_remediation(card, board, ids)],
            "risk-log": {"entries": entries} if entries else {},
            "related-observations": [{"observation-uuid": each["uuid"]} for each in seen],
        }
    )


def risk_status(card: Card) -> str:
    """Return where the risk stands: closed only by what counts for a gate, not on the review's word."""
    if card.status in _CLOSED or (card.status is Status.RESOLVED and card.satisfied):
        return "closed"
    if card.status in _DEVIATIONS:
        return "deviation-approved"
    return "remediating" if card.status in _WORKED_ON else "open"


def _deadline(card: Card) -> date | None:
    """When it is due, or when an accepted risk or a deferral has to be looked at again."""
    if card.status is Status.RISK_ACCEPTED and card.state.acceptance:
        return card.state.acceptance.expires
    if card.status is Status.DEFERRED and card.state.deferral:
        return card.state.deferral.review
    return card.due


def _statement(card: Card) -> Iterable[str]:
    facts, acceptance, deferral = card.item.facts, card.state.acceptance, card.state.deferral
    yield facts.get("risk") or facts.get("impact") or card.item.title
    if acceptance:
        lapsed = "It lapsed on" if card.lapsed else "It expires on"
        yield f"Accepted by {acceptance.approver}: {acceptance.rationale}. {lapsed} {acceptance.expires}."
    if card.status is Status.DEFERRED and deferral and deferral.when:
        yield f"Deferred until {deferral.when}."
    if card.state.reason:
        yield f"Reason: {card.state.reason}"


def _severity(value: str, ids: Ids) -> Object:
    tool = {"actors": [{"type": "tool", "actor-uuid": ids.of("tool", TOOL)}]}
    return {"origin": tool, "facets": [{"name": "severity", "system": NAMESPACE, "value": value}]}


def _remediation(card: Card, board: Board, ids: Ids) -> Object:
    item, owner = card.item, string(card.owner or "")
    steps = "\n".join(f"{place}. {step}" for place, step in enumerate(item.steps, start=1))
    tasks = [_task(card, check, ids) for check in card.checks if string(check.text)]
    return present(
        {
            "uuid": ids.of("remediation", item.id),
            "lifecycle": "completed" if risk_status(card) == "closed" else "planned",
            "title": f"Remediate {item.id}",
            "description": prose(item.facts.get("approach") or "", steps) or f"Remediate {item.id}.",
            "props": props(effort=_effort(card.effort), hours_worked=card.state.actual_hours),
            "origins": [party_origin(owner, ids)] if owner else [],
            "tasks": [*tasks, *_milestone(card, board, ids)],
        }
    )


def _task(card: Card, check: Check, ids: Ids) -> Object:
    return {
        "uuid": ids.of("check", card.id, check.id),
        "type": "action",
        "title": string(check.text),
        "props": props(check=check.id, done="true" if check.done else "false"),
    }


def _milestone(card: Card, board: Board, ids: Ids) -> list[Object]:
    """The item's phase as a milestone, on the day the item is due."""
    phase = next((phase for phase in board.plan.phases if phase.id == card.item.phase), None)
    due = end_of(card.due)
    if phase is None and due is None:
        return []
    title = string(phase.title) if phase else ""
    milestone = {
        "uuid": ids.of("milestone", card.id),
        "type": "milestone",
        "title": title or f"{card.id} is due",
        "description": prose(phase.goal or "", f"Window: {phase.window}" if phase.window else "")
        if phase
        else "",
        "props": props(phase=phase.id if phase else None),
        "timing": {"on-date": {"date": due}} if due else {},
    }
    return [present(milestone)]


def _effort(effort: Effort | None) -> str | None:
    return effort_text(effort) or None


def _log_entry(event: Event, ids: Ids) -> Object | None:
    start, actor = when(event.at), string(event.actor)
    if start is None:
        return None
    return present(
        {
            "uuid": ids.of("event", event.id),
            "title": act_name(event),
            "description": prose(event_text(event)),
            "start": start,
            "props": props(commit=event.commit),
            "logged-by": [{"party-uuid": ids.of("party", actor)}] if actor else [],
            "status-change": _status_change(event),
        }
    )


def _status_change(event: Event) -> str | None:
    if event.kind is EventKind.REJECT:
        kept = event.payload.get("as") == Status.WONT_FIX
        return "deviation-approved" if kept else "closed"
    return _STATUS_OF_ACT.get(event.kind)
