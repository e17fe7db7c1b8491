"""Reading the history with the commits that people linked, whose messages do not name the item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tracker.domain.commit import Commit, Hit, Scan
from tracker.domain.meaning import Meaning
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import CommitLink, Role
from tracker.history.scan import ScanResult, scan
from tracker.service.tracker import Tracker
from tracker.store.scan import own_links
from tracker.store.snapshot import read_snapshot

Links = Mapping[str, tuple[CommitLink, ...]]
"""Links by item."""


def scan_with_links(
    tracker: Tracker,
    root: Path,
    before: Scan | None,
    hits: Mapping[str, Hit],
    *,
    mainline: str | None,
    progress: Callable[[int], None] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> ScanResult:
    """Return what the history says since the scan `before`, which left `hits`; raises HistoryError."""
    plan = tracker.plan
    links = links_by_hand(plan, read_snapshot(tracker.workspace.database, plan), hits)
    watched = {link.sha: _hit(link) for own in links.values() for link in own}
    result = scan(
        root,
        plan.id_by_name,
        before,
        hits,
        mainline=mainline,
        keywords=plan.keywords,
        hours_per_day=plan.team.hours_per_day,
        watched=watched,
        progress=progress,
        meanwhile=meanwhile,
    )
    if not watched:
        return result
    from tracker.history.following import follow

    gone = {link.sha for own in links.values() for link in own if link.undone_by == "vanished"}
    ours = own_links(tracker.workspace.database, plan.id)
    return follow(root, result, before, watched, gone, ours=ours, read=partial(_said, plan))


def _said(plan: Plan, commit: Commit) -> Hit:
    """The commit with what its message says of the plan."""
    from tracker.domain.message import meaning

    return Hit.of(commit, meaning(commit.message, plan.id_by_name, plan.keywords, plan.team.hours_per_day))


def links_by_hand(plan: Plan, snapshot: Snapshot, hits: Mapping[str, Hit]) -> Links:
    """Return the links that the messages of `hits` do not make."""
    found = {}
    for item, state in snapshot.states.items():
        own = tuple(link for link in state.commits if not _is_said(item, link, hits.get(link.sha)))
        if own and item in plan.item_by_id:
            found[item] = own
    return found


def evident_commits(snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """Return the items with the shas of the commits that are evidence for them."""
    return frozenset(
        (item, found.sha)
        for item, state in snapshot.states.items()
        for found in state.evidence
        if found.kind == "commit" and found.sha
    )


def _is_said(item: str, link: CommitLink, hit: Hit | None) -> bool:
    if hit is None:
        return False
    return item in (hit.meaning.resolves if link.role is Role.RESOLVES else hit.meaning.refs)


def _hit(link: CommitLink) -> Hit:
    """The commit as the link knows it, for where git has forgotten it."""
    return Hit(
        sha=link.sha,
        subject=link.subject,
        author=link.author,
        email="",
        authored_at=link.at,
        committed_at=link.at,
        meaning=Meaning(),
    )
