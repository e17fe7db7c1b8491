"""Stages of a plan: headings that say when, lists that count on, and lists and sentences that only order."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan
from tracker.domain.plan import Severity
from tracker.importers.markdown import stages

FINDINGS = (
    "# Audit\n## Findings\n### F1: Old key\n- Severity: High\n- Impact: anybody gets in\n"
    "### F2: No second factor\n- Severity: High\n- Impact: stolen passwords\n"
    "### F3: Slow report\n- Severity: Low\n- Impact: waiting\n"
)
STEPS = "- Rotate the key (F1)\n- Second factor (F2)\n"


def phases(text: str) -> list[str | None]:
    """The titles of the phases that the findings are placed in."""
    drafted = plan(text)
    names = {phase.id: phase.title for phase in drafted.phases}
    return [names.get(item.phase or "") for item in drafted.items[:3]]


@pytest.mark.parametrize(
    "heading",
    ["Before the season", "During June", "June to September", "Bis zum Umzug", "Après la rentrée", "Stage A"],
)
def test_a_heading_of_a_plan_says_when(heading: str) -> None:
    assert phases(f"{FINDINGS}## Action plan\n### {heading}\n{STEPS}") == [heading, heading, None]


@pytest.mark.parametrize("heading", ["Security team", "By area", "Dependencies of the plan"])
def test_a_heading_of_a_plan_that_says_no_time_is_no_stage(heading: str) -> None:
    assert phases(f"{FINDINGS}## Action plan\n### {heading}\n{STEPS}") == [None, None, None]


def test_beside_stages_any_heading_is_one() -> None:
    plan_of = (
        "## Action plan\n### Before the launch\n- Rotate the key (F1)\n### Whenever it fits\n- Report (F3)\n"
    )
    assert phases(FINDINGS + plan_of) == ["Before the launch", None, "Whenever it fits"]


def test_a_list_that_names_findings_is_a_plan_whatever_its_heading_says() -> None:
    text = f"{FINDINGS}## Road to October\n### Stage A: until April\n{STEPS}- Train thirty people\n"
    assert phases(text)[0] == "Stage A: until April"
    assert plan(text).items[-1].title == "Train thirty people"


def test_a_list_that_names_none_is_no_plan() -> None:
    text = f"{FINDINGS}## Road to October\n### Our guests\n- Two singers\n- A band\n- Train thirty people\n"
    assert len(plan(text).items) == 3


def test_a_list_counts_on_beneath_a_strong_line() -> None:
    steps = (
        "**Week 1**\n1. Rotate the key (F1)\n\n**Week 2**\n2. Second factor (F2)\n3. Report (F3)\n"
        "4. Field test\n"
    )
    drafted = plan(f"{FINDINGS}## Plan\n{steps}")
    assert [item.phase for item in drafted.items] == ["week-1", "week-2", "week-2", "week-2"]
    assert drafted.items[-1].title == "Field test"


def test_lines_that_do_not_count_on_are_a_paragraph() -> None:
    text = f"{FINDINGS}## Notes\n**Built in**\n1998 was the first year.\n2. was the second.\n"
    assert len(plan(text).items) == 3


def test_a_list_of_times_and_names_orders_the_findings() -> None:
    drafted = plan(f"{FINDINGS}## Sequence\n- Week 1: F1, F3\n- Week 2: F2\n")
    assert [item.phase for item in drafted.items] == ["week-1", "week-2", "week-1"]
    assert drafted.items[0].source[-1] == (13, 13)


def test_a_list_of_times_and_counts_orders_nothing() -> None:
    drafted = plan(f"{FINDINGS}## Sequence\n- Week 1: 3\n- Week 2: 3\n")
    assert {item.phase for item in drafted.items} == {None}


def test_a_table_of_times_and_numbers_orders_the_findings_of_these_numbers() -> None:
    rows = "| 1 | Old key | high |\n| 2 | No second factor | high |\n| 3 | Slow report | low |\n"
    table = f"# Audit\n## Findings\n| No | Topic | Level |\n|---|---|---|\n{rows}"
    order = "## Sequence\n| Step | Numbers |\n|---|---|\n| Now | 1, 3 |\n| Later | 2 |\n"
    assert [item.phase for item in plan(table + order).items] == ["now", "later", "now"]


def test_a_sentence_of_a_plan_says_when() -> None:
    drafted = plan(
        f"{FINDINGS}## Plan\nF1 and F3 are done in the first week. F2 follows in the second week.\n"
    )
    assert [item.phase for item in drafted.items] == ["first-week", "second-week", "first-week"]


def test_a_sentence_elsewhere_does_not() -> None:
    drafted = plan(f"{FINDINGS}## How we worked\nF1 was found in the first week, F2 in the second week.\n")
    assert {item.phase for item in drafted.items} == {None}


def test_a_stage_may_say_what_it_is_to_reach() -> None:
    plan_of = "## Road map\n### Week 3: {}\n"
    assert (
        phases(f"{FINDINGS}{plan_of.format('ready for guests')}{STEPS}")[:2]
        == ["Week 3: ready for guests"] * 2
    )
    assert not stages.aims("Week 3: done")
    assert not stages.aims("Ready for guests")


@pytest.mark.parametrize("when", ["before the harvest", "during the harvest", "whenever"])
def test_a_rating_and_a_time_head_findings_and_are_none(when: str) -> None:
    text = f"# Barn\n## 🟠 High — {when}\n- The hoist has no brake\n- Nobody counts the sacks\n"
    drafted = plan(text)
    assert [item.title for item in drafted.items] == ["The hoist has no brake", "Nobody counts the sacks"]
    assert {item.severity for item in drafted.items} == {Severity.HIGH}


PERIODS = """# Review

## Rollout

### Phase 1: the first berth ({0})
- Light the mole
- Weld the ladder

### Phase 2: all berths ({0})
- Paint the bollards
- Sweep the quay
"""


def test_how_long_a_stage_takes_makes_no_item_of_it() -> None:
    found = plan(PERIODS.format("2-3 weeks").replace("## Rollout", "## Recommended plan"))
    assert [item.title for item in found.items] == [
        "Light the mole",
        "Weld the ladder",
        "Paint the bollards",
        "Sweep the quay",
    ]
    assert len(found.phases) == 2


def test_next_steps_with_labels_of_the_document_behind_them_are_no_item() -> None:
    text = (
        "# Review\n## Next steps\n\n**Today:**\n1. Light the mole\n2. Weld the ladder\n\n"
        "**This week:**\n3. Paint the bollards\n\n---\n\n"
        "**Estimated time:** 3 hours\n**Risk level:** medium\n"
    )
    found = plan(text)
    assert [item.title for item in found.items] == ["Light the mole", "Weld the ladder", "Paint the bollards"]
    assert [phase.title for phase in found.phases] == ["Today", "This week"]
