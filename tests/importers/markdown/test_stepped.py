"""Steps behind their state: a strong word, a mark of success, a share behind a name."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim

STEPS = "# Review\n## Next steps\n{}\n"


@pytest.mark.parametrize(
    ("word", "claim"),
    [
        ("✅ **COMPLETED**", Claim.DONE),
        ("✅ **Erledigt**", Claim.DONE),
        ("⚠️ **IN PROGRESS**", Claim.PARTIAL),
        ("**Pendiente**", Claim.OPEN),
        ("❌ **PENDING**", Claim.OPEN),
    ],
)
def test_a_word_of_state_is_no_name(word: str, claim: Claim) -> None:
    item = only(STEPS.format(f"1. {word}: Oil the hinges of the gate"))
    assert (item.title, item.claim) == ("Oil the hinges of the gate", claim)


def test_steps_with_one_word_are_several() -> None:
    text = "1. ❌ **PENDING**: Oil the hinges\n2. ❌ **PENDING**: Paint the north wall"
    assert titles(STEPS.format(text)) == ["Oil the hinges", "Paint the north wall"]


def test_a_tick_before_a_step_says_that_it_was_done() -> None:
    items = plan(STEPS.format("1. ✅ Rotate the key of the cellar\n2. Paint the north wall")).items
    assert [each.claim for each in items] == [Claim.DONE, Claim.OPEN]


def test_most_steps_tell_of_all() -> None:
    text = "### Before launch\n1. ✅ Add a bell\n2. ✅ Replace the lamp\n3. ✅ Choose a colour"
    assert {each.claim for each in plan(STEPS.format(text)).items} == {Claim.DONE}


def test_praise_in_a_plan_stays_praise() -> None:
    assert titles(STEPS.format("1. ✅ Solid walls\n2. Paint the north wall")) == ["Paint the north wall"]


def test_what_to_do_beside_what_not_to_do_was_not_done() -> None:
    text = STEPS.format("1. ✅ Use oil of the region\n2. ❌ Use old rags\n3. Paint the wall")
    assert all(each.claim is not Claim.DONE for each in plan(text).items)


@pytest.mark.parametrize(
    ("told", "claim"),
    [("✅ **ALL RESOLVED** (0 left)", Claim.DONE), ("✅ **76% FIXED** (16 left)", Claim.PARTIAL)],
)
def test_a_state_behind_a_name(told: str, claim: Claim) -> None:
    text = f"# Review\n## Fixes since\n1. **Gates without a lock in the north**: {told}\n"
    assert only(text).claim is claim
