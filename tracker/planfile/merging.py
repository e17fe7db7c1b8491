"""Importing a changed document into the plan that was drafted from it, without losing what people did to it.

Ids stay, so the journal stays. Of each value three versions are known: as the last import wrote it (by its
digest), as it is in the file, as the document has it now. What only the document changed is updated; what a
person changed stays, and where both did, the difference is told. Nothing is ever deleted: what the document
no longer states is marked, and a table that a person deleted does not come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.domain.draft import DraftPlan
from tracker.domain.frozen import frozen
from tracker.domain.import_choices import Choices
from tracker.errors import PlanError
from tracker.planfile.decided import decided
from tracker.planfile.edit import same
from tracker.planfile.entry import Entry, Present
from tracker.planfile.imported import (
    HEAD,
    Record,
    digest,
    record_of,
    records_of,
    records_text,
    records_values,
)
from tracker.planfile.imported_table import TABLE
from tracker.planfile.load import plan_of
from tracker.planfile.pairing import Pairs, pairs_of
from tracker.planfile.problem import BadPlanError
from tracker.planfile.rendering import Value
from tracker.planfile.splicing import Splices
from tracker.planfile.toml import BOM, tables_of, text_of
from tracker.planfile.writing import entry_text

_ORDER = ("plan", "area", "phase", "item", "checklist", "target", "decision", "signoff")
GONE = "# No longer in the document, as of its last import."


@frozen
class Change:
    """One key of a table: what the plan has, and what the document says; None is nothing."""

    name: str
    key: str
    old: Any
    new: Any


@frozen
class Merged:
    """The plan file after an import, and what that did to it. Names are `item.SEC-1`, `phase.now`, `plan`."""

    data: bytes
    new: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()
    """Not in the document any more; all of them, also those marked before."""
    back: tuple[str, ...] = ()
    """Marked as gone, and in the document again."""
    kept: tuple[Change, ...] = ()
    """Changed by the document, and left because a person had changed them too, or because of their form."""
    left_out: tuple[str, ...] = ()
    """In the document, and not written because a person had deleted them, or dropped them."""


def merged(data: bytes, name: str, draft: DraftPlan, choices: Choices | None = None) -> Merged:
    """Return the plan file `data`, called `name`, after importing `draft` into it as it was decided about.

    Raises BadPlanError where the file is no plan, PlanError where it cannot be merged without touching more.
    """
    return merged_items(data, name, draft, choices or Choices())[0]


def merged_items(
    data: bytes, name: str, draft: DraftPlan, choices: Choices
) -> tuple[Merged, tuple[Entry, ...]]:
    """Return the same, and the items of the document by their place in the draft, under the plan's ids."""
    text = text_of(data, name)
    old = tables_of(text, name)
    plan_of(old, text, name)
    mark = BOM if data.startswith(BOM) else b""
    try:
        return _Merge(text, old, name, draft, choices).made(mark)
    except BadPlanError:  # the document's order may contradict the order somebody gave the items by hand
        items = tuple(replace(item, after=()) for item in draft.items)
        return _Merge(text, old, name, replace(draft, items=items), choices).made(mark)


@dataclass
class _Told:
    """Collects what Merged says."""

    new: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


