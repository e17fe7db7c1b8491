"""What a rebase, an amend or a force-push took away, and what it only renamed."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker.domain.commit import Hit
from tracker.domain.lineage import in_order
from tracker.history.repository import Repository, draining

_MOST_PATCHES = 1_000
"""A patch takes git about a millisecond; beyond this many, ties are left as they are."""


def lost_hits(
    repository: Repository, hits: Mapping[str, Hit], old: Collection[str], new: Collection[str]
) -> list[Hit]:
    """Return the hits that the `old` tips reached and the `new` ones do not, oldest first."""
    without = [f"^{sha}" for sha in new]
    gone = sorted(set(old) - set(new))
    if not gone or not hits:
        return []
    if len(repository.existing(gone)) == len(gone):
        reached = repository.lines("rev-list", "--stdin", stdin=[*gone, *without])
        return list(in_order(hits[sha] for sha in reached if sha in hits))
    existing = repository.existing(hits)
    reached = repository.lines("rev-list", "--stdin", stdin=[*existing, *without]) if existing else []
    return list(in_order(hits[sha] for sha in (set(hits) - existing) | (hits.keys() & set(reached))))


def lost_any(repository: Repository, old: Collection[str], new: Collection[str]) -> bool:
    """Tell whether the `old` tips held a commit that the `new` ones do not, or that git has forgotten."""
    gone = sorted(set(old) - set(new))
    if len(repository.existing(gone)) < len(gone):
        return True
    without = [f"^{sha}" for sha in sorted(set(new))]
    return bool(gone and repository.lines("rev-list", "--max-count=1", "--stdin", stdin=[*gone, *without]))


def was_rewritten(repository: Repository, old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Tell whether a branch that still exists lost commits that no other branch kept."""
    return lost_any(repository, [sha for ref, sha in old.items() if ref in new], new.values())


def renamed(repository: Repository, lost: Sequence[Hit], added: Collection[Hit]) -> dict[str, str]:
    """Return the new sha by the old one of commits that were rewritten without changing what they say.

    A pair has the same meaning, and the same author, date and subject; the patch settles ties, and pairs
    commits that have nothing else in common.
    """
    pairs: dict[str, str] = {}
    alike = _grouped(added)
    for identity, olds in _grouped(lost).items():
        if len(olds) == len(alike[identity]) == 1:
            pairs[olds[0].sha] = alike[identity][0].sha
    _pair_by(pairs, lost, added, patch_ids(repository, _unpaired(pairs, lost, added)))
    _pair_by(pairs, lost, added, {hit.sha: str(_identity(hit)) for hit in (*lost, *added)})
    return pairs


def patch_ids(repository: Repository, shas: Collection[str]) -> dict[str, str]:
    """Return the id of each commit's patch by sha; merges and commits that git no longer has are left out."""
    existing = sorted(repository.existing(shas))
    if not existing or len(existing) > _MOST_PATCHES:
        return {}
    patches = repository.process(
        *(
            "diff-tree",
            "--stdin",
            "--root",
            "-p",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-renames",
        ),
        *("--src-prefix=a/", "--dst-prefix=b/", "--full-index", f"-O{os.devnull}"),
        stdin=existing,
    )
    with draining(patches):
        lines = repository.lines("patch-id", "--stable", stdin=patches.stdout)
    return {sha: patch for patch, _, sha in (line.partition(" ") for line in lines)}


def _identity(hit: Hit) -> tuple[object, ...]:
    return hit.meaning, hit.email, hit.authored_at, hit.subject


def _grouped(hits: Iterable[Hit]) -> defaultdict[tuple[object, ...], list[Hit]]:
    groups: defaultdict[tuple[object, ...], list[Hit]] = defaultdict(list)
    for hit in hits:
        groups[_identity(hit)].append(hit)
    return groups


def _unpaired(pairs: Mapping[str, str], lost: Collection[Hit], added: Collection[Hit]) -> list[str]:
    """The commits on both sides that say the same and have no partner yet."""
    taken = set(pairs.values())
    olds = [hit for hit in lost if hit.sha not in pairs]
    news = [hit for hit in added if hit.sha not in taken]
    shared = {hit.meaning for hit in olds} & {hit.meaning for hit in news}
    return [hit.sha for hit in (*olds, *news) if hit.meaning in shared]


def _pair_by(
    pairs: dict[str, str], lost: Collection[Hit], added: Collection[Hit], sign: Mapping[str, str]
) -> None:
    """Pair what is still single and has the same meaning and sign, in order of time."""
    taken = set(pairs.values())
    free: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for hit in in_order(added):
        if hit.sha in sign and hit.sha not in taken:
            free[hit.meaning, sign[hit.sha]].append(hit.sha)
    for hit in in_order(lost):
        if hit.sha in sign and hit.sha not in pairs and free[hit.meaning, sign[hit.sha]]:
            pairs[hit.sha] = free[hit.meaning, sign[hit.sha]].pop(0)
