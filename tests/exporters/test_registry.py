"""Formats by name."""

from __future__ import annotations

import pytest

from tests.exporters.samples import forecast, report
from tracker.exporters.registry import EXPORTERS


def test_the_formats_have_the_names_that_are_documented() -> None:
    assert list(EXPORTERS) == ["markdown", "json", "csv", "html"]


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_gives_equal_text_for_equal_reports_ending_in_one_newline(name: str) -> None:
    first, second = (EXPORTERS[name](report(forecast=forecast())) for _ in range(2))
    assert first == second
    assert first.endswith("\n")
    assert not first.endswith("\n\n")
