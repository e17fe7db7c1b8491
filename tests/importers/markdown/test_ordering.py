"""Tables that say when findings are dealt with, and controls that name the finding that breaks them."""

from __future__ import annotations

from tests.importers.markdown.reading import plan

FINDINGS = (
    "# Audit\n## Findings\n### IAM-1: Old key\n- Severity: High\n- Effort: 1 day\n"
    "### IAM-2: No second factor\n- Severity: High\n- Effort: 2 days\n"
)


def test_a_table_of_times_and_ids_gives_the_phases() -> None:
    table = (
        "## Timeline\n| When | Findings | Days |\n|---|---|---|\n| Immediately | IAM-1 | 1 |\n"
        "| Within 90 days | IAM-2 | 2 |\n"
    )
    first, second = plan(FINDINGS + table).items
    assert (first.phase, second.phase) == ("immediately", "within-90-days")
    assert first.source == ((3, 5), (12, 12))
    assert (first.effort, second.effort) == ("1d", "2d")


def test_a_table_of_times_and_words_gives_none() -> None:
    table = "## Timeline\n| When | What |\n|---|---|\n| Monday | kick-off |\n| Friday | party |\n"
    assert [item.phase for item in plan(FINDINGS + table).items] == [None, None]


def test_a_row_of_several_phases_is_in_none_of_them() -> None:
    rows = "| IAM-1 | rotate | 0, 1 |\n| IAM-2 | TOTP | 2 |\n"
    table = f"## Plan\n| Finding | Action | Phase |\n|---|---|---|\n{rows}"
    first, second = plan(FINDINGS + table).items
    assert (first.phase, second.phase) == (None, "phase-2")


def test_a_failed_control_that_names_a_finding_is_that_finding() -> None:
    table = (
        "## Benchmark\n| Control | Title | Result | Remark |\n|---|---|---|---|\n"
        "| 1.10 | MFA for all | FAIL | See IAM-2 |\n| 1.14 | Flow logs | FAIL | Off in staging |\n"
        "| 1.15 | Root | PASS | – |\n"
    )
    _, second, control = plan(FINDINGS + table).items
    assert second.source == ((6, 8), (12, 12))
    assert (second.id, control.id) == ("IAM-2", "1-14")
