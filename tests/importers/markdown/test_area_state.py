"""Overviews of areas in circles, beside findings, and risks of a plan are no items."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

OVERVIEW = """# Review
## How it looks

| Area | State | Comment |
|---|---|---|
| Kitchen | 🟢 | Clean and quick |
| Cellar | 🔴 | No light, wet floor |
| Roof | 🟠 | Old tiles |
"""
FINDINGS = (
    "## Gaps\n1. **Wet floor** (P0) - pump\n2. **No light** (P1) - wire\n3. **Tiles slip** (P2) - nails\n"
)


def test_an_overview_beside_findings_is_none() -> None:
    assert titles(OVERVIEW + FINDINGS) == ["Wet floor", "No light", "Tiles slip"]


def test_alone_it_is_all_there_is() -> None:
    assert {"Cellar", "Roof"} <= set(titles(OVERVIEW))


def test_a_table_with_fixes_is_a_list_of_work() -> None:
    text = OVERVIEW.replace("Comment", "Fix")
    assert len(titles(text + FINDINGS)) > 3


@pytest.mark.parametrize(
    "heading",
    ["Risks of this plan", "7. Risks to the schedule", "Risiken des Zeitplans", "Riesgos del calendario"],
)
def test_risks_of_a_plan_are_none_of_the_system(heading: str) -> None:
    assert (
        len(titles(f"{FINDINGS}## {heading}\n- The mason is on leave in June\n- Rain may delay step 2\n"))
        == 3
    )


def test_risks_of_anything_else_are() -> None:
    assert len(titles(f"{FINDINGS}## Risks of the migration\n- Old keys stay valid for a year\n")) == 4
