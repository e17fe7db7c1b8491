"""What rates, estimates and places a finding without a label of that name."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles


def severities(text: str) -> list[str | None]:
    return [item.severity for item in plan(text).items]


def test_a_column_of_words_for_defects_rates_whatever_its_head() -> None:
    rows = "| T-1 | blocker | Seat sold twice |\n| T-2 | minor | Wrong order |\n"
    assert severities(f"# R\n## Defects\n| Key | Grade | Defect |\n|---|---|---|\n{rows}") == [
        "critical",
        "low",
    ]


def test_a_column_of_common_levels_needs_a_head_that_says_so() -> None:
    rows = "| T-1 | high | Seat sold twice |\n| T-2 | low | Wrong order |\n"
    assert severities(f"# R\n## Defects\n| Key | Weight | Defect |\n|---|---|---|\n{rows}") == [None, None]


def test_colours_that_lines_begin_with_grade_where_there_is_an_orange_one() -> None:
    text = "# R\n## Weaknesses\n- 🔴 **Rates from the client** are used\n- 🟠 **No throttling** at all\n"
    assert severities(text) == ["critical", "high"]


def test_a_traffic_light_grades_nothing() -> None:
    text = "# R\n## Weaknesses\n- 🔴 **Rates from the client** are used\n- 🟡 **Some throttling** only\n"
    assert severities(text) == [None, None]


def test_a_letter_that_all_ids_have_rates_nothing() -> None:
    rows = "| H1 | Log in with a card | Readers |\n| H2 | Works offline | Cache |\n"
    assert severities(f"# Gaps\n| ID | Gap | Fix |\n|---|---|---|\n{rows}") == [None, None]


def test_a_priority_in_a_word_of_time_is_a_phase() -> None:
    rows = "| Immediate | Rotate the key | 1 day |\n| Must have | Add a limit | 2 days |\n"
    now, wanted = plan(f"# R\n## Plan\n| Priority | Action | Effort |\n|---|---|---|\n{rows}").items
    assert (now.phase, wanted.phase) == ("immediate", None)


@pytest.mark.parametrize(("cell", "named"), [("Locks in Redis", True), ("3 days", False)])
def test_a_column_called_work_holds_efforts_only_where_it_may(cell: str, named: bool) -> None:
    table = f"| Milestone | Work |\n|---|---|\n| Milestone 1 | {cell} |\n"
    assert (titles(f"# R\n## Roadmap\n{table}") == [cell]) is named


def test_rated_paragraphs_that_are_numbered_are_findings() -> None:
    text = (
        "# R\n## 3. Result\n**3.1 One person cancels (high).** Three of 45.\n\n"
        "**3.2 Wide rights (low).** Nine.\n"
    )
    assert severities(text) == ["high", "low"]


def test_a_letter_that_says_what_has_to_be_done_lists_work() -> None:
    steps = (
        "1. Somebody has to run the receipts.\n2. The disk is full.\n3. Imports should refuse bad files.\n"
    )
    assert len(plan(f"# Letter\nFour things.\n\n{steps}").items) == 3
    calm = "1. Receipts are run by Ruth.\n2. The disk is empty.\n3. Imports should refuse bad files.\n"
    assert len(plan(f"# Letter\nFour things.\n\n{calm}").items) < 3


def test_the_heading_of_an_area_with_its_score_is_no_item() -> None:
    assert titles("# R\n## Findings\n### 3. Code quality — 8/10\nTyped throughout, slow in places.\n") == []


def test_an_id_in_a_strong_label_is_no_title() -> None:
    first, _ = plan("# R\n## Findings\n- **N1:** Old help texts\n- **N2:** Two libraries\n").items
    assert (first.id, first.title) == ("N1", "Old help texts")


@pytest.mark.parametrize(
    "title", ["Project membership (2.1)", "Status page for guests", "Client certificates"]
)
def test_a_title_that_begins_like_metadata_is_no_metadata(title: str) -> None:
    assert len(plan(f"# R\n## Action plan\n- {title}\n- Rotate the keys\n").items) == 2


def test_metadata_in_a_plan_is_none() -> None:
    assert titles("# R\n## Action plan\n- Author: Mia\n- Rotate the keys\n") == ["Rotate the keys"]
