"""Plans as plain JSON values and back, fast: what the cache stores.

A plan has thousands of small values of a few types, so values of one type are stored together, a column for
each of their fields, and columns are read by functions that never come back to Python for a single value:
six times as fast as value after value. The types of the domain drive both directions, so a field that is
added there is stored without a line here. Defaults are left out. Reading trusts what it reads (the cache
checks that nobody else wrote it): it converts, and validates nothing.
"""

from __future__ import annotations

import types
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any, NamedTuple, Union, cast, get_args, get_origin

from tracker.digest import digest_of
from tracker.domain import plan as plan_module
from tracker.domain.effort import Effort
from tracker.domain.plan import Check, Item, Plan


class Coder(NamedTuple):
    """How a column of values of one type becomes JSON, and back; None in its place means: it is JSON."""

    encode: Callable[[list[Any]], Any]
    decode: Callable[[Any], list[Any]]


def encode_plan(plan: Plan) -> Any:
    """Return the plan without its items as JSON values."""
    return encode_fields(Plan, _BUT_ITEMS, [plan])


def decode_plan(values: Any, items: tuple[Item, ...]) -> Plan:
    """Return the plan of these items that `values` hold; raises TypeError, LookupError or ValueError."""
    facts: dict[str, Any] = {
        name: next(iter(column)) for name, column in decode_fields(Plan, _BUT_ITEMS, values)
    }
    return Plan(**facts, items=items)


_BUT_ITEMS = tuple(each.name for each in fields(Plan) if each.name != "items")


@cache
def shape() -> str:
    """Return a digest of the fields of all types that make up a plan: another shape, another format."""
    types_of_plan = [found for found in vars(plan_module).values() if is_dataclass(found)]
    named = [(str(found), list(vars(found)["__annotations__"].items())) for found in types_of_plan]
    return digest_of([repr(named).encode()])[:12]


@cache
def _coder(hint: Any) -> Coder | None:
    if is_dataclass(hint):
        coder = _of_dataclass(cast("type", hint))
        return _of_few(coder) if hint is Effort else coder
    if hint == tuple[Check, ...]:  # many items have the same list of checks
        return _of_few(_of_sequences(tuple, _coder(Check)))
    if hint is date:
        return _each(date.isoformat, date.fromisoformat)
    if hint is timedelta:
        return _each(timedelta.total_seconds, lambda seconds: timedelta(seconds=seconds))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _each(attrgetter("value"), {member.value: member for member in hint}.__getitem__)
    return _of_container(get_origin(hint), get_args(hint))


def _of_container(origin: Any, inner: tuple[Any, ...]) -> Coder | None:
    if origin in (Union, types.UnionType):
        if inner[0] is str:  # phases, areas, people: a few names, again and again
            return Coder(list, _shared)
        return _of_optional(_coder(inner[0]))
    if origin is tuple and inner[1:] == (...,):
        return _of_sequences(tuple, _coder(inner[0]))
    if origin is tuple:
        return _of_records([_coder(hint) for hint in inner])
    if origin is frozenset:
        return _of_sequences(frozenset, _coder(inner[0]))
    if origin is Mapping:
        return _of_mappings(*(_coder(hint) for hint in inner))
    return None


@cache
def _of_dataclass(cls: type) -> Coder:
    """Values as a column for each field that is not everywhere at its default."""
    known = tuple(each.name for each in fields(cls))

    def encode(values: list[Any]) -> Any:
        return encode_fields(cls, known, values)

    def decode(found: Any) -> list[Any]:
        return decode_values(cls, known, found)

    return Coder(encode, decode)


def decode_values(cls: type, names: Sequence[str], found: Any) -> list[Any]:
    """Return the values that `encode_fields` took apart; fields that are not named are left empty."""
    made: list[Any] = list(map(object.__new__, repeat(cls, found[0])))
    for name, column in decode_fields(cls, names, found):
        deque(map(getattr(cls, name).__set__, made, column), maxlen=0)
    return made


def encode_fields(cls: type, names: Sequence[str], values: Sequence[Any]) -> Any:
    """Return as JSON values how many values there are, and a column for each of these fields of theirs."""
    columns: dict[str, Any] = {}
    for name, (each, coder) in _fields_of(cls, tuple(names)).items():
        column, default = [getattr(value, name) for value in values], _default(each)
        at = [place for place, value in enumerate(column) if value != default]
        if at:
            columns[name] = _thinned(coder, column, at)
    return [len(values), columns]


def decode_fields(cls: type, names: Sequence[str], found: Any) -> Iterator[tuple[str, Iterable[Any]]]:
    """Yield each of the fields with its column, which `encode_fields` returned; a column has no end
    where all of it is at its default.
    """
    count, columns = found
    known = _fields_of(cls, tuple(names))
    if not columns.keys() <= known.keys():
        raise ValueError(f"{cls.__name__} has other fields")
    for name, (each, coder) in known.items():
        if name in columns:
            yield name, _filled(coder, columns[name], count, _default(each))
        elif each.default is MISSING and each.default_factory is MISSING and count:
            raise KeyError(name)
        else:
            yield name, repeat(_default(each))


