"""Frozen values whose classes cost next to nothing until the first of them is made.

`dataclass(frozen=True, slots=True)` compiles six methods for each class as its module is imported: about a
millisecond each on Python 3.11, for some sixty classes, of which a command makes a handful. `frozen` gives
the same classes ten times as fast. The constructor is compiled when it is first called, and the other
methods are shared by all values, because what they do follows from the names of the fields.

The result is a dataclass to everything that asks: `fields`, `replace`, `asdict`, `match`, type checkers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots; what it defines by itself is kept."""
    for name, method in _SHARED.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    return dataclass(init=False, repr=False, eq=False, slots=True)(cls)


class Remembering:
    """A base for frozen values that keep what they work out: their `cached_property`s need a `__dict__`."""


def _init(self: Any, *args: Any, **named: Any) -> None:
    """Stands in for the constructor until it is called."""
    cls = type(self)
    cls.__init__ = _constructor(cls)
    cls.__init__(self, *args, **named)


def _constructor(cls: type) -> Callable[..., None]:
    """The function `__init__(self, first, second=default, ...)`, which sets the slots past `__setattr__`."""
    scope: dict[str, Any] = {"MISSING": MISSING}
    parameters, body = ["self"], ["pass"]
    for each in fields(cls):
        scope[f"set_{each.name}"] = getattr(cls, each.name).__set__
        parameters.append(each.name + _default(each, scope))
        given = each.name
        if each.default_factory is not MISSING:
            given = f"make_{each.name}() if {each.name} is MISSING else {each.name}"
        body.append(f"set_{each.name}(self, {given})")
    exec(f"def __init__({', '.join(parameters)}): {'; '.join(body)}", scope)
    constructor: Callable[..., None] = scope["__init__"]
    return constructor


def _default(each: Field[Any], scope: dict[str, Any]) -> str:
    """How the parameter of a field says its default, and in `scope` what that stands for."""
    if each.default_factory is not MISSING:
        scope[f"make_{each.name}"] = each.default_factory
        return "=MISSING"
    if each.default is MISSING:
        return ""
    scope[f"default_{each.name}"] = each.default
    return f"=default_{each.name}"


@cache
def _reader(cls: Any) -> Callable[[object], tuple[Any, ...]]:
    return attrgetter("__class__", *(each.name for each in fields(cls)))


def _content(self: Any) -> tuple[Any, ...]:
    """The class and the fields of a value: all that makes it what it is."""
    return _reader(self.__class__)(self)


def _eq(self: object, other: object) -> bool:
    return _content(self) == _content(other) if type(other) is type(self) else NotImplemented


def _hash(self: object) -> int:
    return hash(_content(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))
    return f"{type(self).__qualname__}({shown})"


def _setattr(self: object, name: str, to: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: object) -> tuple[type, tuple[Any, ...]]:
    """Pickled and copied as the call that makes it, because nothing else may set its fields."""
    cls, *content = _content(self)
    return cls, tuple(content)


_SHARED: Mapping[str, Callable[..., Any]] = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__reduce__": _reduce,
}
