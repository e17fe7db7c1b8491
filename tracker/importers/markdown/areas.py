"""Scored areas: a table of scores with weights, or a score in the section of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.domain.plan import Area, Claims
from tracker.domain.text import slug
from tracker.importers.markdown import status
from tracker.importers.markdown.claims import score
from tracker.importers.markdown.hints import bit_of_pattern, hints
from tracker.importers.markdown.numbering import unnumbered
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.running import lines_of
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.tree import Section, Table
from tracker.importers.markdown.words import fold

_SCORE_HEAD = regex(
    r"^(?:score|rating|points?|punkte|bewertung|wertung|note|puntuacion|pontuacao|punteggio|cijfer|"
    r"ocena|оценка|балл\w*|评分|得分|分数|スコア|評価|点数)\b|^(?:评分|得分|分数|スコア|評価|点数)"
)
_WEIGHT_HEAD = regex(
    r"^(?:weight\w*|gewicht\w*|poids|ponderation|peso|ponderacion|gewicht|waga|вес)|^(?:权重|重み|"
    r"ウェイト)"
)
_WEIGHTED = regex(r"weighted|gewichtet|pondere|ponderad|ponderat|gewogen|wazon|взвешен|加权")
_TOTAL = regex(
    r"^\W*(?:overall|total|sum|gesamt\w*|summe|globale?|general|geral|totale|totaal|razem|итого|всего|"
    r"总\w*|合計|総合\w*)\b|^(?:总|合計|総合)"
)
_SCORE = (
    r"(?:overall )?(?:score|rating|bewertung|punktzahl|note|puntuacion|pontuacao|punteggio|ocena|"
    r"оценка|评分|スコア)\b"
)
_SCORE_BIT = bit_of_pattern(_SCORE)
_SCORED = regex(rf"^\W*{_SCORE}", re.IGNORECASE)
_SUMMARY = regex(r"summary|zusammenfassung|resume")
_NUMBER = regex(r"\d+(?:[.,]\d+)?")
_LONG_WORD = regex(r"\w{3,}")
_ONLY_NUMBER = regex(r"^\W*(10(?:[.,]0+)?|\d(?:[.,]\d{1,2})?)\W*$")


def areas_of(root: Section, found: Sequence[Statement]) -> tuple[Area, ...]:
    """Return the areas that the document scores, each once; a second score stands beside the first."""
    areas: dict[str, Area] = {}
    for area in [*_sections(root), *_tables(root)]:
        known = next((name for name in areas if _same(areas[name].title, area.title)), None)
        areas[known or area.id] = _both(areas[known], area) if known else area
    return tuple(areas.values())


def weighing_conflict(areas: Sequence[Area], claims: Claims) -> str | None:
    """Return how the claimed overall score differs from the weighted one, if by more than rounding."""
    weighed = [(area.weight, area.scores[-1]) for area in areas if area.weight and area.scores]
    total = sum(weight for weight, _ in weighed)
    if not weighed or not claims.scores or (total < 99 and total != 1):
        return None
    computed = sum(weight * points for weight, points in weighed) / total
    if any(abs(claimed - computed) <= 0.1 for claimed in claims.scores):
        return None
    return f"The overall score is claimed as {claims.scores[0]:g}, the weighted areas give {computed:.1f}."


def _tables(root: Section) -> Iterator[Area]:
    for section in root.walk():
        for block in section.blocks:
            if isinstance(block, Table):
                yield from _rows(block)


def _rows(table: Table) -> Iterator[Area]:
    heads = [fold(cell.text).strip(" *:") for cell in table.header.cells]
    at = next((index for index, head in enumerate(heads) if index and _SCORE_HEAD.match(head)), None)
    if at is None:
        return
    weight = next(
        (i for i, head in enumerate(heads) if i and _WEIGHT_HEAD.match(head) and not _WEIGHTED.search(head)),
        None,
    )
    for row in table.rows:
        if at >= len(row.cells) or _TOTAL.match(fold(row.cells[0].text)):
            continue
        title = status.without_marks(row.cells[0].text)
        points = _points(row.cells[at].text)
        if title and points is not None:
            weighed = _weight(row.cells[weight].text) if weight and weight < len(row.cells) else None
            yield Area(slug(title), title, weighed, (points,), source=((row.number, row.number),))


def _sections(root: Section) -> Iterator[Area]:
    """Sections with a line of their own that scores them."""
    if not any(hints(fold(line.text)) & _SCORE_BIT for line in lines_of(root)):
        return
    for section in root.walk():
        if (
            section.title is None
            or section.level < 2
            or section.first <= _HEAD
            or role_of(section.text) in _WHOLE
        ):
            continue
        for line in (
            *lines_of(section, nested=False),
            *(child.title for child in section.sections if child.title),
        ):
            folded = fold(line.text)
            if line is section.title or not (hints(folded) & _SCORE_BIT and _SCORED.match(line.text)):
                continue
            points = score(folded)
            title = status.without_marks(unnumbered(section.text))
            if (
                points is not None
                and title
                and not _TOTAL.match(fold(title))
                and not _SUMMARY.search(fold(title))
            ):
                yield Area(
                    slug(title),
                    title,
                    None,
                    (points,),
                    source=((section.first, section.first), (line.number, line.number)),
                )
            break


def _points(text: str) -> float | None:
    found = score(fold(text))
    if found is not None:
        return found
    number = _ONLY_NUMBER.match(text)
    return float(number[1].replace(",", ".")) if number else None


def _weight(text: str) -> float | None:
    found = _NUMBER.search(text)
    return float(found[0].replace(",", ".")) if found else None


def _same(one: str, other: str) -> bool:
    first, second = (frozenset(_LONG_WORD.findall(fold(text))) - _EMPTY for text in (one, other))
    return bool(first and second) and (first <= second or second <= first)


_HEAD = 3
"""A score under a subtitle of the document is its overall score."""
_WHOLE = frozenset({Role.SCORES, Role.SUMMARY})
_EMPTY = frozenset(
    ["analysis", "assessment", "system", "infrastructure", "und", "and", "the", "review", "integration"]
)


def _both(first: Area, second: Area) -> Area:
    scores = first.scores if set(second.scores) <= set(first.scores) else (*first.scores, *second.scores)
    weight = first.weight if first.weight is not None else second.weight
    return Area(
        first.id, first.title, weight, scores, first.rating, tuple(sorted({*first.source, *second.source}))
    )
