"""What a stored state rests on, and whether it is still what a fold would give.

A state depends on more than the journal: on what the review claims, on the names an item used to have, on
the rules of the fold. All of that is the state's *basis*, kept beside it as text. A state whose basis is not
the plan's any more is folded anew, so that editing the plan, renaming an item, switching branches or
upgrading the tracker needs no upkeep. Every read compares bases; `fold` is only imported where one differs.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from zlib import crc32

from tracker.domain.plan import Claim, DeferredClaim, Item, Plan
from tracker.domain.snapshot import starting_state
from tracker.domain.state import ItemState
from tracker.store.codec import UNREADABLE, dumps, loads

FOLD = 4
"""The version of the rules in `tracker.domain.fold`: raise it when they give another state of old events."""

_SUM = ',"sum":'


def plan_basis() -> str:
    """Return the basis of a plan's own state."""
    return _basis(Claim.OPEN, None, ())


def item_basis(plan: Plan, name: str) -> str:
    """Return the basis of an item's state by this plan; one that the plan does not have was never claimed."""
    item = plan.item_by_id.get(name)
    if item is None:
        return _basis(Claim.OPEN, None, ())
    deferred = item.deferred if item.claim is Claim.DEFERRED else None
    return _basis(item.claim, deferred, former_names(plan, item) if item.was else ())


def current_name(plan: Plan, name: str) -> str:
    """Return the id that the plan has for an item of the journal; the name itself when it has none."""
    return name if name in plan.item_by_id else plan.id_by_name.get(name.upper(), name)


def former_names(plan: Plan, item: Item) -> tuple[str, ...]:
    """Return the names that lead to this item, besides its own; a name may be another item's by now."""
    return tuple(
        name.upper() for name in item.was if plan.id_by_name[name.upper()] == item.id != name.upper()
    )


def is_current(basis: str) -> bool:
    """Tell whether a state with this basis was folded by the present rules; an unreadable one was not."""
    try:
        start_of(basis)
        return loads(basis)["fold"] == FOLD and all(isinstance(name, str) for name in names_in(basis))
    except UNREADABLE:
        return False


def names_in(basis: str) -> tuple[str, ...]:
    """Return the former names in an item's basis."""
    return tuple(loads(basis).get("was", ()))


def start_of(basis: str) -> ItemState:
    """Return the state that an item with this basis starts in; raises one of UNREADABLE when it is none."""
    raw = loads(basis)
    review = raw.get("review")
    deferred = DeferredClaim(raw.get("when"), date.fromisoformat(review) if review else None)
    claim = Claim(raw["claim"])
    has_deferral = "when" in raw or "review" in raw
    return starting_state(Item("", "", claim=claim, deferred=deferred if has_deferral else None))


def sealed(basis: str, plan: str, name: str, state: str) -> str:
    """Return what is stored as the basis of a state: with a sum over the state and whose it is.

    `name` is the item's, and empty for a plan's own state.

    A bit that flips on the disk then makes a state that is folded anew, and not a wrong answer. Against
    whoever edits the file it is no help; that is what `audit` is for.
    """
    return f"{basis[:-1]}{_SUM}{crc32(f'{plan} {name} {state}'.encode('utf-8', 'surrogatepass'))}}}"


def unsealed(stored: str) -> str:
    """Return the basis that was sealed."""
    basis, seal, _ = stored.rpartition(_SUM)
    return f"{basis}}}" if seal else stored


@cache
def _basis(claim: Claim, deferred: DeferredClaim | None, was: tuple[str, ...]) -> str:
    basis: dict[str, object] = {"fold": FOLD, "claim": claim}
    if deferred:
        basis |= {"when": deferred.when, "review": deferred.review}
    if was:
        basis["was"] = was
    return dumps(basis)
