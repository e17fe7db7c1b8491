"""Headings that count on and mostly name defects are one thing each; areas that are counted are not."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

COUNTED = """# Harbour review

## Findings

### 4. No lamp on the mole
- Ships find the mole by its sound

### 5. {}
- The rules are from the time of the sails
- Consider new ones

### 6. Missing ladder at berth 3
- Whoever falls in stays there
"""
NAMES = ["Harbour master's change log", "Rules for the crane", "Fees too high for small boats"]


@pytest.mark.parametrize("name", NAMES)
def test_a_heading_between_counted_defects_is_one_whatever_its_words(name: str) -> None:
    found = titles(COUNTED.format(name))
    assert found == ["No lamp on the mole", name, "Missing ladder at berth 3"]


def test_headings_that_do_not_count_on_say_nothing_of_one_another() -> None:
    assert "Rules for the crane" not in titles(
        COUNTED.format("Rules for the crane").replace("### 6.", "### 9.")
    )


def test_areas_that_are_counted_hold_what_is_beneath_them() -> None:
    text = (
        "# Review\n## Findings\n### 1. Mole\n- No lamp\n- Missing ladder\n### 2. Quay\n- No bollards\n"
        "- No rings\n### 3. Papers\n- No map\n- No log\n"
    )
    assert titles(text) == ["No lamp", "Missing ladder", "No bollards", "No rings", "No map", "No log"]


@pytest.mark.parametrize(
    "heading", ["❌ ОТСУТСТВУЕТ", "❌ Fehlend", "Manquants", "Faltantes", "Не хватает", "❌ Ontbrekend"]
)
def test_a_list_of_what_is_missing_is_one_of_work(heading: str) -> None:
    there = "# Review\n## Lamps\n**✅ There:**\n- A, green\n- B, red\n"
    assert titles(f"{there}\n**{heading}:**\n- Mole lamp\n- Quay lamp\n") == ["Mole lamp", "Quay lamp"]
