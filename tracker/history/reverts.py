"""Which remembered commits a revert takes back.

The message names them by a sha, whole or short, or names a merge and with it everything that the merge
brought, or, as GitHub's button does, the pull request that a commit's subject ends with: `(#12)`. Only
ancestors of the revert count: a sha in a message is a claim, and history is what proves it. As neither ever
changes, this is settled once, when the revert is first seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.domain.commit import Hit
from tracker.domain.meaning import Revert
from tracker.history.ancestry import ancestry, full_shas
from tracker.history.repository import Repository

_PULL = re.compile(r"\(#(\d{1,9})\)$")


def with_undoes(repository: Repository, added: Iterable[Hit], known: Mapping[str, Hit]) -> dict[str, Hit]:
    """Return those of the `added` commits that matter, by sha, with what they undo among them and `known`.

    A commit matters when it names an item or undoes one that matters.
    """
    candidates = {hit.sha: hit for hit in added}
    matter = {sha: hit for sha, hit in candidates.items() if hit.meaning.items}
    waiting = [hit for hit in candidates.values() if hit.meaning.reverts or hit.meaning.reverted_pulls]
    if not waiting or not (known or matter):
        return matter
    history = _History(repository, waiting, {**known, **candidates})
    settled = -1
    while settled != len(matter):  # a revert of a revert matters once the first one does
        settled = len(matter)
        targets = _Targets({**known, **matter})
        for hit in waiting:
            undoes = history.undone(hit, targets)
            if undoes:
                matter[hit.sha] = replace(hit, undoes=undoes)
    return matter


class _Targets:
    """Commits that a revert may mean, as it names them."""

    def __init__(self, hits: Mapping[str, Hit]) -> None:
        self.hits = hits
        self._shas = sorted(hits)
        self._by_pull: dict[str, list[str]] = {}
        for sha in self._shas:
            if pull := _PULL.search(hits[sha].subject):
                self._by_pull.setdefault(pull[1], []).append(sha)

    def named(self, revert: Hit) -> list[str]:
        """The commits whose shas, or the starts of whose shas, the revert says."""
        return [sha for named in revert.meaning.reverts for sha in _starting_with(named.sha, self._shas)]

    def merged_as(self, number: str) -> list[str]:
        """The commits that say that they were merged as this pull request."""
        return self._by_pull.get(number, [])


class _History:
    """What the history says of some reverts: which commits they take back, of those that are `concerned`."""

    def __init__(self, repository: Repository, reverts: Sequence[Hit], concerned: Mapping[str, Hit]) -> None:
        merges = [named for hit in reverts for named in hit.meaning.reverts if named.since]
        self._full = full_shas(
            repository, [sha for named in merges for sha in (named.sha, named.since or "")]
        )
        every = _Targets(concerned)
        direct = sum(len(every.named(hit)) + len(hit.meaning.reverted_pulls) for hit in reverts)
        tips = {*self._full.values(), *(hit.sha for hit in reverts)}
        self._ancestry = ancestry(repository, concerned, tips, questions=len(merges) + direct)

    def undone(self, revert: Hit, targets: _Targets) -> tuple[str, ...]:
        """Return the shas of all that the revert takes back among the targets."""
        found = set(targets.named(revert))
        for named in revert.meaning.reverts:
            found |= self._brought_by(named) & targets.hits.keys()
        for number in revert.meaning.reverted_pulls:
            found.update(self._merged_as(number, revert, targets))
        found.update(twin for sha in tuple(found) for twin in _twins(targets.hits[sha], targets.hits))
        return tuple(sha for sha in sorted(found) if self._is_older(sha, revert))

    def _brought_by(self, merge: Revert) -> frozenset[str]:
        """The commits that a reverted merge brought to the line it was merged into."""
        tip, since = self._full.get(merge.sha), self._full.get(merge.since or "")
        return self._ancestry.between(tip, since) if tip and since else frozenset()

    def _merged_as(self, number: str, revert: Hit, targets: _Targets) -> list[str]:
        """The one ancestor of the revert that was merged as this pull request; none where several were."""
        found = [sha for sha in targets.merged_as(number) if self._is_older(sha, revert)]
        return found if len(found) == 1 else []

    def _is_older(self, sha: str, revert: Hit) -> bool:
        return sha != revert.sha and self._ancestry.holds(revert.sha, sha)


def _starting_with(prefix: str, shas: Sequence[str]) -> list[str]:
    """The one sha with this start; none when several have it."""
    at = bisect_left(shas, prefix)
    found = [sha for sha in shas[at : at + 2] if sha.startswith(prefix)]
    return found if len(found) == 1 else []


def _twins(hit: Hit, targets: Mapping[str, Hit]) -> list[str]:
    """The cherry-picked copies of a commit, and what it was picked from."""
    return [
        other.sha
        for other in targets.values()
        if other.sha in hit.meaning.cherry_picked_from
        or hit.sha in other.meaning.cherry_picked_from
        or (hit.patch_id and hit.patch_id == other.patch_id)
    ]
