"""Two commits beside each other: which files differ, which were renamed, and in which lines.

Any number of pairs is compared by one git process, because starting one costs more than most comparisons.
What git prints of a pair depends on its objects alone: settings of the repository that would change a patch
(rename limits, word or function context, attributes that call a text binary) are overruled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tracker.domain.frozen import frozen
from tracker.domain.hunks import Hunk, hunks_of
from tracker.history.edits import LINEWISE, PLAINLY, RENAMES, lines_of
from tracker.history.repository import Repository, draining, failure_told

Pair = tuple[str, str]
"""The shas of the older and the newer one: of two commits, or of two blobs."""

_COMPARE = ("diff-tree", "--stdin", "-r", "--always", *PLAINLY)
_RAW = ("--raw", "-z", "--no-abbrev")
_PATCH = ("--patch", *LINEWISE)
_MOST_PATHS = 200
"""A command line takes more, but git looks every changed file up in all of them."""
_LONGEST_PATH = 4096
_BLOBS = re.compile(rb"index ([0-9a-f]{40,64})\.\.([0-9a-f]{40,64})")
_ABSENT = "000000"
TREE = "040000"


@frozen
class Change:
    """One file or folder on both sides of a comparison; a mode is empty on the side that has none."""

    path: str
    new_path: str
    old_mode: str
    new_mode: str
    blobs: Pair

    @property
    def is_folder(self) -> bool:
        """Whether it was a folder."""
        return self.old_mode == TREE

    @property
    def same_content(self) -> bool:
        """Whether nothing but its name or its permissions changed."""
        return self.blobs[0] == self.blobs[1] and self.old_mode[:3] == self.new_mode[:3]

    @property
    def has_lines(self) -> bool:
        """Whether it was and is an ordinary file: no link, no submodule."""
        return self.old_mode.startswith("100") and self.new_mode.startswith("100")


def changes(
    repository: Repository, pairs: Sequence[Pair], paths: Collection[str]
) -> tuple[tuple[Change, ...], ...]:
    """Return for each pair of commits what differs in the paths, folders themselves included.

    A path is a file, a folder or a glob. Where there are very many, everything that differs is returned.
    Raises HistoryError.
    """
    return tuple(tuple(found) for found in _raw(repository, ("-t", "--no-renames"), pairs, specs(paths)))


def renames(repository: Repository, pairs: Sequence[Pair]) -> tuple[Mapping[str, Change], ...]:
    """Return for each pair of commits the renamed files, by their old paths; raises HistoryError."""
    found = _raw(repository, (*RENAMES, "--diff-filter=R"), pairs, ())
    return tuple({change.path: change for change in of_pair} for of_pair in found)


def patches(
    repository: Repository, pairs: Sequence[Pair], files: Collection[tuple[str, str]]
) -> Mapping[Pair, tuple[Hunk, ...]]:
    """Return the hunks of files (old and new path) that differ in any pair of commits, by the two blobs.

    Two blobs that stayed at their path and differ in line ends alone are absent. Raises HistoryError.
    """
    found: dict[Pair, tuple[Hunk, ...]] = {}
    names = sorted(set(files))
    for start in range(0, len(names), _MOST_PATHS // 2):
        paths = {path for both in names[start : start + _MOST_PATHS // 2] for path in both}
        limits = [f":(top,literal){path}" for path in sorted(paths)]
        arguments = (*_COMPARE, *_PATCH, *RENAMES, "--", *limits)
        found |= _patches(repository.process(*arguments, stdin=_pair_lines(pairs)))
    return found


def files_at(repository: Repository, sha: str) -> frozenset[str]:
    """Return the paths of all files of a commit; raises HistoryError."""
    out = repository.text("ls-tree", "-r", "-z", "--full-tree", "--name-only", sha)
    return frozenset(out.split("\0")[:-1])


def is_glob(path: str) -> bool:
    """Tell whether a path may stand for several files."""
    return any(mark in path for mark in "*?[")


def specs(paths: Collection[str]) -> tuple[str, ...]:
    """Return the arguments that limit a command to the paths; none where there are very many.

    A path is taken as it is written first; one that looks like a glob stands for what it matches as well.
    """
    usable = sorted(path for path in paths if "\0" not in path and len(path.encode()) <= _LONGEST_PATH)
    if len(usable) > _MOST_PATHS:
        return ()
    plain = [f":(top,literal){path.rstrip('/')}" for path in usable]
    return tuple(plain + [f":(top){path}" for path in usable if is_glob(path)])


def _raw(
    repository: Repository, options: Sequence[str], pairs: Sequence[Pair], limits: Sequence[str]
) -> list[list[Change]]:
    """What differs in each pair, in the order of the pairs: git says of each that its turn has come."""
    if not pairs:
        return []
    arguments = (*_COMPARE, *_RAW, *options, *(("--", *limits) if limits else ()))
    out = iter(repository.text(*arguments, stdin=_pair_lines(pairs)).split("\0"))
    found: list[list[Change]] = []
    for record in out:
        if record.startswith(":"):
            found[-1].append(_change(record, out))
        elif record:
            found.append([])
    return found


def _change(record: str, names: Iterator[str]) -> Change:
    old_mode, new_mode, old_blob, new_blob, status = record[1:].split(" ")
    path = next(names)
    new_path = next(names) if status.startswith("R") else path
    return Change(path, new_path, _mode(old_mode), _mode(new_mode), (old_blob, new_blob))


def _mode(mode: str) -> str:
    return "" if mode == _ABSENT else mode


def _pair_lines(pairs: Iterable[Pair]) -> list[str]:
    """A commit, and the one to take for its parent."""
    return [f"{new} {old}" for old, new in pairs]


def _patches(process: Any) -> dict[Pair, tuple[Hunk, ...]]:
    """The hunks of a stream of patches; only headers are kept, as a patch may be larger than the memory."""
    headers: dict[Pair, list[str]] = {}
    current: list[str] = []
    with draining(process) as errors:
        for line in lines_of(process.stdout):
            if blobs := _BLOBS.match(line):
                current = headers[blobs[1].decode(), blobs[2].decode()] = []
            elif line.startswith(b"@@ "):
                current.append(line.decode("ascii", "replace"))
        status = process.proc.wait()
    if status:
        raise failure_told(errors)
    return {pair: hunks_of(lines) for pair, lines in headers.items()}
