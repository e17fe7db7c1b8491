"""Steps by weeks under a mark of success are still to be gone."""

from __future__ import annotations

from tests.importers.markdown.reading import plan, titles

COURSE = """# Review
## Recommendation
### ✅ Safe course
1. **Week 1**: Replace the fog horn
2. **Week 2**: Clean the buoys
3. **Week 3**: Sea trials with {}
"""


def test_the_mark_of_a_way_to_go_says_nothing_of_its_steps() -> None:
    found = plan(COURSE.format("two pilots")).items
    assert [item.title for item in found] == [
        "Replace the fog horn",
        "Clean the buoys",
        "Sea trials with two pilots",
    ]
    assert {item.claim for item in found} == {"open"}


def test_what_was_gone_is_left_alone() -> None:
    assert not titles(COURSE.format("two pilots ✅"))
    text = COURSE.format("two pilots").replace("Replace", "Replaced").replace("Clean", "Cleaned")
    assert not titles(text)
