"""A step that only bounds the others is none."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles
from tracker.importers.markdown.constraints import only_bounds


@pytest.mark.parametrize(
    "text",
    [
        "Do not order new boats in this phase.",
        "No new piers during this sprint",
        "Keep the timetable unchanged while the quay is closed.",
        "Leave the old lamps as is",
        "Fahrplan unverändert lassen",
        "Ne pas commander de bateaux pendant cette phase",
    ],
)
def test_bounds(text: str) -> None:
    assert only_bounds(text)


@pytest.mark.parametrize(
    "text", ["Do not log the passengers' names", "Keep the logs for a year", "No lamps on the pier"]
)
def test_work_is_none(text: str) -> None:
    assert not only_bounds(text)


def test_among_the_steps_of_a_plan() -> None:
    text = (
        "# Harbour plan\n\n## Phase 1\n\n- Replace the bollards\n- Keep the timetable unchanged meanwhile\n"
    )
    assert titles(text) == ["Replace the bollards"]
