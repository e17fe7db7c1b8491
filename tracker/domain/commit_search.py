"""Which commits are meant by a few words: the rule behind every place where a person looks for one.

Words stand in any order, and each is a part of the subject, the author or an id of an item, or the beginning
of the sha; `item:SEC-1` is that item alone. Where nothing is like that, words are taken loosely: as letters
that follow one another within a word of the text, so that `rot crdtls` finds "Rotate credentials".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from tracker.domain.frozen import frozen
from tracker.domain.text import one_line

ITEM = "item:"
"""What a word begins with that names an item, whole."""
_HEX = frozenset("0123456789abcdef")
_LEAST_SHA, _LEAST_LOOSE = 4, 2
"""Letters from which on a word may be the beginning of a sha, or be taken loosely."""


@frozen
class Wanted:
    """What is looked for; without words and items every commit is."""

    words: tuple[str, ...] = ()
    """In the form in which they are compared."""
    items: tuple[str, ...] = ()
    """Ids, in capitals."""
    loose: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.items)

    @property
    def loosely(self) -> Wanted:
        """The same words, of which the letters alone have to be there."""
        return Wanted(self.words, self.items, loose=True)

    def takes(self, sha: str, text: str, ids: Collection[str] = ()) -> bool:
        """Tell whether a commit is meant of which that is `searched`, and which is linked to these items."""
        if self.items and not any(item in ids for item in self.items):
            return False
        for word in self.words:  # a loop, not `all`: of a hundred thousand commits most fail at the first
            if word not in text and not self._is_elsewhere(word, sha, ids, text):
                return False
        return True

    def _is_elsewhere(self, word: str, sha: str, ids: Collection[str], text: str) -> bool:
        if _may_be_sha(word) and sha.startswith(word):
            return True
        if ids and any(word in item.casefold() for item in ids):
            return True
        return self.loose and _is_loosely_in(word, text)

    def marks(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where in a text on the screen the words are, from left to right, none of them twice."""
        if self.words:
            yield from (found.span() for found in _anywhere(self.words, self.loose).finditer(text))


def wanted_of(text: str) -> Wanted:
    """Return what is looked for by whoever typed `text`."""
    words = one_line(text).split()
    items = tuple(word[len(ITEM) :].upper() for word in words if _names_item(word))
    return Wanted(tuple(word.casefold() for word in words if not _names_item(word)), items)


def _names_item(word: str) -> bool:
    return word.casefold().startswith(ITEM) and len(word) > len(ITEM)


def _may_be_sha(word: str) -> bool:
    return len(word) >= _LEAST_SHA and _HEX.issuperset(word)


def _is_loosely_in(word: str, text: str) -> bool:
    return len(word) >= _LEAST_LOOSE and _letters(word).search(text) is not None


@lru_cache(maxsize=64)
def _letters(word: str) -> re.Pattern[str]:
    return re.compile(_loose_expression(word))


def _loose_expression(word: str) -> str:
    """The letters with others of the same word between. What is skipped ends at the first that fits, so that
    no text takes long: there is one way to match at each place.
    """
    first, *others = (re.escape(letter) for letter in word)
    return first + "".join(rf"[^\s{letter}]*{letter}" for letter in others)


@lru_cache(maxsize=64)
def _anywhere(words: tuple[str, ...], loose: bool) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    exact = [re.escape(word) for word in longest_first]
    more = [_loose_expression(word) for word in longest_first if loose and len(word) >= _LEAST_LOOSE]
    return re.compile("|".join([*exact, *more]), re.IGNORECASE)
