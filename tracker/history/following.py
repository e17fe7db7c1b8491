"""Commits that a person linked, followed as those that name items are.

Their messages say nothing by which a scan would find them, so it is looked up what became of each: whether a
branch still holds it, and whether a rewrite only renamed it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from tracker.domain.commit import Commit, Hit, Scan
from tracker.domain.meaning import Meaning
from tracker.domain.text import one_line
from tracker.history.layout import layout_of
from tracker.history.placement import off_mainline
from tracker.history.repository import Repository
from tracker.history.rewrite import renamed
from tracker.history.scan import ScanResult
from tracker.history.stream import read_log

_MOST_CANDIDATES = 1_000
"""New commits among which the one is looked for that took another's place."""


def follow(
    root: Path,
    result: ScanResult,
    before: Scan | None,
    watched: Mapping[str, Hit],
    vanished: Collection[str] = (),
) -> ScanResult:
    """Return the result with the `watched` commits among its hits, its vanished and its relinked ones.

    `before` is the scan before this one. `watched` has what is known of each commit, by sha, for where git
    forgot it. Those that had `vanished` before can only come back. Raises HistoryError.
    """
    settled = {*result.hits, *result.relinked, *(hit.sha for hit in result.vanished)}
    open_ = {sha: hit for sha, hit in watched.items() if sha not in settled}
    if not open_ or result.scan == before or not result.scan.tips:
        return result
    repository = Repository(layout_of(root))
    known = {**open_, **_read(repository, repository.existing(open_))}
    gone = _unreachable(repository, known, result.scan)
    lost = (
        [known[sha] for sha in sorted(gone.difference(vanished))] if _sees_as_far(before, result.scan) else []
    )
    successors = _successors(repository, before, result.scan) if lost else {}
    relinked = renamed(repository, lost, list(successors.values())) if successors else {}
    there = [hit for sha, hit in known.items() if sha not in gone]
    there += [successors[sha] for sha in relinked.values() if sha not in result.hits]
    return replace(
        result,
        hits={**result.hits, **_placed(repository, there, result.scan)},
        vanished=(*result.vanished, *(hit for hit in lost if hit.sha not in relinked)),
        relinked={**result.relinked, **relinked},
    )


def _sees_as_far(before: Scan | None, now: Scan) -> bool:
    """Whether the clone is as deep as it was: a moved shallow boundary hides commits that nobody rewrote."""
    return before is None or before.shallow == now.shallow


def _read(repository: Repository, shas: Collection[str]) -> dict[str, Hit]:
    found = read_log(repository, ("--no-walk",), sorted(shas)) if shas else ()
    return {commit.sha: _hit(commit) for commit in found}


def _unreachable(repository: Repository, shas: Collection[str], scan: Scan) -> set[str]:
    """Those that git forgot, or that no branch holds any more."""
    existing = repository.existing(shas)
    tips = [f"^{sha}" for sha in set(scan.tips.values())]
    held_by_none = repository.lines("rev-list", "--stdin", stdin=[*existing, *tips]) if existing else []
    return (set(shas) - existing) | (existing & set(held_by_none))


def _successors(repository: Repository, before: Scan | None, now: Scan) -> dict[str, Hit]:
    """The newest commits that came since the last scan."""
    old = repository.existing(before.tips.values()) if before else set()
    range_ = [*set(now.tips.values()), *(f"^{sha}" for sha in old)]
    found = read_log(repository, (f"--max-count={_MOST_CANDIDATES}",), range_)
    return {commit.sha: _hit(commit) for commit in found}


def _placed(repository: Repository, hits: Iterable[Hit], scan: Scan) -> dict[str, Hit]:
    branches = off_mainline(repository, scan)
    return {
        hit.sha: replace(hit, mainline=hit.sha not in branches, branch=branches.get(hit.sha)) for hit in hits
    }


def _hit(commit: Commit) -> Hit:
    """The commit as one that names nothing: what it is to items, a person said."""
    return Hit(
        sha=commit.sha,
        subject=commit.subject,
        author=one_line(commit.author),
        email=one_line(commit.email),
        authored_at=commit.authored_at,
        committed_at=commit.committed_at,
        meaning=Meaning(),
    )
