"""Where a heading of findings and a plan both say when, the plan is believed."""

from __future__ import annotations

from tests.importers.markdown.reading import plan

TEXT = """# Mill review

## 🔴 Critical issues (must fix before launch)

### 1. Millstone is cracked
**Issue:** it may break
**Fix:** replace it

## Action plan

### Phase 1: First hands (week 1)
1. Millstone is cracked: replace it
"""


def test_the_phase_of_the_plan_goes_before_the_bracket_of_a_rating() -> None:
    drafted = plan(TEXT)
    (item,) = drafted.items
    names = {phase.id: phase.title for phase in drafted.phases}
    assert names[item.phase or ""].startswith("Phase 1")
    assert any("must fix before launch" in said for said in item.conflicts)
