"""Frozen values are what `dataclass(frozen=True, slots=True)` makes, to everybody who looks."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.frozen import Late, Remembering, fill_late, frozen, read_late


@frozen
class Point:
    """A place."""

    x: int
    y: int = 0
    names: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """The same, made by the standard library."""

    x: int
    y: int = 0
    names: dict[str, int] = field(default_factory=dict)


@frozen
class Single:
    """One field, with a text of its own."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


@frozen
class Summed(Remembering):
    """Works something out, once."""

    parts: tuple[int, ...]

    @cached_property
    def total(self) -> list[int]:
        """The sum, in a list, so that two of them can be told apart."""
        return [sum(self.parts)]


numbers = st.integers(-2, 2)


@given(numbers, numbers, numbers, numbers)
def test_equality_and_hashes_are_those_of_the_content(a: int, b: int, c: int, d: int) -> None:
    assert (Point(a, b) == Point(c, d)) is (Model(a, b) == Model(c, d))
    if Single(str(a)) == Single(str(c)):
        assert hash(Single(str(a))) == hash(Single(str(c)))


def test_values_of_different_classes_are_never_equal() -> None:
    model: object = Model(1)
    assert Point(1) != model
    assert Point(1).__eq__(1) is NotImplemented


def test_a_mutable_field_keeps_a_value_from_being_hashed() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point(1))


@pytest.mark.parametrize(
    "make", [lambda kind: kind(1), lambda kind: kind(1, y=3), lambda kind: kind(y=2, x=1)]
)
def test_the_constructor_and_the_text_are_those_of_a_dataclass(make: Callable[[Any], Any]) -> None:
    assert repr(make(Point)) == repr(make(Model)).replace("Model", "Point")
    assert asdict(make(Point)) == asdict(make(Model))


@pytest.mark.parametrize("arguments", [(), (1, 2, {}, 4)])
def test_a_wrong_call_is_refused_the_first_time_and_later(arguments: tuple[Any, ...]) -> None:
    make: Any = frozen(type("Fresh", (), {"__annotations__": {"x": "int"}, "__doc__": "Never made before."}))
    for _ in range(2):
        with pytest.raises(TypeError):
            make(*arguments)


def test_every_instance_has_its_own_default_of_a_factory() -> None:
    assert Point(1).names == {}
    assert Point(1).names is not Point(1).names


def test_nothing_can_be_set_or_deleted_or_added() -> None:
    point: Any = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.z = 3
    assert not hasattr(point, "__dict__")


class Near(Point):
    """A place that is a class of its own, and no dataclass of its own."""

    __slots__ = ()


@pytest.mark.parametrize("kind", [Point, Near])
def test_a_value_is_of_the_class_that_was_called_and_stays_as_it_was_made(kind: type[Point]) -> None:
    first, second = kind(1), kind(2, y=3)
    assert (type(first), type(second)) == (kind, kind)
    assert (first.x, first.y, second.x, second.y) == (1, 0, 2, 3)
    with pytest.raises(FrozenInstanceError):
        setattr(second, "x", 4)  # noqa: B010
    with pytest.raises(FrozenInstanceError):
        delattr(second, "x")


def test_the_tools_of_dataclasses_work() -> None:
    assert is_dataclass(Point(1))
    assert [each.name for each in fields(Point)] == ["x", "y", "names"]
    assert replace(Point(1, 2), y=5) == Point(1, 5)
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


@pytest.mark.parametrize("value", [Point(1, 2, {"a": 1}), Single("a"), Summed((1, 2))])
def test_values_survive_pickling_and_copying(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value
    assert copy.copy(value) == value


def test_a_copy_is_deep_where_that_is_asked_for() -> None:
    point = Point(1, 2, {"a": 1})
    assert copy.deepcopy(point).names is not point.names


def test_what_a_class_defines_is_kept() -> None:
    assert repr(Single("a")) == "<a>"


def test_a_remembering_value_works_things_out_once_and_is_compared_by_its_fields() -> None:
    value = Summed((1, 2))
    assert value.total is value.total
    assert value == Summed((1, 2))
    with pytest.raises(FrozenInstanceError):
        setattr(value, "parts", ())  # noqa: B010


@frozen
class Book(Late):
    """A title, and a text that may be read late."""

    late = ("text",)

    title: str
    text: str = ""


def _book(title: str, reads: list[str]) -> Book:
    """A book whose text is read when somebody asks, and who asked."""

    def read(books: list[Book]) -> list[tuple[str]]:
        reads.extend(book.title for book in books)
        return [(f"about {book.title}",) for book in books]

    book = object.__new__(Book)
    vars(Book)["title"].__set__(book, title)
    fill_late([book], read)
    return book


def test_what_is_late_is_read_once_and_only_when_it_is_asked_for() -> None:
    reads: list[str] = []
    book = _book("bees", reads)
    assert (book.title, reads) == ("bees", [])
    assert (book.text, book.text, reads) == ("about bees", "about bees", ["bees"])


def test_several_are_read_at_once_those_that_are_whole_left_alone() -> None:
    reads: list[str] = []
    late, whole = _book("bees", reads), Book("wasps", "stings")
    read_late([late, whole])
    assert reads == ["bees"]
    read_late([late, whole])
    assert (reads, late.text, whole.text) == (["bees"], "about bees", "stings")


@pytest.mark.parametrize(
    "look", [repr, hash, copy.copy, lambda book: pickle.loads(pickle.dumps(book)), lambda book: replace(book)]
)
def test_nobody_can_tell_that_it_was_late(look: Callable[[Book], object]) -> None:
    assert look(_book("bees", [])) == look(Book("bees", "about bees"))


def test_it_equals_one_that_was_whole_from_the_start() -> None:
    assert _book("bees", []) == Book("bees", "about bees") == _book("bees", [])
    assert _book("bees", []) != Book("bees", "about wasps")


def test_late_fields_take_no_slot_of_their_own() -> None:
    assert "text" not in Book.__slots__
    assert not hasattr(Book("bees"), "__dict__")
    assert [each.name for each in fields(Book)] == ["title", "text"]


def test_what_nothing_has_is_still_an_error() -> None:
    late: Any = _book("bees", [])
    whole: Any = Book("bees")
    for book in (late, whole):
        with pytest.raises(AttributeError, match="no attribute 'author'"):
            _ = book.author
