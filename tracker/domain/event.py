"""Events: the only way state changes. The journal keeps them for good; `state` folds them.

Applying an event never fails: what is allowed is decided when it is written (`transition`), because a
merged journal may bring events in an order nobody saw. Payloads are plain JSON values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from tracker.domain.frozen import frozen

Payload = Mapping[str, Any]


class EventKind(StrEnum):
    """What happened. The comment gives the payload's keys."""

    START = "start"  # -
    RESOLVE = "resolve"  # note?
    VERIFY = "verify"  # by?, proof (bool)
    REOPEN = "reopen"  # reason, sha? (of a commit that left the mainline)
    BLOCK = "block"  # reason
    UNBLOCK = "unblock"  # -
    DEFER = "defer"  # when?, review? (ISO date), reason?
    ACCEPT_RISK = "accept_risk"  # approver, rationale, expires (ISO date)
    REJECT = "reject"  # as (false_positive wont_fix duplicate), rationale, approver?, of?
    TICK = "tick"  # check, list? (a checklist's id when there is no item)
    UNTICK = "untick"  # check, list?
    NOTE = "note"  # text
    ASSIGN = "assign"  # owner (text or null)
    ESTIMATE = "estimate"  # effort (as written), low, high, likely? (hours)
    ACTUAL = "actual"  # hours, sha?
    EVIDENCE = "evidence"  # kind, ref, sha?, text?, passed?, digest?, dirty?, proof?, size?, kept?, by?
    MEASURE = "measure"  # target, value, met (bool)
    SIGNOFF = "signoff"  # role, by, note?
    LINK = "link"  # sha, role, subject, author, authored_at (ISO), where (mainline, or a branch), source?
    UNLINK = "unlink"  # sha
    REVERTED = "reverted"  # sha, by (sha of the revert)
    VANISHED = "vanished"  # sha: rewritten history no longer holds the commit
    RESTORED = "restored"  # sha: the revert was reverted, or the commit came back
    RELINK = "relink"  # old, new (shas)
    BRANCH = "branch"  # branch, again? (bool: it was there before, and gone)
    UNBRANCH = "unbranch"  # branch, there? (bool: it still is, and means something else by now)
    UNDO = "undo"  # batches (list of batch ids)
    REDO = "redo"  # batches (list of batch ids)


@frozen
class Draft:
    """An event before the journal has given it a place. `item` is None for the plan as a whole."""

    kind: EventKind
    item: str | None = None
    payload: Payload = field(default_factory=dict)
    effect: str | None = None
    """A key that makes the event happen once: seen again, by any replica, it is left out."""


@frozen
class Event:
    """One entry of the journal. `at` is UTC; `batch` groups what one action wrote: undo takes it whole."""

    id: str
    replica: str
    seq: int
    plan: str
    item: str | None
    kind: EventKind
    payload: Payload
    actor: str
    at: datetime
    batch: str
    effect: str | None = None
    commit: str | None = None
    """HEAD when the event was written, where there was a repository."""
