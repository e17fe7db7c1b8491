"""The hash chain: every event carries the hash of the one before it in its replica.

What was written stays provable: an event that was altered, removed, inserted or moved breaks the chain at
its place, and `audit` names it. The chain shows tampering by whoever edits rows; it is no signature.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from tracker.store.codec import dumps

START = ""
"""The `prev_hash` of a replica's first event."""


def event_hash(prev_hash: str, row: Sequence[Any]) -> str:
    """Return the hash of an event as stored; `row` holds `rows.COLUMNS`, the payload as its JSON text."""
    id_, replica, seq, plan, item, kind, payload, actor, at, batch, effect, commit = row
    link = [prev_hash, replica, seq, id_, plan, item, kind, payload, actor, at, batch, effect, commit]
    return hashlib.sha256(dumps(link).encode("utf-8", "surrogatepass")).hexdigest()
