"""What got worse since the ratios that were kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.lines import Line, machine
from benchmarks.regress import LAST, Change, ratios, report, save, worsened


def line(operation: str, ratio: float, unit: str = "CPU ms") -> Line:
    return Line("1,000 items", operation, "python -c pass", unit, ratio, 1, ratio)


def test_over_a_fifth_more_is_worse_and_less_is_not() -> None:
    before = {"a": 1.0, "b": 1.0, "c": 5.0, "d": 1.0}
    now = {"a": 1.2, "b": 1.21, "c": 2.0, "e": 9.0}
    assert worsened(before, now) == [Change("b", 1.0, 1.21)]


def test_the_worst_comes_first() -> None:
    found = worsened({"a": 1.0, "b": 1.0}, {"a": 1.5, "b": 3.0})
    assert [each.key for each in found] == ["b", "a"]


def test_time_on_the_wall_is_not_kept() -> None:
    kept = ratios([line("list", 3), line("list", 3, "wall ms"), line("memory", 2, "MB")])
    assert list(kept) == [
        "1,000 items | list | python -c pass | CPU ms",
        "1,000 items | memory | python -c pass | MB",
    ]


def test_a_run_says_what_got_worse_than_what_was_saved(tmp_path: Path) -> None:
    last = tmp_path / "last.json"
    save([line("list", 4), line("show", 4)], last)
    assert list(report([line("list", 4.7)], last)) == [
        "nothing got worse by over 20% in the 1 ratios that were kept"
    ]
    said = list(report([line("list", 6), line("show", 4)], last))
    assert said == ["worse by 50%: 1,000 items | list | python -c pass | CPU ms (4.00 to 6.00)"]


def test_saving_keeps_what_was_not_measured_this_time(tmp_path: Path) -> None:
    last = tmp_path / "last.json"
    save([line("list", 4), line("show", 4)], last)
    save([line("show", 2)], last)
    assert sorted(json.loads(last.read_text())["ratios"].values()) == [2, 4]


def test_without_kept_ratios_there_is_a_word_and_no_comparison(tmp_path: Path) -> None:
    said = list(report([line("list", 4)], tmp_path / "last.json"))
    assert said == ["nothing was kept to compare with: --save keeps these ratios"]


def test_another_machine_is_said(tmp_path: Path) -> None:
    last = tmp_path / "last.json"
    save([line("list", 4)], last)
    kept = json.loads(last.read_text())
    last.write_text(json.dumps({**kept, "machine": {**kept["machine"], "cores": 1_000}}))
    assert list(report([line("list", 4)], last))[-1].endswith("another machine or another Python")


@pytest.mark.skipif(not LAST.is_file(), reason="no ratios were kept yet")
def test_the_kept_ratios_tell_of_the_machine_in_general_words() -> None:
    kept = json.loads(LAST.read_text())
    assert kept["machine"].keys() == machine().keys()
    assert all(ratio > 0 for ratio in kept["ratios"].values())
