"""A cross never says that all is well; a comparison with others is no list of gaps."""

from __future__ import annotations

from tests.importers.markdown.reading import titles


def test_a_cross_beside_none_found_hides_no_other_cross() -> None:
    missing = "# Review\n## Lamps\n**Missing lamps**:\n- ❌ Mole lamps\n- ❌ Quay lamps\n"
    assert titles(f"{missing}\n**Spare lamps**: ❌ none found\n")[:2] == ["Mole lamps", "Quay lamps"]


def test_what_is_compared_with_others_is_no_work() -> None:
    text = (
        "# Review\n## Findings\n### No lamp\n- Impact: falls\n## Comparison with open harbours\n"
        "| Criteria | Ours | Theirs | Rating |\n|---|---|---|---|\n"
        "| **Quays** | good | good | ⭐⭐⭐ |\n| **Lamps** | none | many | ⭐ |\n"
    )
    assert titles(text) == ["No lamp"]
