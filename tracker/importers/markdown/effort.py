"""How much work the document says something takes: `(5 min)`, `Aufwand: 2-3 Tage`, `S`, `1 人日`.

Results are written the way a plan file does (`5m`, `2-3h`, `1-2d`), whatever the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from tracker.domain.effort import parse_effort
from tracker.domain.frozen import frozen
from tracker.importers.markdown.effort_words import (
    AND,
    ARTICLES,
    BEFORE_UNIT,
    BETWEEN,
    BOUNDED,
    COMPOUNDS,
    CONDITION,
    HALVES,
    HINT,
    NAMED,
    NUMBERS,
    OR_TWO,
    TAKES,
    TO,
    UNITS,
    WIDE_BEFORE_UNIT,
)
from tracker.importers.markdown.hints import Wording, bit_of_words, hints, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.shared_out import parted
from tracker.importers.markdown.signs import behind_clock
from tracker.importers.markdown.words import SPACED_END, any_in, fold

_UNIT_OF = {fold(word): unit for unit, words in UNITS.items() for word in words.split()}
_DIGITS = r"(?:\d+(?:[.,]\d+)?|½|¼)"
_LETTERS = "[a-zа-я]+(?![a-zа-я])"
_BEFORE = r"(?<!\w)(?<![.<>≤≥])"
"""No letter or digit, no bound."""
_BEFORE_AMONG_WIDE = r"(?<![^\W\u3040-\u30ff\u4e00-\u9fff])(?<![.<>≤≥第])"
"""The same where not all words are parted by spaces, and no ordinal."""
Patterns: TypeAlias = tuple[re.Pattern[str], re.Pattern[str]]


def _patterns(number: str, unit: str, before: str) -> Patterns:
    """Return the patterns of a range and a single effort; what they take for a unit is to be looked up."""
    both = rf"(?:(?:{TO})|(?<=\s)(?P<and>{AND})(?=\s))"
    low = rf"{before}(?P<low>{number})"
    high = rf"(?P<high>{number})[\s-]*{unit.format('unit')}"
    return (
        regex(rf"{low}\s*(?:{unit.format('first')})?\s*{both}\s*{high}"),
        regex(rf"{low}[\s-]*{unit.format('unit')}"),
    )


_NARROW = f"{BEFORE_UNIT.replace('{', '{{').replace('}', '}}')}(?P<{{}}>{_LETTERS})"
_PLAIN = _patterns(_DIGITS, _NARROW, _BEFORE)
_PLAIN_AMONG_WIDE = _patterns(_DIGITS, _NARROW, _BEFORE_AMONG_WIDE)
_THREE = regex(rf"{_BEFORE_AMONG_WIDE}({_DIGITS})\s*/\s*({_DIGITS})\s*/\s*({_DIGITS})\s*({_LETTERS})")
_OVER = regex(r"[\d½¼]\s*/\s*[\d½¼]")
"""Two numbers of such three; what knows of Chinese takes long to compile."""
_SPELLED = _patterns(rf"(?:{_DIGITS}|{_LETTERS})", _NARROW, _BEFORE)
_SPELLED_AMONG_WIDE = _patterns(rf"(?:{_DIGITS}|{_LETTERS})", _NARROW, _BEFORE_AMONG_WIDE)
"""The patterns of efforts whose first number is a word; they are tried where such a word stands."""


@lru_cache(maxsize=1)
def _wide() -> Patterns:
    """The patterns of Chinese and Japanese."""
    numbers = "|".join(sorted(filter(is_wide, NUMBERS), key=len, reverse=True))
    units = "|".join(re.escape(word) for word in sorted(filter(is_wide, _UNIT_OF), key=len, reverse=True))
    before = WIDE_BEFORE_UNIT.replace("{", "{{").replace("}", "}}")
    units = rf"{before}(?P<{{}}>{units})(?![^\W\d_一-鿿\u3040-\u30ff])"
    return _patterns(rf"(?:{_DIGITS}|{numbers})", units, _BEFORE_AMONG_WIDE)


_HALVES = {text: regex(pattern) for text, pattern in HALVES.items()}
_HALF = Wording("|".join(HALVES.values()))
_ONE = Wording(ARTICLES)
_OFTEN = regex(
    r"\b(?:\d+|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|several|many|zwei|drei|vier|"
    r"funf|mehrere|"
    r"deux|trois|quatre|plusieurs|dos|tres|cuatro|varios|varias|due|tre|quattro)\s(?:[^\W\d_]+\s){0,3}$"
)
"""How many there are of something in that time: `three cases a week` takes nobody a week."""
_OR_TWO = Wording(OR_TWO)
_SPELLED_BITS = _HALF.bit | _ONE.bit | bit_of_words(word for word in NUMBERS if not is_wide(word))
"""One of these begins whatever effort is said without a digit."""
_HEAD_UNIT = regex(r"[(\[（]\s*(?:in )?([^\W\d]+)\s*[)\]）]|\s(?:in|en|em|w|в)\s([^\W\d]+)$|,\s*([^\W\d]+)$")
_BETWEEN = regex(rf"\b(?:{BETWEEN})\s+$")
_SIZE = regex(r"^\W*(XS|S|M|L|XL|XXL)\b(?!\w)", re.IGNORECASE)
_SIZES = {
    "XS": "1h",
    "S": "S",
    "SMALL": "S",
    "KLEIN": "S",
    "PETIT": "S",
    "M": "M",
    "L": "L",
    "LARGE": "L",
    "XL": "XL",
    "XXL": "XL",
}
_SIZE_WORDS = {
    "small": "S",
    "medium": "M",
    "large": "L",
    "extra large": "XL",
    "klein": "S",
    "mittel": "M",
    "gross": "L",
}
_BOUNDED = regex(BOUNDED)
_TAILING = "-–—|:·•,;，、"
_COLONS = ":：="
_TAIL = regex(r"(?:\s+[-–—|:·•]|[,;，、])\s*([^–—|:·•,;，、]{2,30}?)[\s.;,。；]*$")
_NAMED_TAIL = regex(
    r"(?:\s[-–—|·•]|[,;，、])\s*([^\W\d_][^\W\d]{1,20})\s*[:：=]\s*([^:：;；|·•]{1,30}?)[\s.;,。；]*$"
)
"""`Move the queue (B4) – effort: 3 days`: a label at the end of a title, and its value."""
_JUST_SIZE = regex(r"\W*(XS|S|M|L|XL|XXL)\W*")
_SIZED = regex(r"(?:XS|S|M|L|XL|XXL)\b")
_RATE = regex(r"\s*/\s*(?!homme|h\b|persona|uomo)")
_BRACKETS = regex(r"[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]")
_GOING_ON = regex(r"[*_\s]*[^\W_]")
"""A word: what stands before it is part of a sentence."""
_HINT = regex(f"{HINT}|{BETWEEN}")
_NAMED = Wording(NAMED)
_SAID = Wording(f"{NAMED}|{TAKES}")
_WIDE_ENDS = "。；！？"
_ANY_END = regex(rf"(?<=[.!?])\s+|(?<=[{_WIDE_ENDS}])")
_CLAUSE = regex(r"[;:,；：，、]\s*|\s+[–—-]\s+")
_LONGEST = 200
_LONGEST_SENTENCE = 48
_WORD = regex(r"[^\W\d_]+")
_LATEST_START = 14
_ESTIMATED = regex(r"estimat|est\.|effort|gescha|aufwand|estim|stima|szac|naklad|трудо|оцен|预|約|约|見積")
_CONDITION = regex(CONDITION)
_EACH = regex(
    r"\b(?:each|apiece|per (?:case|request|run|time)|jeweils|chacune?|cada (?:uno|una|um|uma)|"
    r"ciascun[oa]|elk)\W*$"
)
"""How long every one of something takes, in a sentence on how things are: nobody's work to be done."""
_HAS_DIGIT = regex(r"[\d½¼]")


