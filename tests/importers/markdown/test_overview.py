"""What a document says as a whole, and what it only seems to say."""

from __future__ import annotations

from datetime import date

import pytest

from tests.importers.markdown.reading import plan
from tracker.domain.plan import Verdict

HEAD = (
    "# Shop review\n\n**Review date:** 10 October 2025\n**Next review:** 2026-01-10\n"
    "**Commit:** `3f2c1ab`\n\n"
)


def test_title_dates_and_commit() -> None:
    found = plan(HEAD)
    assert (found.title, found.id) == ("Shop review", "shop-review")
    assert (found.reviewed, found.next_review, found.baseline) == (
        date(2025, 10, 10),
        date(2026, 1, 10),
        "3f2c1ab",
    )


def test_a_day_in_the_text_is_no_review_date() -> None:
    found = plan("# Shop review\n\nThe outage of 2025-03-01 cost us.\n")
    assert (found.reviewed, found.next_review, found.baseline) == (None, None, None)


def test_a_document_without_heading_is_called_by_its_name() -> None:
    assert plan("words\n").title == "review.md"


def test_verdicts_scores_and_time_are_claims_in_their_order() -> None:
    claims = plan(
        "# R\n\n**Overall rating:** 7/10\n**Verdict:** NOT READY for production\n\n"
        "## Scores\n**Overall score: 6.5/10**\n"
        "**With fixes: 8/10**\n\n**Estimated time to production-ready:** 4-6 hours\n\n"
        "**Confidence level:** High\n"
    ).claims
    assert claims.verdicts == (Verdict.NOT_READY,)
    assert (claims.scores, claims.scores_with_fixes) == ((7.0, 6.5), (8.0,))
    assert [effort.text for effort in claims.time_to_ready] == ["4-6h"]
    assert claims.confidence == ("high",)


def test_a_road_to_production_is_no_verdict() -> None:
    assert plan("# R\n\n**Time to production ready:** unknown\n").claims.verdicts == ()


def test_areas_with_weights_and_a_contradiction() -> None:
    found = plan(
        "# R\n\nIntro.\n\n## Scorecard\n| Area | Score | Weight |\n|-|-|-|\n"
        "| Security | 4/10 | 50% |\n| Speed | 8/10 | 50% |\n"
        "| **Overall** | **7/10** | |\n\n**Overall score: 7/10**\n"
    )
    assert [(area.id, area.scores, area.weight) for area in found.areas] == [
        ("security", (4.0,), 50.0),
        ("speed", (8.0,), 50.0),
    ]
    assert found.conflicts == ("The overall score is claimed as 7, the weighted areas give 6.0.",)


def test_weights_that_agree_are_no_contradiction() -> None:
    found = plan(
        "# R\n\nIntro.\n\n## Scorecard\n| Area | Score | Weight |\n|-|-|-|\n"
        "| Security | 4 | 50 |\n| Speed | 8 | 50 |\n\n**Overall score: 6/10**\n"
    )
    assert found.conflicts == ()


def test_items_belong_to_the_area_they_stand_under() -> None:
    found = plan(
        "# R\n\nx\n\n## 1. Database\n**Score:** 6/10\n### Issues\n- No backups\n## Other\n"
        "### Issues\n- No chairs\n"
    )
    assert [item.area for item in found.items] == ["database", None]


def test_targets_are_read_with_what_is_claimed() -> None:
    found = plan(
        "# R\n## Success metrics\n- **Latency**: <200ms on average\n- **Uptime**: 99.9%\n- Happy users\n\n"
        "## Table\n| Metric | Target | Expected |\n|-|-|-|\n| Error rate | < 2% | 0.5% |\n"
    ).targets
    assert [(target.metric, target.bound.text, target.claimed) for target in found] == [
        ("Latency", "< 200 ms", None),
        ("Uptime", ">= 99.9 %", None),
        ("Error rate", "< 2 %", "0.5%"),
    ]


def test_expected_gains_are_no_targets() -> None:
    assert plan("# R\n## Expected improvements\n- **API calls**: 80% fewer\n").targets == ()


def test_what_has_to_hold_is_a_checklist_with_its_ticks_and_no_item() -> None:
    drafted = plan("# R\n## Checklist\n### Data\n- [x] Encryption enabled\n- [ ] Backups verified\n")
    (found,) = drafted.checklists
    assert (found.title, [(check.text, check.done, check.item) for check in found.checks]) == (
        "Data",
        [("Encryption enabled", True, None), ("Backups verified", False, None)],
    )
    assert drafted.items == ()


@pytest.mark.parametrize(
    "boxes",
    [
        "- [x] Encrypt disks\n- [ ] Add backups\n",
        "- [ ] Backups verified (2d)\n- [ ] Encryption enabled\n",
        "- [ ] Backups verified\n- [ ] Rotate the keys\n",
    ],
)
def test_boxes_that_ask_for_work_are_items_and_no_checklist(boxes: str) -> None:
    drafted = plan(f"# R\n## Checklist\n### Data\n{boxes}")
    assert len(drafted.items) == 2
    assert drafted.checklists == ()


def test_a_checklist_of_what_was_found_elsewhere_ticks_itself() -> None:
    drafted = plan(
        "# R\n## Issues\n- H-01: No backups of the billing database\n- H-02: Keys are never rotated\n"
        "## Checklist\n- [ ] Back up the billing database (H-01)\n- [ ] Train a second engineer\n"
    )
    (found,) = drafted.checklists
    named = {item.id: item.title for item in drafted.items}
    assert [named[check.item or ""] for check in found.checks] == [
        "No backups of the billing database",
        "Train a second engineer",
    ]
    assert len(drafted.items) == 3


def test_a_list_of_issues_is_no_checklist() -> None:
    assert plan("# R\n## Issues\n- No backups\n- No pool\n").checklists == ()


def test_an_approval_with_its_conditions() -> None:
    (found,) = plan(
        "# R\n## Final approval\n**Conditions:**\n1. Tests pass\n2. Backups exist\n\n"
        "**Sign-off date:** 2025-11-11\n**Reviewed by:** Ada\n"
    ).signoffs
    assert (found.conditions, found.claimed_on, found.claimed_by) == (
        ("Tests pass", "Backups exist"),
        date(2025, 11, 11),
        "Ada",
    )


def test_declared_totals_are_checked() -> None:
    few = plan("# R\n\nWe found 12 findings.\n\n## Issues\n- No backups\n")
    assert few.claims.items == {"total": 12}
    assert any("12 items" in note.text for note in few.notes)
    right = plan("# R\n\nWe found 1 issues.\n\n## Issues\n- No backups\n")
    assert not any("speaks of" in note.text for note in right.notes)


def test_repaired_lines_are_told() -> None:
    from tracker.importers.markdown.read import read_markdown

    broken = "# R\n\n## Issues\n- ✅ x\n- No backups – at all\n".encode().decode("cp1252", "ignore").encode()
    assert any("broken encoding" in note.text for note in read_markdown(broken, "x").notes)
    assert not any("broken encoding" in note.text for note in plan("# R\n\n- ✅ x\n").notes)
