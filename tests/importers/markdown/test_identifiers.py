"""Names of code in a heading, and words that a heading needs to say what is wrong."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, titles
from tracker.importers.markdown.identifiers import without_names
from tracker.importers.markdown.roles import Role, role_of

DEBT = """# Review
## Known issues

**{heading}:**
- The parcel is put on the belt before it is weighed.
- Fix: Weigh it at the gate.
"""


@pytest.mark.parametrize(
    "heading",
    [
        "`parcel_target` is never read",
        "Weights in `daily_total()` differ from the bill",
        "`_monthly_goals()` forgets parcels of Sunday",
    ],
)
def test_a_name_of_code_is_no_word_of_a_heading(heading: str) -> None:
    item = only(DEBT.format(heading=heading))
    assert "put on the belt" in item.facts["issue"]


def test_a_heading_that_is_nothing_but_a_name_is_read_as_words() -> None:
    assert without_names("known_issues") == "known_issues"
    assert without_names("2. known_issues") == "2. known_issues"


def test_a_heading_that_says_what_is_missing_heads_no_templates() -> None:
    assert role_of("Missing label templates for parcels of the night") is not Role.REFERENCE
    assert role_of("Label templates") is Role.REFERENCE
    assert len(titles(DEBT.format(heading="Missing label templates for parcels of the night"))) == 1


def test_a_load_without_a_filter_is_a_defect() -> None:
    assert len(titles(DEBT.format(heading="The daily list loads all parcels without a weight filter"))) == 1
