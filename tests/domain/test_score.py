"""Scores: the published arithmetic, and what lifts an area."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import board_of, story_at
from tracker.domain.plan import Area, Claims, Item
from tracker.domain.score import score, weighted_mean
from tracker.domain.state import Status

WEIGHTS = (30, 25, 20, 10, 15)
SCORES = (6, 7, 8, 6, 5)


def test_the_published_weights_give_the_published_score() -> None:
    areas = tuple(
        Area(f"a{n}", "A", weight, (value,))
        for n, (weight, value) in enumerate(zip(WEIGHTS, SCORES, strict=True))
    )
    found = score(board_of(areas=areas, claims=Claims(scores=(7, 6.5), scores_with_fixes=(8,))))
    assert found.now == pytest.approx(6.5)
    assert (found.claimed, found.claimed_with_fixes, found.coverage) == (6.5, 8, 1)


def test_without_weights_all_areas_weigh_the_same() -> None:
    areas = (Area("a", "A", None, (4,)), Area("b", "B", None, (6, 8)), Area("c", "C"))
    found = score(board_of(areas=areas))
    assert found.now == pytest.approx(6)
    assert found.coverage == pytest.approx(2 / 3)


def test_coverage_is_the_scored_share_of_the_weight() -> None:
    assert score(board_of(areas=(Area("a", "A", 30, (5,)), Area("b", "B", 70)))).coverage == pytest.approx(
        0.3
    )


def test_a_plan_without_scores_has_none() -> None:
    for areas in ((), (Area("a", "A", 3),)):
        found = score(board_of(areas=areas))
        assert (found.now, found.with_fixes, found.areas) == (None, None, ())
    assert score(board_of()).coverage == 0


@pytest.mark.parametrize(
    ("status", "now", "with_fixes"),
    [
        (Status.OPEN, 5, 9),
        (Status.RESOLVED, 5, 9),
        (Status.RISK_ACCEPTED, 5, 9),
        (Status.VERIFIED, 9, 9),
        (Status.WONT_FIX, 5, 5),
        (Status.FALSE_POSITIVE, 5, 5),
    ],
)
def test_items_lift_their_area_once_verified(status: Status, now: float, with_fixes: float) -> None:
    item = Item("IT-1", "x", lifts={"a": 9, "b": 1})
    areas = (Area("a", "A", None, (5,)), Area("b", "B", None, (5,)))
    lifted = score(board_of(story_at(status, item), areas=areas)).areas
    assert [(area.now, area.with_fixes) for area in lifted] == [(now, with_fixes), (5, 5)]


@given(
    st.lists(st.tuples(st.integers(0, 100) | st.none(), st.floats(0, 10)), min_size=1, max_size=8),
)
def test_a_mean_lies_between_its_parts(pairs: list[tuple[float | None, float]]) -> None:
    mean = weighted_mean(pairs)
    assert mean is not None
    values = [value for _, value in pairs]
    assert min(values) - 1e-6 <= mean <= max(values) + 1e-6
