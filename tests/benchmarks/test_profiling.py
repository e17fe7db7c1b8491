"""Where time goes: the parts of a stopwatch, and how they add up."""

from __future__ import annotations

import time
from itertools import count

import pytest

from benchmarks import inside
from benchmarks.inside import Stopwatch, package_of
from benchmarks.profiling import PARTS, profile, table

TOLD = "0.010 interpreter\n0.020 imports click\n0.030 imports tracker.cli\n0.005 plan\n0.001 rest\n"


def test_parts_add_up_to_the_whole_and_the_difference_is_the_rest() -> None:
    found = profile(TOLD, 80.0)
    assert found.parts["imports"] == pytest.approx(50)
    assert found.parts["rest"] == pytest.approx(15)
    assert sum(found.parts.values()) == pytest.approx(found.whole)
    assert list(found.packages) == ["tracker.cli", "click"]


def test_a_program_that_told_nothing_is_all_rest() -> None:
    found = profile("", 80.0)
    assert found.parts == {"rest": 80}
    assert len(list(table("list", found))) == 1


def test_the_table_has_a_figure_for_every_part() -> None:
    first, second = table("list", profile(TOLD, 80.0))
    assert len(first.split()) == 2 + len(PARTS)
    assert second.strip() == "imports: tracker.cli 30.0, click 20.0"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every look at the clock come a second after the one before."""
    seconds = count(1.0)
    monkeypatch.setattr(time, "process_time", lambda: next(seconds))
    monkeypatch.setattr(inside, "BEGUN", 0.0)


@pytest.mark.usefixtures("clock")
def test_a_moment_belongs_to_the_innermost_part() -> None:
    watch = Stopwatch()
    inner = watch.timed("inner", lambda: "done")
    outer = watch.timed("outer", lambda: (inner(), inner()))
    assert outer() == ("done", "done")
    assert watch.spent == {"interpreter": 0, "rest": 1, "outer": 3, "inner": 2}


@pytest.mark.usefixtures("clock")
def test_a_part_ends_with_an_error_too() -> None:
    watch = Stopwatch()
    with pytest.raises(ZeroDivisionError):
        watch.timed("broken", lambda: 1 / 0)()
    watch.timed("other", lambda: None)()
    assert watch.spent == {"interpreter": 0, "rest": 2, "broken": 1, "other": 1}


@pytest.mark.parametrize(
    ("name", "level", "around", "package"),
    [
        ("click.core", 0, "", "click"),
        ("core", 1, "click", "click"),
        ("tracker.cli.main", 0, "", "tracker.cli"),
        ("tracker", 0, "", "tracker"),
        ("", 1, "sqlalchemy.orm", "sqlalchemy"),
    ],
)
def test_an_import_is_counted_for_its_package(name: str, level: int, around: str, package: str) -> None:
    assert package_of(name, level, around) == package
