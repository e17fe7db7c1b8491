"""What the words of a text can begin: one look at each tells which recognisers need not be asked.

Some forty vocabularies are asked of every line, and hardly any line has a word of one. Each of them gets a
bit and says with which words it begins; those of a word are looked up once, and a line has all that its
words have together. Where the bit of a vocabulary is not among them, its pattern would find nothing. Texts
of Chinese, Japanese and Korean part no words, so that everything is asked of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from operator import or_

from tracker.importers.markdown.patterns import regex

EVERYTHING = -1
_WORD = regex(r"[^\W_]+")
_WIDE = regex("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FIRST_WIDE = "\u3040"
_RUN = regex(r"(?:[^\W_](?![?*{]))+")
_GAP = regex(r"^(?:(?:\\[bsW]|[ -]|\[[ -]+\])[?*+]?)+")
"""What may stand before a word in the source of a pattern."""
_SIGN = regex(r"(?:[^()|\\\[]++|\\.|\[\^?\]?(?:\\.|[^\]\\])*+\])*+([()|])")
"""The next bracket or bar in the source of a pattern, those in classes of characters passed over."""
_OPTIONAL = regex(r"([^\W_]+)([^\W_])\?")
_WORD_ENDS = regex(r"(?:\\[bsW]|\\[^\w\s]|[ '’,-])(?![?*{])")
"""What cannot go on with a word, in the source of a pattern."""


class _Hints(dict[str, int]):
    """What stood between spaces so far, each with the bits of the vocabularies that a word of it begins.

    Parting a text at its spaces takes a fifth of the time that finding its words takes, and nearly all that
    is between them is a word that was met before, with or without a comma.
    """

    def __init__(self) -> None:
        super().__init__()
        self._whole: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._count = 0

    def bit_for(self, beginnings: Iterable[tuple[str, bool]]) -> int:
        """Return the bit of a new vocabulary; a term begins with a whole word or with the start of one."""
        bit = 1 << self._count
        self._count += 1
        for text, whole in beginnings:
            known = self._whole if whole else self._starts
            known[text] = known.get(text, 0) | bit
        self.clear()
        hints.cache_clear()  # what was looked up before knows nothing of this vocabulary
        _opening_hints.cache_clear()
        return bit

    def __missing__(self, part: str) -> int:
        self[part] = found = self._of_word(part) if part.isalnum() else self.of(_WORD.findall(part))
        return found

    def of(self, parts: Iterable[str]) -> int:
        """Return the bits of all parts together; half of them have none."""
        return reduce(or_, filter(None, map(self.__getitem__, parts)), 0)

    def _of_word(self, word: str) -> int:
        found, starts = self._whole.get(word, 0), self._starts
        for end in range(1, len(word) + 1):
            if bits := starts.get(word[:end]):
                found |= bits
        return found


_HINTS = _Hints()


def is_wide(text: str) -> bool:
    """Tell whether the text has Chinese, Japanese or Korean characters."""
    return not text.isascii() and max(text) >= _FIRST_WIDE and _WIDE.search(text) is not None


@lru_cache(maxsize=32_768)
def hints(folded: str) -> int:
    """Return the bits of all vocabularies that a folded text can have something of."""
    if is_wide(folded):
        return EVERYTHING
    return _HINTS.of(folded.split())


def words_with(bit: int, folded: str) -> Iterator[re.Match[str]]:
    """Yield the words that can begin something of a vocabulary, and words beside them that no space parts.

    To look for it only there takes a tenth of what a search takes.
    """
    at = 0
    for part in folded.split(" "):
        if _HINTS[part] & bit:
            yield from _WORD.finditer(folded, at, at + len(part))
        at += len(part) + 1


def word_with(bit: int, folded: str, at: int) -> re.Match[str] | None:
    """Return the word at a position of a text if it can begin something of a vocabulary, or None."""
    word = _WORD.match(folded, at)
    return word if word and _HINTS[word[0]] & bit else None


@lru_cache(maxsize=16_384)
def _opening_hints(folded: str) -> int:
    """The bits of all vocabularies that a folded text can begin with something of."""
    if is_wide(folded):
        return EVERYTHING
    word = _WORD.search(folded)
    return _HINTS[word[0]] if word else 0


def bit_of_words(words: Iterable[str]) -> int:
    """Return the bit of a vocabulary whose terms begin with these whole words."""
    return _HINTS.bit_for((word, True) for word in words)


def bit_of_pattern(pattern: str) -> int:
    """Return the bit of a pattern; raises ValueError where it does not say with which word it begins."""
    return bit_of_beginnings(beginnings(pattern))


def bit_of_beginnings(begun: Iterable[tuple[str, bool]]) -> int:
    """Return the bit of a vocabulary by how its terms begin: with a whole word, or with the start of one."""
    return _HINTS.bit_for(begun)


class Wording:
    """A pattern of folded text whose matches begin with a word, but for what may stand `before` it.

    It is asked only of texts that have a word to begin with. Raises ValueError for a pattern that does not
    say with what it begins.
    """

    def __init__(self, pattern: str, *, before: str = "") -> None:
        self.bit = bit_of_pattern(pattern)
        self.source = f"{before}(?:{pattern})"
        self._pattern = regex(self.source)
        self._opens = not before
        narrow = [each for each in alternatives(pattern) if not _WIDE.match(each)]
        self._at_words = not before and all(each.startswith(r"\b") for each in narrow)

    def search(self, folded: str) -> re.Match[str] | None:
        """Return the first match, or None."""
        told = hints(folded)
        if not told & self.bit:
            return None
        if not self._at_words or told == EVERYTHING:
            return self._pattern.search(folded)
        tried = (self._pattern.match(folded, word.start()) for word in words_with(self.bit, folded))
        return next(filter(None, tried), None)

    def match(self, folded: str) -> re.Match[str] | None:
        """Return the match at the beginning, or None."""
        told = _opening_hints(folded) if self._opens else hints(folded)
        return self._pattern.match(folded) if told & self.bit else None


def beginnings(pattern: str) -> Iterator[tuple[str, bool]]:
    """Yield how matches of a pattern can begin: a text, and whether it is a whole word."""
    for alternative in alternatives(pattern):
        yield from _begun(alternative.removeprefix("^"))


def _begun(source: str) -> Iterator[tuple[str, bool]]:
    source = _GAP.sub("", source)
    if source.startswith("("):
        inner, rest = _group(source)
        if rest.startswith("?"):
            rest = rest[1:]
            yield from _begun(rest)
        for alternative in alternatives(inner):
            yield from _begun(alternative + rest)
        return
    if optional := _OPTIONAL.match(source):
        for letter in ("", optional[2]):
            yield from _begun(optional[1] + letter + source[optional.end() :])
        return
    run = _RUN.match(source)
    if run is None:
        raise ValueError(f"no word to begin with: {source[:40]!r}")
    if not _WIDE.match(run[0]):
        yield run[0], _WORD_ENDS.match(source, run.end()) is not None


def _group(source: str) -> tuple[str, str]:
    """What stands in the group that a source begins with, and behind it."""
    depth = 0
    for sign in _SIGN.finditer(source):
        depth += 1 if sign[1] == "(" else -(sign[1] == ")")
        if depth == 0:
            return source[1 : sign.start(1)].removeprefix("?:"), source[sign.end() :]
    raise ValueError(f"a group that does not end: {source[:40]!r}")


def alternatives(pattern: str) -> list[str]:
    """Return the alternatives of the outermost level of a pattern."""
    found, depth, start = [], 0, 0
    for sign in _SIGN.finditer(pattern):
        if sign[1] != "|":
            depth += 1 if sign[1] == "(" else -1
        elif depth == 0:
            found.append(pattern[start : sign.start(1)])
            start = sign.end()
    return [*found, pattern[start:]]
