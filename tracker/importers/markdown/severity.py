"""How severe the document calls something: words in many languages, scales, symbols.

A word counts where it stands as a rating: before a colon, in brackets at the end, as a whole cell or value,
or in a heading. "High availability" and "critical section" rate nothing. A word of priority ("high
priority", "Priorität: hoch") orders work and is kept apart from severity, as the plan keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.domain.frozen import frozen
from tracker.domain.plan import Priority, Severity
from tracker.importers.markdown.hints import Wording, hints, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import Lexicon, any_in, end_before, fold

WORDS: Lexicon[Severity] = Lexicon(
    {
        Severity.CRITICAL: """critical extreme crit blocker showstopper catastrophic kritisch kritische
        kritischer kritisches kritischen critique critiques bloquant bloquante bloquants critico critica
        criticos criticas critici critiche bloqueante bloccante kritiek kritieke blokkerend krytyczny
        krytyczna krytyczne krytycznych критический критическая критическое критические критически критично
        критичный критичная критичные критическая блокирующий блокер 严重 致命 紧急 危急 超危 重大 最高 极高
        非常高 極めて高い 非常に高い
        致命的 緊急 クリティカル 深刻""",
        Severity.HIGH: """high hri major significant severe serious hoch hohe hoher hohes hohen schwer
        erheblich erhebliche erheblicher erhebliches
        schwerwiegend
        importante importants importantes importanti wichtig belangrijk istotny istotne wazne wazny
        eleve elevee eleves elevees haut haute majeur majeure majeurs majeures grave graves alto alta
        altos altas elevado elevada elevati elevato alti alte maggiore mayor hoog hoge ernstig wysoki
        wysoka wysokie wysokich powazny высокий высокая высокое высокие серьезный 高 重要 高危 高风险 高級
        高い""",
        Severity.MEDIUM: """medium mri moderate mittel mittlere mittlerer mittleres mittleren moyen moyenne
        moyens moyennes modere moderee media medio medios medias moderado moderada medi moderato
        moderata gemiddeld middel middelmatig matig sredni srednia srednie srednich umiarkowany средний
        средняя среднее средние умеренный 中 中危 中等 中风险 中程度""",
        Severity.LOW: """low lri minor trivial niedrig niedrige niedriger niedriges geringe gering geringer
        leicht faible faibles bas basse mineur mineure mineurs mineures bajo baja bajos bajas leve baixo
        baixa basso bassa bassi minore laag lage klein niski niska niskie niskich drobny низкий низкая
        низкое низкие незначительный 最低 低 低危 低风险 低い 軽微 轻微""",
        Severity.INFO: """info informational informative information observation hinweis informativ
        informatif
            informative informativo informativa informatie informacyjny информация информационный
            信息 提示 情報 参考""".replace("information ", ""),
    }
)
_LEVELS: Lexicon[Severity] = Lexicon(
    {
        Severity.CRITICAL: "p0, prio0, sev0, sev-0, sev 0, s0, sev1, sev-1, sev 1, tier 0",
        Severity.HIGH: "p1, prio1, sev2, sev-2, sev 2, tier 1",
        Severity.MEDIUM: "p2, prio2, sev3, sev-3, sev 3, tier 2",
        Severity.LOW: "p3, p4, prio3, sev4, sev-4, sev 4, tier 3",
        Severity.INFO: "p5, sev5, sev-5, sev 5",
    }
)
_POINTS = regex(
    r"^(?:\d{1,2}(?:[.,]\d)?(?:\s*/\s*\d{1,3})?|\d\s*[x×*]\s*\d(?:\s*=\s*\d{1,2})?)\s*[(–—:=-]\s*(?=[^\W\d])"
)
"""Points before the word for them: `15 (High)`, `3x4=12 - medium`."""
_LABELLED = regex(r"^[^\W\d_]{3,16}\s*[:：]\s*")
_DEFECTS = Lexicon({True: "blocker major minor trivial showstopper bloquant bloqueante mineur majeur"})
_COLOURS = {"🔴": Severity.CRITICAL, "🟥": Severity.CRITICAL, "🟠": Severity.HIGH, "🟧": Severity.HIGH} | {
    "🟡": Severity.MEDIUM,
    "🟨": Severity.MEDIUM,
    "🟢": Severity.LOW,
    "🟩": Severity.LOW,
    "🔵": Severity.INFO,
    "🟦": Severity.INFO,
    "⚪": Severity.INFO,
}
_URGENCY = Lexicon(
    {
        True: """priority prio prioritat prioritaet dringlichkeit priorite prioridad prioridade priorita
        prioriteit priorytet приоритет приоритета 优先级 优先 優先度 優先 urgency urgence"""
    }
)
_IDS = regex(r"^(CRIT|C|HIGH|H|MED|M|LOW|L|INFO|I)-?\d{1,3}$", re.IGNORECASE)
_ID_SEVERITY = {
    "c": Severity.CRITICAL,
    "h": Severity.HIGH,
    "m": Severity.MEDIUM,
    "l": Severity.LOW,
    "i": Severity.INFO,
}
_BANDS = ((9.0, Severity.CRITICAL), (7.0, Severity.HIGH), (4.0, Severity.MEDIUM), (0.1, Severity.LOW))
_SCORE = regex(r"(?<![\d.])(10(?:[.,]0)?|\d(?:[.,]\d)?)(?![\d.:]|\s*%)")
_BRACKET = regex(r"[(\[【（]([^()\[\]（）【】]{1,40})[)\]】）][\s*:：.。]*$")
_DASH = regex(r"(?<!\s)\s+[-–—|]\s*([^\W\d_]+(?:\s+[^\W\d_]+)?|[Pp]\d)\s*[:：]?$")
_LETTERS = regex(r"[^\W\d_]+")
_STEPS = regex(r"\s*[,;/|]\s*")
_LOG_LEVELS = frozenset({"trace", "debug", "info", "notice", "warn", "warning", "error", "fatal"})
_SHORTEST_SCALE = 3
_RATING_BITS = WORDS.bit | _LEVELS.bit
_QUALIFIER = Lexicon({True: "very sehr tres muy muito molto zeer bardzo очень extremely rather eher plutot"})
_SEPARATED = regex(r"^\s*(?:[:：–—|/,;.)\]】]|-\s|$)")
_OPENING = regex(r"^[\s\W_]*")
_NO_WORD = regex(r"[\W_]")
_SAYING = regex(r"\w{3}")
_VERSION = regex(r"(?i)cvss\s*:?\s*v?\d(?:\.\d)?[:/]?")
_VECTOR = regex(r"AV:\S+")
_SEPARATOR = regex(r"[\])】]*\s*[:：\-–—|/]*\s*")
_NEGATED = regex(
    r"(?:\bnon|\bnot|\bno|\bnicht|\bkeine?|\bpas|\bне|[不非]|"
    r"\b(?:missing|lacking|absent|fehlende\w*|ontbrekende|brakujace|отсутствующ\w+))[\s-]*$"
)
"""What stands before a word that rates nothing then: `Not critical`, `Missing critical features`."""


@frozen
class Rating:
    """A rating and where in the text it stands; `urgency` where it speaks of the order of work."""

    severity: Severity
    start: int
    end: int
    urgency: bool = False


def colour(text: str) -> Severity | None:
    """Return what the coloured symbol that the text begins with stands for, or None."""
    return next((_COLOURS[char] for char in text.lstrip()[:2] if char in _COLOURS), None)


@lru_cache(maxsize=16_384)
def prefix(text: str) -> Rating | None:
    """Return the rating a title begins with: `CRITICAL: no backups`, `[P1] ...`, `(High) ...`."""
    if not hints(fold(text)) & _RATING_BITS:
        return None
    start = _OPENING.match(text)
    begin = start.end() if start else 0
    for lexicon in (WORDS, _LEVELS):
        if found := lexicon.start(text[begin:]):
            end = begin + found[1]
            urgent, end = _with_urgency(text, end)
            bracketed = text[begin - 1 : begin] in "[(【" and begin > 0
            if (
                _SEPARATED.match(text[end:])
                or (bracketed and text[end : end + 1] in "])】")
                or lexicon is _LEVELS
            ):
                return Rating(found[0], 0, end + len(_separator(text[end:])), urgent)
    return None


@lru_cache(maxsize=2048)
def suffix(text: str) -> Rating | None:
    """Return the rating a title ends with: `... (Low)`, `... - HIGH`, `... [P2]`."""
    bracket = _BRACKET.search(text) if any_in(")]】）", text) else None
    if bracket and is_scale(_STEPS.split(bracket[1])):
        return None
    if bracket and (found := value(bracket[1]) or _labelled(bracket[1])):
        return Rating(found.severity, end_before(text, bracket.start()), len(text), found.urgency)
    dash = _DASH.search(text) if any_in("-–—|", text) else None
    if dash and (found := value(dash[1])):
        return Rating(found.severity, dash.start(), len(text), found.urgency)
    return None


def is_scale(parts: Sequence[str]) -> bool:
    """Tell whether parts of a bracket are steps of a scale, which rate nothing: `(info, warn, error)`."""
    if len(parts) < _SHORTEST_SCALE:
        return False
    steps = [fold(part).strip() for part in parts]
    named = {step for step in steps if step in _LOG_LEVELS or only_rating(step)}
    return len(named) == len(parts)


def _labelled(text: str) -> Rating | None:
    return value(_LABELLED.sub("", text, count=1)) if any_in(":：", text) else None


@lru_cache(maxsize=2048)
def value(text: str) -> Rating | None:
    """Return the rating that a value or cell states: `High`, `**HIGH** (8.1)`, `P1 - soon`, `8.1`."""
    if text.isascii() and not hints(text.lower()) & _RATING_BITS:
        return None
    body = _bare(text)
    if points := _POINTS.match(body):
        body = body[points.end() :]
    if qualifier := _QUALIFIER.start(body):
        body = body[qualifier[1] :].strip()
    for lexicon in (WORDS, _LEVELS):
        if found := lexicon.start(body):
            urgent, end = _with_urgency(body, found[1])
            rest = body[end:]
            if (
                not rest.strip()
                or _NO_WORD.match(rest.lstrip()[:1] or " ")
                or rest.startswith((" (", " risk"))
            ):
                return Rating(found[0], 0, len(text), urgent)
            if fold(rest).strip() in _NOUNS:
                return Rating(found[0], 0, len(text), urgent)
    if (mark := colour(text)) and not _SAYING.search(text):
        return Rating(mark, 0, len(text))
    return None


_CALLED = (
    r"severity|risk level|risk rating|criticality|schweregrad|kritikalitat|risikostufe|gravite|severite|"
    r"criticite|"
    r"severidad|gravedad|criticidad|severidade|gravidade|criticidade|gravita|severita|criticita|ernst|"
    r"powaznosc|krytycznosc|poziom ryzyka|серьезность|критичность|уровень риска"
)
_STATED = Wording(rf"\b(?:{_CALLED})\s+(?:(?:is|ist|est|es|e|jest|как)\s+)?(?=([^\W\d_]+))")
_POSED = Wording(
    r"\b(?:is|are|poses?|remains|of|as|ist|stellt|bleibt|mit|est|represente|es|representa|supone|e|jest|"
    r"stanowi|это)\s+(?:an?|ein|eine[mnrs]?|une?|una?|um|uma)?\s*"
    r"(?:([^\W\d_]+)\s+(?:risk|severity|risiko|schwere|ryzyko|ryzykiem|риск)\b|"
    r"(?:risque|riesgo|risco|rischio|gravite|gravedad)\s+([^\W\d_]+))"
)


_JUDGED = Wording(
    r"\b(?:(?:call|rate|consider|deem|judge|grade|class|classify) (?:it|this|that|these|them|this one)|"
    r"(?:halten?|stufen?|bewerten?|nennen?) (?:(?:ich|wir|es|das|dies\w*|ihn|sie) ?){1,2}|"
    r"(?:le|la|lo|los|les|las) (?:\w+ )?(?:considere\w*|juge\w*|califico|considero|classe\w*|qualifie\w*))"
    r"(?: (?:as|at|to be|fur|als|comme|como|de))?\s+(?:(?:very|rather|sehr|eher)\s+)?([^\W\d_]+)"
)


def may_rate(text: str) -> bool:
    """Tell whether any word of the text could be a rating."""
    return bool(hints(fold(text)) & _RATING_BITS)


def judged(text: str) -> Severity | None:
    """Return what somebody says he would call it: `I'd call it critical`, or None."""
    found = _JUDGED.search(fold(text))
    return WORDS.whole(found[1]) if found else None


@lru_cache(maxsize=1024)
def stated(text: str) -> Severity | None:
    """Return the severity that a sentence states without a colon: `Schweregrad hoch`, or None."""
    found = _STATED.search(fold(text))
    return WORDS.whole(found[1]) if found else None


@lru_cache(maxsize=1024)
def posed(text: str) -> Severity | None:
    """Return how high a risk a sentence calls something: `This is a high risk for ...`, or None."""
    found = _POSED.search(fold(text))
    return WORDS.whole(found[1] or found[2]) if found else None


def opening(text: str) -> Severity | None:
    """Return the rating that a text begins with, as the entry of a legend does, or None."""
    body = _bare(text)
    for lexicon in (WORDS, _LEVELS):
        if (found := lexicon.start(body)) and (
            is_wide(body[: found[1]]) or not body[found[1] :][:1].isalnum()
        ):
            return found[0]
    return None


_NOUNS_WORDS = """
    risk risiko risque riesgo risco rischio risico ryzyko риск severity impact schweregrad 风险 リスク
    risks findings issues vulnerabilities problems concerns weaknesses defects bugs gaps befunde mangel
    schwachstellen risiken problem probleme problemes constats vulnerabilites failles risques hallazgos
    problemas vulnerabilidades riesgos achados riscos rilievi problemi vulnerabilita bevindingen problemen
    problemy проблемы проблема недостатки риски замечания уязвимости отсутствует отсутствуют
