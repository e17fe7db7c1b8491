"""Changes to a workload, and what they do to its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.forecast.builders import NOW, finished, task, team, workload
from tracker.domain.forecast import Dates, Forecast, WhatIfResult
from tracker.domain.plan import Engineer, Team
from tracker.domain.workload import WhatIf, usual_changes
from tracker.errors import StoreError, UsageError
from tracker.forecast.calibrate import UNBIASED
from tracker.forecast.forecast import forecast, what_if
from tracker.forecast.outlook import look_ahead

PLAN = workload(
    [
        task("A", "4-5d", "critical", phase_rank=0),
        task("B", "4-5d", "low", phase_rank=0),
        task("C", "4-5d", "high", phase_rank=1, after=("A",)),
    ],
    phases={"now": frozenset("AB"), "later": frozenset("C")},
)


def days(change: WhatIf) -> int:
    (result,) = what_if(PLAN, [change], NOW, simulations=500)
    assert result.p85_days is not None
    return result.p85_days


def test_nothing_changed_moves_nothing() -> None:
    (result,) = what_if(PLAN, [WhatIf()], NOW, simulations=500)
    made = forecast(PLAN, NOW, simulations=500)
    assert result == WhatIfResult("as it is", made.dates, 0, made.histogram)


def test_known_dates_spare_a_simulation_and_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = forecast(PLAN, NOW, simulations=500)
    asked = [WhatIf(engineers=2), WhatIf(close=frozenset({"A"}))]
    plainly = what_if(PLAN, asked, NOW, simulations=500)
    looks = []

    def counted(*arguments: Any, **named: Any) -> Any:
        looks.append(arguments)
        return look_ahead(*arguments, **named)

    monkeypatch.setattr("tracker.forecast.forecast.look_ahead", counted)
    assert what_if(PLAN, asked, NOW, simulations=500, before=made.dates) == plainly
    assert len(looks) == len(asked)


def test_the_spread_of_a_change_is_that_of_a_forecast_with_it() -> None:
    change = WhatIf(close=frozenset({"A"}))
    (result,) = what_if(PLAN, [change], NOW, simulations=500)
    assert result.histogram == forecast(change.applied(PLAN), NOW, simulations=500).histogram
    (nobody,) = what_if(PLAN, [WhatIf(engineers=0)], NOW, simulations=500)
    assert nobody.histogram == ()


@pytest.mark.parametrize(
    "change",
    [
        WhatIf(engineers=2),
        WhatIf(hours_per_day=8),
        WhatIf(drop_severities=frozenset({"low"})),
        WhatIf(defer_phases=frozenset({"later"})),
        WhatIf(close=frozenset({"A"})),
    ],
)
def test_each_change_helps(change: WhatIf) -> None:
    assert days(change) < 0


def test_fewer_hands_are_later() -> None:
    assert days(WhatIf(hours_per_day=3)) > 0


def test_changes_add_up() -> None:
    both = WhatIf(engineers=2, drop_severities=frozenset({"low"}), hours_per_day=8)
    assert days(both) < days(WhatIf(engineers=2))


def test_everything_dropped_is_ready_today() -> None:
    everything = WhatIf(drop_severities=frozenset({"critical", "high", "low"}))
    (result,) = what_if(PLAN, [everything], NOW, simulations=500)
    assert result.dates.p95 == NOW.date()


def test_nobody_left_is_no_date() -> None:
    (result,) = what_if(PLAN, [WhatIf(engineers=0)], NOW, simulations=500)
    assert result.dates == Dates(None, None, None, left=3)
    assert result.p85_days is None


def test_one_engineer_more_never_hurts() -> None:
    """Graham's anomaly (1969): this list takes 12 with three processors and 15 with four."""
    hours = {1: 3, 2: 2, 3: 2, 4: 2, 5: 4, 6: 4, 7: 4, 8: 4, 9: 9}
    after = {9: ("T1",), 5: ("T4",), 6: ("T4",), 7: ("T4",), 8: ("T4",)}
    tasks = [task(f"T{n}", f"{hours[n] * 6}h", priority_rank=n, after=after.get(n, ())) for n in hours]
    work = workload(tasks, 3)
    results = what_if(
        work, [WhatIf(engineers=n) for n in (3, 4, 5)], NOW, calibration=UNBIASED, simulations=20
    )
    assert all(result.p85_days is not None and result.p85_days <= 0 for result in results)


