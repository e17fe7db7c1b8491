"""SARIF 2.1.0, which static analysers write: an item a result.

A result points at its rule for what it does not say itself, and tells by fingerprints that it is the one of
the last scan. What the tool or its users suppressed is kept and called done, because a plan that hides what
was waved through would say less than the scan did.

Source: OASIS, Static Analysis Results Interchange Format Version 2.1.0.
"""

from __future__ import annotations

from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.plan import Claim, Severity, Snippet
from tracker.domain.text import counted, one_line
from tracker.errors import UsageError
from tracker.importers.json_reading import load_json
from tracker.importers.limits import MOST_PARTS, refuse_many
from tracker.importers.node import Node
from tracker.importers.ratings import severity_of_score, severity_of_word
from tracker.importers.sarif_run import Rule, Run
from tracker.importers.titles import sentence

VERSION = "2.1.0"
_LEVELS = {
    "error": Severity.HIGH,
    "warning": Severity.MEDIUM,
    "note": Severity.LOW,
    "none": Severity.INFO,
}
_PASSED = ("pass", "notApplicable")


def read_sarif(data: bytes, name: str) -> DraftPlan:
    """Return an item for each result of each run; raises UsageError where the document is no SARIF."""
    top = Node(load_json(data, name))
    if not isinstance(top.values.get("runs"), list):
        raise UsageError(f"{one_line(name)} is no SARIF: it has no list of runs")
    runs = [Run(node) for node in top.nodes("runs")]
    refuse_many(sum(len(run.results) for run in runs), name)
    several = len(runs) > 1
    items = [
        _item(result, run, several)
        for run in runs
        for result in run.results
        if result.line("kind") not in _PASSED
    ]
    tools = list(dict.fromkeys(run.tool for run in runs)) or ["a scan"]
    return DraftPlan(
        title=f"Findings of {', '.join(tools)}",
        reviewed=max((day for run in runs if (day := run.day)), default=None),
        baseline=next((revision for run in runs if (revision := run.revision)), None),
        source=one_line(name),
        items=tuple(items),
        notes=tuple(_doubts(top, runs)),
    )


def _item(result: Node, run: Run, several: bool) -> DraftItem:
    rule = run.rule_of(result)
    message = run.message(result, rule)
    files = run.files(result)
    title = sentence(message or rule.title or rule.id or "Finding")
    where = files[0].path if files else ""
    claim, remark = _state(result)
    return DraftItem(
        title=f"{title} in {where}" if where and where not in title else title,
        id=rule.id,
        severity=_severity(result, rule),
        claim=claim,
        files=files,
        source=result.source,
        facts=_facts(result, rule, message, remark),
        snippets=_snippets(result, where),
        tags=tuple(dict.fromkeys([*([run.tool] if several else []), *rule.tags, *_tags(result, claim)])),
        links=tuple(dict.fromkeys(filter(None, (rule.link, result.line("hostedViewerUri"))))),
        fingerprint=_fingerprint(result, rule, where, message or ""),
    )


def _facts(result: Node, rule: Rule, message: str | None, remark: str | None) -> dict[str, str]:
    fixes = [text for fix in result.nodes("fixes") if (text := fix.node("description").text("text"))]
    found = {
        "issue": message,
        "cause": rule.description if rule.description not in (message, rule.help) else None,
        "approach": "\n".join(fixes) or rule.help,
        "note": remark,
    }
    return {key: text for key, text in found.items() if text}


def _severity(result: Node, rule: Rule) -> Severity | None:
    """A security score says most, then the tool's own word, then the level of the result or its rule."""
    own = result.node("properties")
    for score in (own.number("security-severity"), rule.score):
        if found := severity_of_score(score):
            return found
    if found := severity_of_word(own.line("issue_severity", "severity")):
        return found
    level = result.line("level") or rule.level
    return _LEVELS.get(level or ("none" if result.line("kind") == "informational" else "warning"))


def _state(result: Node) -> tuple[Claim, str | None]:
    """What the tool says of the result's state, and why."""
    suppressions = result.nodes("suppressions")
    if suppressions and all(each.line("status") in (None, "accepted") for each in suppressions):
        reasons = [text for each in suppressions if (text := each.line("justification"))]
        kinds = ", ".join(dict.fromkeys(each.line("kind") or "external" for each in suppressions))
        return Claim.DONE, f"Suppressed ({kinds}){': ' if reasons else ''}{'; '.join(reasons)}"
    if result.line("baselineState") == "absent":
        return Claim.DONE, "The tool no longer finds it."
    return Claim.OPEN, None


def _tags(result: Node, claim: Claim) -> list[str]:
    tags = ["suppressed"] if claim is Claim.DONE and result.nodes("suppressions") else []
    return tags + (["new"] if result.line("baselineState") == "new" else [])


def _snippets(result: Node, file: str) -> tuple[Snippet, ...]:
    return tuple(Snippet(code, role="current", file=file or None) for code in _codes(result)[:1])


def _codes(result: Node) -> list[str]:
    """The code at the first location, then the code around it."""
    places = [location.node("physicalLocation") for location in result.nodes("locations")[:1]]
    regions = [place.node(key, "snippet") for place in places for key in ("region", "contextRegion")]
    return [code for region in regions if (code := region.code("text"))]


def _fingerprint(result: Node, rule: Rule, file: str, message: str) -> str:
    """What tells the result again in a later scan, where its line may be another one."""
    for key in ("fingerprints", "partialFingerprints"):
        prints = result.node(key).values
        told = [f"{name}={value}" for name, value in sorted(prints.items()) if _is_print(value)]
        if told:
            return " ".join([rule.id, file, *told[:MOST_PARTS]])
    if guid := result.line("correlationGuid"):
        return guid
    return " ".join([rule.id, file, message, *map(one_line, _codes(result)[:1])])


def _is_print(value: object) -> bool:
    """Whether it can tell results apart: some tools write a sentence in place of a digest they withhold."""
    return isinstance(value, str) and bool(value) and " " not in value


def _doubts(top: Node, runs: list[Run]) -> list[Uncertainty]:
    found = []
    version = top.line("version")
    if version != VERSION:
        found.append(Uncertainty(0, f"written as SARIF {version or 'of no version'}, read as {VERSION}"))
    for run in runs:
        if run.failed:
            found.append(Uncertainty(0, f"{run.tool} says that its run failed: results may be missing"))
        if run.elsewhere:
            found.append(Uncertainty(0, f"{run.tool} keeps results in other files, which were not read"))
        passed = sum(result.line("kind") in _PASSED for result in run.results)
        if passed:
            found.append(Uncertainty(0, f"{counted(passed, 'result')} of {run.tool} left out: passed"))
        unrated = sum(run.is_unrated(result) for result in run.results)
        if unrated:
            found.append(
                Uncertainty(
                    0, f"{counted(unrated, 'result')} of {run.tool} without a level: read as warnings"
                )
            )
    return found
