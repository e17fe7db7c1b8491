"""Frozen values whose classes cost next to nothing until the first of them is made.

`dataclass(frozen=True, slots=True)` compiles six methods for each class as its module is imported: about a
millisecond each on Python 3.11, for some sixty classes, of which a command makes a handful. `frozen` gives
the same classes ten times as fast. The constructor is compiled when it is first called, and the other
methods are shared by all values, because what they do follows from the names of the fields.

The result is a dataclass to everything that asks: `fields`, `replace`, `asdict`, `match`, type checkers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

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


class Late:
    """A base for frozen values of which many are made and few are looked at closely.

    Whoever makes one may leave fields empty, and give with `fill_late` what sets them once one of them is
    asked for. Nobody else can tell: a value equals, shows and copies as if it had been whole from the start.
    """

    __slots__ = ("_fill",)

    _fill: Fill

    if not TYPE_CHECKING:  # a type checker is to know the fields alone

        def __getattr__(self, name: str) -> Any:
            """Called for what is not there: fields that were left empty, and names that nothing has."""
            if name not in type(self).__dataclass_fields__:
                raise AttributeError(f"{type(self).__qualname__} has no attribute {name!r}")
            read_late([self])
            return object.__getattribute__(self, name)


Fill = Callable[[Any], None]
"""Sets the empty fields of values, a list of those it was given for, through their slots; in any thread, and
again."""


def fill_late(values: Iterable[Late], fill: Fill) -> None:
    """Let `fill` set the fields of these values that were left empty."""
    deque(map(_set_fill, values, repeat(fill)), maxlen=0)


def read_late(values: Iterable[Late]) -> None:
    """Fill all of the values now: who will look at each of them reads them faster together."""
    by_fill: dict[Fill, list[Late]] = {}
    for value in values:
        by_fill.setdefault(_fill_of(value), []).append(value)
    for fill, together in by_fill.items():
        fill(together)
        fill_late(together, _nothing)


def _fill_of(value: Late) -> Fill:
    """What fills a value; one that was made in the ordinary way lacks nothing."""
    return getattr(value, "_fill", _nothing)


def _nothing(values: list[Late]) -> None:
    """What fills values that lack nothing any more: two threads may have found that they did."""


_set_fill: Callable[[Late, Fill], None] = vars(Late)["_fill"].__set__


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
