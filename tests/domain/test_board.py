"""Cards: what the clock and other items make of a state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.samples import NOW, A, B, Story, board_of, claimed, gate, plan_of, story_at
from tracker.domain.board import build_board, checklist_checks, counts_by_status, hours_left
from tracker.domain.drift import Drift, Fate
from tracker.domain.effort import parse_effort
from tracker.domain.event import EventKind
from tracker.domain.plan import (
    Area,
    Check,
    Claim,
    DeferredClaim,
    Item,
    Phase,
    Priority,
    Proof,
    Requirement,
    Severity,
)
from tracker.domain.snapshot import Snapshot, StaleFile
from tracker.domain.state import Status

TODAY = NOW.date()


def accepted(expires: date, item: Item | None = None) -> Story:
    story = Story(item or Item("IT-1", "An item"))
    return story.then(EventKind.ACCEPT_RISK, approver="cto", rationale="rare", expires=expires.isoformat())


def test_an_acceptance_holds_on_its_last_day_and_lapses_on_the_next() -> None:
    card = accepted(TODAY).card
    assert (card.status, card.lapsed) == (Status.RISK_ACCEPTED, False)
    card = accepted(TODAY - timedelta(days=1)).card
    assert (card.status, card.lapsed, card.state.reason) == (Status.OPEN, True, "the accepted risk lapsed")


def test_a_deferral_is_overdue_after_its_review_day() -> None:
    def card(review: date) -> str | None:
        story = Story().then(EventKind.DEFER, when="growth", review=review.isoformat())
        return story.card.overdue

    assert card(TODAY) is None
    assert card(TODAY - timedelta(days=1)) == "deferred until a review on 2026-02-28"
    claim = Item("IT-1", "x", claim=Claim.DEFERRED, deferred=DeferredClaim("growth", date(2026, 1, 1)))
    assert Story(claim).card.overdue


def test_sla_clocks_run_from_the_review_and_anew_from_a_lapsed_acceptance() -> None:
    item = Item("IT-1", "x", severity=Severity.HIGH)
    settings: dict[str, Any] = {"reviewed": date(2026, 1, 1), "sla": {Severity.HIGH: timedelta(days=30)}}
    card = board_of(item, **settings).cards[0]
    assert (card.due, card.overdue) == (date(2026, 1, 31), "due 2026-01-31")
    card = board_of(accepted(date(2026, 2, 20), item), **settings).cards[0]
    assert (card.due, card.overdue) == (date(2026, 3, 22), None)
    card = board_of(story_at(Status.RESOLVED, item), **settings).cards[0]
    assert card.overdue is None
    assert board_of(Item("IT-1", "x"), **settings).cards[0].due is None
    own = Item("IT-1", "x", severity=Severity.HIGH, due=date(2026, 5, 1))
    assert board_of(own, **settings).cards[0].due == date(2026, 5, 1)


def test_a_clock_that_runs_out_of_the_calendar_ends_with_it() -> None:
    item = Item("IT-1", "x", severity=Severity.HIGH)
    board = board_of(item, reviewed=date(9999, 6, 1), sla={Severity.HIGH: timedelta(days=365)})
    assert board.cards[0].due == date.max


@pytest.mark.parametrize("status", list(Status))
def test_items_wait_for_those_they_come_after(status: Status) -> None:
    first = story_at(status, Item("IT-1", "First"))
    board = board_of(first, Item("IT-2", "Second", after=("IT-1",)))
    waits = status in (Status.OPEN, Status.IN_PROGRESS, Status.IN_REVIEW, Status.DEFERRED)
    second = board.by_id["IT-2"]
    assert (second.blocked_by, second.blocked, second.ready) == (("IT-1",) * waits, waits, not waits)
    assert board.unblocks == {"IT-1": ("IT-2",)}
    assert (board.waiting_for("IT-1"), board.waiting_for("IT-2")) == (("IT-2",), ())


def test_a_block_by_hand_holds_active_items_only() -> None:
    story = Story().then(EventKind.BLOCK, reason="vendor")
    assert story.card.blocked
    assert not story.then(EventKind.RESOLVE).card.blocked


def test_evidence_goes_stale_by_file_and_by_age() -> None:
    story = Story().evidence()
    board = board_of(story, stale={"e1": StaleFile("src/db.ts", B)})
    assert board.cards[0].stale == {"e1": f"src/db.ts changed in {B[:7]}"}
    strict, lax = (gate(evidence_max_age=timedelta(days=days)) for days in (9, 90))
    assert board_of(story, gates=(strict, lax)).cards[0].stale == {"e1": "older than 9 days"}
    assert board_of(story, gates=(gate(evidence_max_age=timedelta(days=11)),)).cards[0].stale == {}


def test_newer_evidence_makes_up_for_stale() -> None:
    item = Item("IT-1", "x", requires=Requirement.EVIDENCE)
    story = Story(item).evidence()
    stale = {"e1": StaleFile("src/db.ts", B)}
    assert board_of(story, stale=stale).cards[0].has_stale
    assert not board_of(story.evidence(), stale=stale).cards[0].has_stale
    assert board_of(story, stale={"e2": StaleFile("src/db.ts", B)}).cards[0].has_stale


def test_a_stale_proof_is_not_made_up_for_by_a_note() -> None:
    item = Item("IT-1", "x", requires=Requirement.PROOF, proofs=(Proof("make test"),))
    story = Story(item).evidence("command", "make test", passed=True).evidence("note", "fine")
    assert board_of(story, stale={"e1": StaleFile("a", B)}).cards[0].has_stale


def test_a_commit_that_was_taken_back_is_no_evidence() -> None:
    item = Item("IT-1", "x", requires=Requirement.EVIDENCE)
    story = Story(item).link(A).evidence("commit", A, sha=A)
    assert story.card.satisfied
    card = story.then(EventKind.REVERTED, sha=A, by=B).card
    assert (card.satisfied, card.fresh_evidence, list(card.stale.values())) == (
        False,
        (),
        [f"reverted by {B[:7]}"],
    )


@pytest.mark.parametrize(
    ("requires", "evidence", "satisfied"),
    [
        (Requirement.NONE, [], True),
        (Requirement.EVIDENCE, [], False),
        (Requirement.EVIDENCE, [{"kind": "url", "ref": "u"}], True),
        (Requirement.EVIDENCE, [{"kind": "command", "ref": "x", "passed": False}], False),
        (Requirement.PROOF, [{"kind": "url", "ref": "u"}], False),
        (Requirement.PROOF, [{"kind": "command", "ref": "make a", "passed": True}], False),
        (
            Requirement.PROOF,
            [{"kind": "command", "ref": f"make {name}", "passed": True} for name in "ab"],
            True,
        ),
        (Requirement.ATTESTATION, [{"kind": "url", "ref": "u"}], False),
        (Requirement.ATTESTATION, [{"kind": "attestation", "ref": "verified by bob"}], True),
    ],
)
def test_what_satisfies_an_item(
    requires: Requirement, evidence: list[dict[str, Any]], satisfied: bool
) -> None:
    item = Item("IT-1", "x", requires=requires, proofs=(Proof("make a"), Proof("make b")))
    story = Story(item).then(EventKind.RESOLVE)
    for payload in evidence:
        story.then(EventKind.EVIDENCE, **payload)
    assert story.card.satisfied is satisfied


def test_the_reviews_word_satisfies_nothing() -> None:
    assert not Story(claimed(Claim.DONE)).card.satisfied


def test_a_run_older_than_the_last_commit_proves_nothing() -> None:
    item = Item("IT-1", "x", requires=Requirement.PROOF, proofs=(Proof("make test"),))
    story = Story(item).evidence("command", "make test", passed=True)
    assert story.card.satisfied
    story.at += timedelta(hours=2)
    assert not story.link(A).card.satisfied


def test_checks_tick_by_hand_and_by_other_items_never_by_the_review() -> None:
    checks = (Check("a", "A", done=True), Check("b", "B", item="IT-2"), Check("c", "C"))
    item = Item("IT-1", "x", checks=checks, effort=parse_effort("3h"))
    other = story_at(Status.VERIFIED, Item("IT-2", "y"))
    board = board_of(Story(item).then(EventKind.TICK, check="c"), other)
    card = board.by_id["IT-1"]
    assert [check.done for check in card.checks] == [False, True, True]
    assert card.done_share == pytest.approx(2 / 3)
    assert hours_left(board.cards) == pytest.approx(1)
    assert [check.done for check in checklist_checks(board, "pre", checks)] == [False, True, False]


def test_resolved_parts_count_where_there_are_no_checks() -> None:
    assert Story(Item("IT-1", "x", resolved=("a",), remaining=("b", "c"))).card.done_share == pytest.approx(
        1 / 3
    )
    assert Story(Item("IT-1", "x", resolved=("a",))).card.done_share == 0


def test_the_order_of_work() -> None:
    phases = (Phase("now", "Now"), Phase("later", "Later"))
    board = board_of(
        Item("LATER", "x", phase="later", severity=Severity.CRITICAL),
        Item("MINOR", "x", phase="now", severity=Severity.LOW),
        Item("MAJOR", "x", phase="now", severity=Severity.HIGH),
        Item("FIRST", "x", phase="now", severity=Severity.INFO, priority=Priority.CRITICAL),
        Item("BLOCKER", "x", phase="later", blocker=True),
        Item("NOWHERE", "x", severity=Severity.CRITICAL),
        Story(Item("STARTED", "x")).then(EventKind.START),
        phases=phases,
    )
    assert [card.id for card in board.work_order] == [
        "STARTED",
        "BLOCKER",
        "FIRST",
        "MAJOR",
        "MINOR",
        "LATER",
        "NOWHERE",
    ]
    assert board.ready_queue() == board.work_order


def test_owner_and_effort_of_the_journal_win() -> None:
    item = Item("IT-1", "x", owner="sam", effort=parse_effort("1h"))
    assert (Story(item).card.owner, Story(item).card.effort) == ("sam", item.effort)
    story = Story(item).then(EventKind.ASSIGN, owner=None)
    story.then(EventKind.ESTIMATE, effort="5h", low=5, high=5)
    assert story.card.owner is None
    assert story.card.effort
    assert story.card.effort.high == 5


def test_counts_by_status() -> None:
    board = board_of(Item("A", "x"), Item("B", "x"), story_at(Status.WONT_FIX), areas=(Area("a", "A"),))
    assert counts_by_status(board.cards) == {Status.OPEN: 2, Status.WONT_FIX: 1}


def test_cards_that_are_as_they_were_are_the_same_values() -> None:
    worked, rested = Item("IT-1", "Worked on"), Item("IT-2", "Left alone")
    plan = plan_of(worked, rested)
    before = build_board(plan, Snapshot(drift={"a.py": Drift(Fate.CHANGED, "a.py")}), NOW)
    started = {"IT-1": Story(worked).then(EventKind.START).state}
    now = Snapshot(started, drift={"a.py": Drift(Fate.CHANGED, "a.py")})
    after = build_board(plan, now, NOW, known=before)
    assert after == build_board(plan, now, NOW)
    assert after.by_id["IT-1"].status is Status.IN_PROGRESS
    assert after.by_id["IT-2"] is before.by_id["IT-2"]
    assert after.by_id["IT-1"].drifted is before.by_id["IT-1"].drifted


def test_nothing_is_taken_over_from_another_plan_or_from_an_empty_one() -> None:
    item = Item("IT-1", "An item")
    before = build_board(plan_of(item), Snapshot(), NOW)
    assert build_board(plan_of(item), Snapshot(), NOW, known=before).cards[0] is not before.cards[0]
    empty = build_board(plan_of(), Snapshot(), NOW)
    assert build_board(empty.plan, Snapshot(), NOW, known=empty) == empty
