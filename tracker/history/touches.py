"""Which commits since a baseline touched what a plan refers to, and whether they hit the very lines.

Lines move, so a commit is held against where they were just before it: they are carried along every line of
history, from the baseline through the patch of each commit that touched their file, beside its first parent.
That is exact, also where a line of history left before the baseline, since it starts from what differs there.

Everything is asked for all references at once; how many git processes that takes does not grow with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.hunks import Hunk, Ranges, follow
from tracker.domain.text import one_line
from tracker.domain.touch import Reach, Touch, Touched
from tracker.errors import HistoryError
from tracker.history.comparison import Pair, is_glob, renames
from tracker.history.drift import Leg, drifts
from tracker.history.edits import PATCHES, RENAMES, Edit, pathspecs, read_edits
from tracker.history.layout import SHA, layout_of
from tracker.history.merges import own_changes
from tracker.history.repository import Repository
from tracker.history.steps import Progress, Step, Steps


@frozen
class _Place:
    """Where a reference is by now; without lines where none are named, or they are gone."""

    path: str
    lines: Ranges


_Places = Mapping[FileRef, _Place]


def touches(
    root: Path,
    since: str,
    tips: Sequence[str],
    files: Collection[FileRef],
    progress: Progress | None = None,
) -> dict[str, Touched]:
    """Return what the commits of `tips` that are not of `since` touched of `files`, by sha, oldest first.

    A reference is a file, a folder or a glob from the root of the repository; files are followed through
    renames, and one that has its name only since the baseline is looked for by the name that the first of
    `tips` knows it came from. A merge counts for what it changed itself, not for what it brought. `since` and
    `tips` are whole shas. `progress` gets the number of commits read so far. Raises HistoryError.
    """
    if unknown := [sha for sha in (since, *tips) if not SHA.fullmatch(sha)]:
        raise HistoryError(f"commit {one_line(unknown[0])[:12]} is not in this repository")
    if not files or not tips:
        return {}
    repository = Repository(layout_of(root))
    kinds = _kinds(repository, since, {file.path for file in files})
    wide = frozenset(file for file in files if _may_be_wide(file, kinds.get(file.path, "")))
    single = frozenset(file for file in files if not _is_wide(file.path, kinds.get(file.path, "")))
    base = _base(repository, since, tips[0], single, kinds)
    reading = Steps(since, {place.path for place in base.values()}, wide)
    reading.read(repository, [*sorted(set(tips)), f"^{since}"], progress)
    reached = _Following(repository, since, base).reached(reading.found)
    return {
        sha: Touched(_sorted({**reading.folders.get(sha, {}), **reached.get(sha, {})}), size)
        for sha, size in reading.sizes.items()
        if sha in reading.folders or reached.get(sha)
    }


def _sorted(reached: Mapping[FileRef, Reach]) -> tuple[Touch, ...]:
    return tuple(Touch(file, reached[file]) for file in sorted(reached, key=str))


def _kinds(repository: Repository, since: str, paths: Collection[str]) -> dict[str, str]:
    """What each path is at the baseline: `blob`, `tree`, or something else where nothing is there."""
    asked = sorted(path for path in paths if "\n" not in path)
    names = [f"{since}:{path.rstrip('/')}" for path in asked]
    answers = repository.text("cat-file", "--batch-check=%(objecttype)", stdin=names).split("\n")
    return dict(zip(asked, answers, strict=False))


def _is_wide(path: str, kind: str) -> bool:
    """Tell a folder or a glob from a file, whose name may look like a glob."""
    return kind == "tree" or path.endswith("/") or (kind != "blob" and is_glob(path))


def _may_be_wide(file: FileRef, kind: str) -> bool:
    """Tell whether a reference is a folder or a glob, or may become one, as nothing is there yet."""
    return _is_wide(file.path, kind) or (kind != "blob" and not file.lines)


def _base(
    repository: Repository, since: str, tip: str, files: Collection[FileRef], kinds: Mapping[str, str]
) -> dict[FileRef, _Place]:
    """Where the references are at the baseline. One that got its name only since has no lines there."""
    absent = {file.path for file in files if kinds.get(file.path) != "blob"}
    former: dict[str, str] = {}
    if absent:
        (found,) = renames(repository, [(since, tip)])
        former = {change.new_path: path for path, change in found.items() if change.new_path in absent}
    return {
        file: _Place(former.get(file.path, file.path), () if file.path in former else file.lines)
        for file in files
    }


class _Following:
    """The references carried through the steps, parents first."""

    def __init__(self, repository: Repository, since: str, base: _Places) -> None:
        self._repository = repository
        self._since = since
        self._base = base
        self._at_base: defaultdict[str, list[FileRef]] = defaultdict(list)
        for file, place in base.items():
            self._at_base[place.path].append(file)
        self._places: dict[str, _Places] = {since: {}}
        """Where references are after each step, as far as they are elsewhere than at the baseline."""

    def reached(self, steps: Sequence[Step]) -> dict[str, dict[FileRef, Reach]]:
        """Return how far each step got into which references; raises HistoryError."""
        self._begin(steps)
        hunks = self._hunks(steps)
        reached = {step.sha: self._take(step, hunks) for step in steps}
        merges = [step for step in steps if step.is_merge and reached[step.sha]]
        names = {edit.new for step in merges for edit in step.edits}
        own = own_changes(self._repository, [step.sha for step in merges], names)
        for step in merges:
            reached[step.sha] = self._own(step.sha, reached[step.sha], own.get(step.sha, {}))
        return reached

    def _begin(self, steps: Sequence[Step]) -> None:
        """Find the places where lines of history begin that did not grow out of the baseline."""
        starts = sorted({step.before for step in steps} - {step.sha for step in steps} - {self._since})
        files = frozenset(self._base)
        if starts:
            found = drifts(self._repository, [Leg(self._since, start, files) for start in starts])
            for start, drifted in zip(starts, found, strict=True):
                self._places[start] = {
                    file: _Place(drift.path, drift.lines) for file, drift in drifted.items() if drift
                }

    def _hunks(self, steps: Sequence[Step]) -> dict[Pair, tuple[Hunk, ...]]:
        """The patches of files whose lines are named, by the blobs before and after."""
        if not any(place.lines for place in self._base.values()):
            return {}
        wanted = {edit.blobs for step in steps for edit in step.edits}
        paths = {path for step in steps for edit in step.edits for path in (edit.old, edit.new)}
        stdin = [*(step.sha for step in steps), *pathspecs(paths)]
        arguments = ("--no-walk=unsorted", *RENAMES, *PATCHES)
        found = read_edits(self._repository, arguments, stdin) if steps else ()
        return {edit.blobs: edit.hunks for commit in found for edit in commit.edits if edit.blobs in wanted}

    def _take(self, step: Step, hunks: Mapping[Pair, Sequence[Hunk]]) -> dict[FileRef, Reach]:
        before = self._places[step.before]
        after = dict(before)
        reached: dict[FileRef, Reach] = {}
        for edit in step.edits:
            for file in self._at(edit.old, before):
                place = before.get(file, self._base[file])
                after[file], reach = _moved(place, edit, hunks.get(edit.blobs))
                if reach:
                    reached[file] = reach
        self._places[step.sha] = after if after != before else before
        return reached

    def _at(self, path: str, places: _Places) -> Iterator[FileRef]:
        """The references that are at a path."""
        yield from (file for file in self._at_base.get(path, ()) if file not in places)
        yield from (file for file, place in places.items() if place.path == path)

    def _own(self, sha: str, reached: Collection[FileRef], own: Mapping[str, Ranges]) -> dict[FileRef, Reach]:
        """How far a merge got by itself, given the lines after it that are its own."""
        found = {}
        for file in reached:
            place = self._places[sha].get(file, self._base[file])
            if place.path in own:
                found[file] = Reach.LINES if _overlap(place.lines, own[place.path]) else Reach.FILE
        return found


def _moved(place: _Place, edit: Edit, hunks: Sequence[Hunk] | None) -> tuple[_Place, Reach | None]:
    """Where a reference is after an edit of its file, and how far the edit got into it."""
    if edit.same_content and edit.status in ("M", "R"):
        return _Place(edit.new, place.lines), Reach.FILE if edit.status == "M" else None
    if edit.status in ("D", "T"):
        return _Place(place.path, ()), Reach.LINES if place.lines else Reach.FILE
    if edit.status == "A" or hunks is None:  # another file than the one whose lines were named, or unreadable
        return _Place(edit.new, ()), Reach.FILE
    followed = follow(place.lines, hunks)
    return _Place(edit.new, followed.lines), Reach.LINES if followed.changed else Reach.FILE


def _overlap(some: Ranges, others: Ranges) -> bool:
    return any(first <= end and start <= last for first, last in some for start, end in others)
