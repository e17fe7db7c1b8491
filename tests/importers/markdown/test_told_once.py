"""Labels that stand once beneath a numbered heading are those of one finding, whatever stands between."""

from __future__ import annotations

from tests.importers.markdown.reading import plan, titles

KEYS = """# House review

## Security concerns

### 1. No fence
**Risk:** deer come in
**Recommendation:** build one

### 2. House rules

**File:** `keys.csv`

**Lost keys:**
- front door
- shed

**Risk:** anybody comes in
**Recommendation:** change the locks
"""


def test_what_stands_behind_a_list_belongs_to_the_heading() -> None:
    _, found = plan(KEYS).items
    assert (found.title, found.facts["risk"]) == ("House rules", "anybody comes in")


def test_labels_that_come_again_are_those_of_several() -> None:
    again = "\n**Broken locks:**\n- cellar\n\n**Risk:** it rains in\n**Recommendation:** mend them\n"
    assert "House rules" not in titles(KEYS + again)
