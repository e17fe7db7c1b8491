"""A long history cut in two, so that two processors can read it at once.

Git reads a history in one thread, and reading is nearly all that a first scan of a long one costs. Whatever
commit of the mainline is taken, what is reachable from it and what is not are two ranges that git can read
side by side.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from tracker.domain.frozen import frozen
from tracker.history.layout import SHA, Layout
from tracker.history.repository import Repository, draining, failure_told

_WALK = ("rev-list", "--first-parent", "--stdin")
_LONG = 150_000
"""Objects from which on halves pay: some 50,000 commits."""
_INDEXED = 28
"""Bytes that the index of a pack has for each object."""
_OBJECTS_A_STEP = 14
"""One first parent is followed for so many objects, which leads back over two fifths of a usual mainline.

Every step has to be waited for, so that less than a half saves most.
"""


@frozen
class Ranges:
    """Ranges that together are all of a history, each commit in one of them, and what is known of its size.

    One or two, the newer one first; each is the input of `git log --stdin`.
    """

    ranges: Sequence[Sequence[str]]
    commits: int = 0
    """As many there are at least."""


class Halves:
    """The search for the place to cut, which git begins at once: the caller has other things to do meanwhile.

    `tips` are the shas from which the history is reached, and `mainline` is that of the mainline's tip, where
    the search begins. Nothing is cut where the history is short, there is but one processor, or no way to
    wait for two pipes at once.
    """

    def __init__(self, repository: Repository, tips: Sequence[str], mainline: str) -> None:
        self._repository = repository
        self._tips = list(tips)
        self._mainline = mainline
        self._steps = 0
        self._search: Any = None
        objects = _packed_objects(repository.layout)
        if objects >= _LONG and (os.cpu_count() or 1) > 1 and os.name == "posix":
            self._steps = objects // _OBJECTS_A_STEP
            self._search = repository.process(
                *_WALK, f"--skip={self._steps}", "--max-count=1", stdin=[mainline]
            )

    def result(self) -> Ranges:
        """Wait for the end of the search, and return the ranges to read; raises HistoryError."""
        if self._search is None:
            return Ranges([self._tips])
        if cut := self._found():
            return self._cut_at(cut, self._steps)
        mainline = self._repository.lines(*_WALK, stdin=[self._mainline])
        newer = len(mainline) * 2 // 5
        return self._cut_at(mainline[newer], newer)

    def _cut_at(self, cut: str, newer: int) -> Ranges:
        return Ranges([[*self._tips, f"^{cut}"], [cut]], newer + 1)

    def _found(self) -> str:
        """The commit so many first parents behind the tip; empty where the mainline is shorter."""
        with draining(self._search) as errors:
            out = self._search.stdout.read().decode("utf-8", "replace").strip()
            failed = self._search.proc.wait()
        if failed or (out and not SHA.fullmatch(out)):
            raise failure_told(errors)
        return str(out)


def _packed_objects(layout: Layout) -> int:
    """About how many objects the packs hold, told by the size of their indexes; no process is needed."""
    packs = layout.common_dir / "objects" / "pack"
    try:
        return sum(index.stat().st_size for index in packs.glob("*.idx")) // _INDEXED
    except OSError:  # a pack went while we looked: git repacks
        return 0
