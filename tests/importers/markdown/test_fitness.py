"""A sentence that calls the whole fit for use asks for nothing."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles
from tracker.importers.markdown.fitness import calls_fit


@pytest.mark.parametrize(
    "text",
    ["The clock is safe to install and use.", "Die Uhr ist bereit für den Betrieb", "It is ready for launch"],
)
def test_fit(text: str) -> None:
    assert calls_fit(text)


@pytest.mark.parametrize(
    "text",
    [
        "The clock is not safe to use",
        "It is ready for launch once the bell rings",
        "Make the clock ready for launch",
    ],
)
def test_what_holds_something_back(text: str) -> None:
    assert not calls_fit(text)


def test_among_recommendations() -> None:
    text = (
        "# Tide clock review\n\n## Recommendations\n\n1. **Bell:** Replace the clapper.\n"
        "2. **General:** The clock is safe to install.\n"
    )
    assert titles(text) == ["Bell: Replace the clapper"]
