"""Taking a plan's tables apart key by key.

A `Table` hands out each value read and checked, notes what is wrong and goes on, so that one pass finds
every error. It remembers which keys were asked for: what is left over is unknown, and what was asked for
is what to suggest instead. So the keys of the format are written once, where they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar, cast

from tracker.planfile.locate import KeyPath
from tracker.planfile.notes import Notes, Reference, shown
from tracker.planfile.values import Reader, kind_of, line, other_id

T = TypeVar("T")


class Table:
    """One table of the file at `path`; what is missing, blank or wrong reads as None, or as nothing."""

    __slots__ = ("_asked", "_data", "notes", "path")

    def __init__(self, data: Mapping[str, object], path: KeyPath, notes: Notes) -> None:
        self._data = data
        self._asked: set[str] = set()
        self.path = path
        self.notes = notes

    def has(self, key: str) -> bool:
        """Tell whether the key is there, whatever its value."""
        return key in self._data

    def holds_list(self, key: str) -> bool:
        """Tell whether the value at `key` is a list."""
        return type(self._data.get(key)) is list

    def error(self, message: str, *keys: str | int) -> None:
        """Note an error at the value of a key of this table, or at the table itself."""
        self.notes.error((*self.path, *keys), message)

    def take(self, key: str, read: Reader[T]) -> T | None:
        """Return the value of `key`."""
        self._asked.add(key)
        value = self._data.get(key)
        return None if value is None else self._read(key, value, read, key)

    def need(self, key: str, read: Reader[T]) -> T | None:
        """Return the value of `key`; that it is missing is an error."""
        self.need_key(key)
        return self.take(key, read)

    def need_key(self, key: str) -> None:
        """Note an error if `key` is missing."""
        if key not in self._data:
            self.notes.error(self.path, f"{self._name()} has no {key}", on_key=True)

    def list(self, key: str, read: Reader[T]) -> tuple[T, ...]:
        """Return what can be read of the list at `key`."""
        found = (self._read(key, value, read, key, index) for index, value in self._elements(key))
        return tuple(value for value in found if value is not None)

    def one_or_more(self, key: str, read: Reader[T]) -> tuple[T, ...]:
        """Return the value at `key` as a tuple, whether it is written as one value or as a list."""
        if self.holds_list(key):
            return self.list(key, read)
        value = self.take(key, read)
        return () if value is None else (value,)

    def map(self, key: str, read_key: Reader[str], read: Reader[T]) -> dict[str, T]:
        """Return the table at `key` as a mapping of what can be read of it."""
        found: dict[str, T] = {}
        for name, value in self._entries(key):
            try:
                known = read_key(name)
            except ValueError as error:
                self.notes.error((*self.path, key, name), f"{key}: {error}", on_key=True)
                continue
            result = self._read(key, value, read, key, name)
            if result is not None:
                found[known] = result
        return found

    def ref(self, key: str, kind: str) -> str | None:
        """Return the id at `key`, to be looked up among those of `kind`."""
        name = self.take(key, line)
        if name is not None:
            self.refer(kind, name, key)
        return name

    def refs(self, key: str, kind: str) -> tuple[str, ...]:
        """Return the ids in the list at `key`, each once, to be looked up among those of `kind`."""
        names = []
        for index, value in self._elements(key):
            name = self._read(key, value, line, key, index)
            if name is not None:
                self.refer(kind, name, key, index)
                names.append(name)
        return tuple(dict.fromkeys(names))

    def refer(self, kind: str, name: str, *keys: str | int) -> None:
        """Note that the value at `keys` names something of `kind`, to be looked up once all is read."""
        self.notes.references.append(Reference((*self.path, *keys), str(keys[0]), kind, name))

    def row(self, key: str, build: Callable[[Table], T]) -> T | None:
        """Return what `build` makes of the table at `key`."""
        self._asked.add(key)
        value = self._data.get(key)
        return None if value is None else self._built(value, build, None, key)

    def rows(
        self, key: str, build: Callable[[Table], T | None], *, shorthand: str | None = None
    ) -> tuple[T, ...]:
        """Return what `build` makes of each table in the list at `key`.

        A text in the list stands for a table with that text at the key `shorthand`.
        """
        found = (self._built(value, build, shorthand, key, index) for index, value in self._elements(key))
        return tuple(value for value in found if value is not None)

    def entries(
        self,
        key: str,
        build: Callable[[str, Table], T | None],
        *,
        read_id: Reader[str] = other_id,
        shorthand: str | None = None,
    ) -> tuple[T, ...]:
        """Return what `build` makes of each table below `key`; names are ids, and differ by more than case.

        A text in place of a table stands for a table with that text at the key `shorthand`.
        """
        made = []
        seen: dict[str, str] = {}
        for name, value in self._entries(key):
            self._check_id(key, name, read_id, seen)
            entry = self._built(value, partial(build, name), shorthand, key, name)
            if entry is not None:
                made.append(entry)
        return tuple(made)

    def new_id(self, key: str, seen: set[str]) -> str | None:
        """Return the id at `key`; that it is in `seen` (case-folded), where it is put, is an error."""
        name = self.take(key, other_id)
        if name is not None and name.casefold() in seen:
            self.error(f"{key}: {shown(name)} stands twice", key)
        if name is not None:
            seen.add(name.casefold())
        return name

    def names(self, key: str) -> tuple[str, ...]:
        """Return the keys of the table at `key`, none if it is no table."""
        value = self._data.get(key)
        return tuple(value) if isinstance(value, dict) else ()

    def close(self) -> None:
        """Note every key that nobody asked for."""
        if self._data.keys() <= self._asked:
            return
        what = "key" if self.path else "table or key"
        for key in self._data.keys() - self._asked:
            guess = self.notes.suggestion(key, self._asked)
            self.notes.error((*self.path, key), f"unknown {what} {shown(key)}{guess}", on_key=True)

    def _check_id(self, key: str, name: str, read_id: Reader[str], seen: dict[str, str]) -> None:
        try:
            read_id(name)
        except ValueError as error:
            self.notes.error((*self.path, key, name), str(error), on_key=True)
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            message = f"{shown(name)} differs from {shown(other)} by case alone; rename one of them"
            self.notes.error((*self.path, key, name), message, on_key=True)

    def _read(self, key: str, value: object, read: Reader[T], *place: str | int) -> T | None:
        try:
            found = read(value)
            return None if found == "" else found
        except ValueError as error:
            self.error(f"{key}: {error}", *place)
            return None

    def _built(
        self, value: object, build: Callable[[Table], T | None], shorthand: str | None, *place: str | int
    ) -> T | None:
        if shorthand and type(value) is str:
            value = {shorthand: value}
        if type(value) is not dict:
            wanted = "text or a table" if shorthand else "a table"
            self.error(f"{_dotted(place)}: has to be {wanted}, not {kind_of(value)}", *place)
            return None
        table = Table(value, (*self.path, *place), self.notes)
        built = build(table)
        table.close()
        return built

    def _elements(self, key: str) -> Iterator[tuple[int, object]]:
        self._asked.add(key)
        value = self._data.get(key)
        if value is None:
            return iter(())
        if type(value) is not list:
            self.error(f"{key}: has to be a list, not {kind_of(value)}", key)
            return iter(())
        return enumerate(cast("list[object]", value))

    def _entries(self, key: str) -> Iterator[tuple[str, object]]:
        self._asked.add(key)
        value = self._data.get(key)
        if value is None:
            return iter(())
        if type(value) is not dict:
            self.error(f"{key}: has to be a table, not {kind_of(value)}", key)
            return iter(())
        return iter(cast("dict[str, object]", value).items())

    def _name(self) -> str:
        return f"[{_dotted(self.path)}]" if self.path else "the file"


def _dotted(path: KeyPath) -> str:
    return ".".join(part for part in path if isinstance(part, str))
