"""What passed, and what is said to be no issue."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

PASSED = """# House review
## Walks
### 1. Stairs {mark}
**State**: quiet

**Seen**:
- No loose steps
- No missing rails

**Recommendation**: Every guest should be told where the light is
"""
ISSUE = """# House review
## Known issues
### Issue 1: Night bell is quiet
**Severity**: {severity}
**Description**: It rings in the hall
**Status**: {status}

### Issue 2: Gate is open
**Severity**: Low
**Description**: Day and night
"""


@pytest.mark.parametrize("mark", ["✅ PASS", "✅ OK", "✔ konform"])
def test_what_was_looked_for_where_all_is_well_is_no_defect(mark: str) -> None:
    assert titles(PASSED.format(mark=mark)) == ["Every guest should be told where the light is"]


def test_without_the_mark_it_is() -> None:
    assert "No loose steps" in titles(PASSED.format(mark=""))


@pytest.mark.parametrize(
    ("severity", "status"), [("None", "Seen"), ("Keine", "Gesehen"), ("Low", "Not an issue")]
)
def test_an_issue_that_is_said_to_be_none(severity: str, status: str) -> None:
    assert titles(ISSUE.format(severity=severity, status=status)) == ["Gate is open"]


def test_one_that_is_open_is_one() -> None:
    assert titles(ISSUE.format(severity="Low", status="Open")) == ["Night bell is quiet", "Gate is open"]
