"""How much two titles speak of the same work, told by the words they share.

A word counts by how few statements of the document have it. Words every recommendation has ("add",
"implement", "missing") say nothing; "metrics" and "monitoring" say the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import fsum, log, sqrt
from typing import TypeAlias

from tracker.domain.frozen import frozen
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_WORD = regex(r"[^\W_]+(?:\+[^\W_]+)?")
_WIDE = regex("[\u3040-\u30ff\u3400-\u9fff]")
_RUN = regex("[\u30a0-\u30ff]+|[\u3400-\u9fff]+|[a-z0-9]+")
_EMPTY_WIDE_WORDS = """
    有効化 実施 追加 整備 導入 対応 実装 設定 改善 修正 確認 強化 問題 不足 未実施
    未対応 未設定 作成 見直 化 的 未 無
    没有 缺少 缺乏 增加
    添加 实现 修复 启用 配置 问题 优化 改进 完善
"""
_EMPTY_WIDE = frozenset(_EMPTY_WIDE_WORDS.split())
_SHORTEST = 3
_LONGEST_WORD = 60
"""What is longer is no word, and would be shortened ending by ending for ever."""
_HUMP = regex(r"[A-Z](?:(?<=[a-z0-9][A-Z])|(?<=[A-Z][A-Z])(?=[a-z]))")
"""The letter before which a word is parted: `dropDatabase`, `TLSVersion`."""
_ONE_NAME = regex(
    r"\b(?:GitHub|GitLab|BitBucket|PayPal|YouTube|LinkedIn|WhatsApp|JavaScript|TypeScript|DevOps|CloudFlare|"
    r"WordPress)\b"
)
"""Names of one thing, though their letters part them; what two steps do on GitHub is not the same work."""
_ENDING = regex(
    r"(?:isierung|ization|isation|ations?|itions?|ings?|ungen|ung|ments?|ities|ity|ises?|izes?|ates?|"
    r"ated|ers|ies|ed|es|en|er|e|s|y|n|acion|aciones|ad[oa]s?|id[oa]s?|ar|ir|an|azione|azioni|at[oaie]|acao|"
    r"acoes|"
    r"[аяеи]?ми|[оеыи]го|[оеыи]му|[ыио]х|[аяоеыи]я|[оеыи]е|[ыио]й|[ую]ю|[оеё]в|ей|[аяоеи]м|[ая]х|енн?|(?:ир)?ова(?:нн?|т)|"
    r"[аяоеыиуюьй])$"
)
_SYNONYMS = """
    monitoring metrics observability alerting alerts мониторинг; tls ssl https wss; secret secrets credential
        credentials password секрет секреты пароль пароли;
    database db бд; postgresql postgres; kubernetes k8s; container docker dockerfile containerize
        containerization;
    authentication auth аутентификация; documentation docs doc document documented документация документы;
    performance perf производительность; development dev; rate throttle;
    test tests testing тест тесты тестирование; limit limits limiting; deployment деплой развертывание;
    environment окружение; staging стейджинг; coverage покрытие; log лог логи логирование журналирование;
    management управление; security безопасность; encryption шифрование; cache кэш кэширование;
    vulnerability уязвимость уязвимости; integration интеграционный; dependency зависимость зависимости
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
    implementar adicionar melhorar refatorar muito ausente ausencia mejorar anadir agregar ajouter implementer
    ameliorer aggiungere implementare migliorare hinzufugen implementieren verbessern refactor refactoring
    pas aucun aucune manque absence el los las del un una y para con en sin falta o os as do da dos das
    em para com sem il lo gli di della del e per con senza manca het een van voor met zonder geen
    ontbreekt nie ma brak bez dla i w z на не нет и в для с из отсутствует отсутствие отсутствуют нужно
    нужна нужен внедрить внедрение внедрения настроить настройка создать создание добавить добавление
    написать расширить улучшить исправить сделать провести использовать убрать включить обновить перенести
    переместить проблема проблемы процесс процессы система полный базовый критический первый новый текущий от
    централизованный по к до под при все
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_LITTLE = frozenset(
    ["code", "review", "reviews", "production", "support", "application", "process", "processes"]
)
"""Words that tell nothing beside others, and together may be the name of a thing."""


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what the forms of a word share."""
    found = _shortened(word)
    return _SAME.get(found, found)


def _shortened(word: str) -> str:
    while len(word) <= _LONGEST_WORD:
        shorter = _ENDING.sub("", word)
        if len(shorter) < 4 or shorter == word:
            return word
        word = shorter
    return word


def _synonyms() -> dict[str, str]:
    rows = [row.split() for row in _SYNONYMS.split(";")]
    return {_shortened(word): _shortened(first) for first, *others in rows for word in (first, *others)}


_SAME = _synonyms()
_EMPTY_STEMS = frozenset(_shortened(word) for word in _EMPTY if len(word) > 5)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the telling words of a title, by their stems; Chinese and Japanese by pairs of characters.

    Where none tells, two words that tell little by themselves may name a thing: `No code review`.
    """
    apart = _HUMP.sub(r" \g<0>", _ONE_NAME.sub(_lowered, text)) if _HUMP.search(text) else text
    parts = fold(apart).split()
    return tuple(dict.fromkeys(_TELLING.of(parts))) or _together(parts)


