"""One item of the tracker's own Markdown report: its box, its line of parts, and the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from tracker.domain.draft import DraftItem
from tracker.domain.effort import parse_effort
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.domain.frozen import frozen
from tracker.domain.plan import Check, Claim, Kind, Priority
from tracker.importers.report_text import code_spans, plain
from tracker.importers.states import claim_of_own

ENTRY = re.compile(r"- \[[ x]\] \S \*\*([A-Z0-9][A-Z0-9-]{0,31})\*\* (.+)")
_STATUS = re.compile(r"\*\*([a-z' ]+)\*\*.*")
_CHECK = re.compile(r"- \[([ x])\] (.+?)( \(done, says the review\))?")
_FACTS = {
    "Issue": "issue",
    "Impact": "impact",
    "Risk": "risk",
    "Mitigation": "mitigation",
    "Workaround": "workaround",
    "Fix": "approach",
}
_DONE, _REMAINING, _FILES, _STEPS = (
    "- Done already, says the review: ",
    "- Remaining: ",
    "- Files: ",
    "- Steps:",
)
_KINDS = {kind.value.replace("_", " "): kind for kind in Kind}
_PRIORITIES = {f"{priority.value} priority": priority for priority in Priority}


@frozen
class Entry:
    """The lines of an item without their indentation, and those that stand one step deeper, by place."""

    first: int
    last: int
    head: str
    lines: tuple[str, ...]
    """Two blanks were taken from each; deeper ones keep the rest of theirs."""


def item_of(entry: Entry) -> DraftItem:
    """Return the item of an entry."""
    found = ENTRY.fullmatch(entry.head)
    if found is None:
        raise ValueError(f"{entry.head!r} is no item of a report")
    parts = entry.lines[0].removeprefix("- ").split(" · ") if entry.lines else []
    named = _named(parts)
    return DraftItem(
        title=plain(found[2]),
        id=found[1],
        kind=next((_KINDS[part] for part in parts if part in _KINDS), Kind.FINDING),
        priority=next((_PRIORITIES[part] for part in parts if part in _PRIORITIES), None),
        blocker="blocker" in parts,
        claim=_claim(parts),
        phase=named.get("phase"),
        area=named.get("area"),
        effort=_effort(named.get("effort")),
        files=_files(entry.lines),
        source=((entry.first, entry.last),),
        facts=_facts(entry.lines),
        steps=tuple(_steps(entry.lines)),
        resolved=tuple(_after(_DONE, entry.lines)),
        remaining=tuple(_after(_REMAINING, entry.lines)),
        checks=tuple(_checks(entry.lines)),
        owner=named.get("owner"),
        due=_day(named.get("due")),
        fingerprint=found[1],
    )


def _named(parts: Iterable[str]) -> dict[str, str]:
    """The parts that begin with what they are: `owner sam`."""
    found: dict[str, str] = {}
    for part in parts:
        name, blank, value = part.partition(" ")
        if blank and name in ("effort", "owner", "area", "phase", "due"):
            found.setdefault(name, plain(value))
    return found


def _claim(parts: Sequence[str]) -> Claim:
    status = _STATUS.fullmatch(parts[0]) if parts else None
    return (claim_of_own(status[1]) if status else None) or Claim.OPEN


def _effort(told: str | None) -> str | None:
    with suppress(ValueError):
        return parse_effort(told).text if told else None
    return None


def _day(told: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(told) if told else None
    return None


def _files(lines: Iterable[str]) -> tuple[FileRef, ...]:
    found = []
    for line in lines:
        if line.startswith(_FILES):
            for span in code_spans(line.removeprefix(_FILES)):
                with suppress(ValueError):
                    found.append(parse_fileref(span))
    return tuple(found)


def _facts(lines: Iterable[str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for line in lines:
        name, colon, told = line.removeprefix("- ").partition(": ")
        if line.startswith("- ") and colon and name in _FACTS:
            facts.setdefault(_FACTS[name], plain(told))
    return facts


def _steps(lines: Sequence[str]) -> Iterable[str]:
    if _STEPS not in lines:
        return
    for line in lines[lines.index(_STEPS) + 1 :]:
        if not line.startswith("  - "):
            return
        yield plain(line.removeprefix("  - "))


def _after(label: str, lines: Iterable[str]) -> Iterable[str]:
    return (plain(line.removeprefix(label)) for line in lines if line.startswith(label))


def _checks(lines: Iterable[str]) -> Iterable[Check]:
    for line in lines:
        if found := _CHECK.fullmatch(line):
            yield Check("", plain(found[2]), done=found[1] == "x")
