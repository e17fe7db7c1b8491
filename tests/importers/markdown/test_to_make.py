"""Headings that name what is to be made head work."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles


@pytest.mark.parametrize(
    "heading",
    ["Scripts to create", "3. Tests to be written", "Zu schreibende Tests", "Herramientas por crear"],
)
def test_what_is_to_be_made_is_work(heading: str) -> None:
    listed = "1. **Tide table**\n   - lists the floods\n2. **Crane log**\n   - lists the loads\n"
    assert titles(f"# Harbour\n\n## Upkeep\n\n### {heading}\n\n{listed}") == ["Tide table", "Crane log"]


def test_files_to_make_are_those_of_a_step_elsewhere() -> None:
    assert titles("# Harbour\n\n## Upkeep\n\n### Files to create\n\n- `tide.csv`\n- `crane.csv`\n") == []
