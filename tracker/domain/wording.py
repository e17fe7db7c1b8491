"""Events in a few words for people: what `log`, the journal screen and the answer to a command say."""

from __future__ import annotations

from tracker.domain.board import Card
from tracker.domain.event import Event, EventKind, Payload
from tracker.domain.text import counted


def event_text(event: Event, card: Card | None = None) -> str:
    """Return what an event did, in a few words; nothing where the item's status says it all."""
    if event.item is None:
        return _plan_text(event)
    payload = event.payload
    match event.kind:
        case EventKind.TICK | EventKind.UNTICK:
            sign = "✓" if event.kind is EventKind.TICK else "○"
            progress = f" ({sum(c.done for c in card.checks)}/{len(card.checks)})" if card else ""
            return f"{sign} {payload['check']}{progress}"
        case EventKind.NOTE:
            return f"note: {payload['text']}"
        case EventKind.ASSIGN:
            return f"assigned to {payload['owner']}" if payload["owner"] else "assigned to nobody"
        case EventKind.ESTIMATE:
            return f"estimated {payload['effort']}"
        case EventKind.ACTUAL:
            return f"worked {payload['hours']:g}h"
        case EventKind.EVIDENCE:
            return _evidence_text(payload)
        case EventKind.BLOCK:
            return f"blocked: {payload['reason']}"
        case EventKind.UNBLOCK:
            return "not blocked any more"
        case EventKind.REOPEN:
            return str(payload.get("reason") or "")
        case EventKind.DEFER:
            return f"until {payload.get('when')}, review on {payload.get('review')}"
        case EventKind.ACCEPT_RISK:
            return f"accepted by {payload['approver']} until {payload['expires']}"
        case EventKind.REJECT:
            return str(payload["rationale"])
        case EventKind.VERIFY:
            return "by proof" if payload.get("proof") else f"by {payload.get('by') or event.actor}"
        case EventKind.LINK:
            return f"{payload['sha'][:7]} {payload['subject']}"
        case EventKind.UNLINK:
            return f"{payload['sha'][:7]} unlinked"
        case EventKind.REVERTED:
            return f"{payload['sha'][:7]} was reverted by {payload['by'][:7]}"
        case EventKind.VANISHED:
            return f"{payload['sha'][:7]} is no longer in the history"
        case EventKind.RESTORED:
            return f"{payload['sha'][:7]} is back"
        case EventKind.RELINK:
            return f"{payload['old'][:7]} is now {payload['new'][:7]}"
        case EventKind.BRANCH:
            return f"branch {payload['branch']}"
        case EventKind.UNBRANCH:
            fate = "is not about it any more" if payload.get("there") else "is gone"
            return f"branch {payload['branch']} {fate}"
        case _:
            return ""


def _evidence_text(payload: Payload) -> str:
    match payload["kind"]:
        case "attestation":
            return str(payload["ref"]).removeprefix("verified ")
        case "command":
            return f"{'✓' if payload.get('passed') else '✗'} {payload['ref']}"
        case "commit":
            return f"evidence: commit {payload['ref'][:7]} {payload.get('text') or ''}".rstrip()
        case kind:
            return f"evidence: {kind} {payload['ref']}"


def _plan_text(event: Event) -> str:
    payload = event.payload
    match event.kind:
        case EventKind.MEASURE:
            verdict = "meets its bound" if payload["met"] else "misses its bound"
            return f"{'✓' if payload['met'] else '✗'} {payload['target']}: {payload['value']} {verdict}"
        case EventKind.SIGNOFF:
            return f"✓ {payload['role']} signed off by {payload['by']}"
        case EventKind.TICK | EventKind.UNTICK:
            sign = "✓" if event.kind is EventKind.TICK else "○"
            return f"{sign} {payload['list']}/{payload['check']}"
        case EventKind.UNDO | EventKind.REDO:
            return counted(len(payload["batches"]), "action")
        case _:
            return event.kind.value


def act_name(event: Event) -> str:
    """Return the command that makes such an event, as a word: `accept-risk`."""
    return event.kind.value.replace("_", "-")
