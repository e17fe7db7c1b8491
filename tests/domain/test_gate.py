"""Verdicts: every reason a gate can give, whether it is hard, and what would clear it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.domain.samples import NOW, A, B, Story, board_of, claimed, gate, story_at
from tracker.domain.bound import parse_bound
from tracker.domain.effort import parse_effort
from tracker.domain.event import EventKind
from tracker.domain.gate import Assessment, assess, gates_of, needed_ids
from tracker.domain.plan import (
    Area,
    Check,
    Checklist,
    Claim,
    Claims,
    Gate,
    Item,
    Proof,
    Requirement,
    Severity,
    Target,
    Verdict,
)
from tracker.domain.score import score
from tracker.domain.snapshot import StaleFile
from tracker.domain.state import Measurement, PlanState, Signature, Status

ITEM = Item("IT-1", "x", severity=Severity.CRITICAL, requires=Requirement.EVIDENCE)
READY, MAYBE, NOT = Verdict.READY, Verdict.CONDITIONALLY_READY, Verdict.NOT_READY


def assessed(*stories: Story | Item, of: Gate | None = None, **settings: Any) -> Assessment:
    board = board_of(*stories, **settings)
    return assess(of or gate(), board, score(board))


def told(assessment: Assessment) -> tuple[Verdict, list[str]]:
    return assessment.verdict, [reason.code for reason in assessment.reasons]


@pytest.mark.parametrize(
    ("status", "verdict", "codes"),
    [
        (Status.OPEN, NOT, ["open_item"]),
        (Status.IN_PROGRESS, NOT, ["open_item"]),
        (Status.IN_REVIEW, NOT, ["open_item"]),
        (Status.DEFERRED, NOT, ["open_item"]),
        (Status.WONT_FIX, NOT, ["open_item"]),
        (Status.RESOLVED, NOT, ["unproved"]),
        (Status.RISK_ACCEPTED, MAYBE, ["risk_accepted"]),
        (Status.VERIFIED, READY, []),
        (Status.FALSE_POSITIVE, READY, []),
        (Status.DUPLICATE, READY, []),
    ],
)
def test_a_critical_item_at_every_status(status: Status, verdict: Verdict, codes: list[str]) -> None:
    assert told(assessed(story_at(status, ITEM))) == (verdict, codes)


def test_resolved_with_what_it_requires_waits_for_somebody_to_verify() -> None:
    found = assessed(story_at(Status.RESOLVED, ITEM).evidence())
    assert told(found) == (MAYBE, ["unverified"])
    assert found.reasons[0].clears == "tracker verify IT-1 --by NAME"


def test_the_reviews_word_is_a_hard_reason() -> None:
    item = Item("IT-1", "x", severity=Severity.HIGH, requires=Requirement.EVIDENCE, claim=Claim.DONE)
    assert told(assessed(item)) == (NOT, ["claimed_only"])
    assert told(assessed(claimed(Claim.DONE))) == (READY, [])


def test_an_acceptance_that_lapsed_is_no_acceptance() -> None:
    yesterday = (NOW - timedelta(days=1)).date().isoformat()
    story = Story(ITEM).then(EventKind.ACCEPT_RISK, approver="cto", rationale="rare", expires=yesterday)
    assert told(assessed(story)) == (NOT, ["open_item"])


def test_stale_evidence_is_a_condition_until_newer_makes_up_for_it() -> None:
    stale = {"e1": StaleFile("a.ts", B)}
    story = (
        Story(ITEM).evidence().then(EventKind.RESOLVE).then(EventKind.VERIFY, "bob", by="bob", proof=False)
    )
    assert told(assessed(story, stale=stale)) == (MAYBE, ["stale"])
    assert told(assessed(story.evidence(), stale=stale)) == (READY, [])


def test_which_items_a_gate_looks_at() -> None:
    low = Item("LOW", "x", severity=Severity.LOW, phase="now")
    blocker = Item("BLOCKER", "x", blocker=True, phase="later")
    unrated = Item("UNRATED", "x", phase="now")
    high = Item("HIGH", "x", severity=Severity.HIGH, phase="later")

    def items(of: Gate) -> set[str | None]:
        return {reason.item for reason in assessed(low, blocker, unrated, high, of=of).reasons}

    assert items(gate()) == {"BLOCKER", "HIGH"}
    assert items(gate(block_on=("unrated",))) == {"BLOCKER", "UNRATED"}
    assert items(gate(block_on=("low", "high"), phases=("now",))) == {"BLOCKER", "LOW"}


def test_what_clears_an_open_item() -> None:
    first = Item("FIRST", "x", severity=Severity.HIGH, effort=parse_effort("2-3h"))
    second = Item("SECOND", "x", severity=Severity.HIGH, after=("FIRST",))
    review = Story(Item("REVIEW", "x", severity=Severity.HIGH)).link(A, where="fix/review")
    by_hand = Story(Item("VENDOR", "x", severity=Severity.HIGH)).then(EventKind.BLOCK, reason="the vendor")
    found = {reason.item: reason for reason in assessed(first, second, review, by_hand).reasons}
    assert found["FIRST"].clears == "2-3h of work"
    assert found["SECOND"].clears == "FIRST, then work without an estimate"
    assert found["SECOND"].text.endswith("blocked by FIRST")
    assert found["REVIEW"].clears == "merge fix/review"
    assert found["VENDOR"].text.endswith("blocked: the vendor")


TARGET = Target("p95", "Slowest query", parse_bound("< 1000 ms"))


@pytest.mark.parametrize(
    ("value", "verdict", "codes"),
    [
        (None, NOT, ["target_unmeasured"]),
        ("2 s", NOT, ["target_failed"]),
        ("5 MB", NOT, ["target_failed"]),
        ("0.2 s", READY, []),
    ],
)
def test_targets(value: str | None, verdict: Verdict, codes: list[str]) -> None:
    measured = {"p95": Measurement(value, True, "ada", NOW)} if value else {}
    found = assessed(of=gate(targets=("p95",)), targets=(TARGET,), plan_state=PlanState(measured, {}, {}))
    assert told(found) == (verdict, codes)
    assert told(assessed(targets=(TARGET,))) == (READY, [])


def test_checklists_tick_with_their_items() -> None:
    checks = (Check("a", "A"), Check("b", "B", item="IT-1"))
    lists = (Checklist("pre", "Pre-deploy", checks=checks),)
    of = gate(checklists=("pre",))
    found = assessed(Item("IT-1", "x"), of=of, checklists=lists)
    assert told(found) == (NOT, ["checklist"])
    assert (found.reasons[0].text, found.reasons[0].clears) == (
        "checklist Pre-deploy: 2 of 2 left",
        "tracker tick pre/a and 1 more",
    )
    done = PlanState({}, {}, {("pre", "a"): True})
    story = story_at(Status.VERIFIED, Item("IT-1", "x"))
    assert told(assessed(story, of=of, checklists=lists, plan_state=done)) == (READY, [])


@pytest.mark.parametrize(
    ("scores", "bar", "codes"),
    [((6.5,), 6.5, []), ((6.4,), 6.5, ["score"]), ((), 6.5, ["score"]), ((6.4,), None, [])],
)
def test_scores(scores: tuple[float, ...], bar: float | None, codes: list[str]) -> None:
    areas = (Area("a", "A", 0.1, scores), Area("b", "B", 0.2, scores))
    found = assessed(of=gate(min_score=bar), areas=areas)
    assert [reason.code for reason in found.reasons] == codes


def test_a_missing_sign_off_is_a_condition() -> None:
    of = gate(sign_off=("lead",))
    assert told(assessed(of=of)) == (MAYBE, ["sign_off"])
    signed = PlanState({}, {"lead": Signature("lead", "Kim", NOW)}, {})
    assert told(assessed(of=of, plan_state=signed)) == (READY, [])


def test_hard_reasons_come_first_and_the_claim_stands_beside() -> None:
    claims = Claims(verdicts=(Verdict.NOT_READY, Verdict.READY))
    accepted = story_at(Status.RISK_ACCEPTED, Item("IT-2", "y", severity=Severity.HIGH))
    found = assessed(accepted, ITEM, of=gate(sign_off=("lead",)), claims=claims)
    assert [reason.hard for reason in found.reasons] == [True, False, False]
    assert found.claimed is Verdict.READY


def test_a_plan_without_gates_has_one() -> None:
    assert [one.id for one in gates_of(board_of(ITEM))] == ["production"]


def test_what_proves_an_item_is_asked_for_by_name() -> None:
    item = Item("IT-1", "x", severity=Severity.HIGH, requires=Requirement.PROOF, proofs=(Proof("make test"),))
    found = assessed(story_at(Status.RESOLVED, item).evidence())
    assert told(found) == (NOT, ["unproved"])
    assert (found.reasons[0].text, found.reasons[0].clears) == (
        "high item resolved without the proof it requires",
        "tracker verify IT-1",
    )


def test_needed_are_what_blocks_what_checklists_wait_for_and_what_comes_before() -> None:
    board = board_of(
        Item("BASE", "x"),
        Item("MIDDLE", "x", after=("BASE",)),
        Item("TOP", "x", severity=Severity.CRITICAL, after=("MIDDLE",)),
        Item("LISTED", "x"),
        Item("ELSE", "x"),
        story_at(Status.RESOLVED, Item("DONE", "x", severity=Severity.CRITICAL, after=("ELSE",))),
        checklists=(Checklist("pre", "Pre", checks=(Check("a", "A", item="LISTED"), Check("b", "B"))),),
    )
    assert needed_ids(gate(checklists=("pre",)), board) == {"BASE", "MIDDLE", "TOP", "LISTED"}
    assert needed_ids(gate(), board) == {"BASE", "MIDDLE", "TOP"}
