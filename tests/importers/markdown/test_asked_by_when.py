"""Headings that say in a bracket by when what is beneath them has to be dealt with."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan

FOUND = "# Review\n## {}\n- **Wet cellar**: water comes in\n- **Cold attic**: no stove\n"


@pytest.mark.parametrize(
    "heading",
    [
        "Critical issues (must fix before launch)",
        "Blockers (to be resolved before go-live)",
        "Problems (fix immediately)",
        "Mängel (muss vor dem Go-Live behoben werden)",
        "Problemas (corrigir antes do lançamento)",
        "Problèmes (à corriger avant le lancement)",
    ],
)
def test_the_bracket_is_their_phase(heading: str) -> None:
    drafted = plan(FOUND.format(heading))
    assert {item.phase for item in drafted.items} == {phase.id for phase in drafted.phases}
    assert len(drafted.phases) == 1


@pytest.mark.parametrize("heading", ["Issues (to fix)", "Issues (must see)", "Must fix before launch"])
def test_a_grade_is_none(heading: str) -> None:
    assert not plan(FOUND.format(heading)).phases
