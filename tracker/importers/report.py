"""The tracker's own Markdown report: an item an entry of its list of items.

Reviews are read by signs that may mislead; a report says what it says in one form, which is read as it was
written. So a plan that travelled as a report comes back with the same items, whatever their titles are. The
other sections hold what follows from the plan and the journal, and nothing to remediate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.plan import Area, Phase, Severity
from tracker.domain.text import clean, one_line
from tracker.errors import UsageError
from tracker.importers.limits import refuse_large, refuse_many
from tracker.importers.report_item import ENTRY, Entry, item_of
from tracker.importers.report_text import plain

_TITLE = re.compile(r"# (.+): remediation status")
_GROUP = re.compile(r"### (.+): \d+ items?(?:, \d+ closed)?")
_ITEMS = "## Items"
_LEFT_OUT = "targets, checklists and decisions of a report are not imported; its JSON has them"


def looks_like_a_report(data: bytes) -> bool:
    """Tell whether a Markdown document is a report: its title, and items in the form of one."""
    lines = _lines(data)
    return _title(lines) is not None and next(_entries(lines), None) is not None


def read_report(data: bytes, name: str) -> DraftPlan:
    """Return the items of a report; raises UsageError where the document is none."""
    refuse_large(data, name)
    lines = _lines(data)
    title = _title(lines)
    if title is None:
        raise UsageError(f"{one_line(name)} is no report of this tracker: it has not its title")
    entries = list(_entries(lines))
    refuse_many(len(entries), name)
    items = [_rated(item_of(entry), group) for group, entry in entries]
    return DraftPlan(
        title=plain(title),
        source=one_line(name),
        areas=tuple(Area(area, area) for area in dict.fromkeys(item.area for item in items) if area),
        phases=tuple(Phase(phase, phase) for phase in dict.fromkeys(item.phase for item in items) if phase),
        items=tuple(items),
        notes=(Uncertainty(0, _LEFT_OUT),),
    )


def _lines(data: bytes) -> list[str]:
    return clean(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")).split("\n")


def _title(lines: Sequence[str]) -> str | None:
    return next((found[1] for line in lines if (found := _TITLE.fullmatch(line))), None)


def _entries(lines: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """Every entry below the heading of the items, with the title of its group."""
    start = lines.index(_ITEMS) + 1 if _ITEMS in lines else len(lines)
    group = ""
    for place in range(start, len(lines)):
        line = lines[place]
        if line.startswith(("# ", "## ")):
            return
        if found := _GROUP.fullmatch(line):
            group = plain(found[1])
        elif ENTRY.fullmatch(line):
            yield group, _entry(lines, place)


def _entry(lines: Sequence[str], place: int) -> Entry:
    last = place
    while last + 1 < len(lines) and lines[last + 1].startswith("  "):
        last += 1
    inner = tuple(line[2:] for line in lines[place + 1 : last + 1])
    return Entry(place + 1, last + 1, lines[place], inner)


def _rated(item: DraftItem, group: str) -> DraftItem:
    """The item with the severity that its group's heading names; that of a phase names none."""
    word = group.casefold()
    return replace(item, severity=Severity(word)) if word in list(Severity) else item
