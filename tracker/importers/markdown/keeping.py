"""What is worked out of a value of the document once, and kept with it.

Every line is asked for its text, its lead and its label from a dozen places. `functools.cached_property`
takes a lock for each answer, and a table would look each value up by all that it says; both take longer than
what is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from tracker.domain.frozen import Remembering

T = TypeVar("T")
V = TypeVar("V", bound=Remembering)


class kept(Generic[T]):  # noqa: N801 - a decorator
    """A property that is worked out when it is first asked for."""

    def __init__(self, ask: Callable[[Any], T]) -> None:
        self._ask = ask
        self.__doc__ = ask.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, value: None, owner: type) -> kept[T]: ...

    @overload
    def __get__(self, value: Remembering, owner: type) -> T: ...

    def __get__(self, value: Remembering | None, owner: type) -> T | kept[T]:
        """Called until the value has an attribute of its own of that name."""
        if value is None:
            return self
        found = value.__dict__[self._name] = self._ask(value)
        return found


def remembered(ask: Callable[[V], T]) -> Callable[[V], T]:
    """Keep with a value what a function says of it."""
    name = f"{ask.__module__}.{ask.__qualname__}"

    def asked(value: V) -> T:
        known = value.__dict__
        if name not in known:
            known[name] = ask(value)
        found: T = known[name]
        return found

    return asked
