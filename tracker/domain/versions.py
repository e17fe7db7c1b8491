"""The lines of a finding then and now: a file as the review saw it beside the same file today.

Both versions are laid beside each other line by line, and of what may be a hundred thousand lines only those
are taken that are looked for, with some around them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.domain.drift import Drift
from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.hunks import Hunk, Ranges


@frozen
class Version:
    """A file at one moment; without lines `problem` says why there are none to show."""

    title: str
    """Which moment: `at the review, 3f2c1ab`."""
    path: str
    lines: tuple[str, ...] = ()
    """As they are, without their ends; not safe to show."""
    problem: str = ""


@frozen
class ThenAndNow:
    """A reference of a finding in both versions."""

    file: FileRef
    then: Version
    now: Version
    hunks: tuple[Hunk, ...] = ()
    """What differs; none where one of the two cannot be read."""
    drift: Drift | None = None
    """What became of the reference; None where that cannot be told."""

    @property
    def comparable(self) -> bool:
        """Whether both can be read."""
        return not (self.then.problem or self.now.problem)


class Pair(NamedTuple):
    """A line then and the line now that it became, both counted from 1; None where there is none."""

    then: int | None
    now: int | None
    changed: bool


def paired(found: ThenAndNow) -> Iterator[Pair]:
    """Yield all lines of both versions beside each other; where one cannot be read, those of the other."""
    if not found.comparable:
        for number in range(1, max(len(found.then.lines), len(found.now.lines)) + 1):
            yield Pair(
                number if number <= len(found.then.lines) else None,
                number if number <= len(found.now.lines) else None,
                False,
            )
        return
    then = now = 1
    for hunk in found.hunks:
        for _ in range(hunk.old_start + (not hunk.old_count) - then):
            yield Pair(then, now, False)
            then, now = then + 1, now + 1
        for place in range(max(hunk.old_count, hunk.new_count)):
            old, new = place < hunk.old_count, place < hunk.new_count
            yield Pair(then if old else None, now if new else None, True)
            then, now = then + old, now + new
    while then <= len(found.then.lines):
        yield Pair(then, now, False)
        then, now = then + 1, now + 1


def named_then(pair: Pair, found: ThenAndNow) -> bool:
    """Tell whether the finding names the line of the older version."""
    return _within(pair.then, found.file.lines)


def named_now(pair: Pair, found: ThenAndNow) -> bool:
    """Tell whether the finding's lines were followed to the line of the newer version.

    Where they could not be, as there is no older one, they are those that the plan names.
    """
    lines = found.drift.lines if found.drift else ()
    return _within(pair.now, lines or (() if found.comparable else found.file.lines))


def windows(
    pairs: Sequence[Pair], wanted: Collection[int], around: int, most: int
) -> tuple[list[range], bool]:
    """Return which pairs to show, by place, and whether there were more than `most`.

    Those at the `wanted` places are shown with so many `around` them; without any, the first ones.
    """
    found: list[range] = []
    for place in sorted(wanted) or [0]:
        first, end = max(0, place - around), min(len(pairs), place + around + 1)
        if found and first <= found[-1].stop:
            found[-1] = range(found[-1].start, end)
        else:
            found.append(range(first, end))
    return _bounded(found, most)


def _bounded(found: Sequence[range], most: int) -> tuple[list[range], bool]:
    shown: list[range] = []
    for window in found:
        room = most - sum(map(len, shown))
        if room <= 0:
            return shown, True
        shown.append(window[:room])
    return shown, sum(map(len, shown)) < sum(map(len, found))


def gaps(shown: Sequence[range], total: int) -> list[int]:
    """Return how many pairs are left out before each window and after the last."""
    edges = [0, *(edge for window in shown for edge in (window.start, window.stop)), total]
    return [after - before for before, after in list(pairwise(edges))[::2]]


def _within(number: int | None, ranges: Ranges) -> bool:
    return number is not None and any(first <= number <= last for first, last in ranges)
