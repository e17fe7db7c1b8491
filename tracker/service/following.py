"""Reading the history with the commits that people linked, whose messages do not name the item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tracker.domain.commit import Hit, Scan
from tracker.domain.meaning import Meaning
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import CommitLink, Role
from tracker.history.scan import ScanResult, scan
from tracker.service.tracker import Tracker
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
    return follow(root, result, before, watched, gone)


def links_by_hand(plan: Plan, snapshot: Snapshot, hits: Mapping[str, Hit]) -> Links:
    """Return the links that the messages of `hits` do not make."""
    found = {}
    for item, state in snapshot.states.items():
        own = tuple(link for link in state.commits if not _is_said(item, link, hits.get(link.sha)))
        if own and item in plan.item_by_id:
            found[item] = own
    return found


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
