"""Scores: the weighted mean of the areas' scores, as reviewed, as lifted by verified items, as promised."""

from __future__ import annotations

from collections.abc import Callable

from tracker.domain.board import Board, Card
from tracker.domain.frozen import frozen
from tracker.domain.plan import Area
from tracker.domain.state import REJECTED, Status


@frozen
class AreaScore:
    """One area's score, 0..10: `reviewed` by the review, `now`, and `with_fixes` of every item."""

    area: Area
    reviewed: float
    now: float
    with_fixes: float


@frozen
class Score:
    """The plan's score, 0..10, None where no area is scored; `coverage` is the scored share of the weight."""

    reviewed: float | None
    now: float | None
    with_fixes: float | None
    claimed: float | None
    claimed_with_fixes: float | None
    coverage: float
    areas: tuple[AreaScore, ...]


def score(board: Board) -> Score:
    """Return the scores of a board. Where no area has a weight, all weigh the same."""
    areas = tuple(_area_score(board, area) for area in board.plan.areas if area.scores)
    claims = board.plan.claims
    return Score(
        reviewed=_weighted(areas, lambda scored: scored.reviewed),
        now=_weighted(areas, lambda scored: scored.now),
        with_fixes=_weighted(areas, lambda scored: scored.with_fixes),
        claimed=claims.scores[-1] if claims.scores else None,
        claimed_with_fixes=claims.scores_with_fixes[-1] if claims.scores_with_fixes else None,
        coverage=_coverage(board.plan.areas),
        areas=areas,
    )


def weighted_mean(pairs: list[tuple[float | None, float]]) -> float | None:
    """Return Σ weight·score / Σ weight of (weight, score) pairs; without any weight, the plain mean."""
    weighted = [(weight, value) for weight, value in pairs if weight]
    if not weighted:
        weighted = [(1.0, value) for _, value in pairs]
    total = sum(weight for weight, _ in weighted)
    return sum(weight * value for weight, value in weighted) / total if total else None


def _area_score(board: Board, area: Area) -> AreaScore:
    reviewed = area.scores[-1]

    def lifted(counts: Callable[[Card], bool]) -> float:
        lifts = [
            card.item.lifts[area.id] for card in board.cards if area.id in card.item.lifts and counts(card)
        ]
        return max([reviewed, *lifts])

    return AreaScore(
        area=area,
        reviewed=reviewed,
        now=lifted(lambda card: card.status is Status.VERIFIED),
        with_fixes=lifted(lambda card: card.status not in REJECTED),
    )


def _weighted(areas: tuple[AreaScore, ...], pick: Callable[[AreaScore], float]) -> float | None:
    return weighted_mean([(scored.area.weight, pick(scored)) for scored in areas])


def _coverage(areas: tuple[Area, ...]) -> float:
    total = sum(area.weight or 0.0 for area in areas)
    if total:
        return sum(area.weight or 0.0 for area in areas if area.scores) / total
    return sum(1 for area in areas if area.scores) / len(areas) if areas else 0.0
