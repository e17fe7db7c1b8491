"""Entries that say what becomes of something, and not of what, are part of the entry above them."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles


@pytest.mark.parametrize(
    "comment",
    [
        "Should be replaced before winter",
        "Can be welded by the crew",
        "Won't stop a ship, but should be looked at",
        "May need a diver",
        "Sollte vor dem Winter ersetzt werden",
        "Devrait être remplacée",
        "Debería ser sustituida",
    ],
)
def test_what_becomes_of_the_one_before_is_part_of_it(comment: str) -> None:
    (found,) = plan(f"# Review\n## Issues\n- No lamp on the mole\n- {comment}\n").items
    assert found.title == "No lamp on the mole"
    assert found.source == ((3, 4),) or found.source == ((3, 3), (4, 4))
    assert comment in found.facts["issue"]


def test_a_list_of_rules_is_one_of_several_things() -> None:
    text = "# Review\n## Issues\n- Must be lit at night\n- Should be closed in storms\n"
    assert len(titles(text)) == 2


def test_what_has_a_name_or_a_number_of_its_own_stays_one() -> None:
    text = "# Review\n## Issues\n1. No lamp on the mole\n2. Should be closed in storms, but is not\n"
    assert len(titles(text)) == 2


def test_two_that_go_on_are_both_part_of_the_same() -> None:
    text = "# Review\n## Issues\n- No lamp\n- May cost a ship\n- Should be replaced\n- No ladder\n"
    assert titles(text) == ["No lamp", "No ladder"]
