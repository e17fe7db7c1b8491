"""What the document said when it was last imported, kept in the plan file as `[imported]`.

Importing the changed document again has to tell three things apart: what the document changed, what a person
changed by hand, and what both did. For that one line a table remembers which part of the document it came
from and, key by key, a short digest of what was written. Digests say enough and read nobody's text twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from tracker.domain.frozen import frozen
from tracker.domain.text import clean
from tracker.planfile.entry import Entry
from tracker.planfile.imported_table import RECORD, TABLE
from tracker.planfile.rendering import key_text, value_text

HEAD = (
    "# What the document said when it was last imported, as digests: so its changes can be told from yours.",
    "# `tracker import` keeps this table; without it, a later import changes no value.",
)


@frozen
class Record:
    """What one table came from, and the digests of its values by key."""

    identity: str
    digests: Mapping[str, str]


def identity_of(entry: Entry) -> str:
    """Return what tells an entry of a document from the others: its fingerprint, else its name."""
    return sha256(clean(entry.identity or entry.name).encode()).hexdigest()[:12]


def digest(value: Any) -> str:
    """Return six hex digits for a TOML value; equal values give equal ones, in whatever form they stand."""
    return sha256(repr(_plain(value)).encode()).hexdigest()[:6]


def record_of(entry: Entry) -> Record:
    """Return what to remember of a table that was drafted."""
    return Record(identity_of(entry), {key: digest(value) for key, value in entry.values.items()})


def read_record(value: object) -> Record | None:
    """Return the record written in the file, None if it is none."""
    if not isinstance(value, str) or not RECORD.fullmatch(value):
        return None
    identity, *pairs = value.split(" ")
    return Record(identity, dict(pair.rsplit(":", 1) for pair in pairs))


def records_of(tables: Mapping[str, Any]) -> dict[str, Record]:
    """Return the records of a plan file by the name of their table."""
    found = tables.get(TABLE)
    read = {name: read_record(value) for name, value in found.items()} if isinstance(found, dict) else {}
    return {name: record for name, record in read.items() if record}


def records_values(records: Mapping[str, Record]) -> dict[str, str]:
    """Return the table's keys and values."""
    return {name: _written(record) for name, record in records.items()}


def records_text(records: Mapping[str, Record]) -> str:
    """Return the table, ending in a line end."""
    lines = (f"{key_text(name)} = {value_text(value)}" for name, value in records_values(records).items())
    return "\n".join([*HEAD, f"[{TABLE}]", *lines]) + "\n"


def records_for(entries: Iterable[Entry]) -> dict[str, Record]:
    """Return what to remember of all tables of a new plan."""
    return {entry.name: record_of(entry) for entry in entries}


def _written(record: Record) -> str:
    return " ".join([record.identity, *(f"{key}:{value}" for key, value in record.digests.items())])


def _plain(value: Any) -> Any:
    """The value without what TOML leaves open: the order of keys, and whether 6 is 6.0."""
    match value:
        case bool() | str():
            return value
        case int() | float():
            return float(value)
        case date():
            return value.isoformat()
        case Mapping():
            return sorted((key, _plain(element)) for key, element in value.items())
        case _:
            return [_plain(element) for element in value]
