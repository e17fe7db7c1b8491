"""Codes that grade findings, told from the ids that findings have."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles

LEGEND = "# Review\n## Severity scale\n- [S1] data loss\n- [S2] wrong results\n- [S3] ugly\n- [S4] nit\n"
FOUND = (
    "## Core\n### 1.1 [S1] Log is cut too early\nNot synced.\n### 1.2 [S3] Panics in the library\nMany.\n"
    "### 1.3 [S2] Clock skew hides edits\nA day ahead.\n### 1.4 [S2] Merge is quadratic\nSlow.\n"
)


def severities(text: str) -> list[str | None]:
    return [item.severity for item in plan(text).items]


def test_a_legend_says_what_codes_before_titles_mean() -> None:
    assert severities(LEGEND + FOUND) == ["critical", "medium", "high", "high"]
    assert titles(LEGEND + FOUND)[0] == "Log is cut too early"
    assert [item.id for item in plan(LEGEND + FOUND).items] == ["1-1", "1-2", "1-3", "1-4"]


def test_a_legend_in_words_means_what_it_says() -> None:
    legend = "# Review\n## Legend\n- [K1] low\n- [K2] medium\n- [K3] critical\n"
    found = (
        "## Core\n### 1.1 [K1] Log is cut\nNo.\n### 1.2 [K3] Panics often\nYes.\n### 1.3 [K2] Slow\nYes.\n"
    )
    assert severities(legend + found) == ["low", "critical", "medium"]


@pytest.mark.parametrize("brackets", ["[]", "()"])
def test_a_legend_may_be_one_line(brackets: str) -> None:
    a, b, c = (f"{brackets[0]}{code}{brackets[1]}" for code in "ABC")
    text = (
        f"# Notes\nGrades: {a} somebody is hurt, {b} it stands still, {c} annoying.\n## Found\n"
        f"- {b} Exit waits for ever\n- {a} Barrier closes on a car\n- {c} Wrong date on tickets\n"
    )
    assert severities(text) == ["medium", "high", "low"]


def test_codes_that_several_headings_share_need_no_legend() -> None:
    shared = FOUND + "### 1.5 [S1] Key in the log\nAt debug.\n### 1.6 [S4] Old name\nIn a comment.\n"
    assert severities("# Review\n" + shared) == ["critical", "medium", "high", "high", "critical", "low"]


def test_a_cell_that_is_a_code_is_rated_as_well() -> None:
    table = "## More\n| Finding | Severity | Fix |\n|---|---|---|\n| Keys in code | S2 | Rotate them |\n"
    assert severities(LEGEND + FOUND + table)[-1] == "high"


def test_ids_that_each_finding_has_for_itself_stay_ids() -> None:
    found = "".join(
        f"### [K{at}] Thing {at} is broken\n- Impact: pain\n- Fix: mend it\n" for at in (1, 2, 3, 4)
    )
    drafted = plan(f"# Review\n## Findings\n{found}").items
    assert [item.id for item in drafted] == ["K1", "K2", "K3", "K4"]
    assert {item.severity for item in drafted} == {None}
