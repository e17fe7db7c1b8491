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
from tracker.history.repository import Repository, draining, failure_told, widen

_LONG = 150_000
"""Objects from which on halves pay: some 50,000 commits."""
_INDEXED = 28
"""Bytes that the index of a pack has for each object."""
_OBJECTS_A_STEP = 14
"""At most one first parent is followed for so many objects."""
_NEWER = 4
"""Tenths of a shorter mainline that are the newer half: it is searched first, so that less is best."""


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
        self._tips = list(tips)
        self._steps = 0
        self._search: Any = None
        objects = _packed_objects(repository.layout)
        if objects >= _LONG and (os.cpu_count() or 1) > 1 and os.name == "posix":
            self._steps = objects // _OBJECTS_A_STEP
            walk = ("rev-list", "--first-parent", f"--max-count={self._steps + 1}", "--stdin")
            self._search = repository.process(*walk, stdin=[mainline])
            widen(self._search.stdout)

    def result(self) -> Ranges:
        """Wait for the end of the search, and return the ranges to read; raises HistoryError."""
        if self._search is None:
            return Ranges([self._tips])
        with draining(self._search) as errors:
            walked = self._search.stdout.read()
            failed = self._search.proc.wait()
        newer, cut = _place(walked, self._steps)
        if failed or not SHA.fullmatch(cut):
            raise failure_told(errors)
        return Ranges([[*self._tips, f"^{cut}"], [cut]], newer + 1)


def _place(walked: bytes, steps: int) -> tuple[int, str]:
    """How many first parents are newer than the cut, and the sha of the cut; of a short mainline a part."""
    length = walked.find(b"\n") + 1 or 1
    count = len(walked) // length
    newer = steps if count > steps else count * _NEWER // 10
    return newer, walked[newer * length :][:length].decode("utf-8", "replace").strip()


def _packed_objects(layout: Layout) -> int:
    """About how many objects the packs hold, told by the size of their indexes; no process is needed."""
    packs = layout.common_dir / "objects" / "pack"
    try:
        return sum(index.stat().st_size for index in packs.glob("*.idx")) // _INDEXED
    except OSError:  # a pack went while we looked: git repacks
        return 0
