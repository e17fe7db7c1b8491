"""What a status of this tracker, or of another, claims of an item."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.plan import Claim

_OWN: Mapping[str, Claim] = {
    "open": Claim.OPEN,
    "in progress": Claim.PARTIAL,
    "in review": Claim.PARTIAL,
    "resolved": Claim.DONE,
    "verified": Claim.DONE,
    "risk accepted": Claim.DEFERRED,
    "deferred": Claim.DEFERRED,
    "false positive": Claim.DONE,
    "wont fix": Claim.DONE,
    "won't fix": Claim.DONE,
    "duplicate": Claim.DONE,
}
"""By the statuses of the journal: whoever imports has another journal, so they are claims there."""


def claim_of_own(status: str | None) -> Claim | None:
    """Return what a status of this tracker claims."""
    return _OWN.get((status or "").strip().casefold().replace("_", " "))


def claim_of_status(status: str) -> Claim | None:
    """Return what a status claims, in this tracker's words or in those of many languages."""
    from tracker.importers.markdown.status import of_value

    return claim_of_own(status) or of_value(status)
