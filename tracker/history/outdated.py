"""What changed after evidence was taken, and which commit did it.

Evidence speaks of the code as it was at one commit. Only what differs between that commit and HEAD can have
outdated it, which git tells of any number of commits at once; the history is walked for what differs, and
for nothing else. Lines are those of the review: they are carried to the evidence first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from tracker.domain.drift import Drift, Fate
from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.history.drift import Drifts, Leg, drifts
from tracker.history.later import Touch, touches_since
from tracker.history.layout import SHA, layout_of
from tracker.history.refs import HEAD
from tracker.history.repository import Repository

_SEARCHED = (1, 4, 20)
"""How many commits are looked into at a time for the one that changed lines: mostly it is the newest."""


@frozen
class _Case:
    """A reference that is no longer as it was at a commit."""

    since: str
    file: FileRef
    """As the plan has it."""
    then: FileRef
    """Where it was at that commit."""
    paths: frozenset[str]
    """Where its file is or was."""


def outdated(
    root: Path, baseline: str | None, asked: Mapping[str, Collection[FileRef]]
) -> dict[tuple[str, FileRef], str]:
    """Return what changed after each commit in `asked`, up to HEAD, and the newest commit that changed it.

    Keys are a sha of `asked` and one of its references, as written for `baseline`. Without a baseline, and
    where lines cannot be followed from there, the whole file counts. To be renamed, or to move within a file,
    is no change, nor is what was taken back. Commits that git no longer has are passed over. Raises
    HistoryError.
    """
    repository = Repository(layout_of(root))
    head = repository.resolve(HEAD)
    wanted = {sha for sha in (*asked, baseline) if sha and SHA.fullmatch(sha)}
    there = repository.existing(wanted) if head and asked else set()
    files = {sha: frozenset(asked[sha]) for sha in sorted(there & asked.keys()) if sha != head}
    if not head or not files:
        return {}
    start = baseline if baseline in there else None
    differing = _differing(repository, start, files, head)
    cases = list(_cases(repository, _places(repository, start, differing), head))
    paths = {path for case in cases for path in case.paths}
    return _blamed(repository, cases, touches_since(repository, {case.since for case in cases}, head, paths))


def _differing(
    repository: Repository, baseline: str | None, files: Mapping[str, frozenset[FileRef]], head: str
) -> dict[str, frozenset[FileRef]]:
    """The references into files that differ at all: most do not, and to follow lines takes far longer."""
    whole = {sha: frozenset(FileRef(file.path) for file in some) for sha, some in files.items()}
    cases = _cases(repository, _places(repository, baseline, whole), head)
    differing = {(case.since, case.file.path) for case in cases}
    kept = {sha: frozenset(f for f in some if (sha, f.path) in differing) for sha, some in files.items()}
    return {sha: some for sha, some in kept.items() if some}


def _places(
    repository: Repository, baseline: str | None, files: Mapping[str, frozenset[FileRef]]
) -> dict[str, dict[FileRef, FileRef]]:
    """Where each reference was at each commit."""
    if not baseline:
        return {sha: {file: FileRef(file.path) for file in some} for sha, some in files.items()}
    found = drifts(repository, [Leg(baseline, sha, some) for sha, some in files.items()])
    return {
        sha: {file: _moved(file, moved) for file in files[sha]}
        for sha, moved in zip(files, found, strict=True)
    }


def _moved(file: FileRef, moved: Drifts) -> FileRef:
    """Where a reference leads after a leg: the whole file where it was not there before."""
    if file not in moved:
        return file
    drift = moved[file]
    return drift.place if drift else FileRef(file.path)


def _cases(
    repository: Repository, places: Mapping[str, Mapping[FileRef, FileRef]], head: str
) -> Iterator[_Case]:
    found = drifts(repository, [Leg(sha, head, frozenset(then.values())) for sha, then in places.items()])
    for (sha, place), moved in zip(places.items(), found, strict=True):
        for file, then in place.items():
            if _is_touched(then, moved):
                now = moved[then]
                yield _Case(sha, file, then, frozenset({then.path, now.path if now else then.path}))


def _is_touched(file: FileRef, moved: Drifts) -> bool:
    """Whether the reference changed on a leg, is gone, or was not there before."""
    drift = moved.get(file, Drift(Fate.UNCHANGED, file.path))
    return drift is None or drift.touched


def _blamed(
    repository: Repository, cases: Sequence[_Case], touches: Mapping[str, Sequence[Touch]]
) -> dict[tuple[str, FileRef], str]:
    suspects = {case: _suspects(case, touches[case.since]) for case in cases}
    whole = {case for case in cases if not case.then.lines}
    blamed = {case: suspects[case][0].sha for case in whole if suspects[case]}
    start = 0
    for size in _SEARCHED:
        open_ = [case for case in cases if case not in whole and case not in blamed]
        blamed |= _guilty(repository, {case: suspects[case][start : start + size] for case in open_})
        start += size
    for case in cases:
        if case not in blamed and len(suspects[case]) > start:
            blamed[case] = suspects[case][0].sha
    return {(case.since, case.file): sha for case, sha in blamed.items()}


def _suspects(case: _Case, touches: Sequence[Touch]) -> list[Touch]:
    """The commits that touched the file of a case, newest first; merges last: most only join others."""
    around = [FileRef(path) for path in case.paths]
    found = [touch for touch in touches if any(path.covers(file) for path in around for file in touch.files)]
    return sorted(found, key=lambda touch: len(touch.parents) > 1)


def _guilty(repository: Repository, suspects: Mapping[_Case, Sequence[Touch]]) -> dict[_Case, str]:
    """The first of the commits that changed the lines of each case, as compared with its first parent."""
    pairs = [(case, touch) for case, some in suspects.items() for touch in some if touch.parents]
    before = [Leg(case.since, touch.parents[0], frozenset({case.then})) for case, touch in pairs]
    there = [
        (case, touch, file)
        for (case, touch), moved in zip(pairs, drifts(repository, before), strict=True)
        if (file := _moved(case.then, moved)).lines
    ]
    legs = [Leg(touch.parents[0], touch.sha, frozenset({file})) for _, touch, file in there]
    guilty: dict[_Case, str] = {}
    for (case, touch, file), moved in zip(there, drifts(repository, legs), strict=True):
        if _is_touched(file, moved):
            guilty.setdefault(case, touch.sha)
    return guilty
