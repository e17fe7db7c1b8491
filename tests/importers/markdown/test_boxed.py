"""A heading in a phase with an effort of its own is one thing to do; the boxes beneath it are its checks."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan
from tracker.domain.plan import Claim

PHASE = "# Ferry review\n\n## Phase 1: Before the season (Weeks 1-3)\n\n"


@pytest.mark.parametrize(
    ("heading", "effort"),
    [
        ("### 1.1 Weigh the trucks (3 days)", "3d"),
        ("### 1.1 Weigh the trucks (1 hour)", "1h"),
        ("### 1. Weigh the trucks (1-2 weeks)", "1-2w"),
        ("### Weigh the trucks (4 hours)", "4h"),
    ],
)
def test_boxes_beneath_a_heading_with_an_effort_are_its_checks(heading: str, effort: str) -> None:
    text = f"{PHASE}{heading}\n\nDrivers guess the load.\n\n- [x] Order a scale\n- [ ] Pour its base\n"
    drafted = plan(text)
    item = only(text)
    assert (item.title, item.effort) == ("Weigh the trucks", effort)
    assert [(check.text, check.done) for check in item.checks] == [
        ("Order a scale", True),
        ("Pour its base", False),
    ]
    assert [phase.title for phase in drafted.phases] == ["Phase 1: Before the season (Weeks 1-3)"]
    assert item.claim is not Claim.DONE


def test_where_every_box_is_ticked_the_work_is_done() -> None:
    text = f"{PHASE}### 1.1 Weigh the trucks (3 days)\n\nThey guess.\n\n- [x] Order a scale\n- [x] Use it\n"
    assert only(text).claim is Claim.DONE


def test_boxes_alone_beneath_a_group_are_work_of_the_phase_above() -> None:
    text = f"{PHASE}### 1.1 Ramp (3 days)\n\n- [ ] Grind off the rust\n- [ ] Replace the hinge\n"
    drafted = plan(text)
    assert [phase.title for phase in drafted.phases] == ["Phase 1: Before the season (Weeks 1-3)"]
    assert {item.phase for item in drafted.items} == {drafted.phases[0].id}


def test_a_week_within_a_phase_is_a_phase_however_long_it_is() -> None:
    text = f"{PHASE}### Week 2 (4 days)\n\n- [ ] Grind off the rust\n- [ ] Replace the hinge\n"
    assert [phase.title for phase in plan(text).phases] == ["Week 2 (4 days)"]
