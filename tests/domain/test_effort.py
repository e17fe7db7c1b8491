"""Efforts: what is read, what is refused, how hours are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.effort import LONGEST_HOURS, exact_effort, format_hours, parse_effort


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [
        ("5m", 5 / 60, None, 5 / 60),
        ("3h", 3, None, 3),
        ("2-3h", 2, None, 3),
        ("2 – 3 hours", 2, None, 3),
        ("30m-2h", 0.5, None, 2),
        ("1 to 2 days", 6, None, 12),
        ("1w", 30, None, 30),
        ("1/2/5h", 1, 2, 5),
        ("0.5-2d", 3, None, 12),
        ("m", 3, None, 12),
        ("XL", 30, None, 90),
        ("0-4h", 0, None, 4),
    ],
)
def test_reads(text: str, low: float, likely: float | None, high: float) -> None:
    effort = parse_effort(text)
    assert (effort.low, effort.likely, effort.high) == pytest.approx((low, likely, high))
    assert effort.text == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no effort"),
        ("soon", "is no effort"),
        ("-3h", "is no effort"),
        ("3", "is no effort"),
        ("1e9h", "is no effort"),
        ("3-2h", "runs backwards"),
        ("1/5/2h", "runs backwards"),
        ("9999w", "more than 50,000 hours"),
        ("9" * 400 + "h", "more than 50,000 hours"),
        ("0h", "no work at all"),
    ],
)
def test_refuses(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_effort(text)


def test_a_day_has_the_hours_of_the_team_and_sizes_are_its_own() -> None:
    assert parse_effort("1d", hours_per_day=8).high == 8
    assert parse_effort("XS", sizes={"XS": "10m"}).high == pytest.approx(1 / 6)
    with pytest.raises(ValueError, match="is no effort"):
        parse_effort("S", sizes={})


@pytest.mark.parametrize(
    ("hours", "text"),
    [(0, "0h"), (0.001, "1m"), (0.75, "45m"), (0.999, "1h"), (2.5, "2.5h"), (9.96, "10h"), (1234, "1,234h")],
)
def test_hours_in_words(hours: float, text: str) -> None:
    assert format_hours(hours) == text


@given(st.integers(1, 500), st.integers(0, 500), st.sampled_from("mhd"))
def test_a_range_is_in_order_and_its_mean_inside(low: int, more: int, unit: str) -> None:
    effort = parse_effort(f"{low}-{low + more}{unit}")
    assert 0 < effort.low <= effort.mean <= effort.high <= LONGEST_HOURS


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        effort = parse_effort(text)
    except ValueError:
        return
    assert 0 <= effort.low <= effort.high
    assert effort.high > 0


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("5m", "5m"),
        ("60m", "1h"),
        ("90m", "1.5h"),
        ("100m", "100m"),
        ("2-3h", "2-3h"),
        ("30m-2h", "30m-2h"),
        ("0.5-2d", "3-12h"),
        ("1/2/5h", "1/2/5h"),
        ("0-2h", "0m-2h"),
        ("0.01h", "0.01h"),
    ],
)
def test_an_effort_is_written_exactly(written: str, exact: str) -> None:
    assert exact_effort(parse_effort(written)) == exact
    again = parse_effort(exact)
    assert (again.low, again.likely, again.high) == pytest.approx(
        (parse_effort(written).low, parse_effort(written).likely, parse_effort(written).high)
    )
