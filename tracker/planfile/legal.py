"""What a plan file can hold of what a document says: each function gives the value, or nothing.

The readers of the format judge: a value is written if the reader takes it, so that a drafted plan is valid
by the same rules by which it is read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from tracker.domain.bound import parse_bound
from tracker.domain.effort import parse_effort
from tracker.domain.plan import Lines
from tracker.planfile.rendering import Value
from tracker.planfile.values import code, day, file, line, text

T = TypeVar("T")
LAST_LINE = 9_999_999


def legal_line(value: str | None) -> str | None:
    """Return a text of one line."""
    return _taken(line, value)


def legal_text(value: str | None) -> str | None:
    """Return a text of any number of lines."""
    return _taken(text, value) or None


def legal_code(value: str | None) -> str | None:
    """Return a text whose indentation matters."""
    return _taken(code, value)


def legal_day(value: date | None) -> date | None:
    """Return a day."""
    return _taken(day, value)


def legal_file(value: object) -> str | None:
    """Return a path with lines, as it is written."""
    return _taken(lambda found: str(file(found)), None if value is None else str(value))


def legal_effort(value: str | None) -> str | None:
    """Return an effort as it is written."""
    return _taken(lambda found: parse_effort(line(found)).text, value)


def legal_bound(value: str | None) -> str | None:
    """Return a bound as it is written."""
    return _taken(lambda found: parse_bound(line(found)).text, value)


def legal_number(value: float | None, low: float, high: float) -> float | None:
    """Return a number from `low` to `high`."""
    if value is None or not math.isfinite(value) or not low <= value <= high:
        return None
    return value + 0.0  # which makes a zero of minus zero


def lines_value(lines: Lines) -> Value | None:
    """Return line ranges as a plan writes them: `17`, `"17-21"` or a list of both."""
    spans = [(first, last) for first, last in dict.fromkeys(lines) if 1 <= first <= last <= LAST_LINE]
    found: list[Value] = [first if first == last else f"{first}-{last}" for first, last in spans]
    return found[0] if len(found) == 1 else found or None


def each(read: Callable[[T], str | None], values: Iterable[T]) -> list[str]:
    """Return what can be written of a list, in its order."""
    return [found for value in values if (found := read(value)) is not None]


def each_once(read: Callable[[T], str | None], values: Iterable[T]) -> list[str]:
    """Return what can be written of a list, in its order, without what it says again."""
    return list(dict.fromkeys(each(read, values)))


def filled(values: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return what says something: neither None nor empty."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", [], {})}


def _taken(read: Callable[[object], T], value: object) -> T | None:
    """What the reader of the format makes of a value, None where it refuses."""
    if value is None:
        return None
    try:
        return read(value)
    except ValueError:
        return None
