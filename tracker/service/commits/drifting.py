"""What became of the code a plan names, worked out by `sync` and remembered, so that no read asks git.

Two things follow from it: where the files of an item are now, and which evidence the code has left behind.
Both depend on the commit that is checked out, on the commit that the review looked at, and on what the plan
names; `named_code` tells when the plan's part of that has changed.

To follow every line for every piece of evidence takes seconds where there is much of it, and most commits
touch none of the files, so each look remembers what it saw (`Look`), and the next one follows only what was
touched since, and evidence that is new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.commit import Scan
from tracker.domain.frozen import frozen
from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import ItemState
from tracker.domain.text import one_line

if TYPE_CHECKING:
    from tracker.domain.drift import Drift
    from tracker.domain.snapshot import StaleFile


@frozen
class Look:
    """What a look at the code saw: two commits, what the plan named, and the evidence it judged."""

    head: str
    baseline: str | None
    named: str
    judged: Mapping[str, str]
    """A digest of its evidence and its commits for each item: one that differs is to be judged anew."""

    def to_json(self) -> dict[str, Any]:
        """Return the look as JSON; `from_json` reads it back."""
        return {
            "head": self.head,
            "baseline": self.baseline,
            "named": self.named,
            "judged": dict(self.judged),
        }

    @classmethod
    def from_json(cls, values: Any) -> Look | None:
        """Return the look that `to_json` wrote, or None where there was none."""
        return cls(**values) if values else None


@frozen
class Findings:
    """The outcome of a look: what drifted, which evidence is stale, and what to remember of it."""

    drift: Mapping[str, Drift]
    stale: Mapping[str, StaleFile]
    look: Look | None
    warnings: tuple[str, ...] = ()


def named_code(plan: Plan) -> str:
    """Return a digest that differs when the plan names other code, or code of another commit."""
    named = [" ".join([item.id, *map(str, item.files)]) for item in plan.items if item.files]
    text = "\n".join([f"{plan.baseline} {plan.reviewed}", *named])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def look_at_code(root: Path, plan: Plan, snapshot: Snapshot, scan: Scan, last: Look | None) -> Findings:
    """Return where the plan's files are and which evidence is stale; `last` is the look that `snapshot` has.

    Raises HistoryError.
    """
    from tracker.history.drift import commit_named, last_commit_until

    named = commit_named(root, plan.baseline)
    baseline = named or last_commit_until(root, plan.reviewed, scan.mainline_tip)
    warnings = (_unknown(plan.baseline, baseline),) if plan.baseline and not named else ()
    files = {file for item in plan.items for file in item.files}
    if not scan.head or not files:
        return Findings({}, {}, None, warnings)
    look = Look(scan.head, baseline, named_code(plan), _evidence_of(plan, snapshot))
    touched = _touched(root, snapshot, look, last, {file.path for file in files})
    if last and touched == frozenset() and last.judged == look.judged:
        return Findings(snapshot.drift, snapshot.stale, last, warnings)
    return Findings(
        _drift(root, plan, look),
        _stale(root, plan, snapshot, look, last, touched),
        look,
        warnings,
    )


def _drift(root: Path, plan: Plan, look: Look) -> Mapping[str, Drift]:
    from tracker.history.drift import drift

    if not look.baseline:
        return {}
    files = {file for item in plan.items for file in item.files}
    return {str(file): moved for file, moved in drift(root, look.baseline, look.head, files).items()}


def _touched(
    root: Path, snapshot: Snapshot, look: Look, last: Look | None, paths: Collection[str]
) -> Collection[str] | None:
    """The paths that were touched since the last look, as the plan names them or where they are now.

    None where that look is of no use: of another plan, or of a commit that HEAD does not descend from.
    """
    if not last or (last.baseline, last.named) != (look.baseline, look.named):
        return None
    from tracker.history.between import touched_between

    return touched_between(root, last.head, look.head, {*paths, *_moved_to(snapshot).values()})


def _moved_to(snapshot: Snapshot) -> Mapping[str, str]:
    """Where references lead, by reference."""
    return {file: drift.path for file, drift in snapshot.drift.items()}


def _stale(
    root: Path,
    plan: Plan,
    snapshot: Snapshot,
    look: Look,
    last: Look | None,
    touched: Collection[str] | None,
) -> Mapping[str, StaleFile]:
    """Judge the evidence whose code was touched, or that is not what the last look judged."""
    from tracker.service.evidence.staleness import dated_evidence, stale_files

    moved_to = _moved_to(snapshot)

    def again(item: Item) -> bool:
        if last is None or touched is None or look.judged.get(item.id) != last.judged.get(item.id):
            return True
        return any(file.path in touched or moved_to.get(str(file)) in touched for file in item.files)

    chosen = {item.id for item in plan.items if item.id in look.judged and again(item)}
    kept = [found.id for item, _, found in dated_evidence(plan, snapshot) if item.id not in chosen]
    still = {id_: snapshot.stale[id_] for id_ in kept if id_ in snapshot.stale}
    return still | stale_files(root, plan, snapshot, look.baseline, chosen)


def _evidence_of(plan: Plan, snapshot: Snapshot) -> Mapping[str, str]:
    """What there is to judge, by item: evidence that knows its commit, and the item's own commits."""
    from tracker.service.evidence.staleness import dated_evidence

    states = {item.id: state for item, state, _ in dated_evidence(plan, snapshot)}
    return {item: _digest_of(state) for item, state in states.items()}


def _digest_of(state: ItemState) -> str:
    evidence = [(found.id, found.kind, found.sha) for found in state.evidence]
    commits = [link.sha for link in state.commits if link.undone_by is None]
    return hashlib.sha256(repr((evidence, commits)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _unknown(named: str, taken: str | None) -> str:
    instead = f"; {taken[:7]}, the last one of the day of the review, is taken instead" if taken else ""
    return f"the plan's baseline {one_line(named)} names no commit here{instead}"
