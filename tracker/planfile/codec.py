"""Plans as plain JSON values and back, fast: what the cache stores.

The types of the domain drive both directions, so a field that is added there is stored without a line
here. Only values that differ from their default are written. Reading trusts what it reads (the cache
checks that nobody else wrote it): it converts, and validates nothing.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from tracker.domain import plan as plan_module
from tracker.domain.plan import Plan

Convert = Callable[[Any], Any]


def encode_plan(plan: Plan) -> dict[str, Any]:
    """Return the plan as JSON values."""
    return cast("dict[str, Any]", _encode(plan))


def decode_plan(values: Mapping[str, Any]) -> Plan:
    """Return the plan that `values` hold; raises TypeError, KeyError or ValueError where they hold none."""
    return cast("Plan", _builder(Plan)(dict(values)))


@cache
def shape() -> str:
    """Return a digest of the fields of all types that make up a plan: another shape, another format."""
    types_of_plan = [found for found in vars(plan_module).values() if is_dataclass(found)]
    named = [(str(found), list(vars(found)["__annotations__"].items())) for found in types_of_plan]
    return sha256(repr(named).encode()).hexdigest()[:12]


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        return {
            field.name: _encode(found)
            for field in fields(value)
            if (found := getattr(value, field.name)) != _default(field)
        }
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


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _builder(cls: type) -> Convert:
    """A function that makes a `cls` of a mapping of its fields, which it uses up."""
    hints = get_type_hints(cls)
    converts = {field.name: convert for field in fields(cls) if (convert := _converter(hints[field.name]))}
    known = converts.get

    def build(values: dict[str, Any]) -> Any:
        for name, value in values.items():
            if convert := known(name):
                values[name] = convert(value)
        return cls(**values)

    return build


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