def _together(parts: Sequence[str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(stem(word) for word in parts if word in _LITTLE))
    return named if len(named) > 1 else ()


def _lowered(found: re.Match[str]) -> str:
    return found[0].lower()


def names_a_thing(word: str) -> bool:
    """Tell whether a telling word is one of letters, and long enough to know a thing by."""
    return len(word) >= _SHORTEST and word.isalpha()


class _Telling(dict[str, tuple[str, ...]]):
    """What stood between spaces so far, each with what its words tell."""

    def __missing__(self, part: str) -> tuple[str, ...]:
        words = _WORD.findall(part)
        self[part] = found = _told_by(part) if words == [part] else tuple(self.of(words))
        return found

    def of(self, parts: Iterable[str]) -> Iterator[str]:
        """Return what all parts tell, in their order."""
        return chain.from_iterable(map(self.__getitem__, parts))


_TELLING = _Telling()


def _told_by(word: str) -> tuple[str, ...]:
    """What a word tells: its stem, of Chinese its pairs, and nothing where every recommendation has it."""
    if not word.isascii() and _WIDE.search(word):
        return tuple(_wide_words(word))
    if word in _EMPTY or (len(word) == 1 and not word.isdigit()) or stem(word) in _EMPTY_STEMS:
        return ()
    return (stem(word),)


def _wide_words(text: str) -> Iterator[str]:
    """Pairs of characters of each run of Chinese ones, and runs of katakana; hiragana is grammar."""
    for run in _RUN.findall(text):
        if run in _EMPTY_WIDE:
            continue
        if "\u30a0" <= run[0] <= "\u30ff":
            yield run
        else:
            yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))


@frozen
class _Bag:
    """The telling words of a text, with what every comparison needs of them."""

    words: frozenset[str]
    worth: float
    size: float


Alike: TypeAlias = tuple[float, int, float]
"""How alike two titles are, 0..1 (the cosine of their words), how many words they share, and how alike the
title of either is to the fix of the other."""
_UNCOMPARED = _Bag(frozenset(), 0.0, 0.0)
"""What stands for a text that is compared with no other."""


class _Worth(dict[str, float]):
    """What words tell; one that no title has, which stands in texts alone, tells 1."""

    def __missing__(self, word: str) -> float:
        self[word] = 1.0
        return 1.0


