"""What the payload of each kind of event holds, for events that another person's tracker wrote.

What this tracker writes is right by construction; a journal that came by mail is not. The fold takes payloads
at their word, so one that holds something else is refused before it is stored. Keys that are not named here
are let through: a tracker that is a little newer may add some, and the fold leaves them alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from tracker.domain.event import EventKind, Payload
from tracker.domain.state import REJECTED, Role

_MOST_HOURS = 1e6


def payload_problem(kind: EventKind, item: str | None, payload: Payload) -> str | None:
    """Return what is wrong with the payload of an event, in a few words; None when nothing is."""
    if kind in _OF_THE_PLAN and item is not None:
        return "it belongs to no item"
    if item is None and kind in (EventKind.TICK, EventKind.UNTICK) and "list" not in payload:
        return "list is missing"
    for name, is_needed, is_right in _CHECKS[kind]:
        if name not in payload:
            if is_needed:
                return f"{name} is missing"
        elif not is_right(payload[name]):
            return f"{name} is nothing that can be there"
    return None


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _text_or_none(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _flag_or_none(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _hours(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) <= _MOST_HOURS


def _positive(value: Any) -> bool:
    return _hours(value) and value >= 0


def _positive_or_none(value: Any) -> bool:
    return value is None or _positive(value)


def _size_or_none(value: Any) -> bool:
    return value is None or (type(value) is int and 0 <= value < 2**53)


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _day_or_none(value: Any) -> bool:
    return value is None or _day(value)


def _moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _role(value: Any) -> bool:
    return isinstance(value, str) and value in _ROLES


def _rejection(value: Any) -> bool:
    return isinstance(value, str) and value in REJECTED


_ROLES = frozenset(Role)
_OF_THE_PLAN = frozenset({EventKind.UNDO, EventKind.REDO, EventKind.MEASURE, EventKind.SIGNOFF})
_SHAPES: Mapping[EventKind, Mapping[str, Callable[[Any], bool]]] = {
    EventKind.START: {},
    EventKind.RESOLVE: {"note?": _text_or_none},
    EventKind.VERIFY: {"by?": _text_or_none, "proof?": _flag_or_none},
    EventKind.REOPEN: {"reason?": _text_or_none, "sha?": _text_or_none},
    EventKind.BLOCK: {"reason": _text},
    EventKind.UNBLOCK: {},
    EventKind.DEFER: {"when?": _text_or_none, "review?": _day_or_none, "reason?": _text_or_none},
    EventKind.ACCEPT_RISK: {"approver": _text, "rationale": _text, "expires": _day},
    EventKind.REJECT: {
        "as": _rejection,
        "rationale": _text,
        "approver?": _text_or_none,
        "of?": _text_or_none,
    },
    EventKind.TICK: {"check": _text, "list?": _text},
    EventKind.UNTICK: {"check": _text, "list?": _text},
    EventKind.NOTE: {"text": _text},
    EventKind.ASSIGN: {"owner": _text_or_none},
    EventKind.ESTIMATE: {
        "effort": _text,
        "low": _positive,
        "high": _positive,
        "likely?": _positive_or_none,
    },
    EventKind.ACTUAL: {"hours": _hours, "sha?": _text_or_none},
    EventKind.EVIDENCE: {
        "kind": _text,
        "ref": _text,
        "sha?": _text_or_none,
        "text?": _text_or_none,
        "passed?": _flag_or_none,
        "digest?": _text_or_none,
        "dirty?": _flag_or_none,
        "proof?": _text_or_none,
        "kept?": _flag_or_none,
        "size?": _size_or_none,
        "by?": _text_or_none,
    },
    EventKind.MEASURE: {"target": _text, "value": _text, "met": _flag},
    EventKind.SIGNOFF: {"role": _text, "by": _text, "note?": _text_or_none},
    EventKind.LINK: {
        "sha": _text,
        "role": _role,
        "subject": _text,
        "author": _text,
        "authored_at": _moment,
        "where": _text,
    },
    EventKind.UNLINK: {"sha": _text},
    EventKind.REVERTED: {"sha": _text, "by": _text},
    EventKind.VANISHED: {"sha": _text},
    EventKind.RESTORED: {"sha": _text},
    EventKind.RELINK: {"old": _text, "new": _text},
    EventKind.BRANCH: {"branch": _text, "again?": _flag_or_none},
    EventKind.UNBRANCH: {"branch": _text, "there?": _flag_or_none},
    EventKind.UNDO: {"batches": _texts},
    EventKind.REDO: {"batches": _texts},
}
"""What may be under each key; one that ends with `?` need not be there."""

_CHECKS: Mapping[EventKind, tuple[tuple[str, bool, Callable[[Any], bool]], ...]] = {
    kind: tuple((key.rstrip("?"), not key.endswith("?"), is_right) for key, is_right in shape.items())
    for kind, shape in _SHAPES.items()
}
"""The same as names, whether each has to be there, and what it may be: every event that is read asks."""
