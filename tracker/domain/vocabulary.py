"""The words of a plan: which of them a commit message shares with a finding, and how much each says.

A word counts by how few findings have it (inverse document frequency): "pool" in one of forty tells which
one is meant, "database" in twenty does not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from tracker.domain.plan import Item

ASIDE = 0.5
"""What a word is worth outside of a title, tag or subject: long texts share words by accident."""

_LONGEST_TEXT = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:\d+[^\W_]*)?")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ENDING = re.compile(r"(?:at(?:ions?|ing|ed|es?)|ions?|ings?|ies|e[ds]|[sey])$")
_SHORTEST_STEM = 3
_STOP_WORDS = """
about above add added adding adds after again all also always and any are back based because been before
being below better between both bug bugs bump but can cannot change changed changes cleanup code commit
could current currently default did does doing done down during each else ensure error even every feat file
files fix fixed fixes fixing for from function get gets good got had has have having here high how implement
implementation improve instead into issue issues its itself just large let like low main make makes many may
medium merge minor more most much must need needs never new none not now off old once one only open other
our out over own part per please possible problem pull refactor release remove removed removes request same
see set sets should show simple since small some still such support system take test tests than that the
their them then there these they thing this those through time todo too two under until update updated
updates upon use used user uses using value values version very via want was way well were what when where
which while who why will with within without work works would yet you your
"""
"""What says nothing of what is meant, be it in English or between programmers."""
_STOP = frozenset(_STOP_WORDS.split())


def words_of(text: str) -> dict[str, str]:
    """Return the telling words of a text by their stems, in lower case; `maxPoolSize` is three."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(_HUMP.sub(" ", text[:_LONGEST_TEXT])):
        word = match[0].lower()
        if len(word) >= _SHORTEST_STEM and word not in _STOP:
            found.setdefault(_stem(word), word)
    return found


class Vocabulary:
    """The words of a plan's findings, by stem."""

    def __init__(self, items: Iterable[Item]) -> None:
        places = {item.id: _places(item) for item in items}
        common = Counter(stem for stems in places.values() for stem in stems)
        self._items: defaultdict[str, dict[str, float]] = defaultdict(dict)
        """What each stem says of each item that has it."""
        for item, stems in places.items():
            for stem, place in stems.items():
                rarity = log((1 + len(places)) / common[stem]) / log(1 + len(places))
                self._items[stem][item] = place * rarity

    def shared(self, subject: str, body: str) -> dict[str, dict[str, float]]:
        """Return the words that a message shares with items, by item id, by word: how much it says, 0..1."""
        found: defaultdict[str, dict[str, float]] = defaultdict(dict)
        titled = words_of(subject)
        for stem, word in {**words_of(body), **titled}.items():
            for item, says in self._items.get(stem, {}).items():
                found[item][word] = says if stem in titled else says * ASIDE
        return dict(found)


def _places(item: Item) -> dict[str, float]:
    """The stems of an item by what their place is worth."""
    aside = words_of("\n".join(item.facts.get(name, "") for name in ("issue", "approach")))
    named = words_of("\n".join([item.title, *item.tags]))
    return {**dict.fromkeys(aside, ASIDE), **dict.fromkeys(named, 1.0)}


def _stem(word: str) -> str:
    """The word without its ending, as far as one is told by looking: `pool` for pools and pooling."""
    return word[:_SHORTEST_STEM] + _ENDING.sub("", word[_SHORTEST_STEM:])
