"""A long history cut in two, so that two processors can read it at once.

Git reads a history in one thread, and reading is nearly all that a first scan of a long one costs. Whatever
commit of the mainline is taken, what is reachable from it and what is not are two ranges that git can read
side by side.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from tracker.history.layout import SHA
from tracker.history.repository import Repository

_LONG = 150_000
"""Objects from which on halves pay: some 50,000 commits."""
_OBJECTS_A_STEP = 14
"""One first parent is followed for so many objects, which leads back over two fifths of a usual mainline.

Every step has to be waited for, so that less than a half saves most.
"""


def halves(repository: Repository, tips: Sequence[str], mainline: str) -> list[list[str]]:
    """Return ranges that together are all that is reachable from `tips` (shas), each commit in one of them.

    One range where the history is short, there is but one processor, or no way to wait for two pipes at once;
    else two, the newer one first. Each is the input of `git log --stdin`. `mainline` is the sha of its tip,
    where the search for the place to cut begins. Raises HistoryError.
    """
    whole = [list(tips)]
    objects = _objects(repository)
    if objects < _LONG or (os.cpu_count() or 1) < 2 or os.name != "posix":
        return whole
    cut = _first_parent(repository, mainline, objects // _OBJECTS_A_STEP)
    return [[*tips, f"^{cut}"], [cut]] if SHA.fullmatch(cut) else whole


def _first_parent(repository: Repository, tip: str, steps: int) -> str:
    """The commit so many first parents behind the tip; of a shorter mainline one of its newer half."""
    walk = ("rev-list", "--first-parent", "--stdin")
    if found := repository.lines(*walk, f"--skip={steps}", "--max-count=1", stdin=[tip]):
        return found[0]
    mainline = repository.lines(*walk, stdin=[tip])
    return mainline[len(mainline) * 2 // 5]


def _objects(repository: Repository) -> int:
    """How many objects the repository holds, which takes git no more than a look at its indexes."""
    counts = dict(line.split(": ", 1) for line in repository.lines("count-objects", "-v"))
    return int(counts.get("count", 0)) + int(counts.get("in-pack", 0))
