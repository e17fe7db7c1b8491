"""What a commit changed in one file, line by line, with the lines of findings known among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.hunks import Ranges

HUNK, ADDED, REMOVED, KEPT, REMARK = "@", "+", "-", " ", "\\"


class PatchLine(NamedTuple):
    """One line of a patch, safe to show; a plain tuple, because there are many."""

    kind: str
    """HUNK (its header), ADDED, REMOVED, KEPT (around a change) or REMARK (of git)."""
    old: int | None
    new: int | None
    """Its numbers before and after, from 1; None on the side that does not have it."""
    text: str


@frozen
class FilePatch:
    """One file of a commit, beside its first parent."""

    old: str
    new: str
    """Its path before and after; the same but for a file that was renamed."""
    status: str
    """A added, D deleted, M modified, R renamed, T became something else (a link, a submodule)."""
    lines: tuple[PatchLine, ...] = ()
    binary: bool = False


@frozen
class Patch:
    """The files of a commit that were asked for, as far as there is room for them."""

    files: tuple[FilePatch, ...]
    others: tuple[str, ...]
    """The paths of what else the commit changed."""
    cut: bool = False
    """Whether there are more lines than there was room for."""


class FindingLines:
    """The lines that findings name, on both sides of a commit, by path."""

    def __init__(
        self, before: Iterable[tuple[str, FileRef]] = (), after: Iterable[tuple[str, FileRef]] = ()
    ) -> None:
        """Take where the findings of items are before the commit and after it."""
        self._before, self._after = _by_path(before), _by_path(after)

    def items_at(self, file: FilePatch, line: PatchLine) -> tuple[str, ...]:
        """Return the ids of the items whose finding is on a line of a patch."""
        if line.new is not None:
            return _items(self._after.get(file.new, {}), line.new)
        return _items(self._before.get(file.old, {}), line.old) if line.old is not None else ()


def _by_path(places: Iterable[tuple[str, FileRef]]) -> Mapping[str, Mapping[str, Ranges]]:
    found: defaultdict[str, dict[str, Ranges]] = defaultdict(dict)
    for item, place in places:
        if place.lines:
            found[place.path][item] = found[place.path].get(item, ()) + place.lines
    return found


def _items(ranges: Mapping[str, Ranges], number: int) -> tuple[str, ...]:
    return tuple(item for item, some in ranges.items() if any(a <= number <= b for a, b in some))
