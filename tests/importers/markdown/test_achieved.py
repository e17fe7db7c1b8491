"""What was reached is said of the whole, and a finding that was put right may say so by labels alone."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim


@pytest.mark.parametrize(
    "line",
    [
        "The archive has been significantly improved:",
        "Das Archiv wurde deutlich verbessert:",
        "L'archive a été nettement améliorée :",
        "El archivo ha sido mejorado:",
        "O arquivo foi consideravelmente melhorado:",
        "L'archivio è stato migliorato:",
        "Het archief is aanzienlijk verbeterd:",
        "Архив был значительно улучшен:",
    ],
)
def test_results_beneath_a_recommendation_are_no_work(line: str) -> None:
    text = f"# Archive review\n\n## Recommendation\n\n{line}\n\n- One index for all\n- Boxes labelled\n"
    assert titles(text) == []


def test_what_has_to_be_improved_is_work() -> None:
    text = "# Archive review\n\n## Recommendation\n\nThis has to be improved:\n\n- Index for all shelves\n"
    assert titles(text) == ["Index for all shelves"]


def test_a_struck_row_that_was_put_off_is_put_off() -> None:
    rows = "| ~~Damp cellar~~ | **DEFERRED** - needs a mason |\n| ~~Old lamps~~ | **FIXED** - replaced |\n"
    drafted = plan(f"# Archive review\n\n## Issues\n\n| Issue | Resolution |\n|---|---|\n{rows}")
    assert [item.claim for item in drafted.items] == [Claim.DEFERRED, Claim.DONE]


def test_labels_beneath_a_heading_in_order_tell_of_a_finding_that_was_put_right() -> None:
    text = (
        "# Archive review\n\n## 2. Lending ✅\n\n### 2.1 Return date fix\n\n"
        "**Issue**: Loans without a date were never asked back.\n\n"
        "**Fix Applied**:\n- **File**: `loans/date.py`\n\n**Status**: ✅ **COMPLETED**\n\n"
        "### 2.2 Desk\n\n**Status**: ✅ **VERIFIED**\n- Quiet hours are kept\n"
    )
    item = only(text)
    assert (item.title, item.claim) == ("Return date fix", Claim.DONE)
