"""What the product is for, and what not, is the verdict: none of it is a finding."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles
from tracker.importers.markdown.uses import heads_uses


@pytest.mark.parametrize(
    "heading",
    [
        "Recommended for:",
        "**NOT recommended for:**",
        "❌ Do NOT use for:",
        "This fails for:",
        "Use with caution",
        "Use cases",
        "Nicht geeignet für:",
        "Non adapté pour :",
        "No recomendado para:",
        "Niet geschikt voor:",
        "Не подходит для:",
        "不适用于",
    ],
)
def test_headings_of_uses(heading: str) -> None:
    assert heads_uses(heading.strip("*"))
    text = (
        f"# Tide clock review\n\n### {heading.strip('*')}\n\n- ❌ Harbours with locks\n- ❌ Night ferries\n"
    )
    assert titles(text) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Recommended for production:",
        "What is not suitable for review yet",
        "Missing use cases",
        "Backup fails for:",
    ],
)
def test_headings_of_work_are_none(heading: str) -> None:
    assert not heads_uses(heading)


def test_a_line_that_leads_in_to_uses_within_a_quotation() -> None:
    text = "# Tide clock review\n\n## Recommended text\n\n> A clock ideal for:\n> - Harbours\n> - Docks\n"
    assert titles(text) == []
