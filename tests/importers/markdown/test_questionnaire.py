"""A questionnaire: checks that are met or not, actions that name them by number, waivers, what was closed."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.domain.plan import Claim

CHECKS = """# Visit of the kitchen
Legend: ✅ met · ❌ not met
## 1. Storage
| Check | Result | Remarks |
|---|---|---|
| 1.1 Cold store below five degrees | ✅ | Three |
| 1.2 Fish and poultry lie apart | ❌ | One shelf for both |
| 1.3 Deliveries are weighed | ❌ | By hand, about 20 minutes each |
| 1.4 Second freezer | ❌ | Waived, see below |
"""
ACTIONS = """
## Action items
| No. | Action | {head} | Effort |
|---|---|---|---|
| B1 | Buy a rack with two sides | 1.2 | 2 days |
| B2 | Scale with a printer | {second} | 3 days |
"""


@pytest.mark.parametrize("head", ["Check", "Requirement", "Point"])
def test_a_column_of_numbers_that_the_document_gives_names_them(head: str) -> None:
    items = plan(CHECKS + ACTIONS.format(head=head, second="1.3")).items
    assert [(item.source, item.effort) for item in items[:2]] == [
        (((7, 7), (14, 14)), "2d"),
        (((8, 8), (15, 15)), "3d"),
    ]
    assert len(items) == 3


def test_a_column_with_other_numbers_names_nothing() -> None:
    assert len(titles(CHECKS + ACTIONS.format(head="Release", second="7.5"))) == 5


def test_actions_that_name_one_check_stay_apart_and_are_tied_to_it() -> None:
    check, _, _, *actions = plan(CHECKS + ACTIONS.format(head="Check", second="1.2")).items
    assert [(action.id, action.duplicate_of) for action in actions] == [("B1", check.id), ("B2", check.id)]


def test_an_action_that_names_several_checks_makes_no_one_of_them() -> None:
    items = plan(CHECKS + ACTIONS.format(head="Check", second="1.3, 1.4")).items
    assert [item.source for item in items] == [
        ((7, 7), (14, 14)),
        ((8, 8), (15, 15)),
        ((9, 9), (15, 15)),
    ]


def test_how_long_each_of_something_takes_is_no_effort() -> None:
    assert plan(CHECKS).items[1].effort is None


def test_what_is_waived_is_deferred() -> None:
    waived = (
        "\n## Waivers\n| Check | Reason | Until |\n|---|---|---|\n| 1.4 Second freezer | No room | May |\n"
    )
    (item,) = [item for item in plan(CHECKS + waived).items if item.title == "Second freezer"]
    assert item.claim is Claim.DEFERRED


@pytest.mark.parametrize(
    "text",
    [
        "## Summary\nMuch was done.\n### Fixed since the last visit\n{}",
        "## Decision\nThe kitchen may open.\n### Progress\nClosed since then:\n\n{}",
    ],
)
@pytest.mark.parametrize("mark", ["", "✅ "])
def test_what_was_closed_since_the_last_review_is_done(text: str, mark: str) -> None:
    closed = f"- {mark}Gas detector above the stove\n- {mark}Mats in front of the sinks\n"
    items = plan(f"# Visit of the kitchen\n{text.format(closed)}").items
    assert [item.claim for item in items] == [Claim.DONE, Claim.DONE]


def test_praise_in_a_summary_is_no_item() -> None:
    assert titles("# Visit\n## Summary\n### ✅ What is good\n- ✅ Floors are clean\n") == []


def test_criteria_with_what_is_needed_and_what_is_are_no_work() -> None:
    rows = "|---|---|---|\n| Cold store | two of them | one |\n| Cooks | nine at noon | nobody knows |\n"
    assert titles(f"# Visit\n## Go/no-go\n| Criterion | Needed | Today |\n{rows}") == []
    assert titles(f"# Visit\n## Gaps\n| Thing | Needed | Today |\n{rows}") == ["Cold store", "Cooks"]
