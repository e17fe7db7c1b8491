"""Commits that a person linked, followed as those that name items are.

Their messages say nothing by which a scan would find them, so it is looked up what became of each: whether a
branch still holds it, and whether a rewrite only renamed it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from tracker.domain.commit import Commit, Hit, Scan
from tracker.domain.meaning import Meaning
from tracker.history.layout import layout_of
from tracker.history.placement import Branches, branches_since
from tracker.history.repository import Repository
from tracker.history.rewrite import lost_any, renamed
from tracker.history.scan import ScanResult
from tracker.history.stream import read_log

_MOST_CANDIDATES = 1_000
"""New commits among which the one is looked for that took another's place."""


def follow(
    root: Path,
    result: ScanResult,
    before: Scan | None,
    watched: Mapping[str, Hit],
    vanished: Collection[str],
    *,
    ours: Collection[str],
    read: Callable[[Commit], Hit],
) -> ScanResult:
    """Return the result with the `watched` commits among its hits, its vanished and its relinked ones.

    `before` is the scan before this one. `watched` has what is known of each commit, by sha, for where git
    forgot it. Those that had `vanished` before can only come back, and only what is `ours` can vanish: of the
    rest another clone knows. `read` says what a commit's message says. Raises HistoryError.
    """
    settled = {*result.hits, *result.relinked, *(hit.sha for hit in result.vanished)}
    open_ = {sha: hit for sha, hit in watched.items() if sha not in settled}
    if not open_ or result.scan == before or not result.scan.tips:
        return result
    repository = Repository(layout_of(root))
    commits = _commits(repository, repository.existing(open_))
    known = {**open_, **{sha: Hit.of(commit, Meaning()) for sha, commit in commits.items()}}
    held = _held_before(repository, before, result.scan)
    gone = _unreachable(repository, [sha for sha in known if sha not in held], result.scan)
    news = gone.intersection(ours).difference(vanished) if _sees_as_far(before, result.scan) else set()
    lost = [known[sha] for sha in sorted(news)]
    successors = _successors(repository, before, result.scan) if lost else {}
    relinked = renamed(repository, lost, list(successors.values())) if successors else {}

    def said(hit: Hit) -> Hit:
        """The hit with what its message says, where git still has it: all of that is taken back."""
        return read(commits[hit.sha]) if hit.sha in commits else hit

    there = [hit for sha, hit in known.items() if sha not in gone]
    there += [successors[sha] for sha in relinked.values() if sha not in result.hits]
    branches = _branches(repository, before, result.scan, held, [hit.sha for hit in there])
    return replace(
        result,
        scan=replace(result.scan, followed=branches),
        hits={**result.hits, **{hit.sha: _placed(hit, branches[hit.sha]) for hit in there}},
        vanished=(*result.vanished, *(said(hit) for hit in lost if hit.sha not in relinked)),
        relinked={**result.relinked, **relinked},
    )


def _sees_as_far(before: Scan | None, now: Scan) -> bool:
    """Whether the clone is as deep as it was: a moved shallow boundary hides commits that nobody rewrote."""
    return before is None or before.shallow == now.shallow


def _commits(repository: Repository, shas: Collection[str]) -> dict[str, Commit]:
    found = read_log(repository, ("--no-walk",), sorted(shas)) if shas else ()
    return {commit.sha: commit for commit in found}


def _unreachable(repository: Repository, shas: Collection[str], scan: Scan) -> set[str]:
    """Those that git forgot, or that no branch holds any more."""
    existing = repository.existing(shas)
    tips = [f"^{sha}" for sha in set(scan.tips.values())]
    held_by_none = repository.lines("rev-list", "--stdin", stdin=[*existing, *tips]) if existing else []
    return (set(shas) - existing) | (existing & set(held_by_none))


def _successors(repository: Repository, before: Scan | None, now: Scan) -> dict[str, Hit]:
    """The newest commits that came since the last scan, as ones that name nothing."""
    old = repository.existing(before.tips.values()) if before else set()
    range_ = [*set(now.tips.values()), *(f"^{sha}" for sha in old)]
    found = read_log(repository, (f"--max-count={_MOST_CANDIDATES}",), range_)
    return {commit.sha: Hit.of(commit, Meaning()) for commit in found}


def _held_before(repository: Repository, before: Scan | None, now: Scan) -> Mapping[str, str | None]:
    """Where the commits were that some branch held before, if whatever was held then still is."""
    if before is None or not before.followed or not _sees_as_far(before, now):
        return {}
    return {} if lost_any(repository, before.tips.values(), now.tips.values()) else before.followed


def _branches(
    repository: Repository,
    before: Scan | None,
    now: Scan,
    known: Mapping[str, str | None],
    shas: Collection[str],
) -> dict[str, str | None]:
    """A branch for each of the commits, None for the mainline."""
    settled = [sha for sha in shas if sha in known]
    found = branches_since(repository, before, now, known, settled) if before and settled else None
    if found is None:
        settled, found = [], {}
    if new := set(shas).difference(settled):
        found |= Branches(repository, now).of(new)
    return {sha: found.get(sha) for sha in shas}


def _placed(hit: Hit, branch: str | None) -> Hit:
    return replace(hit, mainline=branch is None, branch=branch)
