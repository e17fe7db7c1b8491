"""Why evidence no longer counts: its commit is gone, its code or its command changed, or it grew old.

Worked out at every read. What only git knows (which code changed after a commit) was asked by the last sync.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from tracker.domain.age import age_text
from tracker.domain.plan import Item, Proof
from tracker.domain.snapshot import StaleFile
from tracker.domain.state import Evidence, ItemState


def stale_reasons(item: Item, state: ItemState, changed: Mapping[str, StaleFile]) -> dict[str, str]:
    """Return why evidence of an item is stale, whatever its age, by evidence id.

    `changed` says by evidence id which file changed after it.
    """
    undone = {link.sha: link.undone_by for link in state.commits if link.undone_by}
    reasons = {}
    for found in state.evidence:
        if found.kind == "commit" and (by := undone.get(found.sha or "")):
            reasons[found.id] = "no longer in the history" if by == "vanished" else f"reverted by {by[:7]}"
        elif is_outrun(found, item):
            reasons[found.id] = "its command changed" if item.proofs else "its command left the plan"
        elif file := changed.get(found.id):
            taken_at = f" after {found.sha[:7]}" if found.sha else ""
            reasons[found.id] = f"{file.path} changed in {file.sha[:7]}{taken_at}"
    return reasons


def aged_reasons(
    state: ItemState, stale: Mapping[str, str], now: datetime, max_age: timedelta
) -> dict[str, str]:
    """Return why evidence that is not `stale` for another reason is stale by its age, by evidence id."""
    why = f"older than {age_text(max_age)}"
    return {found.id: why for found in state.evidence if found.id not in stale and now - found.at > max_age}


def is_run_of(found: Evidence, proof: Proof) -> bool:
    """Tell whether evidence is a run of this proof: of this command, there, with this expectation.

    Runs that an older tracker recorded are known by their command alone.
    """
    if found.kind != "command":
        return False
    return found.proof == proof.mark if found.proof else found.ref == proof.run


def is_outrun(found: Evidence, item: Item) -> bool:
    """Tell whether evidence is a run of a proof that the item no longer has.

    Of an item without proofs a run that says of none that it was its own may be of anything, and stands.
    """
    known = found.kind == "command" and bool(found.proof or item.proofs)
    return known and not any(is_run_of(found, proof) for proof in item.proofs)


def same_proof(found: Evidence, other: Evidence) -> bool:
    """Tell whether two runs are of the same proof, as far as both know it."""
    return found.proof == other.proof if found.proof and other.proof else found.ref == other.ref
