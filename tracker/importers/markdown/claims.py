"""What the review asserts as a whole: verdict, scores, grade, time to ready, numbers of findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tracker.domain.draft import Uncertainty
from tracker.domain.effort import Effort, parse_effort
from tracker.domain.frozen import frozen
from tracker.domain.plan import Claims, Verdict
from tracker.domain.text import counted
from tracker.importers.markdown import effort, severity, status
from tracker.importers.markdown.hints import Wording, bit_of_pattern, bit_of_words, hints
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.running import lines_of
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.tree import Section, Table
from tracker.importers.markdown.words import any_in, fold

T = TypeVar("T")

_NOT = Wording(
    r"\b(?:not (?:yet )?(?:production[- ]?)?ready\b|not ready for (?:production|launch|release|"
    r"go-?live)|no-go\b|nicht (?:produktionsreif|produktionsbereit|freigegeben|bereit)|pas pret|"
    r"non pret|no (?:esta )?listo|nao (?:esta )?pronto|non pronto|niet (?:gereed|klaar)|niegotow\w*|"
    r"не готов\w*)|未达到|不可上线|本番(?:投入|リリース)?不可|準備未完了"
)
_CONDITIONAL = Wording(
    r"\b(?:conditional(?:ly)?(?: ready| approved| go)?\b|ready with (?:conditions|reservations|caveats)|"
    r"ready (?:after|once|when|if)\b|bedingt (?:produktionsreif|freigegeben|bereit)|"
    r"sous (?:conditions|reserves?)|pret sous|con(?:dicionad\w+| condiciones)|com ressalvas|"
    r"con riserva|onder voorwaarden|warunkowo|условно)|有条件|条件付き"
)
_READY = Wording(
    r"\b(?:production[- ]?ready\b|ready for (?:production|launch|release|go-?live|deployment)\b|"
    r"approved for (?:production|release|launch|deployment)|deploy to production\b|produktionsreif|"
    r"produktionsbereit|freigegeben|pret pour (?:la )?(?:production|mise en production)|"
    r"listo para produccion|pronto para producao|pronto per la produzione|gereed voor productie|"
    r"gotow\w* do (?:produkcji|wdrozenia)|готов\w* к (?:продакшену|запуску|эксплуатации))|可以上线|"
    r"可上线|本番(?:投入|リリース)?可"
)
_VERDICT_BITS = _NOT.bit | _CONDITIONAL.bit | _READY.bit
_VERDICT_NAMES = (
    r"(?:status|verdict|assessment|conclusion|recommendation|decision|readiness|production ready|"
    r"approval|approved|result|rating|urteil|fazit|ergebnis|empfehlung|bewertung|avis|conclusion|"
    r"statut|etat|veredicto|resultado|conclusion|estado|veredito|verdetto|esito|conclusie|oordeel|"
    r"werdykt|wynik|вывод|вердикт|статус|заключение)"
)
_VERDICT_LINE = regex(rf"\b{_VERDICT_NAMES}\b|结论|结果|判定|総合判定|評価|状态|結論|総評")
_VERDICT_LINE_BIT = bit_of_pattern(_VERDICT_NAMES)
_SCORE = regex(
    r"(?<![\d.])(10(?:[.,]0+)?|\d(?:[.,]\d{1,2})?|\d{1,3})\s*(?:/|von|of|out of|sur|de|su|van|"
    r"из)\s*(100|10|5)(?![\d.])"
)
_SCALES = ("10", "5")
"""One of these ends whatever gives a score."""
_OVERALL = regex(
    r"\b(?:overall|total|readiness|health|gesamt\w*|globale?|general|geral|complessiv\w*|totaal\w*|"
    r"ogoln\w*|общ\w*|итог\w*)\b.{0,30}?(?:score|rating|assessment|grade|note|wertung|bewertung|"
    r"punktzahl|puntuacion|pontuacao|punteggio|valutazione|beoordeling|ocena|оценка|$|\d)|总体评分|"
    r"总分|综合评分|総合(?:評価|得点|スコア)"
)
_WITH_FIXES = regex(
    r"\b(?:with (?:all )?fixes|after (?:all )?(?:fixes|remediation)|nach (?:behebung|korrektur|"
    r"umsetzung)|apres correction\w*|con (?:las )?correcciones|po poprawkach|после исправлен\w*)\b|"
    r"修复后|修正後|改善後"
)
_GRADE = regex(
    r"\b(?:overall )?(?:grade|note|gesamtnote|calificacion|nota|voto|"
    r"ocena)\b\W{0,4}([A-F][+-]?)(?![\w+-])",
    re.IGNORECASE,
)
_TIME = Wording(
    r"\b(?:time(?:line)? to (?:production|ready|launch|release)|(?:estimated )?(?:fix time|time to fix|"
    r"total effort|timeline)|time to production[- ]ready|zeit bis (?:zur )?(?:produktionsreife|"
    r"freigabe)|gesamtaufwand|effort total|charge totale|esfuerzo total|esforco total|sforzo totale|"
    r"totale inspanning|laczny naklad|общие трудозатраты)\b|总工作量|总工时|合計工数|総工数"
)
_GRADE_BIT = bit_of_words(["grade", "note", "gesamtnote", "nota", "calificacion", "voto", "ocena"])
"""The bit of the words of which one is in whatever gives a grade."""
_UNTIL = regex(r"\b(?:time|timeline|path|road|steps|zeit|until|before)\b")
_COUNT = regex(r"\d{1,4}")
_LEVEL = Wording(
    r"^\W*(?:overall )?(confidence|risk)(?: level| rating)?\W*[:：]\W*(very high|high|medium|moderate|"
    r"low|very low|critical)\b"
)
_CLAIMING_BITS = _VERDICT_BITS | _GRADE_BIT | _TIME.bit | _LEVEL.bit
_LONGEST = 400
_TOTAL = regex(
    r"\b(\d{1,4})\s+(?:(critical|high|medium|low|info\w*)\s+)?(?:findings|issues|items|vulnerabilities|"
    r"problems|befunde|constats|hallazgos|achados|rilievi|bevindingen)\b"
)
_COUNTED_THINGS = """
    findings issues items vulnerabilities problems befunde constats hallazgos achados rilievi bevindingen
