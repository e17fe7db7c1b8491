"""Lines of another journal, read and checked before anything is written.

Whoever sends a journal may have edited it, cut it, or been handed one: each event is held against its hash,
each chain against itself, and everything against what a tracker writes. What cannot be right is refused
with the line that holds it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tracker.domain.event import EventKind
from tracker.domain.frozen import frozen
from tracker.domain.payload import payload_problem
from tracker.domain.text import clean, counted, one_line
from tracker.errors import StoreError
from tracker.store.chain import START, event_hash
from tracker.store.codec import dumps
from tracker.store.rows import FIELDS, timestamp

LONGEST_LINE = 16 * 1024 * 1024
"""Characters in a line; the longest events, with the output of a proof, have a few ten thousand."""
_LONGEST_NAME = 1_000
_DEEPEST = 20
_LAST_YEAR = 9000
"""Clocks go on from the newest event they have seen, and Python's calendar ends with 9999."""
_MOST = 2**53
_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SHA = re.compile(r"[0-9a-f]{4,64}")
_KEYS = frozenset({*FIELDS, "prev_hash", "hash"})
_KINDS = {kind.value: kind for kind in EventKind}


@frozen
class Incoming:
    """An event of another journal; `row` holds `rows.COLUMNS`, the payload as its JSON text."""

    line: int
    row: tuple[Any, ...]
    prev_hash: str
    hash: str

    @property
    def id(self) -> str:
        """The event's id."""
        return str(self.row[0])

    @property
    def replica(self) -> str:
        """The chain it was written to."""
        return str(self.row[1])

    @property
    def seq(self) -> int:
        """Its place there, counted from 1."""
        return int(self.row[2])

    @property
    def content(self) -> tuple[Any, ...]:
        """What it says, wherever it stands: all but its place in a chain."""
        return self.row[3:]

    @property
    def plan(self) -> str:
        """The id of its plan."""
        return str(self.row[3])

    @property
    def actor(self) -> str:
        """Who acted, safe to show."""
        return one_line(self.row[7])

    @property
    def at(self) -> str:
        """When, as the journal writes it."""
        return str(self.row[8])


def read_chains(lines: Iterable[str]) -> dict[str, list[Incoming]]:
    """Return the events by replica, each chain whole from its first line on.

    Raises StoreError that names the line, and what is wrong with it.
    """
    chains: dict[str, list[Incoming]] = {}
    ids: set[str] = set()
    for number, line in enumerate(lines, start=1):
        event = _event(number, line)
        chain = chains.setdefault(event.replica, [])
        _check_place(event, chain[-1] if chain else None)
        if event.id in ids:
            raise _wrong(number, f"event {event.id[:8]} is here twice")
        ids.add(event.id)
        chain.append(event)
    return chains


def _event(number: int, line: str) -> Incoming:
    if len(line) > LONGEST_LINE:
        raise _wrong(number, f"it is longer than {LONGEST_LINE // 1024 // 1024} MB", "no tracker wrote it")
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _wrong(number, f"it is no JSON: {one_line(str(error))[:80]}") from error
    if not isinstance(raw, dict):
        raise _wrong(number, "it is no event")
    _check_keys(number, raw)
    _check_values(number, raw)
    row = _row(number, raw)
    if event_hash(raw["prev_hash"], row) != raw["hash"]:
        raise _wrong(number, f"event {raw['id'][:8]} was altered: its hash is that of another content")
    return Incoming(number, row, raw["prev_hash"], raw["hash"])


def _row(number: int, raw: Mapping[str, Any]) -> tuple[Any, ...]:
    """The event as a row, of text that a database takes: JSON may hold halves of characters."""
    try:
        row = tuple(raw[name] for name in FIELDS[:6])
        row += (dumps(raw["payload"]), *(raw[name] for name in FIELDS[7:]))
        "".join(part for part in row if isinstance(part, str)).encode()
    except ValueError as error:
        raise _wrong(number, "it holds what no tracker writes") from error
    return row


