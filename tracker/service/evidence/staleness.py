"""Which evidence is stale because code changed: asked of git by `sync`, remembered for every read."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from tracker.domain.fileref import FileRef
from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import Snapshot, StaleFile
from tracker.domain.state import Evidence, ItemState
from tracker.history.outdated import outdated


def stale_files(
    root: Path, plan: Plan, snapshot: Snapshot, baseline: str | None, items: Container[str]
) -> dict[str, StaleFile]:
    """Return what made evidence of the items stale, by its id: named code that changed after its commit.

    `baseline` is the sha of the commit whose lines the plan names, if it is known. Raises HistoryError.
    """
    looked_at = [found for found in dated_evidence(plan, snapshot) if found[0].id in items]
    asked: dict[str, set[FileRef]] = {}
    for item, _, found in looked_at:
        asked.setdefault(found.sha or "", set()).update(item.files)
    changed = outdated(root, baseline, asked) if asked else {}
    stale = {}
    for item, state, found in looked_at:
        if newer := _newest_change(item, state, found, changed):
            stale[found.id] = newer
    return stale


def dated_evidence(plan: Plan, snapshot: Snapshot) -> Iterator[tuple[Item, ItemState, Evidence]]:
    """Evidence that knows its commit, of items that name files."""
    for id_, state in snapshot.states.items():
        item = plan.item_by_id.get(id_)
        if item and item.files:
            yield from ((item, state, found) for found in state.evidence if found.sha)


def _newest_change(
    item: Item, state: ItemState, found: Evidence, changed: Mapping[tuple[str, FileRef], str]
) -> StaleFile | None:
    """A later commit of the item's own is more of the remedy, which outdates a test of it but no commit."""
    own = {link.sha for link in state.commits if link.undone_by is None} if found.kind == "commit" else set()
    for file in item.files:
        sha = changed.get((found.sha or "", file))
        if sha and sha not in own:
            return StaleFile(str(file), sha)
    return None