"""
_TOTAL_BIT = bit_of_words(_COUNTED_THINGS.split())
"""The same for numbers of findings."""
_TELLING_BITS = _CLAIMING_BITS | _TOTAL_BIT


@frozen
class _Told:
    """A line with its folded text and the bits of what its words can begin."""

    line: Line
    folded: str
    bits: int


def _told(lines: Iterable[Line]) -> Iterator[_Told]:
    """The lines that can claim anything: by one of the words, or by a score."""
    for line in lines:
        folded = fold(line.text)
        bits = hints(folded)
        if bits & _TELLING_BITS or any_in(_SCALES, folded):
            yield _Told(line, folded, bits)


def claims_of(root: Section, scored: frozenset[int] = frozenset()) -> Claims:
    """Return what the document asserts; contradicting values in its order.

    `scored` are the lines that score an area: theirs is no overall score.
    """
    lines = list(_told(lines_of(root)))
    short = [told for told in lines if len(told.folded) <= _LONGEST]
    points = list(_scores(short))
    worded = [told for told in short if told.bits & _CLAIMING_BITS]
    return Claims(
        verdicts=_distinct(_verdicts(worded)),
        scores=_distinct(found for found, line, fixes in points if not fixes and line not in scored),
        scores_with_fixes=_distinct(found for found, _, fixes in points if fixes),
        grade=_distinct(_grades(worded)),
        confidence=_distinct(_levels(worded, "confidence")),
        risk=_distinct(_levels(worded, "risk")),
        time_to_ready=_distinct(_times(worded)),
        items=dict(_declared(root, lines)),
    )


def count_notes(claims: Claims, found: Sequence[Statement]) -> Iterator[Uncertainty]:
    """Yield a note where the document declares more findings than were found."""
    total = claims.items.get("total")
    if total is not None and total > len(found):
        yield Uncertainty(0, f"the document speaks of {counted(total, 'item')}, and {len(found)} were found")


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _verdicts(lines: Sequence[_Told]) -> Iterator[Verdict]:
    for told in lines:
        if not told.bits & _VERDICT_BITS:
            continue
        line, folded = told.line, told.folded
        marked = status.mark(line.text) is not None or bool(line.lead)
        if not (marked or (told.bits & _VERDICT_LINE_BIT and _VERDICT_LINE.search(folded[:60]))):
            continue
        if _NOT.search(folded):
            yield Verdict.NOT_READY
        elif _CONDITIONAL.search(folded):
            yield Verdict.CONDITIONALLY_READY
        elif _READY.search(folded) and not _UNTIL.search(folded):
            yield Verdict.READY


def _scores(lines: Sequence[_Told]) -> Iterator[tuple[float, int, bool]]:
    """Overall scores with their lines, and whether they are those that fixes would bring."""
    for told in lines:
        found = score(told.folded)
        if found is None:
            continue
        fixes = _WITH_FIXES.search(told.folded) is not None
        if fixes or _OVERALL.search(told.folded):
            yield found, told.line.number, fixes


def score(text: str) -> float | None:
    """Return the first score in a text on a scale of 0 to 10 (`7/10`, `72/100`, `4 of 5`), or None."""
    found = _SCORE.search(text) if any_in(_SCALES, text) else None
    if not found:
        return None
    value, scale = float(found[1].replace(",", ".")), float(found[2])
    return round(value * 10 / scale, 2) if value <= scale else None


def _grades(lines: Sequence[_Told]) -> Iterator[str]:
    for told in lines:
        if told.bits & _GRADE_BIT and (found := _GRADE.search(told.line.text)):
            yield found[1].upper()


def _levels(lines: Sequence[_Told], name: str) -> Iterator[str]:
    for told in lines:
        if (found := _LEVEL.match(told.folded)) and found[1] == name:
            yield found[2]


def _times(lines: Sequence[_Told]) -> Iterator[Effort]:
    for told in lines:
        if _TIME.search(told.folded) and (found := effort.find(told.line.text)):
            yield parse_effort(found.text)


def _declared(root: Section, lines: Sequence[_Told]) -> Iterator[tuple[str, int]]:
    """Numbers of findings: a sentence ("12 findings") or a table of counts by severity."""
    seen: dict[str, int] = {}
    for told in lines:
        for found in _TOTAL.finditer(told.folded) if told.bits & _TOTAL_BIT else ():
            level = severity.value(found[2]) if found[2] else None
            seen.setdefault(level.severity.value if level else "total", int(found[1]))
    for section in root.walk():
        for block in section.blocks:
            if isinstance(block, Table):
                for name, count in _counts(block):
                    seen.setdefault(name, count)
    yield from seen.items()


def _counts(table: Table) -> Iterator[tuple[str, int]]:
    """Rows of a rating and a number."""
    if len(table.header.cells) > 4:
        return
    for row in table.rows:
        if len(row.cells) < 2 or not severity.only_rating(row.cells[0].text):
            continue
        rated = severity.heading(row.cells[0].text)
        number = next((cell.text for cell in row.cells[1:] if _COUNT.fullmatch(cell.text)), None)
        if rated and number:
            yield rated.severity.value, int(number)
