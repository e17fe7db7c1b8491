"""Dates as reviews write them: 2025-10-17, October 10, 2025, 17.10.2025, 10 octobre 2025, 2025年10月17日."""

from __future__ import annotations

from datetime import date

from tracker.importers.markdown.hints import bit_of_words, hints
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_MONTHS = """
    january januar janvier enero janeiro gennaio januari styczen stycznia январь января
    february februar fevrier febrero fevereiro febbraio februari luty lutego февраль февраля
    march marz mars marzo marco maart marzec marca март марта
    april avril abril aprile kwiecien kwietnia апрель апреля
    may mai mayo maio maggio mei maj maja май мая
    june juni juin junio junho giugno czerwiec czerwca июнь июня
    july juli juillet julio julho luglio lipiec lipca июль июля
    august aout agosto augustus sierpien sierpnia август августа
    september sept septembre septiembre setembro settembre wrzesien wrzesnia сентябрь сентября
    october oktober octobre octubre outubro ottobre pazdziernik pazdziernika октябрь октября
    november novembre noviembre novembro listopad listopada ноябрь ноября
    december dezember decembre diciembre dezembro dicembre grudzien grudnia декабрь декабря
"""
_ROWS = [row.split() for row in _MONTHS.strip().split("\n")]
_MONTH = {fold(word): number for number, row in enumerate(_ROWS, start=1) for word in row}
_MONTH |= {row[0][:3]: number for number, row in enumerate(_ROWS, start=1)}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_MONTH_BIT = bit_of_words(_MONTH)
_YEAR = regex(r"\d{4}")
"""What every date has, and next to nothing else."""
_ISO = regex(r"(?<!\d)(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = regex(
    r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)|(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)"
)
_NAMED = regex(rf"(?<![^\W_])({_NAMES})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_NAMED_LATER = regex(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?({_NAMES})\.?,?\s+(?:de\s+)?(\d{{4}})"
)
_DAY = regex(
    rf"\W*(?:(?:by|until|bis|am)\s+)?(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?:{_NAMES})|"
    rf"(?:{_NAMES})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\s?[./]\s?\d{{1,2}}\.?|\d{{1,2}}月\d{{1,2}}日)\W*$"
)


def first(text: str) -> date | None:
    """Return the first date in the text, or None. `3/4/2025` tells no day from month and is none."""
    folded = fold(text[:2000])
    if not _YEAR.search(folded):
        return None
    monthly = hints(folded) & _MONTH_BIT
    if found := _ISO.search(folded):
        return _date(found[1], found[2], found[3])
    if monthly and (found := _NAMED.search(folded)):
        return _date(found[3], str(_MONTH[found[1]]), found[2])
    if monthly and (found := _NAMED_LATER.search(folded)):
        return _date(found[3], str(_MONTH[found[2]]), found[1])
    if found := _DAY_FIRST.search(folded):
        if found[1]:
            return _date(found[3], found[2], found[1])
        one, other = int(found[4]), int(found[5])
        if one > 12:
            return _date(found[6], found[5], found[4])
        return _date(found[6], found[4], found[5]) if other > 12 or one == other else None
    return None


def is_day(text: str) -> bool:
    """Tell whether the text is a day of no year, which is neither a date nor a phase: `23 May`, `12.03.`"""
    return _DAY.match(fold(text)) is not None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