class Titles:
    """The titles of a document, compared with one another and with the texts and fixes beneath them.

    Sums are exact and words are taken as they stand, because sets have another order in each process.
    """

    def __init__(self, titles: Sequence[str], texts: Sequence[str], fixes: Sequence[str]) -> None:
        told = [words_of(title) for title in titles]
        counts = Counter(chain.from_iterable(told))
        self._rare = frozenset(word for word, count in counts.items() if count <= _MOST_COMMON)
        total = len(titles) or 1
        self._worth = _Worth({word: log(1 + total / count) for word, count in counts.items()})
        self._squares = _Worth({word: worth**2 for word, worth in self._worth.items()})
        self._titles = [self._compared(words) for words in told]
        self._texts = [
            bag if text == title else self._compared((*words, *words_of(text)))
            for bag, title, text, words in zip(self._titles, titles, texts, told, strict=True)
        ]
        self._fixes = [
            self._bag(words_of(fix[:_LONGEST_FIX])) if fix and bag is not _UNCOMPARED else None
            for bag, fix in zip(self._titles, fixes, strict=True)
        ]
        self._places = _places([word for word in words if word in self._rare] for words in told)
        self._firsts = [words[:1] for words in told]

    def pairs(self) -> Iterator[tuple[int, int, Alike]]:
        """Yield every pair of titles that share a word few have, once, with how alike they are."""
        seen: defaultdict[int, set[int]] = defaultdict(set)
        for places in self._places.values():
            for at, first in enumerate(places):
                one, fix = self._titles[first], self._fixes[first]
                for second in _fresh(places[at + 1 :], seen[first]):
                    other, others_fix = self._titles[second], self._fixes[second]
                    shared = one.words & other.words
                    likeness = self._squared(shared) / (one.size * other.size)
                    by_fix = self._cosine(other, fix) if fix else 0.0
                    by_other = self._cosine(one, others_fix) if others_fix else 0.0
                    yield first, second, (likeness, len(shared), max(by_fix, by_other))

    def retold(self) -> Iterator[tuple[float, int, int]]:
        """Yield pairs of which the text of one tells most of the title of the other, or of its text."""
        texts = _places(self._rare & bag.words for bag in self._texts)
        for title, other in _sharing(self._places, texts):
            if title != other and (likeness := self._told(title, other)):
                yield likeness, title, other

    def contained(self, first: int, second: int) -> float:
        """Return how much of the shorter title the other one says, 0..1, by worth of words."""
        one, other = self._titles[first], self._titles[second]
        return self._sum(one.words & other.words) / (min(one.worth, other.worth) or 1.0)

    def names(self, first: int, second: int) -> bool:
        """Tell whether one title is a single word that begins the other and stands in no third."""
        one, other = sorted((first, second), key=lambda at: len(self._titles[at].words))
        words = self._titles[one].words
        begins = len(words) == 1 and words <= frozenset(self._firsts[other])
        return begins and all(len(self._places[word]) == _BOTH for word in words)

    def shared(self, first: int, second: int) -> int:
        """Return how many telling words two titles share."""
        return len(self._titles[first].words & self._titles[second].words)

    def _told(self, title: int, other: int) -> float:
        """How likely the text of one speaks of what the title of the other does; 0 where little does."""
        shared = self._titles[title].words & self._texts[other].words
        if len(shared) < 2:
            return 0.0
        told = self._sum(shared) / (self._titles[title].worth or 1.0)
        if told >= _TOLD or (len(shared) >= 3 and told >= _TOLD_OF_MANY):
            return min(told, 0.99)
        alike = self._cosine(self._texts[title], self._texts[other])
        return alike if alike >= _ALIKE_TEXTS else 0.0

    def _compared(self, words: Sequence[str]) -> _Bag:
        """The bag of a title or text; only one with a word that few titles have is compared with another."""
        return _UNCOMPARED if self._rare.isdisjoint(words) else self._bag(words)

    def _bag(self, words: Sequence[str]) -> _Bag:
        different = frozenset(words)
        return _Bag(different, self._sum(different), sqrt(self._squared(different)))

    def _cosine(self, one: _Bag, other: _Bag) -> float:
        if one.words.isdisjoint(other.words):  # as most are
            return 0.0
        return self._squared(one.words & other.words) / (one.size * other.size)

    def _sum(self, words: Iterable[str]) -> float:
        return fsum(map(self._worth.__getitem__, words))

    def _squared(self, words: Collection[str]) -> float:
        if len(words) == 1:
            (word,) = words
            return self._squares[word]
        return fsum(map(self._squares.__getitem__, words))


_BOTH = 2
_TOLD = 0.75
_TOLD_OF_MANY = 0.5
_ALIKE_TEXTS = 0.4
_LONGEST_FIX = 300
_MOST_COMMON = 40
"""A word that more statements have tells none of them from another, and would cost a comparison of all."""


def _sharing(
    places: Mapping[str, Sequence[int]], others: Mapping[str, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Yield each pair of places that share a word which few have, once; by words as they first occur."""
    seen: defaultdict[int, set[int]] = defaultdict(set)
    for word, firsts in places.items():
        seconds = others.get(word, ())
        if max(len(firsts), len(seconds)) > _MOST_COMMON:
            continue
        for first in firsts:
            for second in _fresh(seconds, seen[first]):
                yield first, second


def _fresh(places: Sequence[int], known: set[int]) -> Sequence[int]:
    """The places that were not known, and are from now on."""
    fresh = [place for place in places if place not in known]
    known.update(fresh)
    return fresh


def _places(told: Iterable[Iterable[str]]) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(told):
        for word in words:
            places[word].append(at)
    return places


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """Return a title in the form in which two spellings of it are equal."""
    return " ".join(_WORD.findall(fold(unicodedata.normalize("NFKC", text))))
