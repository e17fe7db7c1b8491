"""Commits that came after others and touched some files: candidates for whatever changed in between.

One walk serves any number of starting points. Which of them already held a commit is told by marks that are
handed down from each of them to its parents, which costs next to nothing beside another walk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker.domain.frozen import frozen
from tracker.errors import HistoryError
from tracker.history.comparison import specs
from tracker.history.repository import Repository

_LOG = (
    *("log", "--stdin", "-c", "-z", "--name-only", "--no-show-signature", "--no-notes", "--no-color"),
    *("--no-renames", "--no-ext-diff", "--no-textconv", "-O/dev/null", "--format=%x01%H %P"),
)


@frozen
class Touch:
    """A commit that touched some of the files asked for. A merge is one where it differs from all parents."""

    sha: str
    parents: tuple[str, ...]
    files: tuple[str, ...]


def touches_since(
    repository: Repository, sinces: Collection[str], head: str, paths: Collection[str]
) -> Mapping[str, Sequence[Touch]]:
    """Return for each of the commits those after it, up to `head`, that touched a path, newest first.

    A path is a file, a folder or a glob. All commits are shas, and there. Raises HistoryError.
    """
    if not sinces or not paths:
        return dict.fromkeys(sinces, ())
    start = [f"^{sha}" for sha in _common_ancestors(repository, {head, *sinces})]
    out = repository.text(*_LOG, "--", *specs(paths), stdin=[head, *start])
    touched = (_touch(record) for record in out.split("\1")[1:])
    touches = [touch for touch in touched if touch.files]  # a merge is listed as well when it only joins
    places = {sha: place for place, sha in enumerate(sorted(sinces))}
    held = _held(
        repository.lines("rev-list", "--topo-order", "--parents", "--stdin", stdin=[*places, *start]), places
    )
    return {
        sha: [touch for touch in touches if not held.get(touch.sha, 0) >> place & 1]
        for sha, place in places.items()
    }


def _common_ancestors(repository: Repository, shas: Iterable[str]) -> list[str]:
    """The newest commits that all of them hold; none where they have no history in common.

    Git compares one after the other, which takes a single walk where they come in order of time.
    """
    in_order = repository.lines("rev-list", "--no-walk=sorted", "--stdin", stdin=sorted(shas))
    try:
        return repository.lines("merge-base", "--octopus", *in_order)
    except HistoryError:  # said by the exit code alone
        return []


def _held(lines: Iterable[str], places: Mapping[str, int]) -> dict[str, int]:
    """Which of the commits in `places` hold each commit, as bits; the lines name children before parents."""
    held = {sha: 1 << place for sha, place in places.items()}
    for line in lines:
        sha, *parents = line.split(" ")
        for parent in parents:
            held[parent] = held.get(parent, 0) | held.get(sha, 0)
    return held


def _touch(record: str) -> Touch:
    shas, *files = record.replace("\n", "\0", 1).split("\0")
    sha, *parents = shas.split()
    return Touch(sha, tuple(parents), tuple(file for file in files if file))
