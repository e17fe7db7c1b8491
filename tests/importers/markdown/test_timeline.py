"""Timelines give phases to the findings that they name by number, and are no work."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan

FINDINGS = """# Review
## Weaknesses
1. **One copy of the archive** (high) - a fire ends it
2. **Admin port is open** (medium) - anybody can try
3. **Mailbox is never emptied** (low) - it will be full
"""


def phases(text: str) -> list[str | None]:
    drafted = plan(text)
    names = {phase.id: phase.title for phase in drafted.phases}
    return [names.get(item.phase or "") for item in drafted.items]


@pytest.mark.parametrize(
    "lines",
    [
        "- **Day 1** — Port (#2), & a scan\n- **Day 2** — Archive (#1) and mail (#3)\n- **Day 3** — rest\n",
        "- Day 1: port (point 2)\n- Day 2: archive (point 1), mail (point 3)\n- Day 3: slack\n",
        "| When | What |\n|---|---|\n| Day 1 | Port (#2) |\n| Day 2 | Archive (#1), mail (#3) |\n| Day 3 |\n",
    ],
)
def test_what_a_timeline_names_gets_its_phase(lines: str) -> None:
    assert phases(f"{FINDINGS}## Schedule\n{lines}") == ["Day 2", "Day 1", "Day 2"]


def test_a_row_of_a_plan_that_only_orders_is_no_step() -> None:
    rows = "| Week | What |\n|---|---|\n| Week 1 | Port (#2), archive (#1) |\n| Week 2 | Write a manual |\n"
    drafted = plan(f"{FINDINGS}## Roadmap\n\n{rows}")
    assert [item.title for item in drafted.items[3:]] == ["Write a manual"]
    assert phases(f"{FINDINGS}## Roadmap\n\n{rows}")[:3] == ["Week 1", "Week 1", None]


def test_an_order_of_work_needs_no_telling_heading() -> None:
    text = (
        f"{FINDINGS}## What first\n\nBefore the move:\n\n1. Archive (point 1)\n2. Port (point 2)\n\n"
        "After the move:\n\n3. The rest (point 3)\n"
    )
    assert phases(text) == ["Before the move", "Before the move", "After the move"]


def test_a_list_that_names_a_finding_in_passing_orders_nothing() -> None:
    text = f"{FINDINGS}## Remarks\n- We drank tea\n- The port (point 2) is an old story\n- It rained\n- Bye\n"
    assert phases(text) == [None, None, None]


def test_a_timeline_that_names_numbers_of_nothing_orders_nothing() -> None:
    assert (
        phases(f"{FINDINGS}## Schedule\n- **Day 1** — Paint (#31)\n- **Day 2** — Dry (#32)\n") == [None] * 3
    )


def test_a_timeline_may_name_the_steps_of_a_plan() -> None:
    text = (
        "# Review\n## Action plan\n1. Dry the floor\n2. Hang a lamp\n3. Nail the tiles\n"
        "## Schedule\n- **Day 1** — Lamp (#2)\n- **Day 2** — Floor (#1), tiles (#3)\n"
    )
    assert phases(text) == ["Day 2", "Day 1", "Day 2"]


CODED = """# Review
## Findings
| ID | Finding | Severity |
|---|---|---|
| WP-01 | The dam is never looked at | High |
| WP-02 | One key for all gates | Medium |
| WP-03 | The gauge is read by hand | Low |
| WP-04 | The shed leaks | Low |
"""


def test_periods_give_themselves_to_the_ids_beside_them() -> None:
    lines = "- **Within 10 days:** WP-02, WP-04\n- **Within 60 days:** WP-01 (dam),\n  WP-03\n"
    assert phases(f"{CODED}## Order of work\n{lines}") == [
        "Within 60 days",
        "Within 10 days",
        "Within 60 days",
        "Within 10 days",
    ]


def test_an_entry_beside_periods_is_one_whatever_it_says() -> None:
    lines = "- **Within 10 days:** WP-02\n- **Before the summer:** WP-01\n- **As it suits:** WP-03, WP-04\n"
    assert phases(f"{CODED}## Order of work\n{lines}") == [
        "Before the summer",
        "Within 10 days",
        "As it suits",
        "As it suits",
    ]


def test_names_of_groups_are_no_periods() -> None:
    lines = "- **Gates:** WP-02\n- **Buildings:** WP-01, WP-04\n- **Meters:** WP-03\n"
    assert phases(f"{CODED}## Order of work\n{lines}") == [None] * 4


def test_a_paragraph_of_a_period_names_findings_by_their_numbers() -> None:
    text = (
        f"{FINDINGS}4. **Nobody has the keys** (low) - of the cellar\n\n## What when\n\n"
        "**Before the fair:** #2 (the port).\n\n**First month:** #3–#4 (mail, keys; see #1), a party.\n"
    )
    assert phases(text) == [None, "Before the fair", "First month", "First month"]
