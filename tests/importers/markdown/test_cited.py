"""A finding that a text names by its number is the one meant; any other number is none."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.importers.markdown.cited import cited, pointed

FINDINGS = """# Review
## Findings
### 1. No off-site backup
- Impact: one fire ends the company
- Fix: copy
### 2. Anybody can read invoices
- Impact: leak
- Fix: check the tenant
### 3. The queue is not drained
- Impact: lost mails
- Fix: drain
## Action plan
### Phase 1 (Week 1)
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Permisos de expedientes (hallazgo 3)", ("#3",)),
        ("Copy it (see finding 12)", ("#12",)),
        ("Copy it, closes #3", ("#3",)),
        ("Hallazgos 13 a 15", ("#13", "#14", "#15")),
        ("Tenants everywhere (findings 2, 5 and 7)", ("#2", "#5", "#7")),
        ("Behebt die Befunde 2 und 4", ("#2", "#4")),
        ("Исправить (замечание 4)", ("#4",)),
    ],
)
def test_numbers_of_findings_are_told_in_several_languages(text: str, names: tuple[str, ...]) -> None:
    assert cited(text) == names


@pytest.mark.parametrize(
    "text",
    ["Raise the pool to 12 (was 3)", "Finding 3 took us two days to see", "Upgrade to 1.3", "Buy chairs"],
)
def test_other_numbers_name_no_finding(text: str) -> None:
    assert cited(text) == ()


def test_a_range_without_end_is_cut() -> None:
    assert len(cited("Findings 1 to 900")) == 31


def test_a_step_that_cites_a_finding_is_one_more_statement_of_it() -> None:
    first, second, third = plan(FINDINGS + "4. Second site for dumps (finding 1)\n5. Buy chairs\n").items[:3]
    assert first.source == ((3, 5), (14, 14))
    assert first.phase == "phase-1-week-1"
    assert (second.phase, third.phase) == (None, None)


def test_a_step_that_names_several_is_no_item_of_its_own() -> None:
    items = plan(FINDINGS + "- Findings 2 to 3\n").items
    assert [item.phase for item in items] == [None, "phase-1-week-1", "phase-1-week-1"]


def test_a_step_that_cites_what_nobody_found_stays_an_item() -> None:
    assert len(titles(FINDINGS + "- Order a new desk (finding 9)\n")) == 4


def test_a_finding_that_points_to_its_step_is_that_step() -> None:
    text = (
        "# Review\n## Findings\n- **Passwords only.** Clerks log in without more. See 2.1.\n"
        "- **Slow reports.** They take a minute. See above.\n"
        "## Action plan\n### Phase 2 (March)\n#### 2.1 Two-factor login\n- Effort: 2 days\n- Owner: Bo\n"
    )
    first, second = plan(text).items
    assert (first.source, first.effort) == (((3, 3), (7, 9)), "2d")
    assert second.effort is None


def test_only_a_known_step_is_pointed_to() -> None:
    assert pointed("Locked out. See 2.1.", {"2-1"}) == ("2-1",)
    assert pointed("Locked out. See 2.2.", {"2-1"}) == ()
    assert pointed("See 2.1 for how we measured it.", {"2-1"}) == ()
