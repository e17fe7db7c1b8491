"""What becomes an item, what it says, and what beside it is none."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim, Kind, Priority, Severity


def test_the_entries_of_a_list_of_issues_are_items_and_those_of_strengths_are_not() -> None:
    text = (
        "# Review\n\n## Issues\n- No backups\n- Slow search\n\n## Strengths\n- Typed code\n"
        "- No SQL injection\n"
    )
    assert titles(text) == ["No backups", "Slow search"]


def test_an_item_points_at_its_lines() -> None:
    assert only("# Review\n\n## Issues\n\n- No backups\n  - Impact: data is lost\n").source == ((5, 6),)


def test_a_section_with_labels_is_one_item() -> None:
    item = only(
        "# Review\n## Findings\n### [H-01] No backups\n**Severity:** High\n**File:** `ops/backup.sh:3-9`\n"
        "**Impact:** data is lost\n**Recommendation:** dump nightly\n**Effort:** 2 days\n**Owner:** sam\n"
    )
    assert (item.id, item.title, item.severity, item.effort, item.owner) == (
        "H-01",
        "No backups",
        Severity.HIGH,
        "2d",
        "sam",
    )
    assert [str(file) for file in item.files] == ["ops/backup.sh:3-9"]
    assert item.facts == {"impact": "data is lost", "approach": "dump nightly"}


def test_a_strong_line_with_labels_below_is_an_item_as_well() -> None:
    text = (
        "## Tech debt\n\n**Silent failures:**\n- Issue: errors vanish\n"
        "- Fix approach: log them\n\n**Copies:**\n- Impact: x\n- Fix: y\n"
    )
    assert titles(text) == ["Silent failures", "Copies"]
    assert {item.kind for item in plan(text).items} == {Kind.DEBT}


def test_labels_may_be_headings_of_their_own() -> None:
    item = only(
        "## Findings\n### No backups\n#### Impact\nData is lost.\n#### Recommendation\nDump nightly.\n"
    )
    assert item.facts == {"impact": "Data is lost.", "approach": "Dump nightly."}


def test_a_section_that_holds_findings_is_none() -> None:
    text = (
        "## 1. Database issues - CRITICAL\n### No backups\n- Impact: a\n- Action: b\n"
        "### No pool\n- Impact: a\n- Action: b\n"
    )
    assert titles(text) == ["No backups", "No pool"]
    assert {item.severity for item in plan(text).items} == {Severity.CRITICAL}


def test_none_is_invented() -> None:
    item = only("## Issues\n- No backups\n")
    assert (item.severity, item.priority, item.effort, item.phase, item.files) == (None, None, None, None, ())


def test_the_own_rating_beats_that_of_the_heading() -> None:
    text = "## Critical issues\n- No backups\n- Slow search (Low)\n"
    assert [item.severity for item in plan(text).items] == [Severity.CRITICAL, Severity.LOW]


def test_a_heading_of_priority_gives_priority_and_no_severity() -> None:
    item = only("## Fixes required\n### High priority\n1. **Add a pool**\n")
    assert (item.severity, item.priority) == (None, Priority.HIGH)


def test_a_scale_of_defects_under_priority_rates() -> None:
    text = (
        "## Issues\n| Key | Summary | Title | Priority |\n|-|-|-|-|\n"
        "| A-1 | x | Lost mail | Blocker |\n| A-2 | x | Typo | Minor |\n"
    )
    assert [item.severity for item in plan(text).items] == [Severity.CRITICAL, Severity.LOW]
    words = text.replace("Blocker", "High").replace("Minor", "Low")
    assert [item.severity for item in plan(words).items] == [None, None]
    assert [item.priority for item in plan(words).items] == [Priority.HIGH, Priority.LOW]


def test_table_columns_are_fields() -> None:
    (first, second) = plan(
        "## Findings\n\n| ID | Finding | Severity | Est. Time | Location | Lines | Status |\n"
        "|-|-|-|-|-|-|-|\n"
        "| S-1 | No limit | High | 2h | `src/a.py` | 3-9 | Open |\n"
        "| ~~S-2~~ | ~~No log~~ | ~~Low~~ | | | | Fixed in abc1234 |\n"
    ).items
    assert (first.id, first.title, first.severity, first.effort) == ("S-1", "No limit", Severity.HIGH, "2h")
    assert [str(file) for file in first.files] == ["src/a.py:3-9"]
    assert second.claim is Claim.DONE
    assert "abc1234" in second.facts["note"]


@pytest.mark.parametrize(
    "table",
    [
        "| Severity | Count |\n|-|-|\n| Critical | 2 |\n| High | 3 |\n",
        "| Level | Meaning |\n|-|-|\n| High | stop |\n| Low | go on |\n",
        "| Area | Score |\n|-|-|\n| Security | 3/10 |\n",
        "| Service | State |\n|-|-|\n| Mail | ✅ ready |\n| Search | ✅ ready |\n",
    ],
)
def test_counts_matrices_scores_and_what_is_ready_are_no_items(table: str) -> None:
    assert titles(f"# Review\n\n## Findings overview\n\n{table}") == []


def test_a_table_of_states_gives_what_is_not_ready() -> None:
    table = "| Service | State |\n|-|-|\n| Mail | ✅ ready |\n| Search | ⚠️ keys needed |\n"
    assert titles(f"# Review\n\n## Services\n\n{table}") == ["Search: keys needed"]


def test_boxes_are_items_and_say_what_is_done() -> None:
    items = plan("# Launch checklist\n## Data\n- [ ] Add backups\n- [X] Encrypt disks\n").items
    assert [(item.title, item.claim) for item in items] == [
        ("Add backups", Claim.OPEN),
        ("Encrypt disks", Claim.DONE),
    ]


def test_criteria_with_marks_are_no_items() -> None:
    assert titles("# Review\n## Success criteria\n- ✅ p95 < 250 ms\n- ✅ no errors\n") == []


def test_what_was_put_right_is_done_and_what_was_right_is_nothing() -> None:
    text = (
        "## Issues\n#### ✅ FIXED: Error handling\n- Before: crashes\n"
        "#### ✅ GOOD: Idempotent jobs\n- uses a hash\n"
    )
    (item,) = plan(text).items
    assert (item.title, item.claim) == ("Error handling", Claim.DONE)


def test_partially_resolved_keeps_both_parts() -> None:
    item = only(
        "## Issues\n### N+1 queries (PARTIALLY RESOLVED)\n- **File**: `src/w.ts`\n"
        "- **Resolved**: batch writes\n"
        "- **Remaining**: reads in loops (lines 16-17, 24)\n- **Impact**: slow\n"
    )
    assert (item.claim, item.resolved) == (Claim.PARTIAL, ("batch writes",))
    assert item.remaining[0].startswith("reads in loops")
    assert [str(file) for file in item.files] == ["src/w.ts:16-17,24"]


def test_a_struck_entry_is_done_and_its_neighbour_is_not() -> None:
    items = plan("## Open issues\n- ~~No backups~~\n- No pool\n").items
    assert [item.claim for item in items] == [Claim.DONE, Claim.OPEN]


def test_what_is_put_off_keeps_its_condition() -> None:
    item = only("## Deferred\n- **Partitioning** - monthly\n  - **When**: more than 10M rows\n")
    assert item.claim is Claim.DEFERRED
    assert item.deferred is not None
    assert item.deferred.when == "more than 10M rows"


def test_phases_come_from_headings_leads_and_columns() -> None:
    text = (
        "## Action plan\n### Phase 1: Now (Week 1)\n- Add backups\n"
        "### Phase 2: Later (Week 2)\n- Add search\n"
        "## Next steps\n1. **Immediate:** Rotate keys\n2. **Deploy:** Run migrations\n"
    )
    found = plan(text)
    names = {phase.id: phase.title for phase in found.phases}
    assert [names[item.phase or ""] for item in found.items] == [
        "Phase 1: Now (Week 1)",
        "Phase 2: Later (Week 2)",
        "Immediate",
        "Deploy",
    ]
    assert found.phases[0].window == "Week 1"


def test_limits_are_kept_as_values() -> None:
    item = only("## Current limits\n| Part | Current | Recommended |\n|-|-|-|\n| Memory | 1 GB | 4 GB |\n")
    assert (item.title, dict(item.limit)) == ("Memory", {"current": "1 GB", "recommended": "4 GB"})


@pytest.mark.parametrize(
    "section",
    [
        "## Table of contents\n- [Issues](#issues)\n- [Add backups](#add)\n",
        "## Legend\n- 🔴 Critical: fix now\n",
        "## How to deploy\n1. Run the build\n2. Restart the service\n",
        "## Daily checks\n- Check the logs\n",
        "```\n- [ ] Add backups\nCRITICAL: no limit\n```\n",
        "**Date:** 2025-10-17\n**Status:** Fixed\n",
        "## Performance targets\n- Recovery: < 5 minutes\n",
        "## Recommended tools\n- Logging: add Loki\n",
        "## Next steps\n1. Fix all critical issues\n",
    ],
)
def test_what_is_not_work_gives_no_item(section: str) -> None:
    assert titles(f"# Review\n\nSome words.\n\n{section}") == []


def test_prose_that_demands_is_read_and_prose_that_tells_is_not() -> None:
    text = (
        "# Memo\n\n## Backups\n"
        "Dumps are taken nightly. A restore must be tried before launch, about two hours or 2 h.\n\n"
        "## History\nWe began in spring. The team grew.\n"
    )
    item = only(text)
    assert item.title.startswith("A restore must be tried")
    assert item.source == ((4, 4),)
    assert any("running text" in said for said in item.uncertain)


def test_html_is_read_as_text() -> None:
    text = (
        "## Issues\n\n<ul>\n<li>No backups</li>\n<li><del>No pool</del></li>\n</ul>\n\n"
        "<!-- - No secret -->\n<script>- No script</script>\n"
    )
    items = plan(text).items
    assert [(item.title, item.claim) for item in items] == [
        ("No backups", Claim.OPEN),
        ("No pool", Claim.DONE),
    ]


def test_an_html_table_is_a_table() -> None:
    text = (
        "## Issues\n\n<table>\n<tr><th>Finding</th><th>Severity</th></tr>\n"
        "<tr><td>No backups</td><td>High</td></tr>\n</table>\n"
    )
    assert only(text).severity is Severity.HIGH


def test_code_is_kept_as_a_snippet_with_its_file() -> None:
    item = only("## Issues\n### No limit\n**Risk:** x\n**Fix:**\n```ts\n// src/pool.ts\nlimit = 3\n```\n")
    assert [snippet.file for snippet in item.snippets] == ["src/pool.ts"]
    assert [str(file) for file in item.files] == ["src/pool.ts"]


def test_a_blocker_is_marked_and_a_non_blocker_is_not() -> None:
    text = "## Blockers\n- No backups\n## Issues (non-blocking)\n- No search\n"
    assert [item.blocker for item in plan(text).items] == [True, False]


def test_nothing_to_do_is_said() -> None:
    found = plan("# Poem\n\nRoses are red.\n")
    assert found.items == ()
    assert any("nothing was found" in note.text for note in found.notes)


def test_labels_inside_a_text_and_in_brackets_of_a_title_are_read() -> None:
    first, second = plan(
        "# Debt\n## Open issues\n### Two parsers (severity: low)\nThey drift apart. Size: S.\n"
        "### Unsigned images\n* Problem: anybody can swap them. Severity: high.\n* Size: L\n"
    ).items
    assert (first.title, first.severity, first.effort) == ("Two parsers", Severity.LOW, "S")
    assert (second.severity, second.effort) == (Severity.HIGH, "L")


def test_a_colon_inside_a_sentence_is_no_label() -> None:
    item = only(
        "# Debt\n## Open issues\n### Two parsers\n"
        "They drift. The worst of it: high cost, Size matters: large.\n"
    )
    assert (item.severity, item.effort) == (None, None)
