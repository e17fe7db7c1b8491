"""Items whose long texts are unpacked when they are read: what was packed comes back, and nothing before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from zlib import decompress, error

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import read_late
from tracker.domain.plan import Check, Item
from tracker.planfile.late import BATCH, BLOCK, pack_items, unpack_items

texts = st.text(max_size=8)
numbers = st.integers(0, 2 * BLOCK + 3)


def item(number: int, text: str = "text") -> Item:
    """An item that says something at length, if `text` is not empty."""
    said = {"issue": f"{text} {number}"} if text else {}
    files = (FileRef(f"src/{number}.py", ((number + 1, number + 2),)),) if number % 3 else ()
    return Item(f"A-{number}", f"Item {number}", facts=said, files=files, source=((number + 1, number + 1),))


def kept(items: list[Item]) -> tuple[Item, ...]:
    """The items as they come back."""
    at_once, parts = pack_items(items)
    return unpack_items(at_once, iter(parts))


@given(numbers, texts)
def test_items_come_back_as_they_were(count: int, text: str) -> None:
    items = [item(number, text) for number in range(count)]
    assert kept(items) == tuple(items)


def test_a_block_is_unpacked_for_the_first_item_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[bytes] = []

    def unpack(data: bytes) -> bytes:
        unpacked.append(data)
        return decompress(data)

    monkeypatch.setattr("tracker.planfile.late.decompress", unpack)
    items = kept([item(number) for number in range(2 * BLOCK)])
    assert [each.title for each in items[:2]] == ["Item 0", "Item 1"]
    assert unpacked == []
    assert items[3].facts == {"issue": "text 3"}
    assert [each.source for each in items[:BLOCK]] == [((n + 1, n + 1),) for n in range(BLOCK)]
    assert len(unpacked) == 1
    assert items[BLOCK].files == item(BLOCK).files
    assert len(unpacked) == 2


@given(numbers, st.sets(numbers))
def test_several_are_read_at_once_as_one_by_one(count: int, chosen: set[int]) -> None:
    items = [item(number) for number in range(count)]
    found = kept(items)
    read_late([found[number] for number in sorted(chosen) if number < count])
    assert found == tuple(items)
    again = kept(items)
    read_late(again)
    assert again == tuple(items)


def test_what_cards_and_verdicts_are_made_from_is_there_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.planfile.late.decompress", None)
    (found,) = kept([item(1)])
    for each in fields(Item):
        if each.name not in Item.late:
            getattr(found, each.name)


def test_more_items_than_are_read_together_come_back() -> None:
    items = [item(number) for number in range(2 * BATCH + 1)]
    assert pack_items(items)[0] == 3
    assert kept(items) == tuple(items)


def test_what_is_the_same_at_many_items_is_one_value() -> None:
    checks = [(Check("a", "Look"), Check("b", "Look again")) for _ in range(2)]
    first, second = kept([Item("A-1", "One", checks=checks[0]), Item("A-2", "Two", checks=checks[1])])
    assert first.checks == checks[0]
    assert first.checks is second.checks


def test_a_part_too_few_or_too_many_is_refused() -> None:
    at_once, parts = pack_items([item(number) for number in range(BLOCK + 1)])
    for wrong in (parts[:-1], [*parts, parts[-1]], parts[:-2], parts[1:]):
        with pytest.raises((ValueError, TypeError), match=r"argument|zip|decode"):
            unpack_items(at_once, iter(wrong))


def test_no_part_is_asked_for_before_the_one_ahead_of_it_was_read() -> None:
    at_once, parts = pack_items([item(0)])

    def read() -> Iterator[bytes]:
        yield b"nonsense"
        raise AssertionError("asked for")

    with pytest.raises(ValueError, match="Expecting value"):
        unpack_items(at_once, read())
    assert unpack_items(at_once, iter(parts)) == (item(0),)


def test_a_damaged_block_is_no_empty_one() -> None:
    at_once, parts = pack_items([item(0)])
    (found,) = unpack_items(at_once, iter([*parts[:-1], b"nonsense"]))
    with pytest.raises(error):
        _ = found.facts
