"""What commits did to files, read as a stream: names as git pairs them, and patches as hunks, never as text.

Each commit is told apart by a byte that no line of a patch begins with, the names come from the raw records
before the patches, and the lines of a patch are passed over as they arrive: one of a hundred megabytes takes
no more room than its hunks.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from tracker.domain.frozen import frozen
from tracker.domain.hunks import Hunk, hunks_of
from tracker.errors import HistoryError
from tracker.history.layout import SHA
from tracker.history.repository import Input, Repository, draining, failure_told

PLAINLY = (
    *("--no-show-signature", "--no-notes", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative"),
    *("--submodule=short", "--ignore-submodules=none", f"-O{os.devnull}"),
)
"""Arguments that keep git from running anything, and from what else a configuration does to a diff."""
LINEWISE = (
    *("--unified=0", "--inter-hunk-context=0", "--diff-algorithm=myers", "--full-index"),
    *("--text", "--ignore-cr-at-eol", "--src-prefix=a/", "--dst-prefix=b/"),
)
"""Arguments that make a patch depend on the two versions of a file alone.

Of git's algorithms this is the one that gives up on a hopeless comparison; others take minutes for a large
file of which every other line changed.
"""
PATCHES = ("--patch", "--irreversible-delete", *LINEWISE)
"""Arguments that add hunks to the names; a deletion has none."""
RENAMES = ("--find-renames=50%", "-l1000")
"""Arguments that pair a file that went with one that came, where they are alike."""

_RAW = ("--raw", "--no-abbrev", *PLAINLY)
_LOG = ("log", "--root", "--diff-merges=first-parent", "--format=%x01%H %P", *_RAW, "--stdin")
_COMMIT, _FILE, _HUNK, _BLOBS = b"\x01", b":", b"@", b"index "
_LONGEST_LINE = 1 << 16
_LONGEST_HEADER = 100
_MOST_PATHS = 100
"""Git holds every name it comes by against every path, one after the other."""
_MOST_HUNKS = 10_000
"""Of one file in one commit; a change in more places than that is taken as one."""
_ESCAPED = re.compile(rb'\\([abtnvfr"\\]|[0-3][0-7]{2})')
_ESCAPES = dict(zip(b'abtnvfr"\\', b'\a\b\t\n\v\f\r"\\', strict=True))


@frozen
class Edit:
    """What became of one file. `old` and `new` are the same path but for a file that was renamed."""

    status: str
    """A added, D deleted, M modified, R renamed, T became something else (a link, a submodule)."""
    old: str
    new: str
    blobs: tuple[str, str]
    """What it holds before and after, by sha; zeros where there is nothing."""
    hunks: tuple[Hunk, ...] = ()
    """None where no patches were asked for, the file was deleted, or nothing differs but ends of lines."""

    @property
    def same_content(self) -> bool:
        """Whether its name or mode changed, and nothing else."""
        return self.blobs[0] == self.blobs[1]


@frozen
class Edited:
    """A commit with what it did to files, beside its first parent."""

    sha: str
    parents: tuple[str, ...]
    edits: tuple[Edit, ...]


def read_edits(repository: Repository, arguments: Sequence[str], stdin: Input) -> Iterator[Edited]:
    """Yield the commits that `git log` lists with these arguments; raises HistoryError."""
    process = repository.process(*_LOG, *arguments, stdin=stdin)
    with draining(process) as errors:
        yield from _read(lines_of(process.stdout))
        status = process.proc.wait()
    if status:
        raise failure_told(errors)


def pathspecs(paths: Iterable[str]) -> list[str]:
    """Return the lines that limit a command fed from its input to these paths, whatever is in their names.

    There are none where git would take longer over so many paths than over everything: whoever asks has to
    pass over what it did not ask for. A line break in a path becomes "any character".
    """
    plain = sorted(set(paths))
    if len(plain) > _MOST_PATHS:
        return []
    broken = (re.sub(r"([*?[\\])", r"\\\1", path).replace("\n", "?") for path in plain if "\n" in path)
    literal = (path for path in plain if "\n" not in path)
    return ["--", *(f":(top,literal){path}" for path in literal), *(f":(top){path}" for path in broken)]


def unquoted(name: bytes) -> str:
    """Return the path that git writes in quotes where there are special characters in it."""
    if name.startswith(b'"') and name.endswith(b'"'):
        name = _ESCAPED.sub(_character, name[1:-1])
    return name.decode("utf-8", "replace")


def lines_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of what git prints without their ends, of an endless one the beginning alone."""
    while line := stream.readline(_LONGEST_LINE):
        yield line.rstrip(b"\n")
        while line and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE)


def _read(lines: Iterable[bytes]) -> Iterator[Edited]:
    reading: _Reading | None = None
    for line in lines:
        mark = line[:1]
        if mark in (b"+", b"-"):  # most lines of a patch, and none that is read
            continue
        if mark == _COMMIT:
            if reading:
                yield reading.result()
            reading = _Reading(line)
        elif reading and mark == _FILE:
            reading.file(line)
        elif reading and mark == _HUNK:
            reading.hunk(line)
        elif reading and line.startswith(_BLOBS):
            reading.patch(line)
    if reading:
        yield reading.result()


class _Reading:
    """A commit while its lines come in."""

    def __init__(self, line: bytes) -> None:
        self._sha, *self._parents = line[1:].decode("ascii", "replace").split() or [""]
        if not SHA.fullmatch(self._sha):
            raise HistoryError("git printed something else than commits")
        self._files: list[tuple[str, str, str, tuple[str, str]]] = []
        self._hunks: dict[tuple[str, str], list[Hunk]] = {}
        """By the blobs before and after, which a patch is told by: not every file has one."""
        self._current: list[Hunk] = []

    def file(self, line: bytes) -> None:
        facts, *names = line.split(b"\t")
        _, _, old, new, letter = facts.decode("ascii", "replace").split(" ")
        self._files.append((letter[:1], unquoted(names[0]), unquoted(names[-1]), (old, new)))

    def patch(self, line: bytes) -> None:
        blobs = line.removeprefix(_BLOBS).partition(b" ")[0].decode("ascii", "replace")
        old, _, new = blobs.partition("..")
        self._current = self._hunks[old, new] = []

    def hunk(self, line: bytes) -> None:
        hunks = self._current
        hunks += hunks_of([line[:_LONGEST_HEADER].decode("ascii", "replace")])
        if len(hunks) > _MOST_HUNKS:
            hunks[:] = [_spanning(hunks[0], hunks[-1])]

    def result(self) -> Edited:
        edits = tuple(Edit(*file, tuple(self._hunks.get(file[-1], ()))) for file in self._files)
        return Edited(self._sha, tuple(self._parents), edits)


def _spanning(first: Hunk, last: Hunk) -> Hunk:
    """One hunk for all from the first to the last."""
    old, new = first.old_start + (not first.old_count), first.new_start + (not first.new_count)
    old_end = last.old_start + (last.old_count or 1)
    new_end = last.new_start + (last.new_count or 1)
    return Hunk(old, old_end - old, new, new_end - new)


def _character(escaped: re.Match[bytes]) -> bytes:
    code = escaped[1]
    return bytes([int(code, 8)]) if code.isdigit() else bytes([_ESCAPES[code[0]]])
