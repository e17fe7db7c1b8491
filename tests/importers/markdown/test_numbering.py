"""The number of a heading is no part of what it says."""

from __future__ import annotations

import pytest

from tracker.importers.markdown.numbering import unnumbered, worded


@pytest.mark.parametrize(
    "heading", ["2. Backups", "3.1 Backups", "4) Backups", "## 12. Backups", "- 7 Backups"]
)
def test_a_number_is_left_out_with_the_marks_before_it(heading: str) -> None:
    assert unnumbered(heading) == worded(heading) == "Backups"


@pytest.mark.parametrize(
    "heading", ["Backups", "3D models", "2025 in review", "2FA is missing", "1.5x faster"]
)
def test_what_is_no_number_of_a_heading_stays(heading: str) -> None:
    assert unnumbered(heading) == worded(heading) == heading


def test_marks_before_the_words_are_left_out_only_where_that_is_asked() -> None:
    assert unnumbered("(draft) Backups") == "(draft) Backups"
    assert worded("(draft) Backups") == "draft) Backups"
