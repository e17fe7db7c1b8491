"""Terms of a vocabulary that are patterns, each of which begins with a word: `nach (?:dem )?release`.

A vocabulary has hundreds, and a review has words that a few of them begin with. So each is a pattern of its
own, which is compiled when a text first has such a word, and tried where that word stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import chain

from tracker.importers.markdown.hints import beginnings, bit_of_beginnings, hints, word_with, words_with
from tracker.importers.markdown.patterns import regex


class Terms:
    """Patterns of folded text that begin with a word, in the order in which they are tried.

    What stands `after` each of them is the pattern of its end. Raises ValueError for a term that does not say
    with which word it begins.
    """

    def __init__(self, sources: Sequence[str], after: str) -> None:
        begun = [tuple(beginnings(source)) for source in sources]
        self.bit = bit_of_beginnings(chain.from_iterable(begun))
        self._sources, self._begun = sources, begun
        self._by_word = _ByWord([regex(f"(?:{source}){after}") for source in sources], begun)

    def ending(self, after: str) -> Terms:
        """Return the same terms with something else after them."""
        other = copy(self)
        other._by_word = _ByWord([regex(f"(?:{source}){after}") for source in self._sources], self._begun)
        return other

    def match(self, folded: str, at: int = 0) -> re.Match[str] | None:
        """Return the match of the first term that a text has where the word at a position begins, or None."""
        word = word_with(self.bit, folded, at)
        return self._first(folded, word) if word else None

    def search(self, folded: str) -> re.Match[str] | None:
        """Return the first match in a text, or None."""
        if not hints(folded) & self.bit:
            return None
        tried = (self._first(folded, word) for word in words_with(self.bit, folded))
        return next(filter(None, tried), None)

    def _first(self, folded: str, word: re.Match[str]) -> re.Match[str] | None:
        for term in self._by_word[word[0]]:
            if found := term.match(folded, word.start()):
                return found
        return None


class _ByWord(dict[str, tuple[re.Pattern[str], ...]]):
    """The words that were met so far, each with the terms that it can begin."""

    def __init__(self, terms: Sequence[re.Pattern[str]], begun: Sequence[Sequence[tuple[str, bool]]]) -> None:
        super().__init__()
        self._terms = terms
        self._whole: dict[str, list[int]] = {}
        self._starts: dict[str, list[int]] = {}
        for at, found in enumerate(begun):
            for text, whole in found:
                (self._whole if whole else self._starts).setdefault(text, []).append(at)

    def __missing__(self, word: str) -> tuple[re.Pattern[str], ...]:
        self[word] = found = tuple(self._terms[at] for at in sorted(set(self._places(word))))
        return found

    def _places(self, word: str) -> Iterator[int]:
        yield from self._whole.get(word, ())
        for end in range(1, len(word) + 1):
            yield from self._starts.get(word[:end], ())
