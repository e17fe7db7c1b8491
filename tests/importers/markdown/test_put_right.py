"""A list of labels that tells one finding and what was done about it."""

from __future__ import annotations

from tests.importers.markdown.reading import only, titles

FINDING = """# Review
## Finding & fix (lamp that sticks)
- **Observed:** in fog the lamp sticks and no ship sees the mole.
- **Fixed:** the hinge is greased, and a second lamp lights by itself.
- **Note:** the grease freezes below minus twenty.
"""


def test_labels_of_what_was_wrong_and_what_was_done_are_one_finding() -> None:
    item = only(FINDING)
    assert (item.title, item.claim, item.source) == ("lamp that sticks", "done", ((2, 5),))


def test_a_heading_that_names_the_finding_is_its_title() -> None:
    assert titles(FINDING.replace("Finding & fix (lamp that sticks)", "The lamp sticks")) == [
        "The lamp sticks"
    ]


def test_several_findings_are_several() -> None:
    assert (
        len(titles("# Review\n## Fixes\n- **Fixed:** the lamp stuck\n- **Fixed:** the bell was mute\n")) > 1
    )
