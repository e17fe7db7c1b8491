"""One work said several times is one item; two works that share words stay two."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.domain.plan import Claim, Severity

SAID_FOUR_TIMES = """# Review
## Findings
### No connection pool limits
- **Severity**: Critical
- **File**: `src/db.ts:12`
- **Risk**: exhaustion
### Exposed payment credentials
- **Severity**: High
- **File**: `.env`
- **Risk**: theft
## Action plan
### Phase 1 (Week 1)
1. **Add connection pool limits**
   - **Effort**: 5 minutes
## Recommendations
- Set connection pool limits
## Checklist
- [ ] Connection pool limits configured
"""


def test_finding_step_recommendation_and_box_are_one_item_with_all_its_lines() -> None:
    first, second = plan(SAID_FOUR_TIMES).items
    assert first.source == ((3, 6), (13, 14), (16, 16), (18, 18))
    assert (first.severity, first.effort, first.phase) == (Severity.CRITICAL, "5m", "phase-1-week-1")
    assert second.source == ((7, 10),)


def test_findings_that_merely_share_words_stay_apart() -> None:
    text = (
        "# Review\n## Findings\n### No rate limit on login\n- Impact: guessing\n"
        "- File: `a.py`\n- Fix: throttle\n"
        "## Performance findings\n### No rate limit on export\n- Impact: load\n- File: `b.py`\n- Fix: page\n"
    )
    assert titles(text) == ["No rate limit on login", "No rate limit on export"]


def test_entries_of_one_list_are_never_one() -> None:
    assert len(titles("# Review\n## Issues\n- Add database indexes\n- Add database index\n")) == 2


def test_the_very_same_entry_twice_is_one() -> None:
    (item,) = plan("# Review\n## Issues\n- Add indexes\n## Next steps\n- Add indexes\n").items
    assert item.source == ((3, 3), (5, 5))


def test_what_is_probably_the_same_is_linked_and_said() -> None:
    text = (
        "# Review\n## Findings\n### Silent mail failures\n- Impact: nobody notices lost invoices\n"
        "- Cause: delivery results are dropped\n- File: `a.py`\n"
        "## Recommendations\n- Log delivery results of invoices\n- Buy chairs\n"
    )
    first, linked, alone = plan(text).items
    assert linked.duplicate_of == first.id
    assert any("probably the same work" in said for said in linked.uncertain)
    assert alone.duplicate_of is None


def test_rows_are_joined_to_details_by_id() -> None:
    text = (
        "# Review\n## Overview of findings\n| ID | Finding | Severity |\n|-|-|-|\n"
        "| A-1 | No backups | High |\n"
        "| A-2 | No pool | Low |\n## Details\n### A-2: The pool has no bound\n**Impact:** x\n"
        "### A-1: Backups\n**Impact:** y\n"
    )
    first, second = plan(text).items
    assert (first.id, first.severity, first.source) == ("A-1", Severity.HIGH, ((5, 5), (10, 11)))
    assert (second.id, second.facts["impact"]) == ("A-2", "x")


def test_a_step_that_only_names_ids_is_given_to_each() -> None:
    text = (
        "# Review\n## Findings\n- A-1: No backups\n- A-2: No pool\n- A-3: No log\n"
        "## Plan\n### Week 1\n- A-1 and A-3\n### Week 2\n- Do A-2\n"
    )
    items = plan(text).items
    assert [item.phase for item in items] == ["week-1", "week-2", "week-1"]
    assert [item.source[-1] for item in items] == [(8, 8), (10, 10), (8, 8)]


def test_numbers_are_followed_where_a_column_names_findings() -> None:
    text = (
        "# Review\n## Findings\n### Finding 1: No backups\n- Impact: a\n- Fix: b\n"
        "### Finding 2: No pool\n- Impact: a\n- Fix: b\n"
        "## Plan\n| Finding | Action | Sprint |\n|-|-|-|\n| 2 | Bound it | Sprint 1 |\n"
        "| 1 | Dump nightly | Sprint 2 |\n"
    )
    first, second = plan(text).items
    assert (first.phase, second.phase) == ("sprint-2", "sprint-1")


def test_numbers_of_a_list_of_its_own_are_not_followed() -> None:
    text = (
        "# Review\n## Findings\n1. **No backups**\n2. **No pool**\n"
        "## Next steps\n1. Hire a caterer\n2. Paint walls\n"
    )
    assert len(titles(text)) == 4


def test_a_contradiction_keeps_both_values() -> None:
    text = (
        "# Review\n## Findings\n### Slow queue metrics export (High)\n- Effort: 2h\n- Impact: x\n"
        "## Plan\n### Queue metrics export slow (Low)\n- Effort: 3d\n- Action: y\n"
    )
    (item,) = plan(text).items
    assert (item.severity, item.effort) == (Severity.HIGH, "2h")
    assert any("low (line 7)" in said for said in item.conflicts)
    assert any("3d" in said for said in item.conflicts)


def test_one_value_said_twice_is_no_contradiction() -> None:
    assert plan(SAID_FOUR_TIMES).items[0].conflicts == ()


def test_ids_do_not_change_when_something_is_put_before() -> None:
    before = "# Review\n## Issues\n- No backups of mail\n- Slow search index\n"
    after = before.replace("- No backups", "- New thing broken\n- No backups")
    old, new = plan(before).items, plan(after).items
    assert [item.id for item in new][1:] == [item.id for item in old]
    assert len({item.id for item in new}) == 3


@pytest.mark.parametrize("title", ["数据库没有备份", "!!! no", "é" * 80 + " missing"])
def test_ids_are_legal_whatever_the_title(title: str) -> None:
    import re

    for item in plan(f"# Review\n## Issues\n- {title}\n- No backups\n").items:
        assert re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,31}", item.id)


def test_dotted_numbers_of_headings_become_ids() -> None:
    (item,) = plan("# Review\n## 1. Findings\n### 1.2 No backups\n- Impact: x\n- Fix: y\n").items
    assert item.id == "1-2"


def test_dependencies_become_references() -> None:
    text = (
        "# Review\n## Findings\n### A-1: No pool\n- Impact: x\n### A-2: No metrics\n"
        "- Impact: x\n- Depends on: A-1, Z-9\n"
    )
    assert plan(text).items[1].after == ("A-1",)


def test_a_ticked_box_over_an_open_finding_is_told() -> None:
    text = (
        "# Review\n## Findings\n### No metrics export\n- Status: open\n- Impact: x\n- Fix: y\n"
        "## Checklist\n- [x] Metrics export\n"
    )
    (item,) = plan(text).items
    assert item.claim is Claim.OPEN
    assert any("done (line 8)" in said for said in item.conflicts)


def test_a_linked_step_lends_its_phase_to_what_has_none_and_says_so() -> None:
    text = (
        "# Review\n## Findings\n### Silent mail failures\n- Impact: nobody notices lost invoices\n"
        "- Cause: delivery results are dropped\n- File: `a.py`\n"
        "## Action plan\n### Week 1\n- Log delivery results of invoices\n### Week 2\n- Buy chairs\n"
    )
    finding, step, alone = plan(text).items
    assert (finding.phase, step.phase, alone.phase) == ("week-1", "week-1", "week-2")
    assert any("phase was taken from line 9" in said for said in finding.uncertain)


def test_a_finding_with_a_phase_of_its_own_keeps_it() -> None:
    text = (
        "# Review\n## Findings\n### Silent mail failures\n- Impact: nobody notices lost invoices\n"
        "- Cause: delivery results are dropped\n- Phase: Week 3\n"
        "## Action plan\n### Week 1\n- Log delivery results of invoices\n"
    )
    assert plan(text).items[0].phase == "week-3"