class _Merge:
    def __init__(self, text: str, old: dict[str, Any], name: str, draft: DraftPlan, choices: Choices) -> None:
        self.name = name
        self.old = old
        self.wanted = deepcopy(old)
        self.splices = Splices(text)
        self.records = _renamed(records_of(self.old), self.old.get("item", {}))
        self.told = _Told()
        self.deleted = {known for known in self.records if _table(self.old, _path(known)) is None}
        pairs = self._pairs(draft)
        self.gone = tuple(f"item.{id_}" for id_ in pairs.gone)
        taken = self._taken()
        self.deleted -= {f"item.{id_}" for place, id_ in pairs.ids.items() if place in choices.wanted}
        kept = frozenset(self.old.get("item", {}))
        present = Present(pairs.ids, taken, frozenset(self.deleted), kept, spelled=_spellings(self.old))
        self.found = decided(draft, choices, present)
        self.stated = {entry.name: entry for entry in self.found.stated}

    def made(self, mark: bytes) -> tuple[Merged, tuple[Entry, ...]]:
        """Make every edit and check what came out; `mark` is the byte order mark, if there is one."""
        self._update_or_insert()
        gone = [*self.gone, *self._other_gone(set(self.stated))]
        for known in gone:
            if self.splices.has_header(_path(known)):
                self.splices.comment(_path(known), GONE)
        self._remember()
        told = Merged(
            self._checked(mark),
            tuple(self.told.new),
            tuple(self.told.changed),
            tuple(gone),
            tuple(self.told.back),
            tuple(self.told.kept),
            tuple(self.told.left_out),
        )
        return told, self.found.items

    def _pairs(self, draft: DraftPlan) -> Pairs:
        records = {
            known.removeprefix("item."): record
            for known, record in self.records.items()
            if known.startswith("item.")
        }
        return pairs_of(draft.items, self.old.get("item", {}), records)

    def _taken(self) -> frozenset[str]:
        """Ids that no new item may get: those there are, those there were, those that were deleted."""
        items = self.old.get("item", {})
        former = {name for table in items.values() for name in table.get("was", ())}
        return frozenset([*items, *former, *(known.removeprefix("item.") for known in self.deleted)])

    def _other_gone(self, stated: set[str]) -> Iterable[str]:
        """Phases, areas and the like that the document no longer has."""
        for known in self.records:
            path = _path(known)
            if len(path) == 2 and path[0] not in ("item", "plan") and known not in stated | self.deleted:
                yield known

    def _update_or_insert(self) -> None:
        before: dict[str, list[Entry]] = {}
        for entry in self.found.entries:
            siblings = before.setdefault(_kind(entry), [])
            if entry.name in self.deleted or self._within_deleted(entry):
                self.told.left_out.append(entry.name)
                continue
            table = _table(self.old, entry.path)
            if table is None and entry.name in self.found.dropped:
                self.told.left_out.append(entry.name)
                self.records[entry.name] = record_of(entry)
                continue
            if table is None:
                self._insert(entry, siblings)
            else:
                self._update(entry, table)
            siblings.append(entry)

    def _within_deleted(self, entry: Entry) -> bool:
        return len(entry.path) > 2 and ".".join(entry.path[:2]) in self.deleted

    def _update(self, entry: Entry, table: Mapping[str, Any]) -> None:
        record = self.records.get(entry.name)
        stated = self.stated[entry.name].values
        for key in dict.fromkeys([*entry.values, *stated, *(record.digests if record else ())]):
            if entry.values.get(key) != stated.get(key):
                self._put(entry, key, table.get(key))
            elif (entry.name, key) != ("plan", "id"):
                self._settle(entry, key, table.get(key), record)
        if self.splices.has_header(entry.path) and self.splices.uncomment(entry.path, GONE):
            self.told.back.append(entry.name)
        self.records[entry.name] = record_of(self.stated[entry.name])

    def _settle(self, entry: Entry, key: str, old: Any, record: Record | None) -> None:
        """Decide about one value by its three versions."""
        new = entry.values.get(key)
        now, was = _digest(old), record.digests.get(key) if record else None
        if _digest(new) == now or (record and _digest(new) == was):
            return
        change = Change(entry.name, key, old, new)
        by_hand = now != was if record else True
        left = by_hand or entry.name in self.found.dropped
        done = not left and self._write(entry.path, key, new)
        (self.told.changed if done else self.told.kept).append(change)

    def _put(self, entry: Entry, key: str, old: Any) -> None:
        """Write a value that somebody decided on, whatever document and plan say."""
        new = entry.values.get(key)
        if _digest(new) != _digest(old):
            done = self._write(entry.path, key, new)
            told = self.told.changed if done else self.told.kept
            told.append(Change(entry.name, key, old, new))

    def _write(self, path: tuple[str, ...], key: str, value: Value | None) -> bool:
        done = self.splices.remove(path, key) if value is None else self.splices.put(path, key, value)
        table = _table(self.wanted, path)
        if done and table is not None:
            table.pop(key, None)
            table |= {} if value is None else {key: value}
        return done

    def _insert(self, entry: Entry, siblings: Sequence[Entry]) -> None:
        block = entry_text(entry)
        neighbours = (
            [entry.path[:-1]] if len(entry.path) > 2 else [other.path for other in reversed(siblings)]
        )
        there = next((path for path in neighbours if self.splices.has_header(path)), None)
        if there is None:
            there = self._last_of(entry.path[0])
        if there is None:
            self.splices.before_table(TABLE, HEAD, block)
        else:
            self.splices.insert_after(there, block)
        table: Any = self.wanted
        for key in entry.path[:-1]:
            table = table.setdefault(key, {})
        table[entry.path[-1]] = dict(entry.values)
        self.told.new.append(entry.name)
        self.records[entry.name] = record_of(self.stated[entry.name])

    def _last_of(self, kind: str) -> tuple[str, ...] | None:
        """The last table of a kind that has a header, else of the kinds that stand before it in a plan."""
        for earlier in reversed(_ORDER[: _ORDER.index(kind) + 1]):
            paths = [(earlier, name) for name in _table(self.old, (earlier,)) or ()]
            for path in reversed([("plan",)] if earlier == "plan" else paths):
                if self.splices.has_header(path):
                    return path
        return None

    def _remember(self) -> None:
        if self.records != records_of(self.old):
            self.splices.replace_table(TABLE, HEAD, records_text(self.records))
            self.wanted[TABLE] = records_values(self.records)

    def _checked(self, mark: bytes) -> bytes:
        """The new file; raises unless exactly what was wanted has changed, and it is a plan."""
        text = self.splices.done()
        try:
            tables = tables_of(text, self.name)
        except BadPlanError:
            tables = {}
        if not _as_read(tables, self.wanted):
            raise PlanError(
                f"{self.name}: cannot be merged without touching other parts of the file",
                hint="import into a new file, and compare",
            )
        data = mark + text.encode()
        text_of(data, self.name)  # that it is not too large
        plan_of(tables, text, self.name)
        return data


