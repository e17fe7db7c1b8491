"""How cost grows with the plan."""

from __future__ import annotations

import pytest

from benchmarks.growth import exponent, items_of, points, report
from benchmarks.lines import Line


def line(world: str, operation: str, ours: float, unit: str = "CPU ms") -> Line:
    return Line(world, operation, "python -c pass", unit, ours, 1, ours)


def test_costs_are_gathered_by_operation_and_size() -> None:
    found = points(
        [
            line("10,000 items", "list", 500),
            line("10,000 items", "list", 500),
            line("1,000 items", "list", 100),
            line("board of 1,000", "ready", 300),
            line("board of 1,000", "ready", 999, "wall ms"),
            line("board of 10,000", "ready", 600),
            line("1,000 items", "show", 90),
            line("10,000 items", "show", 90),
        ]
    )
    assert found == {"list": {1_000: 100, 10_000: 500}, "board": {1_000: 300, 10_000: 600}}
    assert list(found["list"]) == [1_000, 10_000]


def test_one_size_shows_no_growth() -> None:
    assert points([line("1,000 items", "list", 100)]) == {}


@pytest.mark.parametrize(("last", "power"), [(10, 0), (100, 1), (1_000, 2)])
def test_the_exponent_tells_how_cost_grows(last: float, power: float) -> None:
    assert exponent({100: 10, 1_000: last}) == pytest.approx(power)


def test_worse_than_linear_is_said_and_linear_is_not() -> None:
    good, bad = report({"list": {1_000: 10, 10_000: 50}, "sync": {1_000: 10, 10_000: 500}})
    assert good.startswith("list")
    assert good.endswith("linear or better)")
    assert "1,000: 10, 10,000: 5 " in good
    assert bad.endswith("worse than linear)")


def test_a_world_is_named_with_its_size() -> None:
    assert items_of("board of 10,000") == 10_000
    assert items_of("no size") == 0
