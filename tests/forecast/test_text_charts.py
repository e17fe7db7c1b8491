"""Charts drawn with characters: nothing wider than asked, nothing where there is nothing, marks in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporters.samples import forecast
from tracker.domain.burnup import BurnDay, BurnUp
from tracker.domain.forecast import Answer, Bin, Dates
from tracker.domain.plan import Phase, Plan
from tracker.domain.text_axis import DayAxis, cell_count, columns, fitted, short_day, spread
from tracker.domain.text_charts import (
    NARROWEST,
    burn_up_chart,
    histogram_chart,
    past_chart,
    timeline_chart,
)

FIRST = date(2025, 11, 20)
"""The day the sample forecast was made."""


def later(days: int) -> date:
    return FIRST + timedelta(days=days)


BINS = tuple(Bin(later(7 * n), share) for n, share in enumerate((0.1, 0.4, 0.3, 0.15, 0.05)))
DATES = Dates(later(10), later(20), later(28), 6)
MADE = forecast(
    histogram=BINS,
    gates={"production": DATES},
    plan=DATES,
    phases={"now": Dates(later(5), later(9), later(12), 3), "later": DATES},
)
PLAN = Plan("p", "P", phases=(Phase("now", "Before the next deploy"), Phase("later", "Später 計画")))
BURNED = BurnUp((BurnDay(later(-20), 8, 1), BurnDay(later(-6), 10, 3), BurnDay(FIRST, 10, 4)))


@pytest.mark.parametrize("width", [NARROWEST, 60, 96, 200])
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    charts = [
        histogram_chart(MADE, width),
        burn_up_chart(MADE, BURNED, width),
        past_chart(BURNED, width),
        timeline_chart(MADE, PLAN, width),
    ]
    for lines in charts:
        assert lines
        assert max(map(cell_count, lines)) <= width
        assert lines == [line.rstrip() for line in lines]


def test_too_narrow_for_a_chart_is_no_chart() -> None:
    assert histogram_chart(MADE, NARROWEST - 1) == []
    assert burn_up_chart(MADE, BURNED, NARROWEST - 1) == []
    assert past_chart(BURNED, NARROWEST - 1) == []
    assert timeline_chart(MADE, PLAN, NARROWEST - 1) == []


def test_the_histogram_has_its_tallest_bar_and_its_marks() -> None:
    lines = histogram_chart(MADE, 80)
    assert lines[0].strip().startswith("40% │")
    assert "█" in lines[0]
    ruler, names = lines[6], lines[7]
    assert ruler.count("┴") == 3
    assert names.split() == ["P50", "P85", "P95"]
    assert abs(ruler.index("┴") - names.index("P50") - 1) <= 1
    assert lines[-1].endswith("by week")
    assert len({line.index("│") for line in lines[:6]}) == 1


def test_the_far_tail_is_said() -> None:
    made = replace(MADE, histogram=(*BINS, Bin(None, 0.25)))
    assert "25% later than that" in "".join(histogram_chart(made, 80))


def test_without_a_spread_there_is_no_histogram() -> None:
    assert histogram_chart(replace(MADE, histogram=BINS[:1]), 80) == []
    assert histogram_chart(replace(MADE, histogram=()), 80) == []


def test_the_burn_up_tells_scope_work_and_outlook() -> None:
    lines = burn_up_chart(MADE, BURNED, 80)
    assert lines[0].strip().startswith("10 │")
    assert [line for line in lines if line.strip().startswith("4 │")]
    drawn = "\n".join(lines[:8])
    assert {"█", "•", "◦", "─"} <= set(drawn)
    assert "today" in lines[9]
    assert "P50 Nov 30" in lines[9]


@pytest.mark.parametrize("answer", [Answer.BLOCKED, Answer.NOT_CONVERGING, Answer.NO_CAPACITY])
def test_without_a_date_the_burn_up_has_no_outlook(answer: Answer) -> None:
    none = Dates(None, None, None, 6)
    made = replace(MADE, answer=answer, plan=none, phases={"now": none})
    drawn = "\n".join(burn_up_chart(made, BURNED, 80)[:8])
    assert "•" not in drawn
    assert timeline_chart(made, PLAN, 80) == []


def test_an_empty_plan_has_no_burn_up() -> None:
    empty = BurnUp((BurnDay(FIRST, 0, 0),))
    assert burn_up_chart(MADE, empty, 80) == past_chart(empty, 80) == []


def test_the_timeline_has_a_bar_for_each_phase_and_says_what_is_done() -> None:
    lines = timeline_chart(MADE, PLAN, 80)
    assert lines[0].startswith("Before the next deploy")
    assert lines[0].count("╌") < lines[1].count("╌")
    assert cell_count(lines[0].split("╌")[0]) == cell_count(lines[1].split("╌")[0])
    done = replace(MADE, phases={**MADE.phases, "now": Dates(FIRST, FIRST, FIRST, 0)})
    assert timeline_chart(done, PLAN, 80)[0].endswith(" done")


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.integers(1, 120))
def test_spreading_keeps_the_sum(values: list[float], width: int) -> None:
    out = spread(values, width)
    assert len(out) == width
    assert sum(out) == pytest.approx(sum(values), rel=1e-6, abs=1e-6)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.integers(1, 12))
def test_columns_show_every_value_above_nothing(values: list[float], height: int) -> None:
    lines = columns(values, height)
    assert [len(line) for line in lines] == [len(values)] * height
    assert [mark != " " for mark in lines[-1]] == [value > 0 for value in values]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6), st.integers(12, 100))
def test_labels_never_run_into_one_another(offsets: list[int], width: int) -> None:
    axis = DayAxis(FIRST, later(365), width)
    marks = [(later(offset), f"mark{number}") for number, offset in enumerate(offsets)]
    line = axis.labelled(marks)
    assert len(line) <= width
    assert set(line.split()) <= {name for _, name in marks}
    assert max(marks)[1] in line


def test_days_and_cells_of_an_axis() -> None:
    axis = DayAxis(FIRST, later(10), 11)
    assert [axis.cell(later(day)) for day in (-5, 0, 3, 10, 99)] == [0, 0, 3, 10, 10]
    assert axis.day(3) == later(3)
    assert DayAxis(FIRST, FIRST, 5).cell(FIRST) == 0
    assert short_day(FIRST, FIRST) == "Nov 20"
    assert short_day(date(2026, 1, 2), FIRST) == "Jan 2 2026"


@pytest.mark.parametrize("text", ["short", "much longer than that", "計画を立てる人々", ""])
def test_a_text_fits_exactly(text: str) -> None:
    assert cell_count(fitted(text, 9)) == 9
