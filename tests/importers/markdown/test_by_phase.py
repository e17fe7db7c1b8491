"""Findings of a table with a column of phases are tied to the steps of that phase that speak of the same."""

from __future__ import annotations

from tests.importers.markdown.reading import plan
from tracker.domain.plan import Severity

GAPS = """# Museum
## Gaps
| No. | Gap | Rating | Phase |
|---|---|---|---|
| K1 | No alarm when a showcase is opened | High | 1 |
| K2 | Lamps fade the watercolours | Critical | 1 |
| K3 | Two guards for nine rooms | Medium | 2 |
| K4 | Tickets are sold at a single till | Medium | 2 |
"""
STEPS = """
## Plan
### Phase 1: Nothing is lost (May)
- [ ] Wires in every showcase (2 days)
- [ ] Contact and alarm behind the glass (3 days)
- [ ] Weaker lamps in all rooms (1 day)
- [x] Insurance for the watercolours (1 day)
### Phase 2: Visitors (June)
- [ ] A third and a fourth of the guards (2 weeks)
- [ ] Second till at the garden gate (4 days)
- [ ] New catalogue (3 weeks)
"""


def tied(text: str) -> dict[str, str | None]:
    """The first words of what is tied to something, each with the id of that."""
    return {item.title.split()[0]: item.duplicate_of for item in plan(text).items if item.duplicate_of}


def test_a_step_is_told_by_the_words_that_no_other_of_its_phase_has() -> None:
    assert tied(GAPS + STEPS) == {"Contact": "K1", "Weaker": "K2", "A": "K3", "Second": "K4"}


def test_a_step_and_its_finding_in_one_phase_have_effort_and_severity_in_common() -> None:
    items = {item.title.split()[0]: item for item in plan(GAPS + STEPS).items}
    assert (items["Contact"].severity, items["No"].effort) == (Severity.HIGH, "3d")
    assert items["New"].severity is None


def test_a_number_in_a_column_of_phases_is_the_phase_that_a_heading_names() -> None:
    drafted = plan(GAPS + STEPS)
    assert [phase.title for phase in drafted.phases] == [
        "Phase 1: Nothing is lost (May)",
        "Phase 2: Visitors (June)",
    ]
    assert [item.phase for item in drafted.items[:4]] == [
        drafted.phases[0].id,
        drafted.phases[0].id,
        drafted.phases[1].id,
        drafted.phases[1].id,
    ]


def test_a_plan_of_other_things_is_left_alone() -> None:
    steps = "\n## Plan\n### Phase 1\n- Paint the hall\n- Count the lamps\n### Phase 2\n- New catalogue\n"
    assert tied(GAPS + steps) == {}
