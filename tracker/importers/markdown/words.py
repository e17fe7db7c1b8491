"""Looking words up in text of many languages: case and accents do not count, word boundaries do.

The vocabularies of the recognisers are plain data in the languages reviews are written in. Chinese and
Japanese write no spaces, so their terms are found anywhere; those of the others only as whole words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from tracker.importers.markdown.hints import bit_of_words, hints, is_wide
from tracker.importers.markdown.patterns import regex

T = TypeVar("T")

_BARE = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ё": "е"}
"""Letters that are written without their mark in a hurry, though Unicode knows no accent there."""
_WHOLE = (("\u0400", "\u04ff"), ("\u3040", "\u30ff"), ("\uac00", "\ud7af"))
"""Ranges of letters whose mark makes another letter of them: `й` is no `и`, `が` no `か`."""


def _folded(char: str) -> str:
    if plain := _BARE.get(char.lower()):
        return plain
    if any(first <= char <= last for first, last in _WHOLE):
        return char.lower()
    base = (unicodedata.normalize("NFKD", char)[:1] if char.isalpha() else char) or char
    lower = base.lower()
    return lower if len(lower) == 1 else char


class _Folding(dict[int, str]):
    """The letters that were met so far, each with its plain form."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


_FOLDING = _Folding()


@lru_cache(maxsize=32_768)
def fold(text: str) -> str:
    """Return `text` in lower case without accents, as many characters long as it was."""
    if text.isascii():
        return text.lower()
    return text.translate(_FOLDING)


class Lexicon(Generic[T]):
    """Terms of any language and what each means. A term may hold spaces; its longest form wins.

    Terms are found by their first word, in a table: trying hundreds of them at every letter, as one large
    pattern would, takes longer than all the rest of reading a document.
    """

    def __init__(self, meanings: Mapping[T, str | Iterable[str]]) -> None:
        self._meaning: dict[str, T] = {}
        for meaning, terms in meanings.items():
            for term in _listed(terms):
                self._meaning.setdefault(fold(term), meaning)
        self._by_word: dict[str, list[str]] = {}
        wide: list[str] = []
        for term in sorted(self._meaning, key=len, reverse=True):
            word = _WORD.search(term)
            if is_wide(term) or word is None:
                wide.append(re.escape(term))
            else:
                self._by_word.setdefault(word[0], []).append(term)
        self.bit = bit_of_words(self._by_word)
        self._wide = regex("|".join(wide)) if wide else None

    def whole(self, text: str) -> T | None:
        """Return what `text` as a whole means, or None where it is no term."""
        return self._meaning.get(fold(text.strip()))

    def first(self, text: str) -> tuple[T, int, int] | None:
        """Return the first term in `text`: its meaning, where it begins and where it ends."""
        folded = fold(text)
        found = next(self._terms(folded), None) if hints(folded) & self.bit else None
        wide = self._wide.search(folded) if self._wide and is_wide(folded) else None
        if wide and (found is None or wide.start() < found[0]):
            return self._meaning[wide[0]], wide.start(), wide.end()
        return (self._meaning[found[1]], found[0], found[0] + len(found[1])) if found else None

    def start(self, text: str) -> tuple[T, int] | None:
        """Return the term that `text` begins with: its meaning and where it ends."""
        folded = fold(text)
        word = _first_word(folded)
        term = self._term(folded, 0, word) if word else None
        if term is not None:
            return self._meaning[term], len(term)
        wide = self._wide.match(folded) if self._wide and is_wide(folded) else None
        return (self._meaning[wide[0]], wide.end()) if wide else None

    def __contains__(self, text: str) -> bool:
        return self.first(text) is not None

    def _terms(self, folded: str) -> Iterator[tuple[int, str]]:
        known = self._by_word
        for word in _WORD.finditer(folded):
            if word[0] in known and (term := self._term(folded, word.start(), word[0])) is not None:
                yield word.start(), term

    def _term(self, folded: str, at: int, word: str) -> str | None:
        for term in self._by_word.get(word, ()):
            end = at + len(term)
            if folded.startswith(term, at) and not folded[end : end + 1].isalnum():
                return term
        return None


def _first_word(text: str) -> str:
    """The word a text begins with, if it begins with one."""
    part = text.partition(" ")[0]
    if part.isalnum():
        return part  # as nearly always
    word = _WORD.match(part)
    return word[0] if word else ""


def _listed(terms: str | Iterable[str]) -> Iterable[str]:
    """Terms parted by commas, or by spaces where there is no comma."""
    if not isinstance(terms, str):
        return terms
    return [" ".join(term.split()) for term in terms.split(",")] if "," in terms else terms.split()


_WORD = regex(r"[^\W_]+")
SPACED_END = regex(r"\s(?<=[.!?]\s)\s*")
"""What parts sentences in scripts with spaces; a search for white space is a fast one."""
_WIDE_ENDS = "。！？"
_ANY_END = regex(rf"(?<=[.!?])\s+|(?<=[{_WIDE_ENDS}])")


def sentence_end(text: str) -> re.Pattern[str]:
    """Return what parts the sentences of a text, be it in a script without spaces."""
    return _ANY_END if any_in(_WIDE_ENDS, text) else SPACED_END


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, without the white space between them."""
    return tuple(sentence_end(text).split(text))


def between(text: str, opening: str, closing: str) -> str:
    """Return a text from its first letter or digit to its last; other signs may stand at its ends."""
    text = up_to_last(text, closing)
    begin = 0
    while begin < len(text) and not (text[begin].isalnum() or text[begin] in opening):
        begin += 1
    return text[begin:]


def up_to_last(text: str, closing: str) -> str:
    """Return a text up to its last letter or digit; other signs may stand at its end."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] in closing):
        end -= 1
    return text[:end]


def end_before(text: str, at: int) -> int:
    """Return where the words before a position end.

    A pattern that began with the white space behind them would be tried at every letter of the text.
    """
    return len(text[:at].rstrip())


def any_in(parts: Iterable[str], text: str) -> bool:
    """Tell whether any of the parts is in the text."""
    for part in parts:  # noqa: SIM110 - asked of every line; a generator takes longer than what it asks
        if part in text:
            return True
    return False
