"""Plans as plain JSON values and back, fast: what the cache stores.

The types of the domain drive both directions, so a field that is added there is stored without a line
here. Defaults are left out: a plan and its items, which have many, are stored by the names of their fields,
everything smaller is a list in the order of its fields. Reading trusts what it reads (the cache checks
that nobody else wrote it): it converts, and validates nothing.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from hashlib import sha256
from sys import intern
from typing import Any, Union, cast, get_args, get_origin

from tracker.domain import plan as plan_module
from tracker.domain.plan import Item, Plan

Convert = Callable[[Any], Any]
_BY_NAME = (Plan, Item)


def encode_plan(plan: Plan) -> dict[str, Any]:
    """Return the plan as JSON values."""
    return cast("dict[str, Any]", _encode(plan))


def decode_plan(values: Mapping[str, Any]) -> Plan:
    """Return the plan that `values` hold; raises TypeError, KeyError or ValueError where they hold none."""
    return cast("Plan", _builder(Plan)(values))


@cache
def shape() -> str:
    """Return a digest of the fields of all types that make up a plan: another shape, another format."""
    types_of_plan = [found for found in vars(plan_module).values() if is_dataclass(found)]
    named = [(str(found), list(vars(found)["__annotations__"].items())) for found in types_of_plan]
    return sha256(repr(named).encode()).hexdigest()[:12]


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        return _encode_fields(value)
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case tuple():
            return [_encode(element) for element in value]
        case frozenset():
            return [_encode(element) for element in sorted(value)]
        case Mapping():
            return {_encode(key): _encode(element) for key, element in value.items()}
    return value


def _encode_fields(value: Any) -> dict[str, Any] | list[Any]:
    found = [(field.name, getattr(value, field.name), _default(field)) for field in fields(value)]
    if isinstance(value, _BY_NAME):
        return {name: _encode(content) for name, content, default in found if content != default}
    while found and found[-1][1] == found[-1][2]:
        found.pop()
    return [_encode(content) for _, content, _ in found]


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _builder(cls: type) -> Convert:
    """A function that makes a `cls` of what `_encode_fields` wrote."""
    converts = {field.name: _converter(_meaning(str(field.type))) for field in fields(cls)}
    return _from_names(cls, converts) if cls in _BY_NAME else _from_places(cls, list(converts.values()))


@cache
def _meaning(annotation: str) -> Any:
    """The type that an annotation of the plan's values stands for; few differ, so each is read once."""
    return eval(annotation, vars(plan_module))


def _from_names(cls: type, converts: Mapping[str, Convert | None]) -> Convert:
    """Names are interned, because Python finds the parameter of any other by comparing it with all."""

    def build(values: Mapping[str, Any]) -> Any:
        found = {}
        for name, value in values.items():
            convert = converts[name]
            found[intern(name)] = convert(value) if convert else value
        return cls(**found)

    return build


def _from_places(cls: type, converts: list[Convert | None]) -> Convert:
    if not any(converts):
        return lambda values: cls(*values)
    return lambda values: cls(
        *[convert(value) if convert else value for convert, value in zip(converts, values, strict=False)]
    )


def _converter(hint: Any) -> Convert | None:
    """The way from JSON to a value of the type `hint`; None where JSON has it as it is."""
    if is_dataclass(hint):
        return _builder(cast("type", hint))
    if hint is date:
        return date.fromisoformat
    if hint is timedelta:
        return lambda seconds: timedelta(seconds=seconds)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    return _container(get_origin(hint), get_args(hint))


def _container(origin: Any, inner: tuple[Any, ...]) -> Convert | None:
    if origin in (Union, types.UnionType):
        return _optional(_converter(inner[0]))
    if origin is tuple and inner[1:] == (...,):
        return _sequence(tuple, _converter(inner[0]))
    if origin is tuple:
        return _fixed([_converter(hint) for hint in inner])
    if origin is frozenset:
        return _sequence(frozenset, _converter(inner[0]))
    if origin is Mapping:
        return _mapping(*(_converter(hint) for hint in inner))
    return None


def _optional(convert: Convert | None) -> Convert | None:
    return convert and (lambda value: None if value is None else convert(value))


def _sequence(make: Convert, convert: Convert | None) -> Convert:
    return (lambda values: make(map(convert, values))) if convert else make


def _fixed(converts: list[Convert | None]) -> Convert:
    if not any(converts):
        return tuple
    return lambda values: tuple(
        convert(value) if convert else value for convert, value in zip(converts, values, strict=True)
    )


def _mapping(key: Convert | None, value: Convert | None) -> Convert | None:
    if not key and not value:
        return None
    as_key, as_value = key or _same, value or _same
    return lambda found: {as_key(name): as_value(element) for name, element in found.items()}


def _same(value: Any) -> Any:
    return value