"""
_NOUNS = frozenset(_NOUNS_WORDS.split())


@lru_cache(maxsize=16_384)
def heading(text: str) -> Rating | None:
    """Return the rating that the heading of a group gives to what is in it: `Critical issues`, `High`."""
    if found := prefix(text) or suffix(text):
        return found
    if level := _LEVELS.first(text):
        return Rating(level[0], level[1], level[2])
    word = WORDS.first(text)
    if not word or "?" in text or _NEGATED.search(fold(text[: word[1]])):
        return None
    urgent, _ = _with_urgency(text, word[2])
    before = text[: word[1]]
    return Rating(word[0], word[1], word[2], urgent or _URGENCY.first(before) is not None)


def cvss(text: str) -> Severity | None:
    """Return the band of the CVSS score in the text: 9.0 critical, 7.0 high, 4.0 medium, 0.1 low."""
    without_version = _VERSION.sub("", _VECTOR.sub("", text))
    for found in _SCORE.finditer(without_version):
        score = float(found[1].replace(",", "."))
        return next((severity for low, severity in _BANDS if score >= low), Severity.INFO)
    return None


def of_id(identifier: str) -> Severity | None:
    """Return the severity that an id such as `H-01` or `CRIT-2` tells by its letter, or None."""
    found = _IDS.match(identifier)
    return _ID_SEVERITY[found[1][0].lower()] if found else None


def letter(text: str) -> Severity | None:
    """Return the rating that a value of a single letter (`H`, `M`, `L`) stands for, or None."""
    bare = text.strip(" *_()[]")
    return _ID_SEVERITY.get(bare.lower()) if len(bare) == 1 and bare.isupper() else None


def as_priority(severity: Severity) -> Priority:
    """Return the rating as an order of work; what is informational comes last."""
    return Priority.LOW if severity is Severity.INFO else Priority(severity.value)


def is_level(text: str) -> bool:
    """Tell whether the text begins with a level such as P0 or Sev-2."""
    return _LEVELS.start(_bare(text)) is not None


def of_defects(text: str) -> bool:
    """Tell whether the text is a word of the scale of defects, which rates how bad they are."""
    found = _DEFECTS.start(_bare(text))
    return found is not None


_COUNTED_BEHIND = regex(
    r"\s*[(\[（](?:\d{1,3}(?:\s*/\s*\d{1,3})?(?: [^\W\d_]+){0,3}|cvss [\d.\s–+-]{1,12})[)\]）][\s*]*$",
    re.IGNORECASE,
)
"""How many there are, and were dealt with, or the scores that the rating stands for."""


@lru_cache(maxsize=16_384)
def only_rating(text: str) -> bool:
    """Tell whether a heading holds no more than a rating: `🔴 HIGH PRIORITY`, `Critical (3/3 fixed)`."""
    text = _COUNTED_BEHIND.sub("", text)
    if not hints(fold(text)) & (_RATING_BITS | _URGENCY.bit):
        return False
    left = _bare(text)
    for lexicon in (WORDS, _LEVELS, _URGENCY):
        if found := lexicon.first(left):
            left = left[: found[1]] + left[found[2] :]
    if left == _bare(text):
        return False
    return all(word in _NOUNS for word in _LETTERS.findall(fold(left)))


def _bare(text: str) -> str:
    if text[:1].isalnum():
        return text
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening else text


def _with_urgency(text: str, end: int) -> tuple[bool, int]:
    """Whether the word of urgency follows ("high priority"), and where both end."""
    space = len(text[end:]) - len(text[end:].lstrip(" -"))
    found = _URGENCY.start(text[end + space :])
    return (True, end + space + found[1]) if found else (False, end)


def _separator(text: str) -> str:
    found = _SEPARATOR.match(text)
    return found[0] if found else ""
