"""Hours drawn from efforts."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

import numpy as np
import pytest

from tests.forecast.builders import task
from tracker.domain.effort import Effort, parse_effort
from tracker.domain.workload import Task
from tracker.forecast.sample import ASSUMED, Array, Sampler, pert_quantiles, pool_for, shape_of

COUNT = 20_000


def hours_of(
    one: Task, *, noise: float = 0.0, seed: int = 1, estimates: Mapping[str, tuple[Effort, ...]] | None = None
) -> Array:
    sampler = Sampler([one], estimates or {}, noise=noise, seed=seed)
    row: Array = sampler.draw(np.zeros(COUNT), np.empty((1, COUNT)))[0]
    return row


def test_a_range_is_the_tenth_and_ninetieth_percentile() -> None:
    low, high = np.quantile(hours_of(task("A", "2-8h")), (0.1, 0.9))
    assert low == pytest.approx(2, rel=0.03)
    assert high == pytest.approx(8, rel=0.03)


def test_a_point_is_a_point() -> None:
    assert np.ptp(hours_of(task("A", "3h"))) == 0
    assert hours_of(task("A", "3h"))[0] == pytest.approx(3)


def test_noise_comes_on_top_of_the_range() -> None:
    spread = float(np.log(hours_of(task("A", "2-8h"), noise=0.5)).std())
    assert spread == pytest.approx((shape_of(parse_effort("2-8h")).sigma ** 2 + 0.25) ** 0.5, rel=0.02)


@pytest.mark.parametrize("effort", ["1/2/5h", "1/1/5h", "1/5/5h", "2/3/4h", "0/2/10h"])
def test_three_points_have_the_mean_and_spread_of_beta_pert(effort: str) -> None:
    points = parse_effort(effort)
    drawn = hours_of(task("A", effort))
    deviation = ((points.mean - points.low) * (points.high - points.mean) / 7) ** 0.5
    assert drawn.mean() == pytest.approx(points.mean, rel=0.01)
    assert drawn.std() == pytest.approx(deviation, rel=0.02)
    assert points.low - 1e-9 <= drawn.min()
    assert drawn.max() <= points.high + 1e-9


def test_classic_pert_on_a_path() -> None:
    """te = (a + 4m + b) / 6 and sigma = (b - a) / 6, added up along a path (Malcolm et al. 1959)."""
    path = [parse_effort(text) for text in ("2/4/12h", "3/6/9h", "4/5/12h")]
    assert sum(effort.mean for effort in path) == pytest.approx(5 + 6 + 6)
    means = [pert_quantiles(effort).mean() for effort in path]
    assert sum(means) == pytest.approx(17, rel=1e-3)
    for effort in path:
        shape = shape_of(effort)
        mean = exp(shape.mu + shape.sigma**2 / 2)
        deviation = mean * (exp(shape.sigma**2) - 1) ** 0.5
        assert (mean, deviation) == pytest.approx((effort.mean, (effort.high - effort.low) / 6))


def test_a_range_from_nothing_stays_finite() -> None:
    drawn = hours_of(task("A", "0-4h"))
    assert np.isfinite(drawn).all()
    assert drawn.min() > 0


def test_unestimated_items_are_drawn_from_their_severity() -> None:
    estimates = {"high": (parse_effort("10h"),) * 3, "low": (parse_effort("1h"),) * 3}
    assert hours_of(task("A", None, "high"), estimates=estimates).max() == pytest.approx(10)
    assert hours_of(task("A", None, "low"), estimates=estimates).max() == pytest.approx(1)


def test_a_severity_with_few_estimates_draws_from_the_whole_plan() -> None:
    estimates = {"high": (parse_effort("10h"),), "low": (parse_effort("1h"),) * 3}
    assert sorted({effort.text for effort in pool_for("high", estimates)}) == ["10h", "1h"]
    drawn = hours_of(task("A", None, "medium"), estimates=estimates)
    assert (drawn > 5).mean() == pytest.approx(0.25, abs=0.02)


def test_a_plan_without_estimates_assumes_a_stated_range() -> None:
    assert pool_for("high", {}) == (ASSUMED,)
    assert np.quantile(hours_of(task("A", None)), 0.9) == pytest.approx(ASSUMED.high, rel=0.05)


def test_what_is_done_is_taken_off() -> None:
    assert hours_of(task("A", "8h", done_share=0.75))[0] == pytest.approx(2)
    assert hours_of(task("A", "8h", done_share=1.0))[0] == 0
    assert hours_of(task("A", "8h", spent_hours=5))[0] == pytest.approx(3)


def test_an_item_over_its_estimate_still_has_something_to_go() -> None:
    assert hours_of(task("A", "8h", spent_hours=20))[0] == pytest.approx(2)
    assert hours_of(task("A", "2-8h", spent_hours=20)).min() >= 2


def test_hours_spent_rule_out_what_would_have_been_less() -> None:
    whole = hours_of(task("A", "2-8h"))
    left = hours_of(task("A", "2-8h", spent_hours=4))
    expected = whole[whole > 4] - 4
    for share in (0.25, 0.5, 0.75, 0.9):
        assert np.quantile(left, share) == pytest.approx(np.quantile(expected, share), rel=0.08)


@pytest.mark.parametrize("effort", ["2-8h", "1/2/5h", "3h", None])
@pytest.mark.parametrize("spent", [0.01, 1.0, 6.0, 500.0])
def test_an_item_in_progress_is_neither_untouched_nor_finished(effort: str | None, spent: float) -> None:
    estimates = {"high": (parse_effort("2-8h"), parse_effort("5h"), parse_effort("1-2d"))}
    left = hours_of(task("A", effort, spent_hours=spent), estimates=estimates)
    assert np.isfinite(left).all()
    assert left.min() > 0
    assert np.median(left + spent) > spent


def test_a_longer_time_in_progress_never_makes_the_whole_shorter() -> None:
    wholes = [
        float(np.median(hours_of(task("A", "2-8h", spent_hours=hours)) + hours)) for hours in range(1, 20)
    ]
    assert wholes == sorted(wholes)


def test_an_unestimated_item_is_one_of_the_long_ones_once_it_took_long() -> None:
    estimates = {"high": (*(parse_effort("1h"),) * 9, parse_effort("40h"))}
    left = hours_of(task("A", None, spent_hours=8), estimates=estimates)
    assert np.median(left) == pytest.approx(32)


def test_checks_share_out_a_whole_that_is_longer_than_what_was_spent() -> None:
    left = hours_of(task("A", "2-8h", done_share=0.5, spent_hours=20))
    assert left.min() >= 10


def test_checks_say_more_than_recorded_hours() -> None:
    assert hours_of(task("A", "8h", done_share=0.5, spent_hours=7))[0] == pytest.approx(4)


def test_an_item_draws_the_same_whatever_stands_beside_it() -> None:
    alone = hours_of(task("B", "2-8h"))
    both = Sampler([task("A", "1/2/5h"), task("B", "2-8h")], {}, noise=0.0, seed=1)
    assert np.array_equal(both.draw(np.zeros(COUNT), np.empty((2, COUNT)))[1], alone)


@pytest.mark.parametrize("effort", ["2-8h", "1/2/5h", None])
@pytest.mark.parametrize("spent", [0.0, 4.0])
def test_drawing_in_parts_is_drawing_at_once(effort: str | None, spent: float) -> None:
    one = task("A", effort, spent_hours=spent)
    whole = hours_of(one, noise=0.3)
    sampler = Sampler([one], {}, noise=0.3, seed=1)
    parts = [sampler.draw(np.zeros(size), np.empty((1, size)))[0] for size in (7, COUNT - 7)]
    assert np.array_equal(np.concatenate(parts), whole)


def test_another_seed_is_another_draw() -> None:
    assert not np.array_equal(hours_of(task("A", "2-8h")), hours_of(task("A", "2-8h"), seed=2))


def test_the_shared_bias_multiplies_every_item() -> None:
    sampler = Sampler([task("A", "2h"), task("B", "4h")], {}, noise=0.0, seed=1)
    drawn = sampler.draw(np.array([0.0, log(1.5)]), np.empty((2, 2)))
    assert drawn == pytest.approx(np.array([[2, 3], [4, 6]]))
