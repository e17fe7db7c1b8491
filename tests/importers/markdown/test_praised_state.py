"""What was looked at and has a status of praise is no finding."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

ROOF = "# House\n\n## Medium priority issues\n\n### 1. No gutter\n**Issue:** wet\n**Fix:** add one\n\n"


@pytest.mark.parametrize("state", ["✅ Generally safe - checked twice", "✅ Good", "✅ Sicher, seit Mai"])
def test_a_status_of_praise_finds_nothing(state: str) -> None:
    found = titles(f"{ROOF}### 2. Chimney draws badly\n**Status:** {state}\n**Note:** Go on.\n")
    assert found == ["No gutter"]


@pytest.mark.parametrize("state", ["⚠️ Good at best", "✅ Good fix applied", "✅ Fixed"])
def test_another_status_is_that_of_a_finding(state: str) -> None:
    found = titles(f"{ROOF}### 2. Chimney draws badly\n**Status:** {state}\n**Note:** Go on.\n")
    assert found == ["No gutter", "Chimney draws badly"]


def test_date_and_author_beside_a_status_at_the_end_are_no_finding() -> None:
    end = "## Quick fixes\n\nNone.\n\n**Review date:** today\n**Reviewed by:** Ann\n**Status:** {}\n"
    assert titles(ROOF + end.format("⚠️ It needs to be dry before winter")) == ["No gutter"]
