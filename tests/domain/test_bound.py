"""Bounds and measurements: units are converted, and what cannot be compared is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.bound import parse_bound, parse_quantity


@pytest.mark.parametrize(
    ("bound", "met", "missed"),
    [
        ("< 250 ms", ["249ms", "0.2 s", "180"], ["250 ms", "1s", "251"]),
        ("<= 2 %", ["2%", "2 percent", "1.5"], ["2.1%"]),
        ("> 30 %", ["31"], ["30"]),
        ("≥ 99.9 %", ["99.9%", "100"], ["99.8"]),
        ("= 0", ["0", "0.0"], ["1", "-1"]),
        ("100..500 /min", ["100", "500 per minute", "5/s"], ["99", "501", "10 /s"]),
        ("< 512 MB", ["0.5 GB", "511MB"], ["512 MB", "1 GiB"]),
        ("< 1,500 ms", ["1,499 ms"], ["1500 ms"]),
        ("< 3 widgets", ["2 widgets", "2"], ["3"]),
    ],
)
def test_holds(bound: str, met: list[str], missed: list[str]) -> None:
    parsed = parse_bound(bound)
    assert [value for value in met if not parsed.holds(value)] == []
    assert [value for value in missed if parsed.holds(value)] == []


@pytest.mark.parametrize("text", ["", "fast", "250 ms", "< x", "5..", "< 1,5 s", "< 1,23 s", "< 1e999"])
def test_no_bound(text: str) -> None:
    with pytest.raises(ValueError, match=r"no bound|too large"):
        parse_bound(text)


def test_a_bound_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="runs backwards"):
        parse_bound("5..1 ms")


@pytest.mark.parametrize("text", ["", "fast", "ms 5", "1,5 s"])
def test_no_measurement(text: str) -> None:
    with pytest.raises(ValueError, match="no measurement"):
        parse_quantity(text)


def test_another_unit_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="another unit"):
        parse_bound("< 250 ms").holds("5 MB")


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000))
def test_the_four_bounds_agree_with_arithmetic(limit: int, value: int) -> None:
    said = [parse_bound(f"{op} {limit} ms").holds(f"{value} ms") for op in ("<", "<=", ">", ">=")]
    assert said == [value < limit, value <= limit, value > limit, value >= limit]
