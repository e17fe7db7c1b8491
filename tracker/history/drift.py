"""What became of files and lines between two commits, and which commit a review looked at.

The plan names code as it was reviewed. Git says how that differs from any other commit; lines are carried
through its patches, files through its renames. Everything is asked for many references at once, in a handful
of git processes, and only of files that differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from tracker.domain.drift import Drift, Fate, drift_of
from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.hunks import Hunk
from tracker.errors import HistoryError
from tracker.history.comparison import TREE, Change, Pair, changes, files_at, is_glob, patches, renames
from tracker.history.layout import SHA, layout_of
from tracker.history.repository import Repository

Drifts = Mapping[FileRef, Drift | None]
"""What drifted, by reference; None where the path was not there before. What is as it was is absent."""

_FIRST_DAY, _LAST_DAY = date(1970, 1, 1), date(2099, 12, 31)
"""The days that git understands."""


@frozen
class Leg:
    """Two commits, by sha, and what to look for in the newer one, as it was in the older one."""

    old: str
    new: str
    files: frozenset[FileRef]


def drift(root: Path, baseline: str, head: str, files: Collection[FileRef]) -> dict[FileRef, Drift]:
    """Return what became of references between two commits (shas), for those that are not as they were.

    A path that was not there at the baseline is left out as well: nothing is known of it. Empty where the
    repository lacks one of the commits. Raises HistoryError.
    """
    repository = Repository(layout_of(root))
    shas = {sha for sha in (baseline, head) if SHA.fullmatch(sha)}
    if repository.existing(shas) != {baseline, head}:
        return {}
    (found,) = drifts(repository, [Leg(baseline, head, frozenset(files))])
    return {file: drifted for file, drifted in found.items() if drifted}


def baseline_of(
    root: Path, baseline: str | None, reviewed: date | None, mainline_tip: str | None
) -> str | None:
    """Return the commit that the review looked at, or None where nothing tells; raises HistoryError.

    That is the one the plan's `baseline` names, else the newest commit of the mainline (along first parents)
    up to the end of the day of the review, in UTC.
    """
    return commit_named(root, baseline) or last_commit_until(root, reviewed, mainline_tip)


def commit_named(root: Path, revision: str | None) -> str | None:
    """Return the sha of the commit that a revision names, None where it names none; raises HistoryError.

    Git has many ways to refuse a name (`main@{9}`, `@{upstream}`), and all of them mean the same here.
    """
    if not revision:
        return None
    repository = Repository(layout_of(root))
    try:
        return repository.resolve(revision.strip())
    except HistoryError:
        repository.head_ref()  # raises where it is not the name that git refuses
        return None


def last_commit_until(root: Path, day: date | None, tip: str | None) -> str | None:
    """Return the newest commit along the first parents of `tip` up to the end of the day (UTC), if any."""
    if not day or day < _FIRST_DAY or not tip or not SHA.fullmatch(tip):
        return None
    end = f"{min(day, _LAST_DAY)}T23:59:59+0000"
    arguments = ("rev-list", "--first-parent", "--max-count=1", f"--until={end}", tip)
    return next(iter(Repository(layout_of(root)).lines(*arguments)), None)


def drifts(repository: Repository, legs: Sequence[Leg]) -> list[Drifts]:
    """Return what drifted on each leg; the commits have to be there. Raises HistoryError.

    One process says what differs on all legs, one which files were renamed, one for each set of files follows
    their lines, and one for each leg with a glob that may have changed looks at what there was.
    """
    paths = {file.path for leg in legs for file in leg.files}
    found = changes(repository, [(leg.old, leg.new) for leg in legs], paths) if paths else [()] * len(legs)
    views = [_View(leg, differing) for leg, differing in zip(legs, found, strict=True)]
    _follow_renames(repository, views)
    hunks = _hunks(repository, views)
    return [view.drifts(repository, hunks) for view in views]


class _View:
    """One leg, with what differs on it."""

    def __init__(self, leg: Leg, differing: Sequence[Change]) -> None:
        self.leg = leg
        self.differing = differing
        self.by_path: dict[str, Change] = {}
        for change in differing:
            if change.old_mode or change.path not in self.by_path:
                self.by_path[change.path] = change

    def __iter__(self) -> Iterator[tuple[FileRef, Change]]:
        """The references that lead to just one path that differs, with how it does."""
        for file in self.leg.files:
            if change := self.by_path.get(file.path.rstrip("/")):
                yield file, change

    @property
    def missing(self) -> bool:
        """Whether a file that is looked for is no longer where it was."""
        return any(change.old_mode and not change.is_folder and not change.new_mode for _, change in self)

    @property
    def patched(self) -> Iterator[Change]:
        """The files in which lines have to be followed."""
        for file, change in self:
            if file.lines and change.has_lines and not change.same_content:
                yield change

    def drifts(self, repository: Repository, hunks: Mapping[Pair, Sequence[Hunk]]) -> Drifts:
        """Return what drifted."""
        exact = {file: _drift(file, change, hunks, self.leg.old) for file, change in self}
        found = {**exact, **self._glob_drifts(repository, self.leg.files - exact.keys())}
        return {
            file: drifted
            for file, drifted in found.items()
            if not drifted or drifted.fate is not Fate.UNCHANGED
        }

    def _glob_drifts(self, repository: Repository, files: Collection[FileRef]) -> Drifts:
        differing = [change for change in self.differing if not change.is_folder and change.new_mode != TREE]
        covered = {
            file: [change for change in differing if file.covers(change.path)]
            for file in files
            if is_glob(file.path)
        }
        if not any(covered.values()):
            return {}
        names = files_at(repository, self.leg.old)
        return {
            file: _glob_drift(file, some, names, self.leg.old)
            for file, some in covered.items()
            if some and not any(_is_literally(file, name) for name in names)
        }


def _follow_renames(repository: Repository, views: Sequence[_View]) -> None:
    """Look through the whole tree for what became of the files that are missing."""
    missing = [view for view in views if view.missing]
    found = renames(repository, [(view.leg.old, view.leg.new) for view in missing])
    for view, renamed in zip(missing, found, strict=True):
        view.by_path |= {path: renamed[path] for path in view.by_path.keys() & renamed.keys()}


def _hunks(repository: Repository, views: Sequence[_View]) -> Mapping[Pair, Sequence[Hunk]]:
    """The hunks of files with lines to follow, by sets of files: git looks for all files in all pairs."""
    wanted: dict[frozenset[tuple[str, str]], list[Pair]] = {}
    for view in views:
        if files := frozenset((change.path, change.new_path) for change in view.patched):
            wanted.setdefault(files, []).append((view.leg.old, view.leg.new))
    found: dict[Pair, tuple[Hunk, ...]] = {}
    for files, pairs in wanted.items():
        found |= patches(repository, list(dict.fromkeys(pairs)), files)
    return found


def _drift(file: FileRef, change: Change, hunks: Mapping[Pair, Sequence[Hunk]], since: str) -> Drift | None:
    if not change.old_mode:
        return None
    if not change.new_mode:
        return Drift(Fate.GONE, file.path, since=since)
    if change.is_folder:
        return Drift(Fate.CHANGED, file.path, since=since)
    path = change.new_path
    if change.same_content:
        return drift_of(file, path, (), since)
    in_place = change.path == change.new_path
    followed = hunks.get(change.blobs, () if in_place else None) if change.has_lines and file.lines else None
    if followed is None:
        return Drift(Fate.CHANGED, path, since=since)
    return drift_of(file, path, followed, since)


def _glob_drift(
    file: FileRef, covered: Sequence[Change], before: Collection[str], since: str
) -> Drift | None:
    """What became of all the files a pattern matches; `before` are the files there were."""
    matched = {name for name in before if file.covers(name)}
    if not matched:
        return None
    left = matched - {change.path for change in covered if not change.new_mode}
    here = left or any(change.new_mode for change in covered)
    return Drift(Fate.CHANGED if here else Fate.GONE, file.path, since=since)


def _is_literally(file: FileRef, name: str) -> bool:
    """Whether the reference is the file of that name, or a folder around it, without being a pattern."""
    return name == file.path or name.startswith(f"{file.path.rstrip('/')}/")
