"""The whole forecast: what it answers, and what it keeps to."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from math import log

import numpy as np
import pytest

from tests.forecast.builders import NOW, days, finished, task, team, workload
from tracker.domain.effort import Effort, parse_effort
from tracker.domain.forecast import Answer, Dates, Forecast
from tracker.domain.plan import Engineer, Team
from tracker.domain.workload import Finished, Workload
from tracker.errors import PlanError
from tracker.forecast.calibrate import UNBIASED, calibrate
from tracker.forecast.forecast import forecast
from tracker.forecast.sample import generator

RANGES = [task(f"T{n}", effort) for n, effort in enumerate(("2-6h", "1-2d", "1/2/6h", "4-8h", "2-3d") * 4)]
TODAY = NOW.date()


def made(work: Workload, simulations: int = 1_000, seed: int = 1) -> Forecast:
    return forecast(work, NOW, simulations=simulations, seed=seed)


def exact(work: Workload) -> Forecast:
    return forecast(work, NOW, simulations=50, calibration=UNBIASED)


def weekly(count: int, weeks: int = 6) -> tuple[date, ...]:
    return tuple(TODAY - timedelta(days=7 * week + n % 5) for week in range(weeks) for n in range(count))


def test_one_engineer_and_point_estimates_make_the_sum() -> None:
    answer = exact(workload([task("A", "4h"), task("B", "6h"), task("C", "2h")]))
    assert (answer.hours.p50, answer.hours.p95) == (12, 12)
    assert answer.dates == Dates(date(2026, 1, 6), date(2026, 1, 6), date(2026, 1, 6), left=3)


def test_without_history_the_median_is_still_the_sum() -> None:
    assert made(workload([task("A", "60h")]), 10_000).hours.p50 == pytest.approx(60, rel=0.02)


def test_percentiles_are_ordered() -> None:
    answer = made(workload(RANGES, 3, finished=finished(1.0, 1.5, 0.9, 1.4, 1.2)))
    assert answer.hours.p50 < answer.hours.p85 < answer.hours.p95
    for dates in (answer.plan, *answer.gates.values()):
        assert days(dates) == tuple(sorted(days(dates)))


def test_the_same_seed_gives_the_same_forecast_and_another_seed_another() -> None:
    work = workload(RANGES, 2)
    assert made(work) == made(work)
    assert made(work).hours != made(work, seed=2).hours


def test_more_engineers_are_never_later_without_dependencies() -> None:
    ends = [days(made(workload(RANGES, count)).plan) for count in (1, 2, 3, 5, 8)]
    for percentile in zip(*ends, strict=True):
        assert list(percentile) == sorted(percentile, reverse=True)
    assert ends[-1] != ends[0]


def test_less_availability_is_later() -> None:
    half = made(workload(RANGES, Team((Engineer("a", availability=0.5),))))
    full = made(workload(RANGES))
    assert days(half.dates) > days(full.dates)
    assert half.hours == full.hours


def test_more_effort_is_later() -> None:
    more = made(workload([*RANGES, task("X", "10d")]))
    assert more.hours.p50 > made(workload(RANGES)).hours.p50 + 50


def test_a_shared_bias_widens_the_interval() -> None:
    many = [task(f"T{n}", "2-6h") for n in range(100)]
    ratios = tuple(np.exp(generator(1, "r").normal(0, 0.5, 12)))
    alone = forecast(workload(many), NOW, simulations=2_000, calibration=UNBIASED).hours
    shared = made(workload(many, finished=finished(*ratios)), 2_000).hours
    assert alone.p95 / alone.p50 < 1.1
    assert shared.p95 / shared.p50 > 1.2


def test_a_known_bias_moves_the_forecast() -> None:
    answer = made(workload([task("A", "60h")], finished=finished(*[1.5, 1.4, 1.6, 1.5, 1.5] * 4)))
    assert answer.basis.bias == pytest.approx(1.5, rel=0.01)
    assert answer.basis.bias_low < 1.5 < answer.basis.bias_high
    assert answer.hours.p50 == pytest.approx(90, rel=0.03)


def test_p85_covers_85_percent_of_simulated_histories() -> None:
    """A team 1.3 times over its estimates, each item a factor of exp(0.4 z) beside it, 12 items finished."""
    rng = generator(11, "histories")
    trials, covered = 300, 0
    for trial in range(trials):
        past = np.exp(log(1.3) + 0.4 * rng.standard_normal(12))
        truth = 4 * np.exp(log(1.3) + 0.4 * rng.standard_normal(15)).sum()
        work = Workload(tuple(task(f"T{n}", "4h") for n in range(15)), finished=finished(*past))
        covered += truth <= made(work, 400, seed=trial).hours.p85
    assert covered / trials == pytest.approx(0.85, abs=0.055)  # 2.7 standard errors


def test_nothing_left_is_ready_today() -> None:
    answer = made(workload([]))
    assert answer.answer is Answer.READY
    assert answer.dates == Dates(TODAY, TODAY, TODAY)
    assert (answer.hours.p95, answer.histogram, answer.drivers, answer.notes) == (0, (), (), ())


def test_a_gate_can_be_ready_before_the_plan() -> None:
    answer = made(workload([task("A")], gates={"production": frozenset({"GONE"}), "later": frozenset({"A"})}))
    assert answer.answer is Answer.READY
    assert answer.gates["production"].p95 == TODAY
    assert answer.gates["later"].left == answer.plan.left == 1


def test_gates_and_phases_have_their_own_dates() -> None:
    first = [task(f"A{n}", "6h", phase_rank=0) for n in range(5)]
    second = [task(f"B{n}", "6h", phase_rank=1) for n in range(5)]
    ids = [frozenset(one.id for one in phase) for phase in (first, second)]
    answer = exact(workload([*second, *first], gates={"now": ids[0]}, phases={"p1": ids[0], "p2": ids[1]}))
    assert answer.headline == "now"
    assert answer.dates.p50 == answer.phases["p1"].p50 == date(2026, 1, 9)
    assert answer.phases["p2"].p50 == answer.plan.p50 == date(2026, 1, 16)


def test_without_gates_the_plan_is_the_headline() -> None:
    answer = exact(workload([task("A")], gates={}))
    assert answer.headline is None
    assert answer.dates == answer.plan


@pytest.mark.parametrize("people", [Team(engineers=()), team(workdays=frozenset()), team(hours_per_day=0.0)])
def test_nobody_to_do_it_is_said(people: Team) -> None:
    answer = made(workload([task("A")], people))
    assert answer.answer is Answer.NO_CAPACITY
    assert answer.dates == Dates(None, None, None, left=1)
    assert answer.hours.p50 > 0
    assert any("Nobody" in note for note in answer.notes)


def test_everything_blocked_has_no_date() -> None:
    answer = made(workload([task("A", waiting=True), task("B", after=("A",))]))
    assert answer.answer is Answer.BLOCKED
    assert answer.dates.p50 is None
    assert any("blocked by hand" in note and "A" in note for note in answer.notes)


def test_something_blocked_is_dated_and_said() -> None:
    answer = made(workload([task("A", waiting=True), task("B")]))
    assert answer.answer is Answer.DATED
    assert any(note.startswith("1 item is blocked by hand") for note in answer.notes)


def test_huge_efforts_are_beyond_and_not_absurd() -> None:
    answer = made(workload([task("A", "40000h"), task("B", "40000h")]))
    assert answer.answer is Answer.BEYOND
    assert answer.dates.p50 is None


def test_a_tail_beyond_the_horizon_has_no_date_of_its_own() -> None:
    answer = made(workload([task("A", "25000h")]))
    assert answer.answer is Answer.DATED
    assert answer.dates.p50 is not None
    assert answer.dates.p95 is None
    assert answer.histogram[-1].date is None
    assert sum(part.share for part in answer.histogram) == pytest.approx(1)


def test_tiny_efforts_are_done_today() -> None:
    assert made(workload([task("A", "1m"), task("B", "4h", done_share=1.0)])).dates.p95 == TODAY


def test_unestimated_items_are_counted_and_said() -> None:
    work = workload([task("A", None), task("B", None), task("C", "4h")])
    answer = made(work)
    assert answer.basis.unestimated == 2
    assert any(note.startswith("2 items without an estimate") for note in answer.notes)
    estimates = {"high": (parse_effort("40h"),) * 3}
    assert made(workload(work.tasks, estimates=estimates)).hours.p50 > answer.hours.p50 * 3


def test_what_the_forecast_rests_on_is_said() -> None:
    assert any("No finished item" in note for note in made(workload([task("A")])).notes)
    few = made(workload([task("A")], finished=finished(1.2)))
    assert any("Only 1 finished item" in note for note in few.notes)
    inferred = tuple(Finished(f"F{n}", Effort(1, 1, None, "1h"), 1.5, NOW, inferred=True) for n in range(6))
    assert any("inferred" in note for note in made(workload([task("A")], finished=inferred)).notes)
    assert made(workload([task("A")], finished=finished(1.0, 1.1, 1.2, 1.0, 0.9))).notes == ()


def test_a_missing_skill_is_said() -> None:
    people = Team((Engineer("a", skills=("dev",)), Engineer("b", availability=0.0)))
    notes = " ".join(made(workload([task("A", needs={"ops": 1})], people)).notes)
    assert "asked for by A" in notes
    assert "1 engineer of the team never works" in notes


def test_items_added_as_fast_as_closed_have_no_date() -> None:
    answer = made(workload([task("A")], closed_on=weekly(2), added_on=weekly(2)))
    assert answer.answer is Answer.NOT_CONVERGING
    assert not answer.converging
    assert answer.dates == Dates(None, None, None, left=1)
    assert answer.throughput is None
    assert any("Not converging" in note for note in answer.notes)


def test_enough_closings_give_a_second_opinion() -> None:
    answer = exact(workload([task(f"T{n}", "6h") for n in range(10)], closed_on=weekly(2)))
    assert answer.throughput is not None
    assert answer.throughput.p50 == TODAY + timedelta(weeks=5)
    assert any("more slowly" in note for note in answer.notes)
    assert exact(workload([task("A")], closed_on=weekly(1))).throughput is None


def test_closings_faster_than_estimates_are_flagged_too() -> None:
    answer = exact(workload([task(f"T{n}", "6d") for n in range(10)], closed_on=weekly(5)))
    assert any("faster" in note for note in answer.notes)


def test_drivers_help_and_come_greatest_first() -> None:
    answer = made(workload([task("BIG", "10-12d"), task("SMALL", "1-2h"), task("MID", "2-4d")]))
    assert [driver.item for driver in answer.drivers][:2] == ["BIG", "MID"]
    moves = [driver.p85_days for driver in answer.drivers]
    assert moves == sorted(moves)
    assert moves[0] <= -10
    assert all(driver.p85_hours < 0 for driver in answer.drivers)


def test_what_is_off_the_gate_and_later_moves_nothing() -> None:
    tasks = [task("A", "2-3d", phase_rank=0), task("Z", "20-30d", phase_rank=1)]
    answer = made(workload(tasks, gates={"production": frozenset({"A"})}))
    assert [driver.item for driver in answer.drivers] == ["A"]
    assert answer.chain == ("A",)


def test_the_chain_is_in_working_order_with_shares() -> None:
    tasks = [
        task("C", "2-3d", after=("B",)),
        task("A", "2-3d"),
        task("B", "2-3d", after=("A",)),
        task("X", "1h"),
    ]
    answer = made(workload(tasks, 2))
    assert answer.chain == ("A", "B", "C")
    assert {answer.chain_share[item] for item in answer.chain} == {1.0}
    assert "X" not in answer.chain_share


def test_the_histogram_adds_up_and_fits() -> None:
    answer = made(workload(RANGES, 2))
    assert sum(part.share for part in answer.histogram) == pytest.approx(1)
    assert 5 < len(answer.histogram) <= 31
    bins = [part.date for part in answer.histogram if part.date]
    assert bins == sorted(set(bins))
    assert bins[0] <= days(answer.dates)[0]


def test_a_circle_is_refused() -> None:
    with pytest.raises(PlanError):
        made(workload([task("A", after=("B",)), task("B", after=("A",))]))


def test_a_very_large_plan_gets_fewer_simulations() -> None:
    answer = made(workload([task(f"T{n}", "1-2h") for n in range(2_000)], 4), 10_000)
    assert answer.simulations == 5_000


def test_the_time_of_day_and_its_zone_change_nothing() -> None:
    work = workload(RANGES)
    night = datetime(2026, 1, 5, 23, 59, tzinfo=timezone(timedelta(hours=14)))
    assert forecast(work, night, simulations=200) == forecast(work, NOW, simulations=200)


def test_finished_items_are_what_calibration_is() -> None:
    past = finished(1.1, 1.2, 1.3, 1.4, 1.5)
    given = forecast(workload(RANGES), NOW, simulations=200, calibration=calibrate(past))
    assert made(workload(RANGES, finished=past), 200).hours == given.hours


def test_a_forecast_survives_json() -> None:
    for work in (workload(RANGES, 2, phases={"p": frozenset({"T1"})}), workload([task("A", waiting=True)])):
        answer = made(work, 300)
        assert Forecast.from_json(json.loads(json.dumps(answer.to_json()))) == answer