def _as_read(found: Any, wanted: Any) -> bool:
    """Whether a file reads as it was meant to; a score of 6.0 may be written as 6."""
    return same(_numbers(found), _numbers(wanted))


def _numbers(value: Any) -> Any:
    match value:
        case bool():
            return value
        case int() | float():
            return float(value)
        case dict():
            return {key: _numbers(element) for key, element in value.items()}
        case list() | tuple():
            return [_numbers(element) for element in value]
    return value


def _renamed(records: Mapping[str, Record], items: Mapping[str, Any]) -> dict[str, Record]:
    """The records under the ids that their items have now."""
    ids = {f"item.{former}": f"item.{id_}" for id_, table in items.items() for former in table.get("was", ())}
    return {ids.get(known, known): record for known, record in records.items()}


def _spellings(tables: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """How the plan writes the ids it has, by kind and case-folded id; of checks by their checklist too."""
    found: dict[tuple[str, ...], str] = {}
    for kind in _ORDER[1:]:
        for name, table in (_table(tables, (kind,)) or {}).items():
            found[kind, name.casefold()] = name
            for check in _table(table, ("checks",)) or () if kind == "checklist" else ():
                found[kind, name, check.casefold()] = check
    return found


def _path(known: str) -> tuple[str, ...]:
    return tuple(known.split("."))


def _kind(entry: Entry) -> str:
    return entry.path[0]


def _digest(value: Any) -> str | None:
    return None if value is None else digest(value)


def _table(tables: Mapping[str, Any], path: Sequence[str]) -> dict[str, Any] | None:
    """The table at a path, None where there is none."""
    found: Any = tables
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None
