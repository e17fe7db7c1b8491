"""Reads progress out of the history: which commits speak of the plan's items, and what became of them.

A scan is incremental: it remembers the tips it saw and reads what they gained since. It is also exact: the
hits after any sequence of scans are those of one scan over everything, whatever was rebased, merged or
deleted in between. Git itself is imported only when some ref has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.commit import Commit, Hit, Scan
from tracker.domain.effort import HOURS_PER_DAY
from tracker.domain.frozen import frozen
from tracker.domain.meaning import PARSER_VERSION
from tracker.history.layout import layout_of
from tracker.history.signature import shallow_boundary, signature

if TYPE_CHECKING:
    from tracker.history.halves import Halves
    from tracker.history.placement import Branches
    from tracker.history.repository import Repository


@frozen
class ScanResult:
    """What a scan found. `hits` are all that are reachable now, by sha; the rest is what is new."""

    scan: Scan
    hits: Mapping[str, Hit]
    added: Mapping[str, Hit] = field(default_factory=dict)
    changed: Mapping[str, Hit] = field(default_factory=dict)
    """Known before, and now elsewhere: merged into the mainline, say."""
    removed: tuple[str, ...] = ()
    """Shas that are no hits any more, whatever the reason."""
    vanished: tuple[Hit, ...] = ()
    """Hits that rewritten history no longer holds, and nothing took the place of."""
    relinked: Mapping[str, str] = field(default_factory=dict)
    """New shas of rewritten hits by their old ones."""
    scanned: int = 0
    """Commits looked at, counted up to 10,000."""
    rewritten: bool = False


def is_current(
    root: Path,
    known: Mapping[str, str],
    previous: Scan | None,
    *,
    mainline: str | None,
    keywords: bool,
    hours_per_day: float = HOURS_PER_DAY,
) -> bool:
    """Tell, without git, whether a scan would find nothing that `previous` did not; raises HistoryError."""
    if not previous:
        return False
    return previous.signature == signature(
        layout_of(root), _rules(known, keywords, hours_per_day), mainline or ""
    )


def scan(
    root: Path,
    known: Mapping[str, str],
    previous: Scan | None,
    previous_hits: Mapping[str, Hit],
    *,
    mainline: str | None = None,
    keywords: bool = True,
    hours_per_day: float = HOURS_PER_DAY,
    watched: Mapping[str, Hit] | None = None,
    progress: Callable[[int], None] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> ScanResult:
    """Return what the history at `root` says of the items in `known` (ids by upper-case name).

    `previous` and `previous_hits` are the outcome of the last scan. `mainline` is a branch to take as such.
    `watched` are other commits whose reverts matter.
    `progress` gets the number of commits found so far. `meanwhile` is called in a thread of its own once git
    is at work, which leaves Python time to spare; what it raises is its own affair. Raises HistoryError.
    """
    layout = layout_of(root)
    rules = _rules(known, keywords, hours_per_day)
    seen = signature(layout, rules, mainline or "")
    if previous and previous.signature == seen:
        return ScanResult(previous, previous_hits)
    from tracker.history.halves import Halves
    from tracker.history.repository import Repository

    repository = Repository(layout)
    shallow = shallow_boundary(layout)
    before = previous or Scan()
    with Halves(repository, wanted=not before.goes_on(rules, shallow)) as halves:
        from tracker.history.refs import read_tips

        tips = read_tips(repository, mainline)
        now = Scan(tips.tips, tips.mainline, tips.head, shallow, rules, seen)

        def reader() -> Callable[[Commit], Hit]:
            from tracker.domain.message import Language

            language = Language(known, keywords, hours_per_day)
            return lambda commit: Hit.of(commit, language.meaning(commit.message))

        comparison = _Comparison(repository, before, now, previous_hits, watched or {}, halves)
        return comparison.result(known, reader, progress, meanwhile)


class _Comparison:
    """The history as it is now, beside what the last scan saw."""

    def __init__(
        self,
        repository: Repository,
        before: Scan,
        now: Scan,
        hits: Mapping[str, Hit],
        watched: Mapping[str, Hit],
        halves: Halves,
    ) -> None:
        self.halves = halves
        self.watched = watched
        self.repository = repository
        self.before = before
        self.now = now
        self.hits = hits
        self.same_rules = before.known == now.known
        self.same_boundary = before.shallow == now.shallow

    def result(
        self,
        known: Mapping[str, str],
        reader: Callable[[], Callable[[Commit], Hit]],
        progress: Callable[[int], None] | None,
        meanwhile: Callable[[], None] | None,
    ) -> ScanResult:
        """Return the outcome of the scan. `reader` makes what reads a commit, once git is at work."""
        from tracker.history.placement import Branches

        new = sorted(set(self.now.tips.values()))
        old = self._read_before()
        if not new:
            return ScanResult(
                self.now, {}, removed=tuple(sorted(self.hits)), vanished=tuple(self.hits.values())
            )
        if meanwhile:
            import threading

            threading.Thread(target=meanwhile, daemon=True).start()
        from tracker.history.rewrite import renamed, was_rewritten
        from tracker.history.stream import Count, read_commits

        read = reader()
        branches = None if old else Branches(self.repository, self.now)
        range_ = [*new, *(f"^{sha}" for sha in old)]
        count = Count(self.repository, range_, at_once=not self.halves.is_searching)
        ranges = [range_] if old else self.halves.ranges(new)
        commits = read_commits(self.repository, known, ranges, progress)
        found = [hit for hit in map(read, commits) if hit.meaning.may_matter]
        lost = [hit.under(known) for hit in self._lost(new)]
        hits = self._placed(self._merged(found, lost), branches)
        added = {sha: hit for sha, hit in hits.items() if sha not in self.hits}
        relinked = renamed(self.repository, lost, list(added.values())) if lost and added else {}
        return ScanResult(
            scan=self.now,
            hits=hits,
            added=added,
            changed={sha: hit for sha, hit in hits.items() if self.hits.get(sha, hit) != hit},
            removed=tuple(sorted(self.hits.keys() - hits.keys())),
            vanished=tuple(hit for hit in lost if hit.sha not in relinked),
            relinked=relinked,
            scanned=count.result(self.halves.commits),
            rewritten=was_rewritten(self.repository, self.before.tips, self.now.tips),
        )

    def _read_before(self) -> list[str]:
        """Commits whose ancestors were all read by the last scan, in the way they are read now."""
        if not self.before.goes_on(self.now.known, self.now.shallow):
            return []
        return sorted(self.repository.existing(self.before.tips.values()))

    def _lost(self, new: list[str]) -> list[Hit]:
        """The hits that are gone. A moved shallow boundary hides commits that nobody rewrote."""
        from tracker.history.rewrite import lost_hits

        return (
            lost_hits(self.repository, self.hits, self.before.tips.values(), new)
            if self.same_boundary
            else []
        )

    def _merged(self, found: Iterable[Hit], lost: Iterable[Hit]) -> dict[str, Hit]:
        """What stays of the last scan, with what was found; under other rules everything was read again."""
        from tracker.history.reverts import with_undoes

        gone = {hit.sha for hit in lost}
        kept = {sha: hit for sha, hit in self.hits.items() if self.same_rules and sha not in gone}
        every = self._with_patches({hit.sha: hit for hit in found} | kept)
        known = {sha: every[sha] for sha in kept}
        fresh = [hit for sha, hit in every.items() if sha not in kept]
        return {**known, **with_undoes(self.repository, fresh, {**self.watched, **known})}

    def _with_patches(self, hits: dict[str, Hit]) -> dict[str, Hit]:
        """Give a patch id to commits that look like copies of one another."""
        from tracker.history.rewrite import patch_ids

        alike: dict[tuple[object, ...], list[Hit]] = {}
        for hit in hits.values():
            alike.setdefault((hit.email, hit.authored_at, hit.subject), []).append(hit)
        groups = [
            group for group in alike.values() if len(group) > 1 and any(not hit.patch_id for hit in group)
        ]
        patches = patch_ids(self.repository, [hit.sha for group in groups for hit in group])
        return hits | {sha: replace(hits[sha], patch_id=patch) for sha, patch in patches.items()}

    def _placed(self, hits: dict[str, Hit], branches: Branches | None) -> dict[str, Hit]:
        """Say of each hit whether the mainline holds it, and which branch does where it does not.

        `branches` are all there are, where nothing was settled before.
        """
        from tracker.history.placement import Branches, branches_since

        off = None
        if branches is None:
            known = {sha: hit.branch for sha, hit in self.hits.items()}
            off = branches_since(self.repository, self.before, self.now, known, hits.keys())
        if off is None:
            off = (branches or Branches(self.repository, self.now)).of(hits)
        placed = {}
        for sha, hit in hits.items():
            branch = off.get(sha)
            same = hit.branch == branch and hit.mainline == (branch is None)
            placed[sha] = hit if same else replace(hit, mainline=branch is None, branch=branch)
        return placed


def _rules(known: Mapping[str, str], keywords: bool, hours_per_day: float) -> str:
    """A digest of what decides how a message is read."""
    names = (f"{name} {known[name]}" for name in sorted(known))
    text = "\n".join([str(PARSER_VERSION), str(keywords), str(hours_per_day), *names])
    return hashlib.sha256(text.encode()).hexdigest()
