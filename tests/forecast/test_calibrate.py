"""What finished items teach about the next ones."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest

from tests.forecast.builders import NOW, finished
from tracker.domain.effort import parse_effort
from tracker.domain.workload import Finished
from tracker.forecast.calibrate import LARGEST_LOG, LEAST_SPREAD, UNBIASED, calibrate


def test_without_history_the_guess_is_wide_and_centred_on_one() -> None:
    guess = calibrate([])
    low, middle, high = np.exp(np.quantile(guess.log_bias(1, 20_000), (0.1, 0.5, 0.9)))
    assert guess.finished == 0
    assert guess.factor == 1
    assert middle == pytest.approx(1, abs=0.02)
    assert low < 0.65
    assert high > 1.5


def test_the_bias_is_the_geometric_mean_of_actual_over_estimate() -> None:
    assert calibrate(finished(1.0, 2.0, 1.0, 2.0, 1.0, 2.0)).factor == pytest.approx(sqrt(2))


def test_the_scale_is_the_standard_error_of_the_mean() -> None:
    ratios = (1.1, 1.6, 0.9, 1.3, 2.0, 1.2)
    learned = calibrate(finished(*ratios))
    logs = np.log(ratios)
    assert learned.scale == pytest.approx(logs.std(ddof=1) / sqrt(6))
    assert learned.degrees == 5
    assert learned.noise == pytest.approx(logs.std(ddof=1))


def test_a_range_explains_its_part_of_the_noise() -> None:
    effort = parse_effort("1-10h")
    items = [Finished(f"F{n}", effort, hours, NOW) for n, hours in enumerate((2.0, 3.0, 4.0, 3.5, 2.5))]
    assert calibrate(items).noise == 0


def test_few_items_move_the_guess_only_a_little() -> None:
    one = calibrate(finished(4.0))
    assert 1 < one.factor < 2
    assert one.scale > calibrate(finished(*[1.9, 2.1, 2.0, 2.2, 1.8])).scale


def test_more_items_narrow_the_bias() -> None:
    ratios = (1.0, 1.5, 0.8, 1.4, 1.2)
    assert calibrate(finished(*ratios * 8)).scale < calibrate(finished(*ratios)).scale / 2


def test_ratios_that_agree_to_the_dot_are_not_believed() -> None:
    assert calibrate(finished(*[1.0] * 9)).scale == pytest.approx(LEAST_SPREAD / 3)


def test_a_draw_is_never_beyond_a_factor_of_ten() -> None:
    wild = calibrate(finished(0.01, 100.0)).log_bias(1, 20_000)
    assert np.abs(wild).max() <= LARGEST_LOG


def test_items_without_hours_teach_nothing() -> None:
    assert calibrate(finished(0.0, 0.0)) == calibrate([])


def test_inferred_hours_are_counted() -> None:
    effort = parse_effort("4h")
    assert calibrate([Finished("F", effort, 4.0, NOW, inferred=True)]).inferred == 1


def test_estimates_can_be_taken_at_their_word() -> None:
    assert not UNBIASED.log_bias(1, 10).any()


def test_velocities_of_evidence_based_scheduling_read_backwards() -> None:
    """A velocity of 0.5 (Spolsky 2007) is a bias of 2."""
    assert calibrate(finished(*[1 / 0.5] * 6)).centre == pytest.approx(log(2))
