"""States and payloads as JSON text, and back.

Stored states are a cache of the journal, read on every command, so they leave out whatever has its default
value, hold inner values as lists in the order of their fields (`basis.FOLD` goes up when that order changes),
and are looked at by type alone. JSON is canonical (sorted keys, no white space, no NaN), because hashes are
taken over it. A database may have come with an untrusted repository: text is made safe to show when it is
decoded, as everywhere where text enters.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from tracker.domain.effort import Effort
from tracker.domain.state import (
    Acceptance,
    CommitLink,
    Deferral,
    Evidence,
    ItemState,
    Measurement,
    Note,
    PlanState,
    Role,
    Signature,
    Status,
)
from tracker.domain.text import clean

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
"""What decoding raises for a text that holds something else."""


_ESCAPES = ("\\u", "\\b", "\\f", "\\r")
"""How JSON may hold a control character; one that the tracker wrote never does."""


def dumps(value: object) -> str:
    """Return the canonical JSON of plain values, dates and the domain's frozen values."""
    return _encode(value)


def stored(payload: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the canonical JSON of a payload, every string in it made safe to show, and what that reads as.

    It is the payload itself where that is flat: the many events of a sync share what their drafts say.
    """
    text = dumps(payload)
    if not text.isprintable() or _may_escape(text):
        text = dumps(cleaned(payload))
    elif _FLAT.issuperset(map(type, payload.values())):
        return text, payload
    return text, loads(text)


def loads(text: str) -> Any:
    """Return the JSON value in `text`, its strings safe to show; raises ValueError."""
    if not text.isprintable():  # far cheaper to ask than to clean, and all that is unsafe is not printable
        text = clean(text)
    try:
        value = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return cleaned(value) if _may_escape(text) else value


_FLAT = frozenset({str, int, float, bool, type(None)})
"""What JSON reads as it was written."""


def _may_escape(text: str) -> bool:
    """Tell whether JSON may hold a control character in another guise."""
    return "\\" in text and any(escape in text for escape in _ESCAPES)


def loads_all(texts: Sequence[str]) -> list[Any]:
    """Return the JSON values in the texts; one call for all of them costs half of a call for each.

    Raises ValueError where one of them holds no value, or several.
    """
    found: list[Any] = loads(f"[{','.join(texts)}]")
    if len(found) != len(texts):
        raise ValueError("a text holds more than one value")
    return found


def cleaned(value: Any) -> Any:
    """Return a JSON value with every string in it made safe to show."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(key): cleaned(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    return value


def encode_item(state: ItemState) -> str:
    """Return the JSON of an item's state."""
    return dumps(state)


def decode_items(texts: Sequence[str]) -> list[ItemState]:
    """Return the items' states in `texts`; raises one of UNREADABLE when one of them is none."""
    return _items(loads_all(texts))


def encode_plan(state: PlanState) -> str:
    """Return the JSON of a plan's state."""
    ticks = [[checklist, check, done] for (checklist, check), done in sorted(state.ticks.items())]
    return dumps({"measurements": state.measurements, "signatures": state.signatures, "ticks": ticks})


def decode_plan(text: str) -> PlanState:
    """Return the plan's state in `text`; raises one of UNREADABLE when it is none."""
    raw = loads(text)
    return PlanState(
        measurements={
            target: Measurement(value, met, actor, _time(at))
            for target, (value, met, actor, at) in raw["measurements"].items()
        },
        signatures={
            role: Signature(name, by, _time(at)) for role, (name, by, at) in raw["signatures"].items()
        },
        ticks={(checklist, check): done for checklist, check, done in raw["ticks"]},
    )


def _items(found: Sequence[Mapping[str, Any]]) -> list[ItemState]:
    """The states, made field by field rather than one by one: most fields are at their default everywhere."""
    known = dict(_defaults(ItemState))
    if not all(raw.keys() <= known.keys() for raw in found):
        raise ValueError("a state has other fields")
    kind: Any = ItemState
    made: list[Any] = [object.__new__(kind) for _ in found]
    for name, default in known.items():
        decode: Callable[[Any], object] = _ITEM.get(name, _same)
        column = [decode(raw[name]) if name in raw else default for raw in found]
        deque(map(getattr(kind, name).__set__, made, column), maxlen=0)
    return made


def _same(value: Any) -> Any:
    return value


def _plain(value: object) -> object:
    """What JSON can hold of a value it does not know."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    kind: Any = type(value)
    if kind is ItemState:
        known = ((name, getattr(value, name), default) for name, default in _defaults(kind))
        return {name: found for name, found, default in known if found != default}
    read, defaults = _reader(kind)
    found = [*read(value)]
    while found and found[-1] == defaults[len(found) - 1]:
        found.pop()
    return found


_encode = json.JSONEncoder(
    default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
).encode


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    """Fields of a dataclass and their defaults; MISSING, which equals nothing, where a value is needed."""
    return tuple(
        (field.name, field.default if field.default_factory is MISSING else field.default_factory())
        for field in fields(kind)
    )


@cache
def _reader(kind: Any) -> tuple[Callable[[object], tuple[object, ...]], tuple[object, ...]]:
    """What gives the fields of a value, all at once, and their defaults."""
    names, defaults = zip(*_defaults(kind), strict=True)
    return attrgetter(*names), defaults


_time = lru_cache(maxsize=1024)(datetime.fromisoformat)  # what happened to an item happened at a few moments
_STATUSES = {status.value: status for status in Status}
_ROLES = {role.value: role for role in Role}


_TEXT = (str,)
_TEXT_OR_NONE = (str, type(None))
_FLAG = (bool,)
_COMMIT = (*[_TEXT] * 6, _TEXT_OR_NONE)
_EVIDENCE = (*[_TEXT] * 5, _TEXT_OR_NONE, (bool, type(None)), _TEXT_OR_NONE, _FLAG, _TEXT_OR_NONE)
_NOTE = (_TEXT, _TEXT, _TEXT)
_DEFERRAL = (_TEXT_OR_NONE, _TEXT_OR_NONE)


def _looked_at(raw: list[list[Any]], fields: Sequence[tuple[type, ...]]) -> list[list[Any]]:
    """The values themselves, each of them with fields of the right types; raises TypeError."""
    for value in raw:
        _check_types(tuple(map(type, value)), fields)
    return raw


@cache
def _check_types(found: tuple[type, ...], fields: Sequence[tuple[type, ...]]) -> None:
    """Raise TypeError where a field is of another type; thousands of values have the same few types."""
    if not all(one in wanted for one, wanted in zip(found, fields, strict=False)):
        raise TypeError("a state has a field of another type")


def _one_of(*types: type) -> Callable[[Any], Any]:
    def decode(raw: Any) -> Any:
        _check_types((type(raw),), (types,))
        return raw

    return decode


def _ticks(raw: dict[str, bool]) -> dict[str, bool]:
    _looked_at([list(raw.values())], (_FLAG,) * len(raw))
    return raw


def _branches(raw: list[str]) -> tuple[str, ...]:
    _looked_at([raw], (_TEXT,) * len(raw))
    return tuple(raw)


def _commits(raw: list[list[Any]]) -> tuple[CommitLink, ...]:
    return tuple(
        [
            CommitLink(sha, _ROLES[role], subject, author, _time(at), *rest)
            for sha, role, subject, author, at, *rest in _looked_at(raw, _COMMIT)
        ]
    )


def _evidence(raw: list[list[Any]]) -> tuple[Evidence, ...]:
    found = _looked_at(raw, _EVIDENCE)
    return tuple([Evidence(id_, kind, ref, _time(at), *rest) for id_, kind, ref, at, *rest in found])


def _notes(raw: list[list[Any]]) -> tuple[Note, ...]:
    return tuple([Note(text, actor, _time(at)) for text, actor, at in _looked_at(raw, _NOTE)])


def _acceptance(raw: list[str]) -> Acceptance:
    approver, rationale, expires = _looked_at([raw], _NOTE)[0]
    return Acceptance(approver, rationale, date.fromisoformat(expires))


def _deferral(raw: list[Any]) -> Deferral:
    when, review = _looked_at([raw], _DEFERRAL)[0]
    return Deferral(when, date.fromisoformat(review) if review else None)


def _effort(raw: list[Any]) -> Effort:
    return Effort(*raw)


_ITEM: Mapping[str, Callable[[Any], object]] = {
    "status": _STATUSES.__getitem__,
    "commits": _commits,
    "branches": _branches,
    "ticks": _ticks,
    "actual_hours": _one_of(float, int),
    "evidence": _evidence,
    "notes": _notes,
    "effort": _effort,
    "acceptance": _acceptance,
    "deferral": _deferral,
    **dict.fromkeys(("claimed", "owner_set"), _one_of(*_FLAG)),
    **dict.fromkeys(
        ("reason", "blocked", "owner", "duplicate_of", "resolved_by", "verified_by"),
        lru_cache(maxsize=1024)(_one_of(*_TEXT_OR_NONE)),  # few people, and few reasons, at many items
    ),
    **dict.fromkeys(("started_at", "resolved_at", "verified_at", "updated_at"), _time),
}
