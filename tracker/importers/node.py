"""Reading JSON that others wrote: what is there and of the right kind is taken, anything else is missing.

Scanners disagree about nulls, numbers as text and lists of one. A `Node` asks for what an importer needs and
gets it cleaned and cut to size, or not at all; no shape of a document makes it fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from tracker.domain.plan import Lines
from tracker.domain.text import clean, one_line
from tracker.importers.json_reading import Located
from tracker.importers.limits import LONGEST_LINE, LONGEST_TEXT, MOST_PARTS, cut

_YEARS = range(1970, 2200)


class Node:
    """A JSON object; anything else reads as an empty one."""

    __slots__ = ("values",)

    def __init__(self, value: object) -> None:
        self.values: Mapping[str, Any] = value if isinstance(value, dict) else {}

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def source(self) -> Lines:
        """The lines of the document the object stands on; none for what stands deep in it."""
        return (self.values.lines,) if isinstance(self.values, Located) else ()

    def node(self, *path: str) -> Node:
        """Return the object at a path of keys."""
        found: object = self.values
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return Node(found)

    def nodes(self, key: str) -> list[Node]:
        """Return the objects of a list."""
        return [Node(value) for value in self._list(key) if isinstance(value, dict)]

    def line(self, *keys: str) -> str | None:
        """Return the first of some texts that is not empty, on one line; a number counts as text."""
        for key in keys:
            if found := _line(self.values.get(key)):
                return found
        return None

    def text(self, *keys: str) -> str | None:
        """Return the first of some texts that is not empty, with its line ends."""
        for key in keys:
            value = self.values.get(key)
            if isinstance(value, str) and (found := cut(clean(value).strip(), LONGEST_TEXT)):
                return found
        return None

    def code(self, key: str) -> str | None:
        """Return a text whose indentation matters."""
        value = self.values.get(key)
        found = cut(clean(value).strip("\n"), LONGEST_TEXT) if isinstance(value, str) else ""
        return found if found.strip() else None

    def lines(self, key: str) -> list[str]:
        """Return the texts of a list; one text counts as a list of one."""
        value = self.values.get(key)
        found = [value] if isinstance(value, str) else self._list(key)[:MOST_PARTS]
        return [text for element in found if (text := _line(element))]

    def texts(self, key: str) -> list[str]:
        """Return the texts of a list with their line ends."""
        found = [value for value in self._list(key)[:MOST_PARTS] if isinstance(value, str)]
        return [text for value in found if (text := cut(clean(value).strip(), LONGEST_TEXT))]

    def number(self, key: str) -> float | None:
        """Return a number, also one that is written as text."""
        return _number(self.values.get(key))

    def numbers(self, key: str) -> list[float]:
        """Return the numbers of a list."""
        found = map(_number, self._list(key)[:MOST_PARTS])
        return [number for number in found if number is not None]

    def whole(self, key: str) -> int | None:
        """Return a whole number."""
        number = self.number(key)
        return int(number) if number is not None and number == int(number) else None

    def flag(self, key: str) -> bool | None:
        """Return true or false, None where neither is said."""
        value = self.values.get(key)
        return value if isinstance(value, bool) else None

    def day(self, *keys: str) -> date | None:
        """Return the first of some days, of a date or a time in ISO 8601."""
        for key in keys:
            if found := day_of(self.values.get(key)):
                return found
        return None

    def each(self) -> Iterator[tuple[str, Node]]:
        """Give every object by its key."""
        return ((key, Node(value)) for key, value in self.values.items())

    def _list(self, key: str) -> list[Any]:
        value = self.values.get(key)
        return value if isinstance(value, list) else []


def day_of(value: object) -> date | None:
    """Return the day that a date or a time in ISO 8601 names."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _line(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return cut(one_line(str(value)), LONGEST_LINE) or None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < 1e15 else None
