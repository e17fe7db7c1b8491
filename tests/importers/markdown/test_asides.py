"""What stands around findings is none of them, and what only looks like it is left alone."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.importers.markdown import asides

STEP = "# Review\n## Action plan\n- Add backups\n"


@pytest.mark.parametrize(
    "text",
    [
        "**Goal:** nothing irreversible can happen any more.",
        "**Phase 1 total:** about 4 days",
        "**Summe:** 12 Tage",
        "**Objetivo:** que no se pierda nada",
    ],
)
def test_goals_and_sums_of_a_plan_are_no_steps(text: str) -> None:
    assert titles(f"{STEP}\n{text}\n") == ["Add backups"]


def test_a_lead_that_only_begins_like_a_sum_is_a_step() -> None:
    assert asides.is_label("Total effort")
    assert not asides.is_label("Total blocking time")
    assert titles(f"{STEP}\n**Goal scoring fails:** add a test\n") != ["Add backups"]


@pytest.mark.parametrize(
    "heading", ["Assumptions", "Cost of waiting", "5. Sources", "Effort by person", "Was es kostet"]
)
def test_sections_around_the_work_hold_none(heading: str) -> None:
    assert titles(f"# Known issues\n## {heading}\n- No change to the pricing model\n") == []


@pytest.mark.parametrize("heading", ["Cost", "Capacity limits", "Untrusted sources"])
def test_headings_that_may_be_about_findings_are_left_alone(heading: str) -> None:
    assert titles(f"# Known issues\n## {heading}\n- No budget alarm in production\n") == [
        "No budget alarm in production"
    ]


def test_votes_are_no_findings_and_states_are() -> None:
    rows = "|---|---|---|\n| Payments | Li | 🟢 Go |\n| Queue | Jo | 🔴 No-go today |\n"
    assert titles(f"# Review\n## Verdict\n| Area | Lead | Vote |\n{rows}") == []
    assert titles(f"# Review\n## Issues\n| Area | Lead | Status |\n{rows}") != []


def test_a_bar_is_no_work_and_what_has_to_be_done_before_is() -> None:
    text = "# Review\n## Launch criteria\n- [ ] Readiness at least 85\n- [ ] Restore rehearsed twice\n"
    assert titles(text) == ["Restore rehearsed twice"]
    assert titles(text.replace("criteria", "checklist"))[0] == "Readiness at least 85"


def test_a_section_of_quotations_is_no_finding() -> None:
    said = "# Gaps\n## What buyers said\n> We like it.\n\n> Not yet.\n"
    assert titles(said) == []
    assert titles(said.replace("> We like it.", "We have no date for it.")) == ["What buyers said"]


def test_a_table_without_a_head_says_what_the_document_is_about() -> None:
    rows = "|---|---|\n| Product | PeopleGrid |\n| Purpose | What is missing |\n"
    assert titles(f"# Gap analysis\n| | |\n{rows}") == []


def test_a_stage_and_what_is_in_it_is_a_phase_and_no_item() -> None:
    text = "# Gaps\n**Wave 1 (March)**\nGroups; signatures; rate limits.\n"
    assert titles(text) == []
    assert titles(text.replace("Wave 1 (March)", "No limits")) == ["No limits"]


def test_the_first_column_names_the_rows_where_the_gap_is_left_empty() -> None:
    head = "# Review\n| Capability | Status | Gap | Effort |\n|---|---|---|---|\n"
    rows = "| IP lists | ❌ Missing | – | 3 days |\n| Webhooks | 🟡 Partial | No replay | 2 days |\n"
    first, second = plan(head + rows).items
    assert (first.title, second.title) == ("IP lists", "Webhooks")
    assert second.facts["issue"] == "No replay."


def test_labels_right_beneath_a_paragraph_are_its_own() -> None:
    text = (
        "# Review\n## Conditions for sign-off\n**C1. Seats are sold twice.** A failover loses the lock.\n"
        "- Owner: Jo\n- Effort: 3 days\n- Sign-off: engineering\n"
    )
    (item,) = plan(text).items
    assert (item.id, item.effort, item.owner, item.source) == ("C1", "3d", "Jo", ((3, 6),))


@pytest.mark.parametrize("heading", ["Risks of the plan itself", "7. Risiken des Plans selbst"])
def test_a_plan_has_risks_of_its_own(heading: str) -> None:
    assert titles(f"{STEP}## {heading}\n- Two of five cooks are away in July\n") == ["Add backups"]
