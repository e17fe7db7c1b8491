"""What may be done, how something is solved already and where to read of it are no work."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles
from tracker.importers.markdown.options import heads_options, is_option


@pytest.mark.parametrize(
    "line",
    [
        "Guests can optionally add bells:",
        "Night service is handled through:",
        "See the keeper's manual for:",
        "Siehe das Handbuch für:",
        "Les guichets peuvent optionnellement ajouter :",
    ],
)
def test_lines_that_lead_in(line: str) -> None:
    assert heads_options(line)
    text = f"# Bell tower plan\n\n## Phase 1: Ropes\n\n{line}\n\n- Short ropes\n- Long ropes\n"
    assert titles(text) == []


@pytest.mark.parametrize("line", ["Guests can open every door:", "Errors are handled", "Fix the bells for:"])
def test_other_lines(line: str) -> None:
    assert not heads_options(line)


def test_entries() -> None:
    assert is_option("Keepers can add bells as needed")
    assert is_option("See the tower book for guidance")
    assert not is_option("Visitors can ring every bell")
    assert not is_option("See the crack in the wall for hours")


def test_what_users_may_do_is_a_finding_among_findings() -> None:
    text = "# Bell tower review\n\n## Findings\n\n- Visitors may optionally cut every rope\n- No lock\n"
    assert len(titles(text)) == 2


@pytest.mark.parametrize(
    "heading",
    [
        "Option 3: Ring by steam (NOT recommended)",
        "Variante B: Glocken aus Holz (verworfen)",
        "Alternative: louer un clocher - déconseillée",
        "方案三：租用钟楼（不推荐）",
    ],
)
def test_an_option_that_nobody_is_to_take_holds_no_steps(heading: str) -> None:
    text = (
        f"# Plan\n## Recommendations\n### Option 1: New ropes\n- Buy ropes\n### {heading}\n- Add a boiler\n"
    )
    assert titles(text) == ["Buy ropes"]


def test_what_is_not_recommended_may_be_a_finding() -> None:
    text = "# Review\n## Issues\n### Bells in use that are not recommended\n- No clapper\n- No rope\n"
    assert titles(text) != []
