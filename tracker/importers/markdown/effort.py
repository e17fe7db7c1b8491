"""How much work the document says something takes: `(5 min)`, `Aufwand: 2-3 Tage`, `S`, `1 人日`.

Results are written the way a plan file does (`5m`, `2-3h`, `1-2d`), whatever the language.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.domain.effort import parse_effort
from tracker.domain.frozen import frozen
from tracker.importers.markdown.words import fold

_UNITS = {
    "m": """minutes minute mins min minuten minuto minutos minuti minuut minut minuta minuty мин минут
        минуты 分钟 分鐘 分""",
    "h": """hours hour hrs hr h std stunden stunde heures heure hora horas ora ore uur uren godzin
        godziny godz час часа часов ч 小时 小時 時間 person-hours""",
    "d": """days day d pd person-days person-day man-days mandays pt tag tage tagen personentage jour
        jours dia dias giorno giorni dag dagen dzien dni день дня дней 人日 人天 天 日""",
    "w": """weeks week wks wk w woche wochen semaine semaines semana semanas settimana settimane weken
        tydzien tygodnie tygodni неделя недели недель 周 週間 週""",
    "mo": """months month monat monate mois mes meses mesi maand maanden miesiac miesiace месяц месяца
        месяцев 个月 ヶ月 か月""",
}
_UNIT_OF = {fold(word): unit for unit, words in _UNITS.items() for word in words.split()}
_WORDS = "|".join(re.escape(word) for word in sorted(_UNIT_OF, key=len, reverse=True))
_NUMBER = r"(?:\d+(?:[.,]\d+)?|½|¼)"
_UNIT = rf"(?:(?:{_WORDS})(?![^\W\d_一-鿿]))"
_RANGE = re.compile(
    rf"(?<![\w.<>≤≥])({_NUMBER})\s*({_UNIT})?\s*(?:[-–—~〜～]|to|bis|a|à|до|tot|do|至|"
    rf"から)\s*({_NUMBER})[\s-]*({_UNIT})"
)
_THREE = re.compile(rf"(?<![\w.])({_NUMBER})\s*/\s*({_NUMBER})\s*/\s*({_NUMBER})\s*({_UNIT})")
_SINGLE = re.compile(rf"(?<![\w.<>≤≥])({_NUMBER})[\s-]*({_UNIT})")
_HALF_DAY = re.compile(
    r"\b(?:half a day|half[- ]day|(?:einen )?halben tag|halber tag|demi-journee|medio dia|"
    r"media jornada|meio dia|mezza giornata|halve dag|pol dnia|полдня)\b|半日|半天"
)
_ONE = re.compile(
    r"\b(?:a|an|one|ein|eine|einen|un|une|una|um|uma|een)\s+(hour|day|week|stunde|tag|woche|heure|jour|"
    r"semaine|hora|dia|semana|ora|giorno|settimana|uur|dag|week)\b"
)
_SIZE = re.compile(r"^\W*(XS|S|M|L|XL|XXL)\b(?!\w)", re.IGNORECASE)
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
_BOUNDED = re.compile(
    r"(?:<|>|≤|≥|within|under|below|less than|at most|every|per|after|binnen|alle|unter|sous|dans)\s*$"
)
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]")
_HINT = re.compile(
    r"effort|estimate|est\.|time|work|total|dauer|aufwand|effort|duree|temps|esfuerzo|esforco|sforzo|"
    r"inspanning|naklad|трудо|оцен|工|時|~|≈|approx|about|ca\.?|circa|setup|fix|needed|required"
)
_LONGEST = 200


@frozen
class Found:
    """An effort as a plan file writes it, and where in the text it stands."""

    text: str
    start: int
    end: int


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
    """Return the effort in brackets or after a dash at the end of a title: `Enable pooling (5 min)`."""
    for bracket in _BRACKETS.finditer(text[:_LONGEST]):
        inner = bracket[1]
        found = find(inner)
        if found and _is_all(inner, found):
            return Found(found.text, bracket.start(), bracket.end())
    tail = re.search(r"(?:\s+[-–—|:·•]|[,;，、])\s*([^–—|:·•,;，、]{2,30})$", text[:_LONGEST])
    if tail and (found := find(tail[1])) and _is_all(tail[1], found):
        return Found(found.text, tail.start(), tail.end())
    return None


def exactly(text: str) -> str | None:
    """Return the effort that a text is, with at most a word like "about" beside it, or None."""
    if size := re.fullmatch(r"\W*(XS|S|M|L|XL|XXL)\W*", text):
        return _SIZES[size[1]]
    found = find(text)
    return found.text if found and _is_all(text, found) else None


@lru_cache(maxsize=2048)
def find(text: str) -> Found | None:
    """Return the first effort in a text, or None. A bound ("< 5 minutes") and a rate are none."""
    folded = fold(text)
    if half := _HALF_DAY.search(folded):
        return Found("0.5d", half.start(), half.end())
    if three := _THREE.search(folded):
        numbers = [_number(three[at]) for at in (1, 2, 3)]
        return _checked(f"{'/'.join(numbers)}{_unit(three[4])}", three)
    for pattern in (_RANGE, _SINGLE):
        for found in pattern.finditer(folded):
            if _BOUNDED.search(folded[: found.start()]) or re.match(r"\s*/", folded[found.end() :]):
                continue
            if checked := _checked(_written(found, pattern is _RANGE), found):
                return checked
    if one := _ONE.search(folded):
        return _checked(f"1{_unit(one[1])}", one)
    return None


def _written(found: re.Match[str], is_range: bool) -> str:
    if not is_range:
        return _months(_number(found[1]), None, _unit(found[2]))
    low, high = _unit(found[2]) if found[2] else "", _unit(found[4])
    if low and low != high:
        return f"{_number(found[1])}{low}-{_number(found[3])}{high}"
    return _months(_number(found[1]), _number(found[3]), high)


def _months(low: str, high: str | None, unit: str) -> str:
    """A month is four weeks, because plan files know none."""
    if unit == "mo":
        numbers = [f"{float(number) * 4:g}" for number in (low, high) if number]
        return f"{'-'.join(numbers)}w"
    return f"{low}-{high}{unit}" if high else f"{low}{unit}"


def _number(text: str) -> str:
    return {"½": "0.5", "¼": "0.25"}.get(text, text.replace(",", "."))


def _unit(word: str) -> str:
    return _UNIT_OF[word]


def _checked(written: str, found: re.Match[str]) -> Found | None:
    try:
        parse_effort(written)
    except ValueError:
        return None
    return Found(written, found.start(), found.end())


def _is_all(inner: str, found: Found) -> bool:
    """Whether the bracket is about the effort: `(5 min)`, `(about 2 days)`, but not `(retries for 5 min)`."""
    rest = fold(inner[: found.start] + inner[found.end :]).strip(" .~≈,;:*+")
    return not rest or (len(rest) <= 24 and bool(_HINT.search(rest)))
