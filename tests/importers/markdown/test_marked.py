"""Where a mark says of each entry whether it is in order, what bears the mark of failure is a finding."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.domain.plan import Claim


def test_marks_of_failure_beside_marks_of_success_are_findings() -> None:
    text = "# Kiln review\n\n## Heating\n\n- ✅ Quick\n- ✅ Even\n- ⚠️ Slow to cool\n- ❌ Door seal\n"
    assert titles(text) == ["Slow to cool", "Door seal"]


@pytest.mark.parametrize(
    "entries",
    [
        "- ⚠️ Slow to cool\n- ⚠️ Even heat\n- ⚠️ Door seal\n",
        "- ✅ Heat it slowly\n- ✅ Wear gloves\n- ❌ Never open it hot\n",
        "- ✅ Quick to heat\n- Even heat\n- ❌ Door seal\n",
    ],
)
def test_marks_that_do_not_judge_are_none(entries: str) -> None:
    assert titles(f"# Kiln review\n\n## Heating\n\n{entries}") == []


def test_open_boxes_beneath_a_heading_with_a_mark_of_failure_are_each_a_gap() -> None:
    text = "# Kiln review\n\n## Checklist\n\n### ❌ NOT ready yet\n\n- [ ] Spare fuses\n- [ ] Door seal\n"
    assert titles(text) == ["Spare fuses", "Door seal"]


def test_a_mark_of_warning_takes_back_that_it_is_ready() -> None:
    text = "# Kiln review\n\n## Checklist\n\n### ⚠️ Ready for a demo\n\n- [ ] Spare fuses\n- [ ] Door seal\n"
    assert titles(text) == ["Spare fuses", "Door seal"]


def test_what_is_ticked_beneath_ready_for_open_source_is_there() -> None:
    text = "# Kiln review\n\n## Checklist\n\n### ✅ Ready for open source\n\n- [x] Drawings\n- [x] Parts\n"
    assert titles(text) == []


@pytest.mark.parametrize("label", ["Confidence level", "Bottom line", "Niveau de confiance", "Conclusion"])
def test_a_verdict_beneath_next_steps_is_no_step(label: str) -> None:
    text = f"# Kiln review\n\n## Next steps\n\n1. Fit a seal\n\n**{label}:** 80% - it heats well.\n"
    assert titles(text) == ["Fit a seal"]


@pytest.mark.parametrize(
    "sentence",
    [
        "All identified issues have been resolved.",
        "Alle gefundenen Mängel wurden behoben.",
        "Tous les constats ont été corrigés.",
        "Todos los hallazgos fueron resueltos.",
        "Все замечания были устранены.",
    ],
)
def test_that_all_is_resolved_is_no_finding(sentence: str) -> None:
    assert titles(f"# Kiln review\n\n## Known issues\n\n{sentence}\n") == []


def test_a_complete_reference_is_no_state() -> None:
    text = "# Kiln review\n\n## Files\n\n1. `KILN.md` - Complete wiring reference\n2. `FUSE.md` - Fuses\n"
    assert titles(text) == []


@pytest.mark.parametrize(
    "label", ["Fix Applied", "Enhancement Applied", "Change Made", "Solution implemented"]
)
def test_what_was_applied_is_the_fix_of_the_finding_above(label: str) -> None:
    text = (
        "# Kiln review\n\n## Safety\n\n### Door switch\n\n**Issue**: The oven heats while it is open.\n\n"
        f"**{label}**:\n- **File**: `oven/door.py`\n\n**Status**: ✅ Completed\n"
    )
    (item,) = plan(text).items
    assert (item.title, item.claim, [ref.path for ref in item.files]) == (
        "Door switch",
        Claim.DONE,
        ["oven/door.py"],
    )


def test_a_lead_that_a_mark_calls_in_order_is_no_finding() -> None:
    text = "# Kiln review\n\n## Missing features\n\n- ❌ Timer\n\n**For small pots:** ✅ Sufficient\n"
    assert titles(text) == ["Timer"]
