"""Headings that ask or tell by one word: `Complete within`, `Required for`, `Resolved: errors`."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan
from tracker.domain.plan import Claim, Severity
from tracker.importers.markdown.inline import plain_line
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.titles import titled


@pytest.mark.parametrize("window", ["within 3 days", "by Friday", "before the fair", "in the next month"])
def test_what_is_to_be_completed_by_a_time_is_asked_for(window: str) -> None:
    text = f"# Review\n## Action items\n### Urgent (complete {window})\n1. **Bell rope** - Splice the end\n"
    items = plan(text).items
    assert [item.title for item in items] == ["Bell rope"]
    assert items[0].phase


def test_what_is_complete_is_praised() -> None:
    assert role_of("Complete features") is Role.GOOD
    assert role_of("Completed") is Role.GOOD


def test_a_sign_before_what_is_required_praises_nothing() -> None:
    text = (
        "# Review\n## ✅ Required for launch\n### Lamps\n- Spare bulbs on the pier\n- Lamp oil for a week\n"
    )
    assert [item.title for item in plan(text).items] == ["Spare bulbs on the pier", "Lamp oil for a week"]


def test_named_errors_that_were_put_right_are_done_one_by_one() -> None:
    text = (
        "# Audit\n## Critical issues\n### ✅ FIXED: Major ferry timetable errors\n"
        "1. **Sunday departure** - Shifted by an hour\n2. **Winter stop names** - Spelled as on the signs\n"
    )
    items = plan(text).items
    assert [(item.title, item.claim) for item in items] == [
        ("Sunday departure", Claim.DONE),
        ("Winter stop names", Claim.DONE),
    ]
    assert {item.severity for item in items} == {Severity.CRITICAL}


@pytest.mark.parametrize("scale", ["info, warning, error", "low, medium, high", "debug / info / fatal"])
def test_the_steps_of_a_scale_rate_nothing(scale: str) -> None:
    assert titled(plain_line(f"Levels of the bell ({scale})", 1)).rating is None


def test_a_bracket_of_values_rates() -> None:
    assert titled(plain_line("No spare bell (high, 2d, @ann)", 1)).rating is Severity.HIGH
