"""What one commit changed in the files that somebody asks for, as lines to read.

The patch is made as the house makes all of them: of the two versions alone, without a command, a filter or
an attribute of the repository. What is read is bounded, because a commit may hold a generated file of a
million lines; git is stopped where there is no more room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tracker.domain.fileref import FileRef
from tracker.domain.hunks import hunks_of
from tracker.domain.patch import ADDED, HUNK, KEPT, REMARK, REMOVED, FilePatch, Patch, PatchLine
from tracker.domain.text import clean, one_line
from tracker.errors import HistoryError
from tracker.history.comparison import Pair
from tracker.history.drift import Drifts, Leg, drifts
from tracker.history.edits import LINEWISE, PLAINLY, RENAMES, Edit, lines_of, pathspecs, read_edits
from tracker.history.layout import SHA, layout_of
from tracker.history.repository import Repository, draining, failure_told

MOST_LINES = 2_000
"""Of all files together."""
_LONGEST_LINE = 400
_SHOW = ("log", "--no-walk", "--root", "--diff-merges=first-parent", "--format=")
_PATCH = ("--patch", *LINEWISE, "--unified=3")
_LINES = {b"+": ADDED, b"-": REMOVED, b" ": KEPT, b"\\": REMARK}


def read_patch(root: Path, sha: str, asked: Callable[[str], bool], most: int = MOST_LINES) -> Patch:
    """Return what a commit changed in the files whose path, before or after, is `asked` for.

    A merge is compared with its first parent. At most `most` lines. Raises HistoryError.
    """
    if not SHA.fullmatch(sha):
        raise HistoryError(f"there is no commit {one_line(sha)[:12]}")
    repository = Repository(layout_of(root))
    found = read_edits(repository, ("--no-walk", *RENAMES), [sha])
    edits = [edit for commit in found for edit in commit.edits]
    is_asked = [asked(edit.old) or asked(edit.new) for edit in edits]
    chosen = [edit for edit, wanted in zip(edits, is_asked, strict=True) if wanted]
    others = tuple(one_line(edit.new) for edit, wanted in zip(edits, is_asked, strict=True) if not wanted)
    reading = _Reading(most)
    if chosen:
        reading.read(repository, sha, chosen)
    return Patch(tuple(reading.result(edit) for edit in chosen), others, reading.cut)


def places_at(
    root: Path, baseline: str, shas: Sequence[str], files: Iterable[FileRef]
) -> list[Mapping[FileRef, FileRef]]:
    """Return for each commit where references of the baseline are in it; what cannot be told is left out.

    All are whole shas. Raises HistoryError.
    """
    repository = Repository(layout_of(root))
    wanted = frozenset(files)
    if not wanted or baseline not in repository.existing([baseline]):
        return [{} for _ in shas]
    legs = [Leg(baseline, sha, wanted) for sha in shas]
    return [
        {file: _place(file, found) for file in wanted if file not in found or found[file]}
        for found in drifts(repository, legs)
    ]


def _place(file: FileRef, found: Drifts) -> FileRef:
    """What is as it was is where it was."""
    drift = found.get(file)
    return drift.place if drift else file


class _Reading:
    """Patches while their lines come in, told by the two versions of the file: not every file has one."""

    def __init__(self, most: int) -> None:
        self._lines: dict[Pair, list[PatchLine]] = {}
        self._binary: set[Pair] = set()
        self._room = most
        self.cut = False

    def read(self, repository: Repository, sha: str, edits: Sequence[Edit]) -> None:
        """Read the patches of some edits of a commit; raises HistoryError."""
        wanted = {edit.blobs for edit in edits}
        stdin = [sha, *pathspecs(path for edit in edits for path in (edit.old, edit.new))]
        process = repository.process(*_SHOW, *PLAINLY, *RENAMES, *_PATCH, "--stdin", stdin=stdin)
        with draining(process) as errors:
            for blobs, line in _numbered(lines_of(process.stdout), wanted):
                if not self._room:
                    self.cut = True
                    return
                self._take(blobs, line)
            status = process.proc.wait()
        if status:
            raise failure_told(errors)

    def _take(self, blobs: Pair, line: PatchLine) -> None:
        if "\0" in line.text:
            self._room += len(self._lines.pop(blobs, ()))
            self._binary.add(blobs)
        if blobs not in self._binary:
            self._lines.setdefault(blobs, []).append(line._replace(text=_shown(line.text)))
            self._room -= 1

    def result(self, edit: Edit) -> FilePatch:
        """Return what was read of one file."""
        lines = tuple(self._lines.get(edit.blobs, ()))
        binary = edit.blobs in self._binary
        return FilePatch(one_line(edit.old), one_line(edit.new), edit.status, lines, binary)


def _numbered(lines: Iterable[bytes], wanted: set[Pair]) -> Iterator[tuple[Pair, PatchLine]]:
    """The lines of patches with their numbers, and the versions they are between; each pair of these once."""
    blobs: Pair | None = None
    known: set[Pair] = set()
    old = new = 0
    for line in lines:
        mark = line[:1]
        if mark == b"d":  # "diff --git": what follows are headers, up to the first hunk
            blobs, inside = None, False
        elif mark == b"i":
            blobs = _blobs(line)
            blobs = blobs if blobs in wanted - known else None
            inside = False
        elif blobs and mark == b"@" and (hunks := hunks_of([line[:100].decode("ascii", "replace")])):
            known.add(blobs)
            inside = True
            old, new = hunks[0].old_start, hunks[0].new_start
            yield blobs, PatchLine(HUNK, None, None, line.decode("utf-8", "replace"))
        elif blobs and inside and mark in _LINES:
            kind = _LINES[mark]
            has_old, has_new = kind in (REMOVED, KEPT), kind in (ADDED, KEPT)
            text = line[1:].decode("utf-8", "replace")
            yield blobs, PatchLine(kind, old if has_old else None, new if has_new else None, text)
            old, new = old + has_old, new + has_new


def _blobs(line: bytes) -> Pair:
    old, _, new = line.removeprefix(b"index ").partition(b" ")[0].decode("ascii", "replace").partition("..")
    return old, new


def _shown(text: str) -> str:
    text = clean(text.removesuffix("\r")).expandtabs(4)
    return text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]} …"
