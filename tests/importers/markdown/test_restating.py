"""What says a finding again: recommendations beneath weaknesses, gates by number, risks, conditions."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.domain.plan import Claim

AREA = (
    "# Review\n## Detailed analysis\n### Database\n**Strengths:**\n- Foreign keys everywhere\n\n"
    "**Areas for improvement:**\n- Attributes are stored without any check\n- Audit columns are missing\n\n"
)


def test_a_recommendation_answers_the_weakness_it_shares_a_word_with() -> None:
    text = (
        f"{AREA}**Recommendations:**\n1. Audit trail with the next migration\n2. Put a schema on attributes\n"
    )
    checks, columns, audit, schema = plan(text).items
    assert (schema.duplicate_of, audit.duplicate_of) == (checks.id, columns.id)


def test_a_recommendation_of_its_own_answers_none() -> None:
    text = f"{AREA}**Recommendations:**\n1. Partition the archive\n"
    assert plan(text).items[-1].duplicate_of is None


def test_a_gate_names_findings_by_numbers_written_as_names() -> None:
    text = (
        "# Review\n## Findings\n### #3 No alarm (High)\n- Impact: silence\n### #5 Open fence (High)\n"
        "- Impact: theft\n"
        "## Process\nBeyond these:\n1. Rehearse more.\n2. Give it an owner.\n3. Mend the tests.\n"
        "## Conditions for launch\n- [ ] #3 closed\n- [ ] #5 closed and tried\n"
    )
    first, second = plan(text).items[:2]
    assert (first.source[-1], second.source[-1]) == ((13, 13), (14, 14))


def test_a_risk_that_a_step_takes_care_of_is_that_step() -> None:
    text = (
        "# Review\n## Plan\n8. Move mail to a queue\n9. Load test with 500 users\n## Risk register\n"
        "| Risk | Likelihood | Mitigation |\n|---|---|---|\n| Peak exceeds the load | Low | see step 9 |\n"
        "| One person knows it | High | Pairing |\n"
    )
    assert len(plan(text).items) == 3


def test_conditions_that_mean_a_finding_each_say_it_again() -> None:
    rows = "".join(
        f"| {at} | {name} | ❌ | {remark} |\n"
        for at, (name, remark) in enumerate(
            [("Prices with tax", "Net"), ("Vouchers honoured", "Umlauts"), ("Orders complete", "Split ones")],
            1,
        )
    )
    table = f"# Go or no-go\n| # | Criterion | State | Remarks |\n|---|---|---|---|\n{rows}"
    boxes = "## Conditions\n- [ ] Vouchers work - Noor\n- [ ] Tax shown - Ravi\n- [ ] Orders compared - Ben\n"
    drafted = plan(table + boxes).items
    assert [item.duplicate_of for item in drafted[3:]] == [drafted[1].id, drafted[0].id, drafted[2].id]


def test_an_entry_that_names_two_findings_belongs_to_both() -> None:
    found = "### M1: Logs hold names\n- Impact: law\n### M4: Runs as root\n- Impact: escape\n"
    drafted = plan(f"# R\n## Findings\n{found}## Plan\n1. Shorten the logs (M1), no root (M4)\n").items
    assert [item.source[-1] for item in drafted] == [(8, 8), (8, 8)]


def test_a_remark_by_name_goes_to_the_row_that_it_describes() -> None:
    table = (
        "| # | Gap | Fix | Effort |\n|---|---|---|---|\n| 4.1 | Case list slow | Index | 1 d |\n"
        "| 4.2 | Map | Tiles | 2 d |\n"
    )
    text = f"# R\n## 4. Speed\n{table}\n### About the case list\n\n`src/list.sql` counts all rows.\n"
    first, second = plan(text).items
    assert ([ref.path for ref in first.files], second.files) == (["src/list.sql"], ())


@pytest.mark.parametrize(
    "table",
    [
        (
            "## Launch day plan\n| Time | Step | Who |\n|---|---|---|\n| 22:00 | Read-only | Ben |\n"
            "| 22:15 | Migrate | Noor |\n"
        ),
        (
            "## Areas without findings\n| Area | Result |\n|---|---|\n| Passwords | fine |\n"
            "| Tests | all pass |\n"
        ),
        "## Operations\nThis is a good setup and needs nothing before launch.\n",
        "## Verdict\nStage 1 must be finished before the first of July.\n",
    ],
)
def test_what_asks_for_nothing_is_no_item(table: str) -> None:
    assert titles(f"# Review\n{table}") == []


def test_a_row_without_a_gap_asks_for_nothing() -> None:
    rows = (
        "| 1 | Log in | Accounts | 🔴 | SAML | 3 d |\n| 2 | Scan | There | 🟢 | - | - |\n"
        "| 3 | Map | Late | 🟡 | Put off: new law | - |\n"
    )
    head = "| # | Requirement | Today | Gap | What to do | Effort |\n|---|---|---|---|---|---|\n"
    drafted = plan(f"# Gaps\nGap: 🔴 large, 🟡 small, 🟢 none\n## Access\n{head}{rows}").items
    assert [item.title for item in drafted] == ["Log in", "Map"]
    assert drafted[1].claim is Claim.DEFERRED


def test_what_is_missing_is_not_rated_by_the_word_for_it() -> None:
    text = (
        "# Review\n## Missing critical features\n**No dry run**\n- Problem: live at once\n"
        "- Recommended: preview\n"
    )
    assert plan(text).items[0].severity is None
