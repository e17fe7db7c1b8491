"""Fixes that are counted are called as findings are: `Fix #2: Remove the old rope`."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

FIXES = """# Review
## 9. Fixes required
### {0}1: Add a second lamp
**File:** `mole/lamp.py`

Hang it below the first.

### {0}2: Remove the old rope
**File:** `mole/rope.py`

It is rotten.
"""


@pytest.mark.parametrize("called", ["Fix #", "Fix ", "Korrektur ", "Correctif ", "Corrección "])
def test_a_counted_fix_is_one_thing(called: str) -> None:
    assert titles(FIXES.format(called)) == ["Add a second lamp", "Remove the old rope"]


def test_a_verb_before_a_number_counts_no_fix() -> None:
    assert titles("# Review\n## To do\n- Fix 3 leaking pipes\n") == ["Fix 3 leaking pipes"]


def test_the_name_of_a_tool_is_no_id() -> None:
    assert titles(
        "# Review\n## Findings\n### K6 load test fails\n**Impact:** no figures\n\n**Fix:** mend it\n"
    ) == ["K6 load test fails"]


def test_the_number_of_a_fix_is_that_of_no_finding() -> None:
    found = "# Review\n## Issues\n1. **The bell is mute** at night\n2. **The pier sinks** in spring\n\n"
    assert len(titles(found + FIXES.removeprefix("# Review\n").format("Fix #"))) == 4
