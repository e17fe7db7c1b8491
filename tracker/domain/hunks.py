"""Lines followed through patches: where the lines that a finding names are after somebody edited the file.

A hunk of a patch without context says exactly which old lines became which new ones, so that a range can be
carried from one version of a file to the next without looking at its text, and on through any number of
patches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tracker.domain.frozen import frozen

Ranges = tuple[tuple[int, int], ...]
"""First and last lines, both counted from 1 and both part of the range."""

_HEADER = re.compile(r"@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@")


@frozen
class Hunk:
    """Old lines that became new ones, as a unified diff counts them.

    Without old lines it inserts after line `old_start`; without new ones what is left closes up after line
    `new_start` of the new file.
    """

    old_start: int
    old_count: int
    new_start: int
    new_count: int

    @property
    def old_last(self) -> int:
        """The last old line of the hunk, and where it only inserts the line it inserts after."""
        return self.old_start + max(self.old_count, 1) - 1

    def changes(self, first: int, last: int) -> bool:
        """Tell whether the hunk takes a line out of the range, or puts one between two of its lines."""
        if self.old_count:
            return self.old_start <= last and first <= self.old_last
        return first <= self.old_start < last


@frozen
class Followed:
    """Where lines are after a patch; without any lines, all of them are gone."""

    lines: Ranges
    changed: bool
    """Whether the patch took, replaced or inserted lines; to be elsewhere is no change."""


def hunks_of(patch_lines: Iterable[str]) -> tuple[Hunk, ...]:
    """Return the hunks of a patch of one file that was made without context (`-U0`), in order.

    Every line that is no header of a hunk is passed over.
    """
    headers = (_HEADER.match(line) for line in patch_lines if line.startswith("@@ "))
    return tuple(_hunk(*header.groups()) for header in headers if header)


def follow(lines: Ranges, hunks: Sequence[Hunk]) -> Followed:
    """Return where the lines are after a patch of their file, whose hunks come in order.

    Lines that were replaced become all the lines that replaced them, lines inserted between two of a range
    belong to it from then on, and ranges that this makes overlap become one.
    """
    changed = any(hunk.changes(first, last) for hunk in hunks for first, last in lines)
    moved = tuple(place for place in (_place(first, last, hunks) for first, last in lines) if place)
    return Followed(_merged(moved) if changed else moved, changed)


def _hunk(old_start: str, old_count: str | None, new_start: str, new_count: str | None) -> Hunk:
    """A count of one line is left out in a header."""
    return Hunk(int(old_start), int(old_count or 1), int(new_start), int(new_count or 1))


def _place(first: int, last: int, hunks: Sequence[Hunk]) -> tuple[int, int] | None:
    new_first, new_last = first, last
    for hunk in hunks:
        shift = hunk.new_count - hunk.old_count
        if hunk.old_last < first:
            new_first += shift
        elif hunk.old_count and hunk.old_start <= first:
            new_first = hunk.new_start if hunk.new_count else hunk.new_start + 1
        if hunk.old_last < last:
            new_last += shift
        elif hunk.old_count and hunk.old_start <= last:
            new_last = hunk.new_start + hunk.new_count - (1 if hunk.new_count else 0)
    return (new_first, new_last) if new_first <= new_last else None


def _merged(ranges: Ranges) -> Ranges:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)
