"""The plan that the machines work on, as one reviewer after another edits it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tracker.domain.bound import parse_bound
from tracker.domain.plan import (
    Check,
    Checklist,
    Claim,
    DeferredClaim,
    Gate,
    Item,
    Plan,
    Proof,
    Requirement,
    SignOff,
    Target,
)

MAX_AGE = timedelta(days=3)

_POOL = Item("POOL-1", "Pool", checks=(Check("limit", "Limit"), Check("alert", "Alert")))
_AUTH = Item(
    "AUTH-1",
    "Auth",
    after=("POOL-1",),
    requires=Requirement.EVIDENCE,
    checks=(Check("own", "By hand"), Check("pool", "By itself", item="POOL-1")),
)
_DONE = Item("DONE-1", "Said to be done", claim=Claim.DONE, requires=Requirement.ATTESTATION)
_LATER = Item("LATER-1", "Put off", claim=Claim.DEFERRED, deferred=DeferredClaim("growth", date(2026, 3, 4)))
_HALF = Item(
    "HALF-1",
    "Half done",
    claim=Claim.PARTIAL,
    requires=Requirement.PROOF,
    proofs=(Proof("make test"),),
    checks=(Check("rest", "The rest", item="HALF-1"),),
)
_BASE = Plan(
    "model",
    "Model",
    items=(_POOL, _AUTH, _DONE, _LATER, _HALF),
    gates=(Gate("production", "Production", evidence_max_age=MAX_AGE),),
    checklists=(Checklist("go", "Go", checks=(Check("hand", "Hand"), Check("self", "Self", item="DONE-1"))),),
    targets=(Target("query", "Query", parse_bound("< 250 ms")),),
    signoffs=(SignOff("lead", "Lead"),),
)
_RENAMED = replace(_POOL, id="POOL-2", was=("pool-1",))
_AFTER_RENAMED = replace(
    _AUTH, after=("POOL-2",), checks=(Check("own", "By hand"), Check("pool", "By itself", item="POOL-2"))
)

PLANS = (
    _BASE,
    replace(_BASE, items=(_RENAMED, _AFTER_RENAMED, _DONE, _LATER, _HALF)),
    replace(_BASE, items=(_RENAMED, _POOL, _AUTH, _DONE, _LATER, _HALF)),
    replace(_BASE, items=(_POOL, _DONE, _HALF)),
    replace(
        _BASE,
        items=(
            replace(_POOL, claim=Claim.DONE),
            _AUTH,
            replace(_DONE, claim=Claim.OPEN),
            replace(_LATER, deferred=DeferredClaim("a year", None)),
            replace(_HALF, was=("LATER-1",)),
        ),
    ),
)
"""As reviewed; with an item renamed; with its old id given to another; without two items; with other claims,
and one id that is now a former name of a third item beside the item itself.
"""
