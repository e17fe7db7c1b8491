"""The tracker's own JSON, of `export -f json` as of `list --json` and `show --json`: an item an item.

A plan that travelled as a report comes back with the same ids. What the journal knew becomes a claim: who
imports has a journal of their own, and evidence does not travel.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.domain.plan import FACTS, Area, Claim, DeferredClaim, Kind, Phase, Priority, Severity
from tracker.domain.text import one_line
from tracker.errors import UsageError
from tracker.importers.hours import hours_effort
from tracker.importers.json_reading import load_json
from tracker.importers.limits import refuse_many
from tracker.importers.node import Node
from tracker.importers.states import claim_of_own
from tracker.importers.tracker_lists import checklist, checks_of, decision, signoff, target

SCHEMA = 1


def read_tracker_json(data: bytes, name: str) -> DraftPlan:
    """Return the items of a report; raises UsageError where the document is none, or of a later schema."""
    top = Node(load_json(data, name))
    schema = top.whole("schema")
    if schema is None or not isinstance(top.values.get("items"), list):
        raise UsageError(f"{one_line(name)} is no export of this tracker: it has no schema or no items")
    if schema > SCHEMA:
        raise UsageError(f"{one_line(name)} was exported by a later version", hint="update the tracker")
    nodes = top.nodes("items")
    refuse_many(len(nodes), name)
    about = top.node("status", "plan")
    return DraftPlan(
        title=about.line("title") or "Imported plan",
        id=about.line("id") or "",
        source=one_line(name),
        areas=_areas(top, nodes),
        phases=_phases(top, nodes),
        items=tuple(map(_item, nodes)),
        targets=tuple(found for node in top.nodes("targets") if (found := target(node))),
        checklists=tuple(map(checklist, top.nodes("checklists"))),
        signoffs=tuple(map(signoff, top.nodes("signoffs"))),
        decisions=tuple(map(decision, top.nodes("decisions"))),
        notes=(Uncertainty(0, "its routines are not imported"),) if top.nodes("routines") else (),
    )


def _areas(top: Node, items: Sequence[Node]) -> tuple[Area, ...]:
    """The areas of the report; a list names them by the id at their items alone."""
    found = {
        id_: Area(
            id_,
            node.line("title") or id_,
            node.number("weight"),
            tuple(node.numbers("scores")),
            node.line("rating"),
        )
        for node in top.nodes("areas")
        if (id_ := node.line("id"))
    }
    named = dict.fromkeys(id_ for item in items if (id_ := item.line("area")))
    return tuple(found.values()) + tuple(Area(id_, "") for id_ in named if id_ not in found)


def _phases(top: Node, items: Sequence[Node]) -> tuple[Phase, ...]:
    found = {
        id_: Phase(
            id_,
            node.line("title") or id_,
            node.line("window"),
            _priority(node),
            goal=node.text("goal"),
        )
        for node in top.nodes("phases")
        if (id_ := node.line("id"))
    }
    named = dict.fromkeys(id_ for item in items if (id_ := item.line("phase")))
    return tuple(found.values()) + tuple(Phase(id_, "") for id_ in named if id_ not in found)


def _item(node: Node) -> DraftItem:
    severity, kind = node.line("severity"), node.line("kind")
    return DraftItem(
        title=node.line("title") or node.line("id") or "Untitled item",
        id=node.line("id") or "",
        kind=Kind(kind) if kind in list(Kind) else Kind.FINDING,
        severity=Severity(severity) if severity in list(Severity) else None,
        priority=_priority(node),
        blocker=node.flag("blocker") or False,
        claim=claim_of_own(node.line("status")) or Claim.OPEN,
        phase=node.line("phase"),
        area=node.line("area"),
        effort=_effort(node),
        after=tuple(node.lines("after")),
        files=tuple(map(_file, node.lines("files"))),
        source=node.source,
        facts=_facts(node),
        steps=tuple(node.texts("steps")),
        limit={key: text for key in node.node("limit").values if (text := node.node("limit").text(key))},
        resolved=tuple(node.texts("resolved")),
        remaining=tuple(node.texts("remaining")),
        checks=checks_of(node),
        deferred=_deferred(node),
        duplicate_of=node.line("duplicate_of"),
        owner=node.line("owner"),
        due=node.day("due"),
        tags=tuple(node.lines("tags")),
        links=tuple(node.lines("links")),
        conflicts=tuple(node.texts("conflicts")),
        fingerprint=node.line("id") or "",
    )


def _priority(node: Node) -> Priority | None:
    told = node.line("priority")
    return Priority(told) if told in list(Priority) else None


def _facts(node: Node) -> dict[str, str]:
    """The facts of the plan, with why the journal has the item where it is."""
    facts = {name: text for name in FACTS if (text := node.node("facts").text(name))}
    accepted = node.node("acceptance")
    told = [facts.get("note"), node.text("reason")]
    if accepted:
        by, until = accepted.line("approver") or "somebody", accepted.line("expires") or "no day"
        told.append(f"Risk accepted by {by} until {until}: {accepted.text('rationale') or 'no reason'}")
    if note := "\n".join(filter(None, told)):
        facts["note"] = note
    return facts


def _effort(node: Node) -> str | None:
    hours = node.numbers("effort_hours")
    return hours_effort(*hours) if len(hours) == 2 else None


def _deferred(node: Node) -> DeferredClaim | None:
    deferral = node.node("deferral")
    when, review = deferral.text("when"), deferral.day("review")
    return DeferredClaim(when, review) if when or review else None


def _file(written: str) -> FileRef:
    try:
        return parse_fileref(written)
    except ValueError:
        return FileRef(written)
