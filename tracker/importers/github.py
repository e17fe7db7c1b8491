"""GitHub issues as `gh issue list --json ...` or the REST API give them: an item an issue.

Labels say how bad it is and of what kind, the milestone is the phase, and the task list in the body holds
the checks. Pull requests, which the API lists among the issues, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.effort import parse_effort
from tracker.domain.plan import Check, Claim, Kind, Phase
from tracker.domain.text import counted, one_line, slug
from tracker.errors import UsageError
from tracker.importers.json_reading import load_json
from tracker.importers.limits import LONGEST_LINE, MOST_PARTS, cut, refuse_many
from tracker.importers.node import Node
from tracker.importers.ratings import kind_of_labels, severity_of_labels

_TASK = re.compile(r"\s{0,12}(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\]\s+(\S.*)")
_MARK = re.compile(r"<!-- tracker:item ([A-Z0-9][A-Z0-9-]{0,31}) -->\s*")
"""What an issue that was exported from a plan begins with: the id of its item."""
_FENCE = re.compile(r"\s{0,12}(```|~~~)")
_WAITS = re.compile(r"(?i)\b(?:blocked by|depends on|after)[:\s]+((?:#\d{1,9}(?:\s*(?:,|and|&)\s*)?)+)")
_EFFORT = re.compile(r"(?i)(?:effort|estimate|size|est)\s*[:/=]\s*(\S.*)")


def read_github(data: bytes, name: str) -> DraftPlan:
    """Return an item for each issue; raises UsageError where the document is no list of issues."""
    top = load_json(data, name)
    rows = top if isinstance(top, list) else Node(top).values.get("items")
    if not isinstance(rows, list):
        raise UsageError(f"{one_line(name)} is no list of GitHub issues")
    nodes = [Node(row) for row in rows if isinstance(row, dict)]
    issues = [node for node in nodes if not node.node("pull_request")]
    refuse_many(len(issues), name)
    left_out = len(nodes) - len(issues)
    told = f"{counted(left_out, 'pull request')} left out"
    return DraftPlan(
        title=f"Issues of {repository}" if (repository := _repository(issues)) else "GitHub issues",
        source=one_line(name),
        phases=_phases(issues),
        items=tuple(map(_item, issues)),
        notes=(Uncertainty(0, told),) if left_out else (),
    )


def _item(node: Node) -> DraftItem:
    number = node.whole("number")
    labels = _labels(node)
    body = node.text("body") or ""
    mark = _MARK.match(body)
    body = body[mark.end() :] if mark else body
    state, reason = (
        (node.line("state") or "").upper(),
        (node.line("stateReason", "state_reason") or "").upper(),
    )
    dropped = state == "CLOSED" and reason in ("NOT_PLANNED", "DUPLICATE")
    milestone = node.node("milestone").line("title")
    return DraftItem(
        title=node.line("title") or "Untitled issue",
        id=mark[1] if mark else f"GH-{number}" if number is not None else "",
        kind=kind_of_labels(labels) or Kind.FINDING,
        severity=severity_of_labels(labels),
        claim=Claim.DONE if state == "CLOSED" else Claim.OPEN,
        phase=_phase_id(milestone) if milestone else None,
        effort=_effort(labels),
        after=tuple(_waits_for(body)),
        source=node.source,
        facts=_facts(body, reason if dropped else None),
        checks=tuple(_checks(body)),
        owner=next(
            (login for each in node.nodes("assignees") if (login := each.line("login", "name"))), None
        ),
        tags=tuple(labels),
        links=tuple(filter(None, [node.line("html_url", "url")])),
        fingerprint=node.line("html_url", "url") or (f"GH-{number}" if number is not None else ""),
    )


def _facts(body: str, dropped: str | None) -> dict[str, str]:
    told = "\n".join(line for line, task in _lines(body) if task is None).strip()
    facts = {"issue": told} if told else {}
    if dropped:
        facts["note"] = f"Closed as {dropped.replace('_', ' ').lower()}."
    return facts


def _checks(body: str) -> Iterator[Check]:
    tasks = [task for _, task in _lines(body) if task]
    for task in tasks[:MOST_PARTS]:
        yield Check("", cut(one_line(task[2]), LONGEST_LINE), done=task[1] != " ")


def _lines(body: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """The lines of a body, with the task that each of them is; none is one within code."""
    fence = None
    for line in body.splitlines():
        mark = _FENCE.match(line)
        if mark and fence in (None, mark[1]):
            fence = None if fence else mark[1]
        yield line, None if fence else _TASK.fullmatch(line)


def _waits_for(body: str) -> Iterator[str]:
    for found in list(_WAITS.finditer(body))[:MOST_PARTS]:
        yield from (f"GH-{number}" for number in re.findall(r"#(\d+)", found[1]))


def _labels(node: Node) -> list[str]:
    objects = [name for label in node.nodes("labels") if (name := label.line("name"))]
    return list(dict.fromkeys([*objects, *node.lines("labels")]))


def _effort(labels: Iterable[str]) -> str | None:
    for label in labels:
        if found := _EFFORT.fullmatch(label):
            try:
                return parse_effort(found[1]).text
            except ValueError:
                continue
    return None


def _phases(issues: Iterable[Node]) -> tuple[Phase, ...]:
    """The milestones, those that are due first before the others."""
    found: dict[str, tuple[date, Phase]] = {}
    for issue in issues:
        milestone = issue.node("milestone")
        if title := milestone.line("title"):
            due = milestone.day("dueOn", "due_on")
            phase = Phase(
                _phase_id(title), title, f"until {due}" if due else None, goal=milestone.text("description")
            )
            found.setdefault(phase.id, (due or date.max, phase))
    return tuple(phase for _, phase in sorted(found.values(), key=lambda pair: pair[0]))


def _phase_id(title: str) -> str:
    made = slug(title)
    return made if made != "x" else title


def _repository(issues: Iterable[Node]) -> str | None:
    for issue in issues:
        found = re.match(r"https?://[^/\s]+/([\w.-]+/[\w.-]+)/issues/", issue.line("html_url", "url") or "")
        if found:
            return found[1]
    return None