@frozen
class Found:
    """An effort as a plan file writes it, and where in the text it stands."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def of_value(text: str) -> str | None:
    """Return the effort that a value or cell states, or None; the first one where it states several."""
    folded = fold(text[:_LONGEST])
    if size := _SIZE.match(text.strip()):
        return _SIZES[size[1].upper()]
    if found := find(text[:_LONGEST]):
        return found.text
    word = folded.strip(" .*_")
    return _SIZE_WORDS.get(word)


@lru_cache(maxsize=2048)
def in_title(text: str) -> Found | None:
    """Return the effort in brackets, at the end or in a sentence of its own: `Enable pooling (5 min)`."""
    if len(text) <= _LONGEST and not _may_say(text):  # as nearly always
        return None
    for bracket in _BRACKETS.finditer(text[:_LONGEST]):
        inner = bracket[1]
        found = find(inner)
        if found and _is_all(inner, found):
            return Found(found.text, bracket.start(), bracket.end())
        if found and (given := _beside_names(text, bracket)):
            return Found(given, bracket.start(), bracket.end())
    named = _NAMED_TAIL.search(text[:_LONGEST]) if any_in(_COLONS, text) else None
    if named and _NAMED.match(fold(named[1])) and (said := exactly(named[2].strip())):
        return Found(said, named.start(), named.end())
    if (timed := behind_clock(text)) and (given := exactly(timed[0])):
        return Found(given, timed[1], len(text))
    tail = _TAIL.search(text[:_LONGEST]) if any_in(_TAILING, text) else None
    if tail and (found := find(tail[1])) and _is_all(tail[1], found):
        return Found(found.text, tail.start(), tail.end())
    return _in_sentence(text)


def _beside_names(text: str, bracket: re.Match[str]) -> str | None:
    """The effort beside names in a bracket that a title ends with, or what stands behind one begins with."""
    if text[: bracket.start()].strip(" *_") and _GOING_ON.match(text, bracket.end()):
        return None
    given = parted(bracket[1])
    return exactly(given) if given else None


def _in_sentence(text: str) -> Found | None:
    """An effort that is a sentence, after the one that says what to do: `Pin the image. ~2d`."""
    starts = [found.end() for found in _sentence_end(text).finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        sentence = text[start:end]
        if len(sentence) <= _LONGEST_SENTENCE and (found := find(sentence)) and _is_all(sentence, found):
            return Found(found.text, start, end)
    return None


def _sentence_end(text: str) -> re.Pattern[str]:
    """What parts sentences here: a wide semicolon does as well."""
    return _ANY_END if any_in(_WIDE_ENDS, text) else SPACED_END


@lru_cache(maxsize=1024)
def in_prose(text: str, *, named: bool = False) -> str | None:
    """Return the effort that running text gives: in a clause at the end of a sentence, or named as one.

    Where the text asks for the work, what "takes" a time is that work, unless it has to be `named`.
    """
    sentences = _sentence_end(text).split(text)
    for at, sentence in enumerate(sentences):
        if not _may_say(sentence):
            continue
        clause, *others = reversed(_CLAUSE.split(sentence))
        if at and others and len(others[-1]) <= _LONGEST_SENTENCE and (begun := exactly(others[-1])):
            return begun
        if len(clause) <= _LONGEST_SENTENCE and (found := exactly(clause)) and not _EACH.search(fold(clause)):
            return found
    for sentence in sentences:
        opening = find(sentence[:_LONGEST_SENTENCE])
        if opening and opening.start <= _LATEST_START and _CONDITION.match(fold(sentence[opening.end :])):
            return opening.text
    for sentence in sentences:
        said = _NAMED if named else _SAID
        if said.search(fold(sentence)) and (seen := find(sentence)):
            return seen.text
    return None


def of_clause(text: str) -> str | None:
    """Return the effort that a clause is, or that what it is for follows: `two weeks with the tests`."""
    found = exactly(text)
    opening = None if found else find(text)
    if opening and not text[: opening.start].strip(" ~≈") and _CONDITION.match(fold(text[opening.end :])):
        return opening.text
    return found


@lru_cache(maxsize=256)
def unit_of_head(head: str) -> str | None:
    """Return the unit that the head of a column gives to numbers: `Effort (d)`, `Days`, `Aufwand in PT`."""
    folded = fold(head).strip(" *:")
    found = _HEAD_UNIT.search(folded)
    if found:
        return _unit(found[1] or found[2] or found[3])
    return _unit(folded) if len(folded) > 1 else None


def exactly(text: str) -> str | None:
    """Return the effort that a text is, with at most a word like "about" beside it, or None."""
    if size := _JUST_SIZE.fullmatch(text):
        return _SIZES[size[1]]
    found = find(text)
    return found.text if found and _is_all(text, found) else None


@lru_cache(maxsize=2048)
def find(text: str) -> Found | None:
    """Return the first effort in a text, or None. A bound ("< 5 minutes") and a rate are none."""
    folded = fold(text)
    if not _may_count(folded):
        return None
    if half := _HALF.search(folded):
        said = next(name for name, pattern in _HALVES.items() if pattern.match(folded, half.start()))
        return Found(said, half.start(), half.end())
    if folded.count("/") >= 2 and _OVER.search(folded) and (three := _THREE.search(folded)):
        numbers = "/".join(three[at].replace(",", ".") for at in (1, 2, 3))
        if of_three := _unit(three[4]):
            return _checked(f"{numbers}{of_three}", three)
    if vague := _OR_TWO.search(folded):
        return _checked(_months("1", "2", _UNIT_OF[vague[1]]), vague)
    for found in _candidates(folded):
        written = None if _unlike(found, folded) else _written(found)
        if written and (checked := _checked(written, found)):
            return checked
    if (one := _ONE.search(folded)) and not _OFTEN.search(folded[: one.start()]):
        return _checked(_months("1", None, _UNIT_OF[one[1]]), one)
    return None


def _may_count(folded: str) -> bool:
    """Whether anything in a text can be a number of hours or days."""
    return _HAS_DIGIT.search(folded) is not None or bool(hints(folded) & _SPELLED_BITS)


def _may_say(text: str) -> bool:
    """Whether any clause of a text can be an effort."""
    return _may_count(fold(text)) or _SIZED.search(text) is not None


def _candidates(folded: str) -> Iterator[re.Match[str]]:
    """What could be an effort: ranges before single ones, numbers in words where there are some."""
    wide = _wide() if is_wide(folded) else None
    plain, spelled = (_PLAIN_AMONG_WIDE, _SPELLED_AMONG_WIDE) if wide else (_PLAIN, _SPELLED)
    if _HAS_DIGIT.search(folded) or wide:
        for at in (0, 1):
            yield from plain[at].finditer(folded)
            yield from wide[at].finditer(folded) if wide else ()
    if not NUMBERS.keys().isdisjoint(folded.split()):
        starts = [word.start() for word in _WORD.finditer(folded) if word[0] in NUMBERS]
        for pattern in spelled:
            yield from filter(None, (pattern.match(folded, start) for start in starts))


def _unlike(found: re.Match[str], folded: str) -> bool:
    """Whether what looks like an effort is a bound, a rate, or two numbers that no range joins."""
    before = folded[: found.start()]
    parts = found.groupdict()
    return bool(
        _BOUNDED.search(before)
        or _RATE.match(folded, found.end())
        or (parts.get("and") and not _BETWEEN.search(before))
    )


def _written(found: re.Match[str]) -> str | None:
    """The effort as a plan file writes it, or None where what was found is no number of a unit."""
    parts = found.groupdict()
    low, unit = _number(parts["low"]), _unit(parts["unit"])
    if low is None or unit is None:
        return None
    if "high" not in parts:
        return _months(low, None, unit)
    high, first = _number(parts["high"]), _unit(parts["first"] or parts["unit"])
    if high is None or first is None:
        return None
    return f"{low}{first}-{high}{unit}" if first != unit else _months(low, high, unit)


def _months(low: str, high: str | None, unit: str) -> str:
    """A month is four weeks, because plan files know none."""
    if unit == "mo":
        numbers = [f"{float(number) * 4:g}" for number in (low, high) if number]
        return f"{'-'.join(numbers)}w"
    return f"{low}-{high}{unit}" if high else f"{low}{unit}"


def _number(text: str) -> str | None:
    return (
        {"½": "0.5", "¼": "0.25"}.get(text)
        or NUMBERS.get(text)
        or (text.replace(",", ".") if text[0].isdigit() else None)
    )


def _unit(word: str) -> str | None:
    if known := _UNIT_OF.get(word):
        return known
    prefix = next((prefix for prefix in COMPOUNDS if word.startswith(prefix)), None)
    return _UNIT_OF.get(word.removeprefix(prefix)) if prefix else None


def _checked(written: str, found: re.Match[str]) -> Found | None:
    try:
        parse_effort(written)
    except ValueError:
        return None
    return Found(written, found.start(), found.end())


def _is_all(inner: str, found: Found) -> bool:
    """Whether the bracket is about the effort: `(5 min)`, `(about 2 days)`, but not `(retries for 5 min)`."""
    rest = fold(inner[: found.start] + inner[found.end :]).strip(" .~≈,;:*+")
    if not rest:
        return True
    longest = 40 if _ESTIMATED.match(rest) else 24
    return len(rest) <= longest and bool(_HINT.search(rest))
