"""Paragraphs that tell figures, and conclusions, are no findings."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

FOUND = """# Review
{}

## Gaps
1. **Wet floor** (P0) - pump
2. **No light** (P1) - wire
3. **Tiles slip** (P2) - nails
"""
GAPS = ["Wet floor", "No light", "Tiles slip"]


@pytest.mark.parametrize(
    "told",
    [
        "### Risk: high\n**Critical issues**: 8\n**Smaller issues**: 12\n**All**: 20",
        "## Risk assessment\n**Chance of a flood**: 95%\n**Damage**: Severe\n**Overall**: UNACCEPTABLE",
        "## Next steps\n**Conclusion:** The house stands, and what is left is paint.",
        "## Próximos passos\n**Conclusão:** A casa está pronta.",
    ],
)
def test_figures_and_conclusions_are_none(told: str) -> None:
    assert titles(FOUND.format(told)) == GAPS


def test_a_finding_says_more() -> None:
    told = "## Problems\n**Wet cellar**: water comes in through the north wall\n**Cold attic**: 4 degrees"
    assert "Wet cellar" in titles(FOUND.format(told))


def test_a_list_that_counts_findings_by_rating_sums_up() -> None:
    text = (
        "# Mill review\n\n## Summary\n\nThe mill was looked at:\n\n- **0 CRITICAL** findings\n"
        "- **0 HIGH** findings\n"
        "- **1 LOW** finding\n- No lamps near the flour\n- Zero loose stones\n"
    )
    assert titles(text) == []


def test_the_result_of_a_table_is_no_finding() -> None:
    text = (
        "# Mill review\n\n## Remaining gaps\n\n- Replace the wheel\n\n"
        "**Result:** The mill turns, but nobody has proven it.\n"
    )
    assert titles(text) == ["Replace the wheel"]
