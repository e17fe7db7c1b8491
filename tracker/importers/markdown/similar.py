"""How much two titles speak of the same work, told by the words they share.

A word counts by how few statements of the document have it. Words every recommendation has ("add",
"implement", "missing") say nothing; "metrics" and "monitoring" say the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log, sqrt

from tracker.importers.markdown.words import fold

_WORD = re.compile(r"[^\W_]+(?:\+[^\W_]+)?")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_RUN = re.compile("[\u30a0-\u30ff]+|[\u3400-\u9fff]+|[a-z0-9]+")
_EMPTY_WIDE_WORDS = """
    有効化 実施 追加 整備 導入 対応 実装 設定 改善 修正 確認 強化 問題 不足 未実施
    未対応 未設定 作成 見直 化 的 未 無
    没有 缺少 缺乏 增加
    添加 实现 修复 启用 配置 问题 优化 改进 完善
"""
_EMPTY_WIDE = frozenset(_EMPTY_WIDE_WORDS.split())
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ENDING = re.compile(
    r"(?:isierung|ization|isation|ations?|itions?|ings?|ungen|ung|ments?|ities|ity|ises?|izes?|ates?|"
    r"ated|ers|ies|ed|es|en|er|e|s|y|n)$"
)
_SYNONYMS = """
    monitoring metrics observability alerting alerts; tls ssl https wss; secret secrets credential
        credentials password;
    database db; postgresql postgres; kubernetes k8s; container docker dockerfile containerize
        containerization;
    authentication auth; documentation docs doc document documented; performance perf; development dev;
    rate throttle; test tests testing; limit limits limiting
