"""How commits bear on one another: which are reverted, and which are a second copy of the same change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from graphlib import TopologicalSorter

from tracker.domain.commit import Hit


def in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return the hits oldest first; the same order whatever order they come in."""
    return tuple(sorted(hits, key=lambda hit: (hit.committed_at, hit.authored_at, hit.sha)))


def undoers(hits: Collection[Hit]) -> dict[str, Hit]:
    """Return the revert that holds for each reverted commit, by the commit's sha; the hits come oldest first.

    A revert counts on its own line of history: one on a side branch takes nothing back on the mainline. A
    revert that is itself reverted does not count.
    """
    by_sha = {hit.sha: hit for hit in hits}
    reverters: dict[str, list[Hit]] = defaultdict(list)
    for revert in hits:
        for sha in revert.undoes:
            if sha in by_sha:
                reverters[sha].append(revert)
    order = TopologicalSorter({sha: [revert.sha for revert in found] for sha, found in reverters.items()})
    undone: dict[str, Hit] = {}
    for sha in order.static_order():
        for revert in reverters.get(sha, ()):
            if revert.sha not in undone and (revert.mainline or not by_sha[sha].mainline):
                undone[sha] = revert
    return undone


def copies(hits: Collection[Hit], is_known: Callable[[Hit], bool]) -> frozenset[str]:
    """Return the shas of commits that only repeat a change which another of the hits, oldest first, brings.

    Cherry-picks are told by what they say they were picked from, or by an equal patch. The copy on the
    mainline is the one that counts, then the one that `is_known` already.
    """
    changes: dict[str, list[Hit]] = defaultdict(list)
    by_patch: dict[str, str] = {}
    picked = {sha for hit in hits for sha in hit.meaning.cherry_picked_from[:1]}
    for hit in hits:
        if not (hit.patch_id or hit.meaning.cherry_picked_from or hit.sha in picked):
            continue  # nothing is like it
        change = hit.meaning.cherry_picked_from[0] if hit.meaning.cherry_picked_from else hit.sha
        changes[by_patch.setdefault(hit.patch_id, change) if hit.patch_id else change].append(hit)
    repeated: set[str] = set()
    for same in changes.values():
        if len(same) == 1:
            continue
        first, *others = sorted(same, key=lambda hit: (not hit.mainline, not is_known(hit)))
        repeated.update(other.sha for other in others if other.sha != first.sha)
    return frozenset(repeated)
