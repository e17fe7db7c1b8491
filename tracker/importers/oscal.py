"""OSCAL plans of action and milestones, as JSON: an item a poam-item, with the risks it is related to.

OSCAL tells in many objects what a plan tells in one: a poam-item says what is wrong, its risks say how bad
it is, by when and how it is mended, its observations what was seen. They are brought together by uuid.

Source: NIST, OSCAL v1.1 Plan of Action and Milestones model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.plan import Check, Claim, Severity
from tracker.domain.text import one_line
from tracker.errors import UsageError
from tracker.importers.json_reading import load_json
from tracker.importers.limits import LONGEST_TEXT, MOST_PARTS, cut, refuse_many
from tracker.importers.node import Node
from tracker.importers.ratings import severity_of_score, severity_of_word

ROOT = "plan-of-action-and-milestones"
_RATINGS = ("severity", "risk", "risk-level", "risk-rating", "residual-risk", "initial-risk-rating")
_SCORES = ("cvss-score", "base-score", "cvss-base-score", "cvss")
_IDS = ("poam-id", "poam-item-id", "id", "label", "finding-id", "weakness-id")
_CLAIMS = {
    "closed": Claim.DONE,
    "remediating": Claim.PARTIAL,
    "deviation-approved": Claim.DEFERRED,
}


def read_oscal(data: bytes, name: str) -> DraftPlan:
    """Return an item for each poam-item; raises UsageError where the document is no OSCAL POA&M."""
    top = Node(load_json(data, name)).node(ROOT)
    if not top:
        raise UsageError(f"{one_line(name)} is no OSCAL POA&M: it has no {ROOT}")
    entries = top.nodes("poam-items")
    refuse_many(len(entries), name)
    known = _Known(top)
    about = top.node("metadata")
    return DraftPlan(
        title=about.line("title") or "Plan of action and milestones",
        reviewed=about.day("published", "last-modified"),
        source=one_line(name),
        items=tuple(_item(entry, known) for entry in entries),
    )


class _Known:
    """What items refer to, by uuid."""

    def __init__(self, top: Node) -> None:
        self.risks = _by_uuid(top.nodes("risks"))
        self.observations = _by_uuid(top.nodes("observations"))
        self.parties = _by_uuid(top.node("metadata").nodes("parties"))
        self.findings = _by_uuid(top.nodes("findings"))

    def risks_of(self, entry: Node) -> list[Node]:
        """The risks of an item, also those of its findings."""
        through = [self.findings.get(each) for each in _uuids(entry, "related-findings", "finding-uuid")]
        holders = [entry, *(finding for finding in through if finding)]
        uuids = [
            uuid
            for holder in holders
            for key in ("related-risks", "associated-risks")
            for uuid in _uuids(holder, key, "risk-uuid")
        ]
        return [self.risks[uuid] for uuid in dict.fromkeys(uuids) if uuid in self.risks]

    def observations_of(self, entry: Node, risks: Sequence[Node]) -> list[Node]:
        """The observations of an item and of its risks."""
        uuids = [
            uuid
            for holder in (entry, *risks)
            for uuid in _uuids(holder, "related-observations", "observation-uuid")
        ]
        return [self.observations[uuid] for uuid in dict.fromkeys(uuids) if uuid in self.observations]

    def owner_of(self, holders: Sequence[Node]) -> str | None:
        """The first party that is said to act on any of these."""
        for holder in holders:
            for origin in holder.nodes("origins"):
                for actor in origin.nodes("actors"):
                    party = self.parties.get(actor.line("actor-uuid") or "")
                    if actor.line("type") == "party" and party:
                        return party.line("name", "short-name")
        return None


def _item(entry: Node, known: _Known) -> DraftItem:
    risks = known.risks_of(entry)
    observations = known.observations_of(entry, risks)
    remediations = [each for risk in risks for each in risk.nodes("remediations")]
    claim, doubts = _claim(risks)
    title = entry.line("title") or next(filter(None, (risk.line("title") for risk in risks)), None)
    return DraftItem(
        title=title or entry.line("description", "uuid") or "Untitled item",
        id=_property(entry, _IDS) or "",
        severity=_severity([entry, *risks]),
        claim=claim,
        source=entry.source,
        facts=_facts(entry, risks, observations, remediations),
        checks=_checks(remediations),
        owner=known.owner_of([*remediations, *risks, entry]),
        due=_due(risks),
        links=_links([entry, *risks], observations),
        fingerprint=entry.line("uuid") or "",
        uncertain=doubts,
    )


def _facts(
    entry: Node, risks: Sequence[Node], observations: Sequence[Node], remediations: Sequence[Node]
) -> dict[str, str]:
    factors = [factor for risk in risks for factor in risk.nodes("mitigating-factors")]
    found = {
        "issue": entry.text("description"),
        "symptoms": _joined(each.text("description") for each in observations),
        "risk": _joined(risk.text("statement", "description") for risk in risks),
        "mitigation": _joined(factor.text("description") for factor in factors),
        "note": entry.text("remarks"),
        "approach": _joined(_remediation(each) for each in remediations),
    }
    return {key: text for key, text in found.items() if text}


def _remediation(node: Node) -> str | None:
    title, body = node.line("title"), node.text("description")
    return f"{title}: {body}" if title and body and title != body else body or title


def _checks(remediations: Sequence[Node]) -> tuple[Check, ...]:
    """The tasks of the remediations; those of a completed one are done."""
    return tuple(
        Check("", text, done=remediation.line("lifecycle") == "completed", source=task.source)
        for remediation in remediations
        for task in remediation.nodes("tasks")[:MOST_PARTS]
        if (text := task.line("title", "description"))
    )


def _claim(risks: Sequence[Node]) -> tuple[Claim, tuple[str, ...]]:
    """What the risks say together: done only if all are closed."""
    claims = [_CLAIMS.get(risk.line("status") or "", Claim.OPEN) for risk in risks]
    if not claims or len(set(claims)) == 1:
        return (claims[0] if claims else Claim.OPEN), ()
    told = ", ".join(risk.line("status") or "no status" for risk in risks)
    claim = Claim.PARTIAL if Claim.DONE in claims or Claim.PARTIAL in claims else Claim.OPEN
    return claim, (f"its risks have different states: {told}",)


def _severity(holders: Sequence[Node]) -> Severity | None:
    """The worst rating that an item or its risks have; likelihood and impact alone are no rating."""
    told: list[tuple[str, str]] = []
    for holder in holders:
        rows = [*holder.nodes("props")]
        rows += [facet for each in holder.nodes("characterizations") for facet in each.nodes("facets")]
        told += [((row.line("name") or "").casefold(), row.line("value") or "") for row in rows]
    found = [severity_of_word(value) for name, value in told if name in _RATINGS]
    found += [severity_of_score(Node({"v": value}).number("v")) for name, value in told if name in _SCORES]
    order = list(Severity)
    return min((each for each in found if each), key=order.index, default=None)


def _due(risks: Sequence[Node]) -> date | None:
    return min((day for risk in risks if (day := risk.day("deadline"))), default=None)


def _links(holders: Sequence[Node], observations: Sequence[Node]) -> tuple[str, ...]:
    rows = [row for holder in holders for row in holder.nodes("links")]
    rows += [row for each in observations for row in each.nodes("relevant-evidence")]
    hrefs = [href for row in rows if (href := row.line("href")) and href.startswith(("http://", "https://"))]
    return tuple(dict.fromkeys(hrefs))


def _property(node: Node, names: Sequence[str]) -> str | None:
    told = {(row.line("name") or "").casefold(): row.line("value") for row in node.nodes("props")}
    return next((value for name in names if (value := told.get(name))), None)


def _joined(texts: Iterable[str | None]) -> str:
    found = dict.fromkeys(text for text in texts if text)
    return cut("\n".join(found), LONGEST_TEXT)


def _by_uuid(nodes: Sequence[Node]) -> dict[str, Node]:
    return {uuid: node for node in nodes if (uuid := node.line("uuid"))}


def _uuids(node: Node, key: str, name: str) -> list[str]:
    return [uuid for row in node.nodes(key) if (uuid := row.line(name))]
