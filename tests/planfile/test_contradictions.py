from __future__ import annotations

import pytest

from tests.planfile.texts import HEAD, ONE_ITEM, read

AREAS = "[area.a]\nweight = 30\nscore = 6\n[area.b]\nweight = 10\nscore = 10\n[area.c]\nscore = 1\n"


def warnings(text: str) -> list[str]:
    return [str(warning).removeprefix("plan.toml:") for warning in read(text).warnings]


FOUND = [
    (
        "[plan.claims]\nscore = 8\n" + AREAS,
        "8:9",
        "claimed score 8, but the areas' weighted scores give 7.00",
    ),
    ("[plan.claims]\nrisk = ['low', 'high']\n", "8:8", "the review claims low and high as risk"),
    ("[plan.claims]\nscore = 8\nscore_with_fixes = 7", "9:20", "claimed score 7 with all fixes is below 8"),
    ("[plan.claims]\nitems = { total = 2 }\n", "8:19", "claimed 2 items, the plan has 1"),
    ("[plan.claims]\nitems = { high = 1 }\n", "8:18", "claimed 1 high items, the plan has 0"),
    (
        "[plan.claims]\nverdict = 'ready'\n[item.B]\ntitle='b'\nblocker=true",
        "8:11",
        "claimed READY, while B is open",
    ),
    (
        "[plan.claims]\ntime_to_ready = '2-3w'\n[phase.p]\nwindow = 'Week 5-6'",
        "8:17",
        "claimed ready in 2-3w, but the phases run to week 6",
    ),
    (
        "[plan.claims]\ntime_to_ready = '4h'\n[item.B]\ntitle='b'\nblocker=true\neffort='5-9h'",
        "8:17",
        "claimed ready in 4h, but what blocks takes at least 5h of work",
    ),
    ("[area.a]\nscore = [3, 4]", "8:9", "area a is scored 3 and 4"),
    (
        "[area.a]\nscore = 8\n[item.B]\ntitle='b'\nlifts = { a = 7 }",
        "11:15",
        "lifts a to 7, below its score of 8",
    ),
    (
        "[phase.p]\neffort = '1h'\n[item.B]\ntitle='b'\nphase='p'\neffort='2h'",
        "8:10",
        "claimed effort 1h, but its items take at least 2h",
    ),
    (
        "[phase.p]\neffort = '2d'\n[item.B]\ntitle='b'\nphase='p'\neffort='2h'",
        "8:10",
        "claimed effort 2d, but its items take at most 2h",
    ),
    (
        "[item.B]\ntitle='b'\nblocker=true\nstatus = 'done'",
        "10:10",
        "B is called done and blocks all the same",
    ),
    ("[item.B]\ntitle='b'\nremaining=['x']\nstatus = 'done'", "10:10", "called done, but 1 part remain"),
    (
        "[checklist.c.checks]\nx = { text = 'x', item = 'A', done = true }",
        "8:5",
        "ticked as done, but A is open",
    ),
    (
        "[phase.p]\n[phase.q]\n[item.B]\ntitle='b'\nphase='p'\nafter=['C']\n[item.C]\ntitle='c'\nphase='q'",
        "12:7",
        "B comes after C",
    ),
    (
        "[team]\nengineers=[{id='s',skills=['ui']}]\n[item.B]\ntitle='b'\nneeds={ops=1}",
        "11:12",
        "needs 1 of skill ops",
    ),
    ("[area.a]\nconflicts = ['x is y']", "8:14", "a: x is y"),
    ("[phase.a]\nconflicts = ['x is y']", "8:14", "a: x is y"),
    ("[target.a]\nbound = '< 1'\nconflicts = ['x is y']", "9:14", "a: x is y"),
    ("[item.B]\ntitle='b'\nconflicts = ['z', 'x is y']", "9:19", "B: x is y"),
]


@pytest.mark.parametrize(("tables", "place", "message"), FOUND)
def test_each_contradiction_is_a_placed_warning(tables: str, place: str, message: str) -> None:
    found = warnings(ONE_ITEM + tables + "\n")
    assert any(line.startswith(f"{place}: warning: ") and message in line for line in found), found


DATES = [
    ("next_review = 2025-01-01", "next review on 2025-01-01, before the review of 2025-10-10"),
    ("conflicts = ['x is y']", "x is y"),
    ("[item.A]\ntitle='a'\ndue = 2025-10-09", "due 2025-10-09, before the review of 2025-10-10"),
    ("[item.A]\ntitle='a'\ndeferred = { review = 2025-10-09 }", "looked at again on 2025-10-09, before"),
]


@pytest.mark.parametrize(("lines", "message"), DATES)
def test_dates_before_the_review(lines: str, message: str) -> None:
    assert any(message in line for line in warnings(f"{HEAD}reviewed = 2025-10-10\n{lines}\n"))


CONSISTENT = [
    "[plan.claims]\nscore = 7.04\n" + AREAS,
    "[plan.claims]\nscore = 9\n[area.a]\nscore = 5\n",
    "[plan.claims]\nscore = [7, 7]\nitems = { total = 1, high = 0, unrated = 1 }\n",
    "[plan.claims]\nverdict = 'ready'\n",
    "[plan.claims]\nverdict = 'ready'\n[gate.g]\nphases=['p']\n[phase.p]\n"
    "[item.B]\ntitle='b'\nseverity='high'\n",
    "[plan.claims]\ntime_to_ready = '5-6w'\n[phase.p]\nwindow = 'Week 5-6'\n",
    "[plan.claims]\ntime_to_ready = '1w'\n[phase.p]\nwindow = 'after 100k users, now 5 more'\n",
    "[plan.claims]\ntime_to_ready = '1w'\n[gate.g]\nphases=['p']\n[phase.p]\n[phase.q]\nwindow='W9'\n",
    "[plan.claims]\ntime_to_ready = '4h'\n[item.B]\ntitle='b'\neffort='3w'\n",
    "[plan.claims]\ntime_to_ready = '4h'\n[team]\nengineers = 2\n"
    "[item.B]\ntitle='b'\nblocker=true\neffort='6h'\n",
    "[phase.p]\neffort = '2d'\n[item.B]\ntitle='b'\nphase='p'\neffort='2h'\n[item.C]\ntitle='c'\nphase='p'\n",
    "[checklist.c.checks]\nx = { text = 'x', item = 'B', done = true }\n[item.B]\ntitle='b'\nstatus='done'\n",
    "[item.B]\ntitle='b'\nneeds = { ops = 3 }\n",
    "[area.a]\nscore = [4, 4]\n",
]


@pytest.mark.parametrize("tables", CONSISTENT)
def test_what_can_both_be_true_is_no_contradiction(tables: str) -> None:
    assert warnings(ONE_ITEM + tables) == []
