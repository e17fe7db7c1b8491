"""Items whose long texts are unpacked when they are read: what was packed comes back, and nothing before."""

from __future__ import annotations

import json
from dataclasses import fields
from zlib import decompress, error

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import read_late
from tracker.domain.plan import Item
from tracker.planfile.late import BLOCK, LATE, pack_items, unpack_items

texts = st.text(max_size=8)
numbers = st.integers(0, 2 * BLOCK + 3)


def item(number: int, text: str = "text") -> Item:
    """An item that says something at length, if `text` is not empty."""
    said = {"issue": f"{text} {number}"} if text else {}
    files = (FileRef(f"src/{number}.py", ((number + 1, number + 2),)),) if number % 3 else ()
    return Item(f"A-{number}", f"Item {number}", facts=said, files=files, source=((number + 1, number + 1),))


def kept(items: list[Item]) -> tuple[Item, ...]:
    """The items as they come back."""
    values, blocks = pack_items(items)
    return unpack_items(json.loads(json.dumps(values)), blocks)


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
        if each.name not in LATE:
            getattr(found, each.name)


def test_a_block_too_few_or_too_many_is_refused() -> None:
    values, blocks = pack_items([item(number) for number in range(BLOCK + 1)])
    for wrong in (blocks[:1], [*blocks, blocks[0]], []):
        with pytest.raises(ValueError, match=r"argument|zip"):
            unpack_items(values, wrong)


def test_a_damaged_block_is_no_empty_one() -> None:
    values, _ = pack_items([item(0)])
    (found,) = unpack_items(values, [b"nonsense"])
    with pytest.raises(error):
        _ = found.facts
