"""A long history cut in parts, so that two processors can read it at once.

Git reads a history in one thread, and reading is nearly all that a first scan of a long one costs. Whatever
commit is taken, what is reachable from it and what is not are two ranges that git can read side by side. To
find a commit to cut at takes a while itself, so a first part is cut off as soon as there is a place for that,
and one processor reads it while the other one searches on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from subprocess import Popen
from types import TracebackType

from tracker.history.head import head_sha
from tracker.history.layout import SHA, Layout
from tracker.history.repository import Repository

_LONG = 150_000
"""Objects from which on parts pay: some 50,000 commits."""
_INDEXED = 28
"""Bytes that the index of a pack has for each object."""
_OBJECTS_A_STEP = 11
"""At most one first parent is followed for so many objects."""
_FIRST = 3
"""A part of the search after which there is something to read: that takes about as long as the rest of it."""
_NEWER = 4
"""Tenths of a shorter mainline that are the newer half: it is searched first, so that less is best."""


class Halves:
    """The search for places to cut, which git begins at once: the caller has other things to do meanwhile.

    The search follows first parents from the commit that is checked out. Nothing is searched where that is
    not `wanted`, the history is short, there is but one processor, or no way to wait for several pipes.
    """

    def __init__(self, repository: Repository, *, wanted: bool = True) -> None:
        self.commits = 0
        """As many there are at least; known once all ranges are."""
        self._steps = 0
        self._search: Popen[bytes] | None = None
        self._head = ""
        objects = _packed_objects(repository.layout) if wanted else 0
        if objects >= _LONG and (os.cpu_count() or 1) > 1 and os.name == "posix":
            self._steps = objects // _OBJECTS_A_STEP
            self._head = head_sha(repository.layout.root) or ""
        if self._head:
            walk = ("rev-list", "--first-parent", f"--max-count={self._steps + 1}", self._head)
            self._search = repository.begin(*walk)

    def __enter__(self) -> Halves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the search, wherever it is."""
        if self._search:
            self._search.kill()
            self._search.communicate()

    @property
    def is_searching(self) -> bool:
        """Whether there may be more than one range."""
        return self._search is not None

    def ranges(self, tips: Sequence[str]) -> Iterator[Sequence[str]]:
        """Yield ranges that together are all that is reachable from `tips`, each commit in one of them.

        Each is the input of `git log --stdin`, given out as soon as it is known, the longest last. Where the
        search fails there is one: whatever ails the repository is told when it is read.
        """
        newest, near = list(tips), self._steps // _FIRST
        walked = self._walked(near + 1) if self._head in tips else []
        if len(walked) > near:
            yield [*newest, f"^{walked[near]}"]
            newest = [walked[near]]
            walked += self._walked(self._steps - near)
        else:
            near = -1
        far = self._steps if len(walked) > self._steps else len(walked) * _NEWER // 10
        if near < far < len(walked):
            yield [*newest, f"^{walked[far]}"]
            newest = [walked[far]]
        yield newest
        self.commits = max(near, far) + 1

    def _walked(self, count: int) -> list[str]:
        """The next shas that the search finds, so many of them unless it comes to its end."""
        if self._search is None or self._search.stdout is None:
            return []
        text = self._search.stdout.read(count * (len(self._head) + 1)).decode("ascii", "replace")
        return [sha for sha in text.split() if SHA.fullmatch(sha)]


def _packed_objects(layout: Layout) -> int:
    """About how many objects the packs hold, told by the size of their indexes; no process is needed."""
    packs = layout.common_dir / "objects" / "pack"
    try:
        return sum(index.stat().st_size for index in packs.glob("*.idx")) // _INDEXED
    except OSError:  # a pack went while we looked: git repacks
        return 0
