"""What a run found: ratios of pairs, the table, the document."""

from __future__ import annotations

import json
import os
import platform

from benchmarks.lines import Line, cpu_line, document, line_of, table
from benchmarks.processes import Cost


def test_the_ratio_is_the_median_of_the_pairs_and_not_that_of_the_medians() -> None:
    line = line_of("w", "list", "pass", "CPU ms", [(10, 1), (20, 4), (90, 30)])
    assert (line.ours, line.theirs) == (20, 4)
    assert line.ratio == 5
    other = line_of("w", "list", "pass", "CPU ms", [(10, 1), (20, 10), (30, 30)])
    assert (other.ours / other.theirs, other.ratio) == (2, 2)
    drifting = line_of("w", "list", "pass", "CPU ms", [(1, 1), (20, 2), (30, 3)])
    assert drifting.ratio == 10


def test_processor_time_is_told_in_milliseconds() -> None:
    line = cpu_line("w", "list", "pass", [(Cost(9, 0.2), Cost(9, 0.1))], budget=10)
    assert (line.ours, line.theirs, line.ratio, line.budget) == (200, 100, 2, 10)


def test_only_what_costs_more_than_its_budget_is_over() -> None:
    assert Line("w", "list", "pass", "CPU ms", 11, 1, 11, 10).over
    assert not Line("w", "list", "pass", "CPU ms", 10, 1, 10, 10).over
    assert not Line("w", "list", "pass", "CPU ms", 99, 1, 99).over


def test_the_table_names_a_world_and_an_operation_once() -> None:
    lines = [
        Line("1,000 items", "list", "python -c pass", "CPU ms", 120, 12, 10.04, 10),
        Line("1,000 items", "list", "Taskwarrior", "CPU ms", 120, 60, 2),
        Line("1,000 items", "show", "python -c pass", "CPU ms", 90, 12, 7.5, 10),
        Line("9 items", "list", "python -c pass", "CPU ms", 90, 12, 7.5),
    ]
    drawn = list(table(lines))
    assert sum("1,000 items" in line for line in drawn) == 1
    assert [line.split()[0] for line in drawn if line and "unit" not in line] == [
        "list",
        "CPU",
        "show",
        "list",
    ]
    assert [line.endswith(" over") for line in drawn if "python -c pass" in line] == [True, False, False]
    assert max(map(len, drawn)) <= 110


def test_the_document_can_be_read_back_and_names_no_machine() -> None:
    line = Line("w", "list", "pass", "CPU ms", 120, 12, 10)
    made = json.loads(json.dumps(document([line], {"dstask": "not installed"})))
    assert Line(**made["lines"][0]) == line
    assert made["skipped"] == {"dstask": "not installed"}
    assert made["schema"] == 1
    assert made["machine"]["cores"] == os.cpu_count()
    assert platform.node() not in made["machine"].values()
