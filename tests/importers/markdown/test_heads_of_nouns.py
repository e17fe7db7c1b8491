"""Headings whose telling word only describes another: a checklist flow is no checklist."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.wishes import least


@pytest.mark.parametrize(
    "heading", ["Berth checklist generation", "Pilot flows & bug detection", "Issue tracking"]
)
def test_a_part_of_the_product_asks_for_nothing(heading: str) -> None:
    assert role_of(heading) is Role.NEUTRAL


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Launch checklist", Role.CHECKLIST),
        ("Bugs", Role.WORK),
        ("Bugs detected", Role.WORK),
        ("Remaining manual actions", Role.PLAN),
        ("Open actions", Role.PLAN),
        ("Performance expectations", Role.TARGETS),
        ("Expectativas de rendimiento", Role.TARGETS),
        ("Nice to have (later)", Role.PLAN),
        ("Nice to have (deferred)", Role.DEFERRED),
    ],
)
def test_the_noun_of_a_heading_says_what_is_beneath(heading: str, role: Role) -> None:
    assert role_of(heading) is role


def test_expectations_under_work_are_targets() -> None:
    assert not titles(
        "# Review\n## Performance expectations\n\nAfter fixes:\n\n- **Berths**: 40 ships a day\n"
    )


def test_what_would_be_nice_is_not_put_off_and_not_critical() -> None:
    text = "# Review\n## Critical actions\n### Priority 3: Recommended (nice to have)\n- Add a horn\n"
    (item,) = plan(text).items
    assert item.severity is None
    (later,) = plan("# Review\n## To do\n### Nice to have (later)\n- Add a horn\n").items
    assert later.claim == "open"


def test_only_a_bracket_at_the_end_says_how_little_it_is_wanted() -> None:
    assert least("Priority 3: recommended (nice to have)")
    assert not least("Priority 1 (must have)")
