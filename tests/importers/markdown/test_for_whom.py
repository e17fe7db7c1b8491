"""Entries that begin with whom or what they are for."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles


@pytest.mark.parametrize(
    ("lead", "step"),
    [
        ("For the ferry", "Must replace the chain"),
        ("Für die Fähre", "Muss die Kette bekommen"),
        ("Pour le bac", "Ajouter une chaîne"),
    ],
)
def test_the_step_behind_whom_it_is_for_is_the_title(lead: str, step: str) -> None:
    text = f"# Review\n## Actions required\n1. **{lead}**: {step}\n2. **{lead}**: Add a second lamp\n"
    assert titles(text) == [step, "Add a second lamp"]


def test_what_is_said_of_it_is_no_step() -> None:
    text = (
        "# Review\n## Actions required\n1. **For the pier**: The lamp is acceptable as it is\n"
        "2. **For the ferry**: Add a lamp\n"
    )
    assert "Add a lamp" in titles(text)
    assert "The lamp is acceptable as it is" not in titles(text)


def test_an_example_is_for_nobody() -> None:
    text = "# Review\n## Issues\n- **For example, the bell**: Add a clapper\n- No rope\n"
    assert "Add a clapper" not in titles(text)