"""
_EMPTY_WORDS = """
    add added adding implement implementation implementing fix fixed fixing enable configure
    configuration configured configuring create introduce remove replace update improve improvement
    improving improvements missing lack lacks lacking no not without inadequate insufficient incomplete
    inconsistent need needs needed required require requires should must review setup set up establish
    ensure use using new proper properly comprehensive complete full all and or of for the a an to in on
    with by from at as is are be into per via over under issue issues problem problems potential current
    existing system application app production code project support general basic handle handling
    immediate immediately essential moderate conservative strategy solution process processes procedures
    procedure appropriate more based common make better possible up run running conduct perform only
    when if every each their its this that these our conduct consider free tier friendly increase
    increasing raise reduce decrease enforce enforcing remaining optimization optimize optimisation
    optimise und der die das den dem des ein eine einer einen fur von mit bei zu zur zum im in auf nicht
    kein keine fehlende fehlender fehlendes fehlt le la les de des du un une et en pour avec dans sur
    pas aucun aucune manque absence el los las del un una y para con en sin falta o os as do da dos das
    em para com sem il lo gli di della del e per con senza manca het een van voor met zonder geen
    ontbreekt nie ma brak bez dla i w z на не нет и в для с из отсутствует
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what the forms of a word share."""
    found = _shortened(word)
    return _SAME.get(found, found)


def _shortened(word: str) -> str:
    while True:
        shorter = _ENDING.sub("", word)
        if len(shorter) < 4 or shorter == word:
            return word
        word = shorter


def _synonyms() -> dict[str, str]:
    rows = [row.split() for row in _SYNONYMS.split(";")]
    return {_shortened(word): _shortened(first) for first, *others in rows for word in (first, *others)}


_SAME = _synonyms()
_EMPTY_STEMS = frozenset(_shortened(word) for word in _EMPTY if len(word) > 5)


def words_of(text: str) -> tuple[str, ...]:
    """Return the telling words of a title, by their stems; Chinese and Japanese by pairs of characters."""
    found: dict[str, None] = {}
    for match in _WORD.finditer(fold(_HUMP.sub(" ", text))):
        word = match[0]
        if _WIDE.search(word):
            found |= dict.fromkeys(_wide_words(word))
        elif word not in _EMPTY and (len(word) > 1 or word.isdigit()) and stem(word) not in _EMPTY_STEMS:
            found[stem(word)] = None
    return tuple(found)


def _wide_words(text: str) -> Iterator[str]:
    """Pairs of characters of each run of Chinese ones, and runs of katakana; hiragana is grammar."""
    for run in _RUN.findall(text):
        if run in _EMPTY_WIDE:
            continue
        if "\u30a0" <= run[0] <= "\u30ff":
            yield run
        else:
            yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))


class Titles:
    """The titles of a document, compared with one another and with the texts beneath them."""

    def __init__(self, titles: Sequence[str], texts: Sequence[str]) -> None:
        self._words = [frozenset(words_of(title)) for title in titles]
        self._texts = [
            frozenset(words_of(text)) | words for text, words in zip(texts, self._words, strict=True)
        ]
        counts = Counter(word for words in self._words for word in words)
        total = len(titles) or 1
        self._worth = {word: log(1 + total / count) for word, count in counts.items()}

    def pairs(self, *, in_text: bool = False) -> Iterator[tuple[int, int]]:
        """Yield every pair that shares a word few have, once; with `in_text` a title and another's text."""
        titled = _places(self._words)
        texts = _places(self._texts) if in_text else titled
        seen: set[tuple[int, int]] = set()
        for word, first_places in titled.items():
            places = texts.get(word, [])
            if len(places) > _MOST_COMMON or len(first_places) > _MOST_COMMON:
                continue
            for first in first_places:
                for second in places:
                    pair = (first, second) if in_text else (min(first, second), max(first, second))
                    if first != second and pair not in seen:
                        seen.add(pair)
                        yield pair

    def likeness(self, first: int, second: int) -> float:
        """Return how alike two titles are, 0..1: the cosine of their words."""
        return self._cosine(self._words[first], self._words[second])

    def likeness_to(self, title: int, text: str) -> float:
        """Return how alike a title and a short text are, 0..1."""
        return self._cosine(self._words[title], frozenset(words_of(text[:300])))

    def retold(self) -> Iterator[tuple[float, int, int]]:
        """Yield pairs of which the text of one tells most of the title of the other, or of its text."""
        for title, other in self.pairs(in_text=True):
            shared = self._words[title] & self._texts[other]
            told = self._sum(shared) / (self._sum(self._words[title]) or 1.0)
            if (len(shared) >= 2 and told >= _TOLD) or (len(shared) >= 3 and told >= _TOLD_OF_MANY):
                yield min(told, 0.99), title, other
            elif (
                len(shared) >= 2
                and (alike := self._cosine(self._texts[title], self._texts[other])) >= _ALIKE_TEXTS
            ):
                yield alike, title, other

    def contained(self, first: int, second: int) -> float:
        """Return how much of the shorter title the other one says, 0..1, by worth of words."""
        smaller, larger = sorted((self._words[first], self._words[second]), key=self._sum)
        return self._sum(smaller & larger) / (self._sum(smaller) or 1.0)

    def shared(self, first: int, second: int) -> int:
        """Return how many telling words two titles share."""
        return len(self._words[first] & self._words[second])

    def _cosine(self, first: frozenset[str], second: frozenset[str]) -> float:
        shared = first & second
        if not shared:
            return 0.0
        sizes = [sqrt(sum(self._weight(word) ** 2 for word in words)) for words in (first, second)]
        return sum(self._weight(word) ** 2 for word in shared) / (sizes[0] * sizes[1])

    def _weight(self, word: str) -> float:
        return self._worth.get(word, 1.0)

    def _sum(self, words: Iterable[str]) -> float:
        return sum(map(self._weight, words))


_TOLD = 0.75
_TOLD_OF_MANY = 0.5
_ALIKE_TEXTS = 0.4
_MOST_COMMON = 40
"""A word that more statements have tells none of them from another, and would cost a comparison of all."""


def _places(sets: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(sets):
        for word in words:
            places[word].append(at)
    return places


def normal(text: str) -> str:
    """Return a title in the form in which two spellings of it are equal."""
    return " ".join(_WORD.findall(fold(unicodedata.normalize("NFKC", text))))
