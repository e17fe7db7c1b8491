"""DefectDojo findings as JSON: a page of the API, an export, or the generic import format.

DefectDojo tells by flags what the plan tells by one claim. A finding that was mitigated, found false or
called a duplicate is kept and called done; one whose risk was accepted is deferred. Why stands in its note.
"""

from __future__ import annotations

import re

from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.fileref import FileRef
from tracker.domain.plan import Claim
from tracker.domain.text import one_line
from tracker.errors import UsageError
from tracker.importers.json_reading import load_json
from tracker.importers.limits import MOST_PARTS, refuse_many
from tracker.importers.node import Node
from tracker.importers.ratings import severity_of_score, severity_of_word

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+[^\s<>()\[\]\"'.,;:]")
_CLOSED = (
    ("false_p", "false-positive", "Called a false positive."),
    ("duplicate", "duplicate", "Called a duplicate."),
    ("out_of_scope", "out-of-scope", "Called out of scope."),
    ("is_mitigated", "", ""),
)
"""Flags that close a finding, with the tag and the remark they leave."""


def read_defectdojo(data: bytes, name: str) -> DraftPlan:
    """Return an item for each finding; raises UsageError where the document holds no list of them."""
    top = load_json(data, name)
    findings = findings_of(top)
    if findings is None:
        raise UsageError(
            f"{one_line(name)} is no list of DefectDojo findings: it has neither results nor findings"
        )
    refuse_many(len(findings), name)
    more = bool(Node(top).line("next"))
    notes = (Uncertainty(0, "this is one page of several: import the others too"),) if more else ()
    return DraftPlan(
        title=Node(top).line("name", "title") or "DefectDojo findings",
        source=one_line(name),
        items=tuple(_item(node) for node in findings),
        notes=notes,
    )


def findings_of(top: object) -> list[Node] | None:
    """Return the findings of a document in any of the shapes, None if it has none of them."""
    if isinstance(top, list):
        return [Node(value) for value in top if isinstance(value, dict)]
    for key in ("results", "findings"):
        if isinstance(Node(top).values.get(key), list):
            return Node(top).nodes(key)
    return None


def _item(node: Node) -> DraftItem:
    claim, tags, remarks, doubts = _state(node)
    number = node.line("id")
    vulnerabilities = _vulnerabilities(node)
    return DraftItem(
        title=node.line("title") or "Untitled finding",
        id=f"DD-{number}" if number else next(iter(vulnerabilities), ""),
        severity=severity_of_word(node.line("severity", "numerical_severity"))
        or severity_of_score(node.number("cvssv3_score")),
        claim=claim,
        duplicate_of=_duplicate_of(node),
        files=_files(node),
        source=node.source,
        facts=_facts(node, remarks),
        tags=tuple(dict.fromkeys([*tags, *_cwe(node), *vulnerabilities, *node.lines("tags")])),
        owner=node.node("owner").line("username") or node.line("owner"),
        due=node.day("planned_remediation_date", "sla_expiration_date"),
        links=_links(node),
        fingerprint=node.line("unique_id_from_tool", "hash_code") or (f"DD-{number}" if number else ""),
        uncertain=doubts,
    )


def _state(node: Node) -> tuple[Claim, list[str], list[str], tuple[str, ...]]:
    """The claim, with the tags, remarks and doubts that go with it."""
    tags = ["verified"] if node.flag("verified") else []
    remarks = []
    closed = False
    for flag, tag, remark in _CLOSED:
        if node.flag(flag) or (flag == "is_mitigated" and node.day("mitigated")):
            closed = True
            tags += [tag] if tag else []
            remarks += [remark] if remark else []
    if day := node.day("mitigated"):
        remarks.append(f"Mitigated on {day}.")
    if closed:
        return Claim.DONE, tags, remarks, ()
    if node.flag("risk_accepted"):
        return Claim.DEFERRED, [*tags, "risk-accepted"], [*remarks, "Its risk was accepted."], ()
    if node.flag("active") is False:
        return Claim.DONE, tags, remarks, ("inactive, and DefectDojo does not say why: taken as done",)
    return Claim.OPEN, tags, remarks, ()


def _facts(node: Node, remarks: list[str]) -> dict[str, str]:
    component = " ".join(filter(None, (node.line("component_name"), node.line("component_version"))))
    notes = [*([f"Component: {component}."] if component else []), *remarks]
    found = {
        "issue": node.text("description"),
        "impact": node.text("impact"),
        "trigger": node.text("steps_to_reproduce"),
        "risk": node.text("severity_justification"),
        "note": "\n".join(notes),
        "approach": node.text("mitigation", "fix"),
    }
    return {key: text for key, text in found.items() if text}


def _files(node: Node) -> tuple[FileRef, ...]:
    found: dict[str, list[tuple[int, int]]] = {}
    for path_key, line_key in (("file_path", "line"), ("sast_source_file_path", "sast_source_line")):
        if path := node.line(path_key):
            line = node.whole(line_key)
            found.setdefault(path, []).extend([(line, line)] if line and line > 0 else [])
    return tuple(FileRef(path, tuple(dict.fromkeys(lines))) for path, lines in found.items())


def _links(node: Node) -> tuple[str, ...]:
    told = " ".join(filter(None, (node.line("url"), node.text("references"))))
    return tuple(dict.fromkeys(_ADDRESS.findall(told)))[:MOST_PARTS]


def _vulnerabilities(node: Node) -> list[str]:
    rows = [row.line("vulnerability_id") for row in node.nodes("vulnerability_ids")[:MOST_PARTS]]
    return list(dict.fromkeys(filter(None, [node.line("cve"), *rows])))


def _cwe(node: Node) -> list[str]:
    number = node.whole("cwe")
    return [f"CWE-{number}"] if number and number > 0 else []


def _duplicate_of(node: Node) -> str | None:
    other = node.line("duplicate_finding") if node.flag("duplicate") else None
    return f"DD-{other}" if other else None
