"""Frozen values whose classes cost next to nothing until the first of them is made.

`dataclass(frozen=True, slots=True)` compiles six methods for each class as its module is imported: about a
millisecond each on Python 3.11, for some sixty classes, of which a command makes a handful. `frozen` gives
the same classes ten times as fast. The constructor is compiled when it is first called, and the other
methods are shared by all values, because what they do follows from the names of the fields.

The result is a dataclass to everything that asks: `fields`, `replace`, `asdict`, `match`, type checkers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots; what it defines by itself is kept.

    A class that derives from it and is not frozen itself has no fields of its own: `__slots__ = ()`.
    """
    for name, method in _SHARED.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    if issubclass(cls, Late):
        return _with_shared_slot(dataclass(init=False, repr=False, eq=False)(cls), cls.late)
    return dataclass(init=False, repr=False, eq=False, slots=True)(cls)


class Remembering:
    """A base for frozen values that keep what they work out: their `cached_property`s need a `__dict__`."""


class Late:
    """A base for frozen values of which many are made and few are looked at closely.

    The fields that a class names as `late` share one slot. Whoever makes a value may leave them out, and give
    with `fill_late` what finds them once one of them is asked for. Nobody else can tell: it equals, shows and
    copies as if it had been whole from the start.
    """

    __slots__ = ("_late",)

    late: ClassVar[tuple[str, ...]] = ()
    _late: tuple[Any, ...] | Fill


Fill = Callable[[Any], Iterable[tuple[Any, ...]]]
"""Returns the late fields of each of some values, a list of those it was given for; in any thread."""


def fill_late(values: Iterable[Late], fill: Fill) -> None:
    """Let `fill` find the late fields of these values, which were left out."""
    deque(map(_set_late, values, repeat(fill)), maxlen=0)


def read_late(values: Iterable[Late]) -> None:
    """Fill all of the values now: who will look at each of them reads them faster together."""
    by_fill: dict[Fill, list[Late]] = {}
    for value in values:
        if not isinstance(value._late, tuple):
            by_fill.setdefault(value._late, []).append(value)
    for fill, together in by_fill.items():
        deque(map(_set_late, together, fill(together)), maxlen=0)


_set_late: Callable[[Late, tuple[Any, ...] | Fill], None] = vars(Late)["_late"].__set__


class _LateField:
    """One of the fields that share a slot."""

    __slots__ = ("_place",)

    def __init__(self, place: int) -> None:
        self._place = place

    def __get__(self, value: Any, owner: type) -> Any:
        if value is None:
            return self
        if not isinstance(value._late, tuple):
            read_late([value])
        return value._late[self._place]


def _with_shared_slot(cls: type[T], late: Sequence[str]) -> type[T]:
    """A dataclass made anew, with a slot for each of its fields but the late ones."""
    names = [each.name for each in fields(cast("Any", cls))]
    kept = {name: to for name, to in vars(cls).items() if name not in (*names, "__dict__", "__weakref__")}
    kept |= {name: _LateField(place) for place, name in enumerate(late)}
    kept |= {"__slots__": tuple(name for name in names if name not in late), "__qualname__": cls.__qualname__}
    made: type[T] = cast("Any", type(cls))(cls.__name__, cls.__bases__, kept)
    return made


def _init(self: Any, *args: Any, **named: Any) -> None:
    """Stands in for the constructor until it is called."""
    cls = type(self)
    cls.__init__ = _constructor(cls)
    cls.__init__(self, *args, **named)


def _constructor(cls: type) -> Callable[..., None]:
    """The function `__init__(self, first, second=default, ...)`, which sets the fields of a value once.

    While it does, the value is of a subclass whose fields can be set: nobody else has it yet, and Python sets
    an attribute in a fraction of the time that calling something which sets it takes.
    """
    scope: dict[str, Any] = {"MISSING": MISSING, "_become": _become, "_open": _opened(cls)}
    late: dict[str, str] = dict.fromkeys(getattr(cls, "late", ()), "")
    parameters, body = ["self"], ["_own = self.__class__", "_become(self, _open)"]
    for each in fields(cls):
        parameters.append(each.name + _default(each, scope))
        given = each.name
        if each.default_factory is not MISSING:
            given = f"make_{each.name}() if {each.name} is MISSING else {each.name}"
        if each.name in late:
            late[each.name] = given
        else:
            body.append(f"self.{each.name} = {given}")
    if late:
        body.append(f"self._late = ({', '.join(late.values())},)")
    exec(f"def __init__({', '.join(parameters)}): {'; '.join([*body, 'self.__class__ = _own'])}", scope)
    constructor: Callable[..., None] = scope["__init__"]
    return constructor


_become: Callable[[object, type], None] = vars(object)["__class__"].__set__


def _opened(cls: type) -> type:
    """A subclass of the same layout whose fields can be set and deleted like those of any other class."""
    usual = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls)(cls.__name__, (cls,), {"__slots__": (), **usual})


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
