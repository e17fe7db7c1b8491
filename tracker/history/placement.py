"""Where commits are: on the mainline, or on which branch.

Of several branches that hold a commit the first by name is meant, in whatever order they came. To find them
git follows each branch down to where it left the mainline, and one that never did, or did so long ago, leads
it through all of the history. So only a first scan asks for all branches; later it is enough to follow those
that moved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from tracker.domain.commit import Scan
from tracker.domain.state import MAINLINE
from tracker.errors import HistoryError
from tracker.history.ancestry import Walk, Walked
from tracker.history.layout import layout_of
from tracker.history.refs import HEAD, read_tips, short_name
from tracker.history.repository import Repository

_FEW = 10
"""Branches of which git is asked one by one whether they only grew."""


def where_is(root: Path, sha: str, mainline: str | None = None) -> str:
    """Return MAINLINE or the name of a branch that holds the commit; raises HistoryError where none does."""
    repository = Repository(layout_of(root))
    tips = read_tips(repository, mainline)
    order = sorted(tips.tips, key=lambda ref: (ref != tips.mainline, ref))
    for ref in order:
        if repository.answer("merge-base", "--is-ancestor", sha, tips.tips[ref]):
            return MAINLINE if ref == tips.mainline else short_name(ref)
    raise HistoryError(f"no branch here holds commit {sha[:7]}", hint="check its branch out, then link it")


class Branches:
    """Which branches hold the commits that the mainline does not; git begins to follow them at once.

    `refs` are the branches to follow; without any, all that the scan saw.
    """

    def __init__(self, repository: Repository, scan: Scan, refs: Collection[str] = ()) -> None:
        self._names: dict[str, list[str]] = {}
        for ref, sha in scan.tips.items():
            if sha != scan.mainline_tip and (not refs or ref in refs):
                self._names.setdefault(sha, []).append(short_name(ref))
        follows = self._names and scan.mainline_tip
        self._walk = Walk(repository, self._names, without=[str(scan.mainline_tip)]) if follows else None

    def of(self, shas: Collection[str]) -> dict[str, str]:
        """Return a branch for each commit that is not on the mainline, by sha; raises HistoryError."""
        if self._walk is None or not shas:
            return {}
        walked = Walked(self._walk, shas)
        held = ((sha, walked.holders(sha)) for sha in shas)
        return {sha: _first(name for tip in tips for name in self._names[tip]) for sha, tips in held if tips}


def branches_since(
    repository: Repository, before: Scan, now: Scan, known: Mapping[str, str | None], shas: Collection[str]
) -> dict[str, str] | None:
    """Return what all branches would say of the commits, from what was `known` before and what moved since.

    Known is a branch, or None for the mainline, by sha; commits that no branch held before need not be. None
    where that does not tell: another mainline, or a branch that is gone, lost commits or never was. Raises
    HistoryError.
    """
    off = {sha: branch for sha, branch in known.items() if branch is not None and sha in shas}
    named = {ref for ref in before.tips if short_name(ref) in off.values()}
    moved = {ref for ref, sha in now.tips.items() if before.tips.get(ref) != sha}
    mainline = now.mainline
    if mainline is None or before.mainline != mainline or not named <= now.tips.keys():
        return None
    if set(off.values()) != set(map(short_name, named)):
        return None
    if not _only_grew(repository, before, now, moved & (named | {mainline})):
        return None
    merged = _gained(repository, before, now, mainline) & off.keys() if off and mainline in moved else set()
    followed = moved - {mainline}
    asked = [sha for sha in shas if (sha in off or sha not in known) and sha not in merged]
    found = Branches(repository, now, followed).of(asked) if followed and asked else {}
    stayed = {sha: _first([name, found.get(sha, name)]) for sha, name in off.items() if sha not in merged}
    return found | stayed


def _only_grew(repository: Repository, before: Scan, now: Scan, refs: Collection[str]) -> bool:
    return len(refs) <= _FEW and all(
        repository.answer("merge-base", "--is-ancestor", before.tips[ref], now.tips[ref]) for ref in refs
    )


def _gained(repository: Repository, before: Scan, now: Scan, ref: str) -> set[str]:
    return set(repository.lines("rev-list", "--stdin", stdin=[now.tips[ref], f"^{before.tips[ref]}"]))


def _first(names: Iterable[str]) -> str:
    """The first by name; HEAD, which is no branch, only where there is no other."""
    return min(names, key=lambda name: (name == HEAD, name))