def test_labels_say_what_changes() -> None:
    change = WhatIf(
        engineers=3, drop_severities=frozenset({"low", "info"}), defer_phases=frozenset({"later"})
    )
    assert change.label(PLAN) == "engineers 1 → 3, without info, low, defer later"
    assert WhatIf(hours_per_day=7.5, close=frozenset("A")).label(PLAN) == "hours a day 6 → 7.5, close A"


def test_a_smaller_team_keeps_its_first_and_a_larger_one_gets_newcomers() -> None:
    named = workload(PLAN.tasks, Team((Engineer("sam", 0.5), Engineer("ada"))))
    assert [one.id for one in WhatIf(engineers=1).applied(named).team.engineers] == ["sam"]
    assert [one.id for one in WhatIf(engineers=3).applied(named).team.engineers] == [
        "sam",
        "ada",
        "engineer-3",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (WhatIf(defer_phases=frozenset({"latr"})), "no phase 'latr' .did you mean later"),
        (WhatIf(drop_severities=frozenset({"lo"})), "'lo' is no severity .did you mean low"),
        (WhatIf(engineers=-1), "0 to 1000 engineers"),
        (WhatIf(hours_per_day=25), "up to 24 hours"),
        (WhatIf(hours_per_day=float("nan")), "up to 24 hours"),
    ],
)
def test_changes_that_make_no_sense_are_refused(change: WhatIf, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        what_if(PLAN, [change], NOW, simulations=100)


def test_a_crowd_is_as_fast_as_one_for_each_item() -> None:
    crowd, enough = what_if(PLAN, [WhatIf(engineers=1_000), WhatIf(engineers=3)], NOW, simulations=200)
    assert crowd.dates == enough.dates


def test_the_usual_questions_fit_the_plan() -> None:
    assert usual_changes(PLAN) == (
        WhatIf(engineers=2),
        WhatIf(drop_severities=frozenset({"low"})),
        WhatIf(defer_phases=frozenset({"later"})),
    )
    assert usual_changes(workload([task("A")])) == (WhatIf(engineers=2),)


@pytest.mark.parametrize(
    "change",
    [
        {"tasks": PLAN.tasks[:2]},
        {"team": team(2)},
        {"finished": finished(1.0)},
        {"gates": {}},
        {"phases": {}},
        {"closed_on": (date(2026, 1, 1),)},
        {"added_on": (date(2026, 1, 1),)},
        {"estimates": {"high": (PLAN.tasks[0].effort,)}},
    ],
)
def test_the_digest_knows_every_input(change: dict[str, Any]) -> None:
    assert replace(PLAN, **change).digest() != PLAN.digest()


def test_the_digest_does_not_depend_on_the_order_of_sets() -> None:
    one, other = (replace(PLAN, gates={"g": frozenset(ids)}) for ids in (list("ABCDEFGH"), list("HGFEDCBA")))
    assert one.digest() == other.digest()
    assert len(one.digest()) == 64


def test_json_carries_the_agreed_keys() -> None:
    made = replace(
        forecast(PLAN, NOW, simulations=300), what_if=(WhatIfResult("x", Dates(None, None, None), None),)
    )
    data = made.to_json()
    agreed = "schema seed simulations engineers basis hours gates phases drivers chain histogram converging"
    assert set(agreed.split()) <= set(data)
    assert set(data["basis"]) >= {"finished", "bias", "unestimated"}
    assert date.fromisoformat(data["gates"]["production"]["p85"]) == made.dates.p85
    assert Forecast.from_json(data) == made


@pytest.mark.parametrize("damage", [{"schema": 2}, {"basis": {}}, {"made_on": "yesterday"}, {"gates": None}])
def test_a_damaged_forecast_is_refused(damage: dict[str, Any]) -> None:
    data = forecast(PLAN, NOW, simulations=300).to_json()
    with pytest.raises(StoreError):
        Forecast.from_json({**data, **damage})
