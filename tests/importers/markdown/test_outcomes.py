"""What a stage is to bring, and when the next may begin, is not its work."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles
from tracker.importers.markdown.outcomes import heads_outcomes


@pytest.mark.parametrize(
    "heading",
    [
        "Expected output:",
        "Expected results",
        "Move forward when:",
        "Proceed to the next phase once:",
        "This phase is done when:",
        "Erwartetes Ergebnis:",
        "Fertig wenn:",
        "Résultats attendus :",
        "Resultado esperado:",
        "Verwachte resultaten:",
        "预期成果",
    ],
)
def test_lines_that_lead_in_to_what_is_reached(heading: str) -> None:
    assert heads_outcomes(heading)


@pytest.mark.parametrize(
    "heading", ["Output errors", "Done", "Complete the harbour map", "When to move boats"]
)
def test_other_headings(heading: str) -> None:
    assert not heads_outcomes(heading)


def test_only_the_tasks_of_a_stage_are_items() -> None:
    text = (
        "# Harbour plan\n\n## Phase 1 - Quay\n\nTasks:\n\n- Replace the bollards.\n- Paint the steps.\n\n"
        "Expected output:\n\n- Safe quay.\n- Clear steps.\n\nMove forward when:\n\n- The master agrees.\n"
    )
    assert titles(text) == ["Replace the bollards.", "Paint the steps."]
