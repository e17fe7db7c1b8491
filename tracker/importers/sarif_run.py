"""One run of a SARIF file: its tool, its rules, and where its paths begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar
from urllib.parse import unquote

from tracker.domain.fileref import FileRef
from tracker.domain.text import clean, one_line
from tracker.importers.limits import MOST_PARTS, cut
from tracker.importers.node import Node

T = TypeVar("T")
_PLACEHOLDER = re.compile(r"\{(\d{1,3})\}")
LONGEST_HELP = 1_200
"""Characters of what a rule says of itself: it is said again at each of its results, and linked."""
_MOST_BASES = 10
"""How far `uriBaseId` is followed from base to base: a circle has no end."""


class Rule:
    """What a tool says once of all results of a kind."""

    def __init__(self, node: Node, id_: str | None) -> None:
        self.node = node
        self.id = id_ or node.line("id") or ""
        self.title = node.node("shortDescription").line("text") or node.line("name")
        described = (node.node(key).text("text") for key in ("fullDescription", "shortDescription"))
        self.description = _cut(next(filter(None, described), None))
        self.help = _cut(node.node("help").text("text", "markdown"))
        self.link = node.line("helpUri")
        self.level = node.node("defaultConfiguration").line("level")
        self.score = node.node("properties").number("security-severity")
        self.tags = node.node("properties").lines("tags")


class Run:
    """One run and what its results refer to."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.results = node.nodes("results")
        self.tool = node.node("tool", "driver").line("name") or "a tool"
        components = [node.node("tool", "driver"), *node.node("tool").nodes("extensions")]
        self._rules = [component.nodes("rules") for component in components]
        self._by_id = {id_: rule for rules in self._rules for rule in rules if (id_ := rule.line("id"))}

    @property
    def day(self) -> date | None:
        """The day the scan ended."""
        days = [each.day("endTimeUtc", "startTimeUtc") for each in self.node.nodes("invocations")]
        return max((day for day in days if day), default=None)

    @property
    def revision(self) -> str | None:
        """The commit that was scanned."""
        found = (each.line("revisionId") for each in self.node.nodes("versionControlProvenance"))
        return next(filter(None, found), None)

    @property
    def failed(self) -> bool:
        """Whether the tool says of itself that it did not get through."""
        return any(each.flag("executionSuccessful") is False for each in self.node.nodes("invocations"))

    @property
    def elsewhere(self) -> bool:
        """Whether results stand in files of their own."""
        return bool(self.node.node("externalPropertyFileReferences").nodes("results"))

    def is_unrated(self, result: Node) -> bool:
        """Tell whether neither the result nor its rule gives a level or a score."""
        rule, own = self.rule_of(result), result.node("properties")
        rated = own.line("security-severity", "issue_severity", "severity") or rule.score is not None
        return not (result.line("level", "kind") or rule.level or rated)

    def rule_of(self, result: Node) -> Rule:
        """Return the rule a result refers to, by place or by id; an empty one where there is none."""
        id_ = result.line("ruleId") or result.node("rule").line("id")
        component = result.node("rule", "toolComponent").whole("index")
        rules = _at(self._rules, 0 if component is None else component + 1) or []
        index = result.whole("ruleIndex")
        place = index if index is not None else result.node("rule").whole("index")
        found = _at(rules, place)
        if found is None and id_:
            found = self._by_id.get(id_) or self._by_id.get(id_.rpartition("/")[0])
        return Rule(found or Node(None), id_)

    def message(self, result: Node, rule: Rule) -> str | None:
        """Return what the result says, with its arguments filled in."""
        said = result.node("message")
        text = said.text("text", "markdown")
        if text is None and (key := said.line("id")):
            text = rule.node.node("messageStrings", key).text("text", "markdown")
        arguments = said.lines("arguments")
        return text and _PLACEHOLDER.sub(lambda found: _argument(arguments, found), text)

    def files(self, result: Node) -> tuple[FileRef, ...]:
        """Return where the result was found, first its own locations, then those related to it."""
        places = [*result.nodes("locations"), *result.nodes("relatedLocations")][:MOST_PARTS]
        found: dict[str, set[tuple[int, int]]] = {}
        for place in places:
            physical = place.node("physicalLocation")
            if path := self._path(physical.node("artifactLocation")):
                found.setdefault(path, set()).update(_lines(physical.node("region")))
        return tuple(FileRef(path, tuple(sorted(lines))) for path, lines in found.items())

    def _path(self, location: Node) -> str | None:
        """The path a location names, from the root of what was scanned; absolute where that is not known."""
        index = location.whole("index")
        if location.line("uri") is None and index is not None:
            location = (_at(self._artifacts, index) or Node(None)).node("location")
        uri = location.line("uri")
        if uri is None:
            return None
        base = location.line("uriBaseId")
        inside = "".join(self._base(base)) if base else ""
        path = plain_path(uri if uri.startswith(("file:", "/")) else inside + uri)
        for root in self._roots:
            if path.startswith(root) and len(path) > len(root):
                return path[len(root) :]
        return path

    def _base(self, base: str) -> Iterator[str]:
        """The parts of a base below the outermost one, which is the root whatever it is called."""
        names = [base]
        while len(names) < _MOST_BASES and (outer := self._bases.node(names[-1]).line("uriBaseId")):
            names.append(outer)
        for name in reversed(names[:-1]):
            yield (self._bases.node(name).line("uri") or "").rstrip("/") + "/"

    @cached_property
    def _artifacts(self) -> list[Node]:
        return self.node.nodes("artifacts")

    @cached_property
    def _bases(self) -> Node:
        return self.node.node("originalUriBaseIds")

    @cached_property
    def _roots(self) -> list[str]:
        """The absolute folders that the run says it scanned, the deepest first."""
        bases = [base.line("uri") for _, base in self._bases.each() if base.line("uriBaseId") is None]
        folders = [each.node("workingDirectory").line("uri") for each in self.node.nodes("invocations")]
        roots = {plain_path(uri).rstrip("/") + "/" for uri in [*bases, *folders] if uri}
        return sorted((root for root in roots if root.startswith("/") and root != "/"), key=len, reverse=True)


def _at(values: Sequence[T], place: int | None) -> T | None:
    return values[place] if place is not None and 0 <= place < len(values) else None


def plain_path(uri: str) -> str:
    """Return the path of a URI: percent signs decoded, no scheme, forward slashes."""
    path = re.sub(r"^file:(?://[^/]*(?=/))?", "", uri)
    path = one_line(clean(unquote(path.partition("#")[0] if uri.startswith("file:") else path)))
    path = re.sub(r"^(?:\./)+", "", path.replace("\\", "/"))
    return re.sub(r"^/(?=[A-Za-z]:/)", "", path)


def _cut(text: str | None) -> str | None:
    return cut(text, LONGEST_HELP) if text else None


def _argument(arguments: list[str], found: re.Match[str]) -> str:
    place = int(found[1])
    return arguments[place] if place < len(arguments) else found[0]


def _lines(region: Node) -> list[tuple[int, int]]:
    first = region.whole("startLine")
    if first is None or first < 1:
        return []
    return [(first, max(first, region.whole("endLine") or first))]
