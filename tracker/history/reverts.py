"""Which remembered commits a revert takes back.

The message names them by a sha, whole or short, or names a merge and with it everything that the merge
brought. Only ancestors of the revert count: a sha in a message is a claim, and history is what proves it.
As neither ever changes, this is settled once, when the revert is first seen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.domain.commit import Hit
from tracker.domain.message import Revert
from tracker.history.layout import SHA
from tracker.history.repository import Repository


def with_undoes(repository: Repository, added: Iterable[Hit], known: Mapping[str, Hit]) -> dict[str, Hit]:
    """Return those of the `added` commits that matter, by sha, with what they undo among them and `known`.

    A commit matters when it names an item or undoes one that matters.
    """
    candidates = {hit.sha: hit for hit in added}
    matter = {sha: hit for sha, hit in candidates.items() if hit.meaning.items}
    waiting = [hit for hit in candidates.values() if hit.meaning.reverts]
    settled = -1
    while settled != len(matter):  # a revert of a revert matters once the first one does
        settled = len(matter)
        targets = {**known, **matter}
        shas = sorted(targets)
        for hit in waiting:
            undoes = _undone(repository, hit, targets, shas)
            if undoes:
                matter[hit.sha] = replace(hit, undoes=undoes)
    return matter


def _undone(
    repository: Repository, revert: Hit, targets: Mapping[str, Hit], shas: Sequence[str]
) -> tuple[str, ...]:
    found: set[str] = set()
    for named in revert.meaning.reverts:
        found.update(_starting_with(named.sha, shas))
        if named.since and any(hit.committed_at <= revert.committed_at for hit in targets.values()):
            found.update(_brought_by(repository, named, targets))
    found.update(twin for sha in tuple(found) for twin in _twins(targets[sha], targets))
    found.discard(revert.sha)
    return tuple(
        sha for sha in sorted(found) if repository.answer("merge-base", "--is-ancestor", sha, revert.sha)
    )


def _starting_with(prefix: str, shas: Sequence[str]) -> list[str]:
    """The one sha with this start; none when several have it."""
    at = bisect_left(shas, prefix)
    found = [sha for sha in shas[at : at + 2] if sha.startswith(prefix)]
    return found if len(found) == 1 else []


def _brought_by(repository: Repository, merge: Revert, targets: Mapping[str, Hit]) -> set[str]:
    """The commits that a reverted merge brought to the line it was merged into."""
    tip, since = (_full(repository, sha) for sha in (merge.sha, merge.since or ""))
    if not tip or not since:
        return set()
    return targets.keys() & set(repository.lines("rev-list", "--stdin", stdin=[tip, f"^{since}"]))


def _full(repository: Repository, sha: str) -> str | None:
    """The commit that a sha or the start of one names; a branch of that name is not meant."""
    if not SHA.fullmatch(sha):
        found = repository.lines("rev-parse", f"--disambiguate={sha}")
        sha = found[0] if len(found) == 1 else ""
    return repository.resolve(sha)


def _twins(hit: Hit, targets: Mapping[str, Hit]) -> list[str]:
    """The cherry-picked copies of a commit, and what it was picked from."""
    return [
        other.sha
        for other in targets.values()
        if other.sha in hit.meaning.cherry_picked_from
        or hit.sha in other.meaning.cherry_picked_from
        or (hit.patch_id and hit.patch_id == other.patch_id)
    ]
