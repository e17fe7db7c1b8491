"""The commits of a range that touched certain files, under whatever name, or something in certain folders.

Git lists what every commit changed, because that is faster than to let it pick the commits of some paths:
with merges in the history and more than a few paths, picking takes it many times as long. The list tells as
well how much each commit changed in all, and what was renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.touch import Reach
from tracker.history.edits import RENAMES, Edit, read_edits
from tracker.history.repository import Repository

Progress = Callable[[int], None]
_COUNTED = 1_000


@frozen
class Step:
    """A commit that changed a file which is, or was, one of the references."""

    sha: str
    before: str
    """The nearest step along first parents, or the commit at which the range begins there."""
    is_merge: bool
    edits: tuple[Edit, ...]


class Steps:
    """The commits of a range, once through, parents first: those that touched something are kept."""

    def __init__(self, since: str, names: Collection[str], wide: frozenset[FileRef]) -> None:
        """Look for files of these names, and for what is in folders and under globs."""
        self.found: list[Step] = []
        self.folders: dict[str, dict[FileRef, Reach]] = {}
        """The folders and globs that commits changed something of, by sha."""
        self.sizes: dict[str, int] = {}
        self._since = since
        self._names = set(names)
        """Every name that the files have had so far."""
        self._nearest: dict[str, str] = {}
        """The newest step at or before each commit, along first parents."""
        self._around = cache(lambda path: tuple(file for file in wide if file.covers(path)))

    def read(self, repository: Repository, range_: Sequence[str], progress: Progress | None) -> None:
        """Read them; raises HistoryError."""
        arguments = ("--topo-order", "--reverse", *RENAMES)
        for count, commit in enumerate(read_edits(repository, arguments, range_), start=1):
            parent = commit.parents[0] if commit.parents else self._since
            before = self._nearest[commit.sha] = self._nearest.get(parent, parent)
            is_merge = len(commit.parents) > 1
            edits = tuple(self._of_files(commit.edits))
            if edits:
                self._nearest[commit.sha] = commit.sha
                self.found.append(Step(commit.sha, before, is_merge, edits))
            if not is_merge and (around := self._of_folders(commit.edits)):
                self.folders[commit.sha] = around
            if edits or commit.sha in self.folders:
                self.sizes[commit.sha] = len(commit.edits)
            if progress and count % _COUNTED == 0:
                progress(count)

    def _of_files(self, edits: Collection[Edit]) -> Iterator[Edit]:
        for edit in edits:
            if edit.old in self._names:
                self._names.add(edit.new)
                yield edit

    def _of_folders(self, edits: Collection[Edit]) -> dict[FileRef, Reach]:
        """A merge brings nothing of its own here: which of all its files it wrote itself is not asked."""
        return {
            file: Reach.FOLDER
            for edit in edits
            for path in {edit.old, edit.new}
            for file in self._around(path)
        }
