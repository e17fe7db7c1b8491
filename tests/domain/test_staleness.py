"""Evidence of a command is stale when the item no longer has that proof."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.samples import Story
from tracker.domain.board import Card
from tracker.domain.plan import Item, Proof, Requirement

TEST, CHECK, LINT = Proof("make test"), Proof("make check"), Proof("make lint")
CHANGED = "its command changed"


def ran(story: Story, *proofs: Proof, passed: bool = True, **more: Any) -> Story:
    """Add a passing run of each proof, as it is recorded."""
    for proof in proofs:
        story.evidence("command", proof.run, passed=passed, proof=proof.mark, **more)
    return story


def story_of(*proofs: Proof, requires: Requirement = Requirement.EVIDENCE) -> Story:
    return Story(Item("IT-1", "x", requires=requires, proofs=proofs))


def reasons(card: Card) -> list[str]:
    return list(card.stale.values())


def test_a_run_of_a_proof_that_is_still_there_counts() -> None:
    card = ran(story_of(TEST, CHECK), TEST, CHECK).card
    assert (card.has_stale, reasons(card)) == (False, [])


@pytest.mark.parametrize("changed", [{"run": "make tests"}, {"expect": "exit 1"}, {"cwd": "sub"}])
def test_another_command_folder_or_expectation_is_another_proof(changed: dict[str, Any]) -> None:
    card = ran(story_of(replace(TEST, **changed)), TEST).card
    assert (card.has_stale, reasons(card)) == (True, [CHANGED])


def test_another_time_limit_or_target_is_not() -> None:
    card = ran(story_of(replace(TEST, timeout=7.0, target="p95")), TEST).card
    assert (card.has_stale, reasons(card)) == (False, [])


def test_a_new_run_makes_up_for_a_changed_command() -> None:
    story = ran(story_of(CHECK), TEST)
    assert story.card.has_stale
    card = ran(story, CHECK).card
    assert (card.has_stale, reasons(card)) == (False, [CHANGED])


def test_one_of_several_that_changed_is_enough_wherever_it_stands() -> None:
    assert ran(story_of(CHECK, LINT), TEST, LINT).card.has_stale
    assert ran(story_of(LINT, CHECK), LINT, TEST).card.has_stale
    assert not ran(story_of(LINT), TEST, LINT).card.has_stale


def test_a_note_does_not_make_up_for_it_and_somebodys_word_does() -> None:
    assert ran(story_of(CHECK), TEST).evidence("note", "fine").card.has_stale
    assert not ran(story_of(CHECK), TEST).evidence("attestation", "verified by bob").card.has_stale
    assert ran(story_of(CHECK, LINT).evidence("attestation", "verified by bob"), TEST, LINT).card.has_stale


def test_a_proof_that_left_the_plan_is_said_to() -> None:
    card = ran(story_of(), TEST).card
    assert (card.has_stale, reasons(card)) == (True, ["its command left the plan"])
    assert not ran(story_of(), TEST).evidence("url", "u").card.has_stale


def test_runs_of_an_older_tracker_are_known_by_their_command() -> None:
    def old(*proofs: Proof) -> Card:
        return story_of(*proofs).evidence("command", "make test", passed=True).card

    assert reasons(old(TEST)) == reasons(old(replace(TEST, expect="exit 1"))) == reasons(old()) == []
    assert reasons(old(CHECK)) == [CHANGED]


def test_a_masked_command_is_known_by_its_mark() -> None:
    story = story_of(Proof("echo hunter-22"), requires=Requirement.PROOF)
    story.evidence("command", "echo ***", passed=True, proof=Proof("echo hunter-22").mark)
    assert (story.card.satisfied, reasons(story.card)) == (True, [])


def test_a_changed_expectation_no_longer_satisfies_an_item_that_requires_proof() -> None:
    assert ran(story_of(TEST, requires=Requirement.PROOF), TEST).card.satisfied
    stricter = replace(TEST, expect="number < 1")
    assert not ran(story_of(stricter, requires=Requirement.PROOF), TEST).card.satisfied


def test_a_failed_run_upsets_the_same_proof_alone() -> None:
    elsewhere = replace(TEST, cwd="sub")
    story = ran(story_of(TEST, elsewhere, requires=Requirement.PROOF), TEST, elsewhere)
    assert story.card.satisfied
    assert not ran(story, elsewhere, passed=False).card.satisfied
    assert ran(story, elsewhere).card.unrun_proofs(story.card.fresh_evidence) == ()


def test_the_mark_is_the_same_everywhere() -> None:
    assert TEST.mark == Proof("make test").mark == "0c0e713da7e9111a"
    assert len({TEST.mark, CHECK.mark, replace(TEST, cwd="a").mark, Proof("make", "test").mark}) == 4


def test_evidence_says_at_which_commit_and_in_what_tree_it_was_taken() -> None:
    sha = "abc1234" + "0" * 33
    clean, dirty, none = (
        ran(story_of(TEST), TEST, **more).state.evidence[0]
        for more in ({"sha": sha}, {"sha": sha, "dirty": True}, {})
    )
    assert clean.taken_at == "abc1234"
    assert dirty.taken_at == "abc1234, with uncommitted changes"
    assert (none.taken_at, none.dirty) == ("", False)
