"""How much something is wanted places the boxes of a checklist, and takes back how severe all is."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan
from tracker.importers.markdown import wishes

BOXES = """# Mill review

## Opening checklist

### {}
- [ ] Replace the cracked axle
- [ ] Write down who grinds when
"""


@pytest.mark.parametrize(
    "heading", ["Must have (before opening)", "Should have", "Nice to have (one day)", "Muss", "Обязательно"]
)
def test_boxes_stand_in_the_phase_that_says_how_much_they_are_wanted(heading: str) -> None:
    found = plan(BOXES.format(heading))
    assert [item.title for item in found.items] == ["Replace the cracked axle", "Write down who grinds when"]
    assert wishes.wants(heading)


def test_boxes_of_what_must_be_had_are_in_that_phase() -> None:
    found = plan(BOXES.format("Must have (before opening)"))
    assert [phase.title for phase in found.phases] == ["Must have (before opening)"]
    assert {item.phase for item in found.items} == {found.phases[0].id}


def test_boxes_of_a_run_are_in_no_phase() -> None:
    assert not plan(BOXES.format("Before opening")).phases


@pytest.mark.parametrize("heading", ["Should fix (looks)", "💡 Nice to have", "Could have", "Kann warten"])
def test_what_only_should_be_done_is_not_as_severe_as_what_stands_above(heading: str) -> None:
    must = "# Review\n## Critical blockers\n### Must fix\n- No brake\n- Axle cracked\n"
    text = f"{must}### {heading}\n- No paint\n"
    brake, axle, paint = plan(text).items
    assert brake.severity is not None
    assert brake.severity == axle.severity
    assert paint.severity is None


@pytest.mark.parametrize("heading", ["Must fix the axle", "Nice view", "Should the mill close?"])
def test_a_heading_that_says_more_wants_nothing(heading: str) -> None:
    assert not wishes.wants(heading)
