"""What merges changed by themselves: the lines of their outcome that none of their parents had.

A merge differs from its first parent by all that the other one brings, which is the doing of the commits it
brings. Held against all parents at once, what is left is what somebody wrote while merging.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tracker.domain.hunks import Ranges
from tracker.history.edits import LINEWISE, PLAINLY, lines_of, pathspecs, unquoted
from tracker.history.repository import Repository, draining, failure_told

_LOG = ("log", "--no-walk=unsorted", "--cc", *LINEWISE, *PLAINLY, "--format=%x01%H", "--stdin")
_FILE = b"diff --cc "
_HUNK = re.compile(rb"@@@+ .*\+(\d{1,9})(?:,(\d{1,9}))? @@@")


def own_changes(
    repository: Repository, merges: Sequence[str], names: Collection[str]
) -> dict[str, dict[str, Ranges]]:
    """Return by sha and by path the lines, as they are after the merge, that each merge changed itself.

    `names` are the paths that matter; the answer may hold others. A path without lines is a binary file, or
    one that a merge took away.
    Raises HistoryError.
    """
    own: dict[str, dict[str, Ranges]] = {}
    if not merges:
        return own
    process = repository.process(*_LOG, stdin=[*merges, *pathspecs(names)])
    paths: dict[str, Ranges] = {}
    path = ""
    with draining(process) as errors:
        for line in lines_of(process.stdout):
            if line.startswith(b"\x01"):
                paths = own.setdefault(line[1:].decode("ascii", "replace"), {})
            elif line.startswith(_FILE):
                path = unquoted(line.removeprefix(_FILE))
                paths[path] = ()
            elif hunk := _HUNK.match(line):
                paths[path] += (_lines(int(hunk[1]), int(hunk[2] or 1)),)
        status = process.proc.wait()
    if status:
        raise failure_told(errors)
    return own


def _lines(first: int, count: int) -> tuple[int, int]:
    """The lines of a hunk; where it only takes lines away, the one before them."""
    return first, first + max(count, 1) - 1
