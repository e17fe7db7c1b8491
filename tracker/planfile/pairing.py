"""Which drafted item is which item of the plan, when a changed document is imported again.

Documents get renumbered and reworded, and people rename ids, so several signs are tried, the surest first:
what the import remembered, the title, the id that the document gives, and last a title much like it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.domain.draft import DraftItem
from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.planfile.drafted_item import item_identity
from tracker.planfile.entry import Entry
from tracker.planfile.imported import Record, identity_of
from tracker.planfile.naming import item_id_of

ALIKE = 0.75
"""How much of two titles has to agree (difflib's ratio) for one to be the other, reworded."""
_MOST_COMPARED = 20_000
"""Comparisons take some 50 µs each: beyond a second of them nothing is guessed."""


@frozen
class Pairs:
    """`ids` by the place of the drafted item; `gone` are items that the document no longer states."""

    ids: Mapping[int, str]
    gone: tuple[str, ...]


def pairs_of(items: Sequence[DraftItem], old: Mapping[str, Any], records: Mapping[str, Record]) -> Pairs:
    """Pair drafted items with the items `old` of a plan and with what its `records` remember.

    `records` are by item id, also of items that a person deleted since: those are paired as well.
    """
    found = _Pairing(items, old, records)
    found.take(found.by_identity())
    found.take(found.by_title())
    found.take(found.by_wish())
    found.take(found.by_likeness())
    gone = [name for name in records if name in old and name not in found.used]
    return Pairs(found.ids, tuple(gone))


class _Pairing:
    def __init__(
        self, items: Sequence[DraftItem], old: Mapping[str, Any], records: Mapping[str, Record]
    ) -> None:
        self.items = items
        self.old = old
        self.records = records
        self.ids: dict[int, str] = {}
        self.used: set[str] = set()

    def take(self, pairs: Iterator[tuple[int, str]]) -> None:
        """Keep the pairs of which neither side is taken."""
        for place, name in list(pairs):
            if place not in self.ids and name not in self.used:
                self.ids[place] = name
                self.used.add(name)

    def by_identity(self) -> Iterator[tuple[int, str]]:
        """What was imported from the same part of the document; the same title twice goes by order."""
        names: defaultdict[str, list[str]] = defaultdict(list)
        for name, record in reversed(list(self.records.items())):
            names[record.identity].append(name)
        for place, item in enumerate(self.items):
            waiting = names.get(identity_of(Entry(("item",), {}, (), item_identity(item))))
            if waiting:
                yield place, waiting.pop()

    def by_title(self) -> Iterator[tuple[int, str]]:
        """Items with the same title, where it is one item's alone."""
        names = _unique((_title(table), name) for name, table in self.old.items())
        places = _unique((one_line(self.items[place].title).casefold(), str(place)) for place in self._free())
        for title, place in places.items():
            if title in names:
                yield int(place), names[title]

    def by_wish(self) -> Iterator[tuple[int, str]]:
        """Items that the document calls by an id of the plan."""
        for place in self._free():
            wish = self.items[place].id
            name = item_id_of(wish, "") if wish else ""
            if name in self.old:
                yield place, name

    def by_likeness(self) -> Iterator[tuple[int, str]]:
        """Items whose title was reworded, the most alike first."""
        from difflib import SequenceMatcher

        left = [name for name in self.records if name in self.old and name not in self.used]
        free = self._free()
        if len(left) * len(free) > _MOST_COMPARED:
            return
        alike = []
        for name in left:
            matcher = SequenceMatcher(b=_title(self.old[name]))
            for place in free:
                matcher.set_seq1(one_line(self.items[place].title).casefold())
                if matcher.quick_ratio() >= ALIKE and (ratio := matcher.ratio()) >= ALIKE:
                    alike.append((-ratio, place, name))
        for _, place, name in sorted(alike):
            yield place, name

    def _free(self) -> list[int]:
        return [place for place in range(len(self.items)) if place not in self.ids]


def _title(table: object) -> str:
    title = table.get("title") if isinstance(table, dict) else None
    return one_line(title).casefold() if isinstance(title, str) else ""


def _unique(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for title, name in pairs:
        found.setdefault(title, []).append(name)
    return {title: names[0] for title, names in found.items() if title and len(names) == 1}
