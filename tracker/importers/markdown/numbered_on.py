"""Headings whose numbers go on from one section to the next: `## High`, `### 4. ...`, `## Low`, `### 5. ...`

Numbers that begin anew beneath each heading order what is there. Whoever counts through all of them counts
his findings: each such heading names one, and the headings above them name none, whatever their words are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.domain.frozen import frozen
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import STRONG_LEVEL, Listing, Section, Table

_FEWEST = 3


@frozen
class _Counted:
    """A numbered heading, and the line of the one above it."""

    above: int
    number: int
    first: int


def numbered_on(root: Section) -> frozenset[int]:
    """Return the lines of the headings that are counted through sections."""
    levels: dict[int, list[_Counted]] = {}
    for above in root.walk():
        for each in _counted(above):
            levels.setdefault(above.level, []).append(each)
    return frozenset(each.first for found in levels.values() for run in _runs(found) for each in run)


def holds_numbered(section: Section, counted: frozenset[int]) -> bool:
    """Tell whether headings that are counted through sections stand right beneath this one."""
    return bool(counted) and any(child.first in counted for child in section.sections)


def is_numbered_on(section: Section, counted: frozenset[int]) -> bool:
    """Tell whether a section is one of those that are counted, and lists nothing but under strong lines.

    What is listed right beneath the heading may be several things of its own.
    """
    if section.first not in counted or any(isinstance(block, Listing | Table) for block in section.blocks):
        return False
    return bool(section.sections) and all(child.level >= STRONG_LEVEL for child in section.sections)


def _counted(above: Section) -> Iterator[_Counted]:
    """The numbered headings right beneath one that has no number itself."""
    if above.title is None or titled(above.title).ordinal:
        return
    for child in above.sections:
        if child.title is not None and child.level < STRONG_LEVEL and (at := titled(child.title).ordinal):
            yield _Counted(above.first, int(at), child.first)


def _runs(found: Iterable[_Counted]) -> Iterator[list[_Counted]]:
    """The runs of numbers from 1 on that go on in another section."""
    run: list[_Counted] = []
    for each in found:
        if run and each.number == run[-1].number + 1:
            run.append(each)
            continue
        if _goes_on(run):
            yield run
        run = [each] if each.number == 1 else []
    if _goes_on(run):
        yield run


def _goes_on(run: list[_Counted]) -> bool:
    return len(run) >= _FEWEST and len({each.above for each in run}) > 1