@cache
def _fields_of(cls: type, names: tuple[str, ...]) -> Mapping[str, tuple[Field[Any], Coder | None]]:
    return {each.name: (each, _coder(_meaning(str(each.type)))) for each in fields(cls) if each.name in names}


def _default(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default


@cache
def _meaning(annotation: str) -> Any:
    """The type that an annotation of the plan's values stands for; few differ, so each is read once."""
    return eval(annotation, vars(plan_module))


def _each(encode: Callable[[Any], Any], decode: Callable[[Any], Any]) -> Coder:
    return Coder(lambda values: list(map(encode, values)), lambda found: list(map(decode, found)))


def _of_few(coder: Coder) -> Coder:
    """Values of which most are like another one: each is stored once, and is one value when it is read."""

    def encode(values: list[Any]) -> Any:
        numbers: dict[Any, int] = {}
        places = [numbers.setdefault(value, len(numbers)) for value in values]
        return [coder.encode(list(numbers)), places]

    def decode(found: Any) -> list[Any]:
        values, places = found
        return list(map(coder.decode(values).__getitem__, places))

    return Coder(encode, decode)


def _shared(found: list[Any]) -> list[Any]:
    """The same values, those that are equal as one."""
    known: dict[Any, Any] = {}
    return list(map(known.setdefault, found, found))


def _of_optional(coder: Coder | None) -> Coder | None:
    if coder is None:
        return None

    def encode(values: list[Any]) -> Any:
        return [
            len(values),
            _thinned(coder, values, [at for at, value in enumerate(values) if value is not None]),
        ]

    def decode(found: Any) -> list[Any]:
        count, column = found
        return _filled(coder, column, count, None)

    return Coder(encode, decode)


def _thinned(coder: Coder | None, column: list[Any], at: Sequence[int]) -> Any:
    """The values at the given places, and the places where they are not all."""
    if len(at) == len(column):
        return [_encoded(coder, column)]
    return [_encoded(coder, [column[place] for place in at]), at]


def _filled(coder: Coder | None, found: Any, count: int, rest: Any) -> list[Any]:
    """The column that `_thinned` made short, with `rest` at all other places."""
    values, *at = found
    column = _decoded(coder, values)
    if not at:
        return column
    filled = [rest] * count
    for place, value in zip(at[0], column, strict=True):
        filled[place] = value
    return filled


def _of_sequences(make: Callable[[Any], Any], coder: Coder | None) -> Coder:
    """Lists as they are, or as their sizes and all their elements in one column."""
    if coder is None:
        return _each(sorted if make is frozenset else list, make)

    def encode(values: list[Any]) -> Any:
        parts = [sorted(value) if make is frozenset else list(value) for value in values]
        return [list(map(len, parts)), coder.encode(list(chain.from_iterable(parts)))]

    def decode(found: Any) -> list[Any]:
        sizes, elements = found
        rest = iter(coder.decode(elements))
        return [make(islice(rest, size)) for size in sizes]

    return Coder(encode, decode)


def _of_records(coders: list[Coder | None]) -> Coder:
    """Tuples of a fixed length, as they are or by place."""
    if not any(coders):
        return _each(list, tuple)

    def encode(values: list[Any]) -> Any:
        return [_encoded(coder, [value[i] for value in values]) for i, coder in enumerate(coders)]

    def decode(found: Any) -> list[Any]:
        return list(zip(*map(_decoded, coders, found), strict=True))

    return Coder(encode, decode)


def _of_mappings(key: Coder | None, value: Coder | None) -> Coder:
    """Mappings as they are, or as lists of their keys and of their values."""
    if key is None and value is None:
        return _each(dict, dict)
    lists = [_of_sequences(tuple, key), _of_sequences(tuple, value)]

    def encode(values: list[Any]) -> Any:
        return [
            coder.encode([tuple(part) for part in parts])
            for coder, parts in zip(
                lists, ([each.keys() for each in values], [each.values() for each in values]), strict=True
            )
        ]

    def decode(found: Any) -> list[Any]:
        keys, contents = (coder.decode(part) for coder, part in zip(lists, found, strict=True))
        return [dict(zip(*pair, strict=True)) for pair in zip(keys, contents, strict=True)]

    return Coder(encode, decode)


def _encoded(coder: Coder | None, column: list[Any]) -> Any:
    return coder.encode(column) if coder else column


def _decoded(coder: Coder | None, found: Any) -> list[Any]:
    return coder.decode(found) if coder else found
