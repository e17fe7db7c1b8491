"""Formats by name."""

from __future__ import annotations

import pytest

from tests.exporters.samples import forecast, report
from tracker.exporters.registry import CHANGE_EXPORTERS, EXPORTERS, FOLDER_EXPORTERS, SUFFIXES


def test_the_formats_have_the_names_that_are_documented() -> None:
    assert list(EXPORTERS) == ["markdown", "json", "csv", "html", "oscal-poam", "badge", "github"]


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_gives_equal_text_for_equal_reports_ending_in_one_newline(name: str) -> None:
    first, second = (EXPORTERS[name](report(forecast=forecast())) for _ in range(2))
    assert first == second
    assert first.endswith("\n")
    assert not first.endswith("\n\n")


def test_whatever_else_is_told_of_a_format_is_told_of_one_that_there_is() -> None:
    for others in (CHANGE_EXPORTERS, FOLDER_EXPORTERS, SUFFIXES):
        assert others.keys() < EXPORTERS.keys()


def test_no_two_formats_are_written_to_the_same_file() -> None:
    suffixes = [SUFFIXES.get(name, name) for name in EXPORTERS]
    assert len(suffixes) == len(set(suffixes))
