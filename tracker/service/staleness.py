"""Which evidence is stale because files changed: asked of git by `sync`, remembered for every read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import Snapshot, StaleFile
from tracker.domain.state import Evidence, ItemState
from tracker.errors import HistoryError
from tracker.history.changes import changed_since


def stale_files(root: Path, plan: Plan, snapshot: Snapshot) -> dict[str, StaleFile]:
    """Return what made evidence stale, by the evidence's id: a named file that changed after its commit."""
    asked: dict[str, set[str]] = {}
    for item, _, found in _dated(plan, snapshot):
        if found.sha:
            asked.setdefault(found.sha, set()).update(file.path for file in item.files)
    changed = {sha: _changed(root, sha, paths) for sha, paths in asked.items()}
    stale = {}
    for item, state, found in _dated(plan, snapshot):
        if newer := _newest_change(item, state, found, changed.get(found.sha or "", {})):
            stale[found.id] = newer
    return stale


def _dated(plan: Plan, snapshot: Snapshot) -> Iterator[tuple[Item, ItemState, Evidence]]:
    """Evidence that knows its commit, of items that name files."""
    for id_, state in snapshot.states.items():
        item = plan.item_by_id.get(id_)
        if item and item.files:
            yield from ((item, state, found) for found in state.evidence if found.sha)


def _newest_change(
    item: Item, state: ItemState, found: Evidence, changed: dict[str, str]
) -> StaleFile | None:
    """A later commit of the item's own is more of the remedy, which outdates a test of it but no commit."""
    own = {link.sha for link in state.commits if link.undone_by is None} if found.kind == "commit" else set()
    for file in item.files:
        sha = changed.get(file.path)
        if sha and sha not in own:
            return StaleFile(file.path, sha)
    return None


def _changed(root: Path, sha: str, paths: set[str]) -> dict[str, str]:
    """What changed since a commit; nothing for one that is no longer there, which sync reports by itself."""
    try:
        return changed_since(root, sha, sorted(paths))
    except HistoryError:
        return {}
