"""Phases of one name that are not one: `Immediate (before the test)` and, elsewhere, `Immediate (today)`.

A name such as `Immediate` is that of any plan's first phase. Where two headings of a document put different
times behind it, each keeps its own; a phase that is counted (`Phase 1`) is the same wherever it is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tracker.importers.markdown.horizons import Horizon, is_counted
from tracker.importers.markdown.rungs import BRACKET
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.words import fold


def with_phases_apart(found: Sequence[Statement]) -> list[Statement]:
    """Return the statements; phases of one name and different times are no longer one."""
    windows: dict[str, set[str]] = defaultdict(set)
    for each in found:
        if (phase := each.around.phase) and (told := _behind(phase)):
            windows[phase.key].add(told)
    several = {key for key, told in windows.items() if len(told) > 1}
    return [_placed(each, several) for each in found] if several else list(found)


def _behind(phase: Horizon) -> str:
    """What stands in brackets behind the name of a phase that is not counted."""
    found = None if is_counted(phase.title) else BRACKET.search(phase.title)
    return fold(found[1]).strip() if found else ""


def _placed(each: Statement, several: set[str]) -> Statement:
    phase = each.around.phase
    if phase is None or phase.key not in several or not _behind(phase):
        return each
    return replace(each, around=replace(each.around, phase=Horizon(phase.title, phase.window, whole=True)))
