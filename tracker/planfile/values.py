"""Readers of single values: from what `tomllib` gives to what the domain takes.

A reader is a plain function of one value that raises ValueError with what to write instead. Which key it
was, and where, is added by the table that calls it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from tracker.domain.age import parse_age
from tracker.domain.fileref import FileRef, parse_fileref, parse_ranges
from tracker.domain.plan import Lines
from tracker.domain.text import clean, did_you_mean, one_line
from tracker.planfile.notes import shown

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Reader = Callable[[object], T]

_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a table",
    date: "a date",
    datetime: "a date with a time",
    time: "a time",
}
_YEARS = range(1970, 2200)
_LAST_LINE = 9_999_999
_ITEM_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}")
_OTHER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,47}")


def kind_of(value: object) -> str:
    """Return what sort of TOML value this is, in words."""
    return _KINDS.get(type(value), "something else")


def wrong_kind(value: object, wanted: str) -> ValueError:
    """Return the error that `value` is not `wanted`."""
    return ValueError(f"has to be {wanted}, not {kind_of(value)}")


def text(value: object) -> str:
    """Read a text of any number of lines, cleaned."""
    if type(value) is not str:
        raise wrong_kind(value, "text")
    return clean(value).strip()


def line(value: object) -> str:
    """Read a text that is shown on one line, cleaned and folded; an empty one is refused."""
    if type(value) is not str:
        raise wrong_kind(value, "text")
    # Almost every text is in order, and seeing that is much faster than mending it.
    in_order = value.isprintable() and "  " not in value and value == value.strip()
    folded = value if in_order else one_line(value)
    if not folded:
        raise ValueError("is empty")
    return folded


def code(value: object) -> str:
    """Read a text whose indentation matters, cleaned, without blank lines around it."""
    if type(value) is not str:
        raise wrong_kind(value, "text")
    body = re.sub(r"\A(?:[ \t]*\n)+", "", clean(value)).rstrip()
    if not body:
        raise ValueError("is empty")
    return body


def flag(value: object) -> bool:
    """Read true or false."""
    if type(value) is not bool:
        raise wrong_kind(value, "true or false")
    return value


def number(low: float, high: float) -> Reader[float]:
    """Return a reader of a number from `low` to `high`, both counted; infinities and NaN are refused."""

    def read(value: object) -> float:
        if type(value) is not int and type(value) is not float:
            raise wrong_kind(value, "a number")
        if not low <= value <= high:
            raise ValueError(f"{shown(value)} is out of range; write {low:g} to {high:,.10g}")
        return float(value)

    return read


def whole(low: int, high: int) -> Reader[int]:
    """Return a reader of a whole number from `low` to `high`, both counted."""

    def read(value: object) -> int:
        if type(value) is not int:
            raise wrong_kind(value, "a whole number")
        if not low <= value <= high:
            raise ValueError(f"{shown(value)} is out of range; write {low} to {high:,}")
        return value

    return read


def one_of(choices: type[E]) -> Reader[E]:
    """Return a reader of one of the words of an enumeration."""
    by_name = {choice.value: choice for choice in choices}
    return word_map(by_name)


def word_map(by_name: dict[str, T]) -> Reader[T]:
    """Return a reader of one of the words of `by_name`, giving what stands beside it."""

    def read(value: object) -> T:
        name = line(value)
        if name not in by_name:
            guess = did_you_mean(name[:64], by_name) or f"; write one of {', '.join(by_name)}"
            raise ValueError(f"{shown(name)} is unknown{guess}")
        return by_name[name]

    return read


def written(parse: Callable[[str], T]) -> Reader[T]:
    """Return a reader of a text that `parse` understands (it raises ValueError)."""
    return lambda value: parse(line(value))


def item_id(value: object) -> str:
    """Read the id of an item."""
    name = line(value)
    if not _ITEM_ID.fullmatch(name):
        upper = re.sub(r"[^A-Z0-9]+", "-", name[:64].upper()).strip("-")[:32]
        guess = f" (did you mean {upper}?)" if upper else ""
        raise ValueError(f"{shown(name)} is no item id: capitals, digits and -, at most 32{guess}")
    return name


def other_id(value: object) -> str:
    """Read the id of anything but an item."""
    name = line(value)
    if not _OTHER_ID.fullmatch(name):
        plain = re.sub(r"[^A-Za-z0-9_]+", "-", name[:64]).strip("-_")[:48]
        guess = f" (did you mean {plain}?)" if plain else ""
        raise ValueError(f"{shown(name)} is no id: letters, digits, - and _, at most 48{guess}")
    return name


def day(value: object) -> date:
    """Read a date, as TOML's own or as text."""
    if type(value) is str:
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"{shown(value)} is no date; write 2026-01-31") from None
    if type(value) is not date:
        raise wrong_kind(value, "a date")
    if value.year not in _YEARS:
        raise ValueError(f"{value} is out of range; write a year from {_YEARS[0]} to {_YEARS[-1]}")
    return value


def days(value: object) -> tuple[date, date]:
    """Read a date, or two as `2025-10-20..2025-10-22`: first and last day."""
    first, dots, last = value.partition("..") if type(value) is str else (value, "", "")
    span = (day(first), day(last if dots else first))
    if span[0] > span[1]:
        raise ValueError(f"{shown(value)} runs backwards; write the earlier date first")
    return span


def age(value: object) -> timedelta:
    """Read a span of calendar time, longer than none."""
    span = parse_age(line(value))
    if not span:
        raise ValueError(f"{shown(value)} is no time at all")
    return span


def file(value: object) -> FileRef:
    """Read a path inside the repository, with lines or without."""
    return parse_fileref(line(value))


def source(value: object) -> Lines:
    """Read lines of the reviewed document: a number, a text such as `17-21`, or a list of both."""
    if type(value) is list:
        return tuple(span for element in value for span in _span(element))
    return _span(value)


def _span(value: object) -> Lines:
    if type(value) is str:
        return parse_ranges(value)
    if type(value) is not int:
        raise wrong_kind(value, 'a line (17), lines ("17-21") or a list of them')
    if not 1 <= value <= _LAST_LINE:
        raise ValueError(f"{shown(value)} is no line number")
    return ((value, value),)