def _check_keys(number: int, raw: Mapping[str, Any]) -> None:
    if missing := sorted(_KEYS - raw.keys()):
        raise _wrong(number, f"it has no {', '.join(missing)}")
    if unknown := sorted(raw.keys() - _KEYS):
        named = one_line(", ".join(unknown))[:80]
        raise _wrong(number, f"a newer tracker wrote it, with {named}", "upgrade remediation-tracker")


def _check_values(number: int, raw: Mapping[str, Any]) -> None:
    """Refuse what no tracker writes; the kind comes before the payload, which depends on it."""
    for name, shape in (("id", _ID), ("replica", _ID), ("batch", _ID), ("hash", _HASH)):
        if not isinstance(raw[name], str) or not shape.fullmatch(raw[name]):
            raise _wrong(number, f"its {name} is none")
    if not isinstance(raw["actor"], str) or len(raw["actor"]) > _LONGEST_NAME:
        raise _wrong(number, "its actor is none")
    for name in ("plan", "kind", "item", "effect"):
        if not _is_name(raw[name]) and not (raw[name] is None and name in ("item", "effect")):
            raise _wrong(number, f"its {name} is none")
    if raw["commit"] is not None and not (isinstance(raw["commit"], str) and _SHA.fullmatch(raw["commit"])):
        raise _wrong(number, "its commit is none")
    if type(raw["seq"]) is not int or not 0 < raw["seq"] < _MOST:
        raise _wrong(number, "its seq is no place in a chain")
    if raw["prev_hash"] != START and not (
        isinstance(raw["prev_hash"], str) and _HASH.fullmatch(raw["prev_hash"])
    ):
        raise _wrong(number, "its prev_hash is none")
    _check_time(number, raw["at"])
    _check_payload(number, raw)


def _is_name(value: Any) -> bool:
    """Whether it can be a name that is looked up: one that is shown is made safe when it is read, too."""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME and clean(value) == value


def _check_time(number: int, at: Any) -> None:
    try:
        moment = datetime.fromisoformat(at)
        right = timestamp(moment) == at and moment.year < _LAST_YEAR
    except (ValueError, TypeError, OverflowError):
        right = False
    if not right:
        raise _wrong(number, "its time is none")


def _check_payload(number: int, raw: Mapping[str, Any]) -> None:
    kind = _KINDS.get(raw["kind"])
    if kind is None:
        named = one_line(raw["kind"])[:40]
        raise _wrong(
            number, f"a newer tracker wrote it: there is no kind {named}", "upgrade remediation-tracker"
        )
    if not isinstance(raw["payload"], dict):
        raise _wrong(number, "its payload is not what a tracker writes")
    if not _is_flat(raw["payload"]):
        raise _wrong(number, "its payload is nested too deep")
    if problem := payload_problem(kind, raw["item"], raw["payload"]):
        raise _wrong(number, f"the payload of its {kind} is wrong: {problem}")


def _is_flat(value: Any, depth: int = 0) -> bool:
    if depth > _DEEPEST:
        return False
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(_is_flat(part, depth + 1) for part in parts)


def _check_place(event: Incoming, last: Incoming | None) -> None:
    """Refuse an event that does not follow on the one before in its chain."""
    if last is None:
        if (event.seq == 1) != (event.prev_hash == START):
            raise _wrong(event.line, f"event {event.id[:8]} is not where its chain begins")
        return
    place = f"event {event.seq} of replica {event.replica[:8]}"
    if event.seq > last.seq + 1:
        gone = counted(event.seq - last.seq - 1, "event")
        raise _wrong(event.line, f"{gone} before {place} {_verb(event.seq - last.seq - 1)} removed")
    if event.seq <= last.seq:
        raise _wrong(event.line, f"{place} is out of order: {last.seq} comes before it")
    if event.prev_hash != last.hash:
        raise _wrong(event.line, f"{place} follows on another event than {last.id[:8]} before it")


def _verb(count: int) -> str:
    return "was" if count == 1 else "were"


def _wrong(line: int, what: str, hint: str | None = None) -> StoreError:
    return StoreError(f"line {line}: {what}", hint=hint or "nothing was taken over; ask for a fresh export")
