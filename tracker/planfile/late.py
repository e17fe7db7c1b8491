"""Items whose long texts are unpacked when one of them is read, which for most items is never.

A board of thousands of cards, a list or a verdict looks at what an item is and how it stands. What it says
at length is asked for of one item at a time, or of all for a search or an export; it would be half of the
memory that a plan takes, and half of the time to read one. So these fields are kept packed, a block of
items together: small enough that the first look at one item takes a moment that nobody notices, large
enough that to look at all of them takes as long as if they had never been apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any
from zlib import compress, decompress

from tracker.domain.frozen import fill_late
from tracker.domain.plan import Item
from tracker.planfile.codec import decode_fields, decode_values, encode_fields

BATCH = 512
"""Items that are read together: enough that a column of them is worth it."""
BLOCK = 64
"""Items that are unpacked together."""
_EARLY = tuple(each.name for each in fields(Item) if each.name not in Item.late)
_FASTEST = 1
"""Of zlib's levels: texts come down to a third with any of them."""


def pack_items(items: Sequence[Item]) -> tuple[int, list[bytes]]:
    """Return the items in parts, and how many of these hold what is there at once; the others are packed."""
    at_once = [_as_json(encode_fields(Item, _EARLY, batch)) for batch in _in_parts(items, BATCH)]
    return len(at_once), [*at_once, *map(_packed, _in_parts(items, BLOCK))]


def unpack_items(at_once: int, parts: Iterator[bytes]) -> tuple[Item, ...]:
    """Return the items that `pack_items` packed; raises TypeError, LookupError or ValueError.

    The parts are asked for one after another: what is read of all of them at once would take as much memory
    as the items.
    """
    items: list[Item] = []
    for part in islice(parts, at_once):
        items += decode_values(Item, _EARLY, json.loads(part))
    for block, packed in zip(_in_parts(items, BLOCK), parts, strict=True):
        fill_late(block, _Rest(packed))
    return tuple(items)


class _Rest:
    """The late fields of a block of items."""

    __slots__ = ("_packed", "_rows")

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._rows: Mapping[str, tuple[Any, ...]] = {}

    def __call__(self, items: list[Item]) -> Iterable[tuple[Any, ...]]:
        """Return the late fields of some of the items."""
        self._rows = self._rows or _unpacked(self._packed)
        return [self._rows[item.id] for item in items]


def _in_parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _packed(block: Sequence[Item]) -> bytes:
    return compress(_as_json(encode_fields(Item, ("id", *Item.late), block)), _FASTEST)


def _unpacked(packed: bytes) -> dict[str, tuple[Any, ...]]:
    """The late fields of items by id."""
    columns = dict(decode_fields(Item, ("id", *Item.late), json.loads(decompress(packed))))
    rows = zip(*(columns[name] for name in Item.late), strict=False)  # a column may have no end
    return dict(zip(columns["id"], rows, strict=False))


def _as_json(values: Any) -> bytes:
    return json.dumps(values, separators=(",", ":"), allow_nan=False).encode()
