"""The parts of the tracker's own JSON beside the items: checks, targets, sign-offs and decisions."""

from __future__ import annotations

from tracker.domain.bound import parse_bound
from tracker.domain.plan import Check, Checklist, Decision, Option, SignOff, Target
from tracker.importers.node import Node


def checks_of(node: Node) -> tuple[Check, ...]:
    """Return the ticks of an item or a checklist."""
    return tuple(
        Check(row.line("id") or "", text, row.line("item"), done=row.flag("done") or False)
        for row in node.nodes("checks")
        if (text := row.line("text"))
    )


def checklist(node: Node) -> Checklist:
    """Return a checklist."""
    title = node.line("title") or node.line("id") or "Checklist"
    return Checklist(node.line("id") or "", title, node.line("category"), checks_of(node), node.source)


def target(node: Node) -> Target | None:
    """Return a target; None where its bound is none."""
    metric = node.line("metric") or node.line("id")
    try:
        bound = parse_bound(node.line("bound") or "")
    except ValueError:
        return None
    id_ = node.line("id") or ""
    return Target(id_, metric or "", bound, claimed=node.text("claimed"), source=node.source)


def signoff(node: Node) -> SignOff:
    """Return a role; that it signed is a claim."""
    return SignOff(
        node.line("role") or "",
        node.line("title") or node.line("role") or "Sign-off",
        tuple(node.texts("conditions")),
        node.day("at", "claimed_on"),
        node.line("by", "claimed_by"),
        node.source,
    )


def decision(node: Node) -> Decision:
    """Return a decision with its options."""
    options = tuple(
        Option(name, row.text("for"), row.text("against"), row.text("when"))
        for row in node.nodes("options")
        if (name := row.line("name"))
    )
    return Decision(
        node.line("id") or "",
        node.line("title") or node.line("id") or "Decision",
        node.text("context"),
        options,
        node.text("recommendation"),
        node.text("choice"),
        tuple(node.lines("items")),
        node.source,
    )
