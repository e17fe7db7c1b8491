"""The fold: what events add up to, whatever order people and commits come in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domain.samples import NOW, A, B, C, Story, claimed, story_at
from tracker.domain.event import EventKind
from tracker.domain.fold import fold_plan
from tracker.domain.plan import Claim
from tracker.domain.state import Status


def test_a_whole_life() -> None:
    story = Story()
    seen = []
    for kind, payload in (
        (EventKind.START, {}),
        (EventKind.BLOCK, {"reason": "vendor"}),
        (EventKind.UNBLOCK, {}),
        (EventKind.DEFER, {"when": "growth", "review": "2026-06-01", "reason": "later"}),
        (EventKind.START, {}),
        (EventKind.RESOLVE, {}),
        (EventKind.REOPEN, {"reason": "no"}),
        (EventKind.ACCEPT_RISK, {"approver": "cto", "rationale": "rare", "expires": "2027-01-01"}),
        (EventKind.RESOLVE, {}),
        (EventKind.VERIFY, {"by": "bob", "proof": False}),
    ):
        seen.append(story.then(kind, **payload).state.status.value)
    assert seen == [
        "in_progress",
        "in_progress",
        "in_progress",
        "deferred",
        "in_progress",
        "resolved",
        "open",
        "risk_accepted",
        "resolved",
        "verified",
    ]
    state = story.state
    assert (state.verified_by, state.resolved_by, state.acceptance, state.deferral) == (
        "bob",
        "ada",
        None,
        None,
    )
    assert state.started_at == story.events[0].at
    assert state.updated_at == story.at


@pytest.mark.parametrize(
    ("claim", "status", "word"),
    [
        (Claim.OPEN, Status.OPEN, False),
        (Claim.PARTIAL, Status.IN_PROGRESS, True),
        (Claim.DONE, Status.RESOLVED, True),
        (Claim.DEFERRED, Status.DEFERRED, True),
    ],
)
def test_the_review_says_where_an_item_begins(claim: Claim, status: Status, word: bool) -> None:
    state = Story(claimed(claim)).state
    assert (state.status, state.claimed) == (status, word)


@pytest.mark.parametrize("claim", [Claim.OPEN, Claim.PARTIAL])
def test_a_tick_starts_the_work_also_where_the_review_claims_a_part(claim: Claim) -> None:
    state = Story(claimed(claim)).then(EventKind.TICK, check="one").state
    assert (state.status, state.claimed, state.ticks) == (Status.IN_PROGRESS, False, {"one": True})
    assert Story().then(EventKind.TICK, check="one").then(EventKind.UNTICK, check="one").state.ticks == {
        "one": False
    }


def test_owner_effort_hours_and_notes() -> None:
    story = Story().then(EventKind.ASSIGN, owner="sam").then(EventKind.ASSIGN, owner=None)
    story.then(EventKind.ESTIMATE, effort="2-3h", low=2, high=3)
    story.then(EventKind.ACTUAL, hours=2).then(EventKind.ACTUAL, hours=1.5).then(EventKind.NOTE, text="hm")
    state = story.state
    assert (state.owner, state.owner_set, state.actual_hours) == (None, True, 3.5)
    assert state.effort
    assert (state.effort.low, state.effort.high) == (2, 3)
    assert [note.text for note in state.notes] == ["hm"]
    assert state.status is Status.OPEN


def test_a_failed_proof_reopens_and_a_passing_one_moves_nothing() -> None:
    failed = story_at(Status.VERIFIED).evidence("command", "make test", passed=False).state
    assert (failed.status, failed.reason) == (Status.OPEN, "proof failed: make test")
    passed = story_at(Status.VERIFIED).evidence("command", "make test", passed=True).state
    assert passed.status is Status.VERIFIED


def test_commits_move_items_by_where_they_are() -> None:
    story = Story().link(A, role="refs")
    assert story.state.status is Status.IN_PROGRESS
    assert story.link(B, where="fix/x").state.status is Status.IN_REVIEW
    merged = story.link(B).state
    assert (merged.status, merged.resolved_by) == (Status.RESOLVED, "ada")
    assert [(link.sha, link.where) for link in merged.commits] == [(A, "mainline"), (B, "mainline")]


@pytest.mark.parametrize("status", [Status.VERIFIED, Status.WONT_FIX, Status.DUPLICATE])
def test_what_a_person_decided_stands(status: Status) -> None:
    assert story_at(status).link(A).state.status is status


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.VERIFIED])
def test_a_revert_reopens_whatever_was_called_done_since(status: Status) -> None:
    story = Story().link(A)
    if status is Status.VERIFIED:
        story.then(EventKind.VERIFY, "bob", by="bob", proof=False)
    state = story.then(EventKind.REVERTED, sha=A, by=B).state
    assert (state.status, state.reason) == (Status.OPEN, f"reverted by {B[:7]}")
    assert state.commits[0].undone_by == B


def test_a_revert_leaves_an_item_with_another_fix() -> None:
    assert Story().link(A).link(C).then(EventKind.REVERTED, sha=A, by=B).state.status is Status.RESOLVED
    waiting = Story().link(C, where="fix/x").link(A).then(EventKind.REVERTED, sha=A, by=B).state
    assert waiting.status is Status.IN_REVIEW


def test_a_revert_of_a_mere_mention_moves_nothing() -> None:
    story = Story().link(A, role="refs").then(EventKind.RESOLVE).then(EventKind.REVERTED, sha=A, by=B)
    assert story.state.status is Status.RESOLVED


def test_the_revert_of_a_revert_brings_the_fix_back() -> None:
    story = Story().link(A).then(EventKind.REVERTED, sha=A, by=B).then(EventKind.RESTORED, sha=A)
    assert story.state.status is Status.RESOLVED
    assert story.state.commits[0].undone_by is None


def test_a_commit_that_vanished_reopens() -> None:
    state = Story().link(A).then(EventKind.VANISHED, sha=A).state
    assert (state.status, state.commits[0].undone_by) == (Status.OPEN, "vanished")


def test_a_rebased_commit_keeps_its_link_and_can_still_be_reverted() -> None:
    story = Story().link(A).evidence("commit", A, sha=A).then(EventKind.RELINK, old=A, new=C)
    assert [link.sha for link in story.state.commits] == [C]
    assert [piece.sha for piece in story.state.evidence] == [C]
    assert story.state.status is Status.RESOLVED
    assert story.then(EventKind.REVERTED, sha=C, by=B).state.status is Status.OPEN


def test_unlinking_takes_back_what_the_commit_did() -> None:
    story = Story().link(A).evidence("commit", A, sha=A).then(EventKind.UNLINK, sha=A)
    state = story.state
    assert (state.status, state.commits, state.evidence) == (Status.OPEN, (), ())
    story.then(
        EventKind.LINK,
        sha=A,
        role="resolves",
        subject="s",
        author="ada",
        authored_at=NOW.isoformat(),
        where="mainline",
    )
    assert story.state.status is Status.RESOLVED


def test_work_on_a_lapsed_acceptance_starts_the_item() -> None:
    story = Story()
    lapsed = (story.at - timedelta(days=1)).date().isoformat()
    story.then(EventKind.ACCEPT_RISK, approver="cto", rationale="rare", expires=lapsed)
    assert story.then(EventKind.TICK, check="one").state.status is Status.IN_PROGRESS


def test_an_event_of_a_kind_that_says_nothing_of_the_state_only_dates_it() -> None:
    state = Story().then(EventKind.UNDO, batches=["b1"]).state
    assert (state.status, state.updated_at is not None) == (Status.OPEN, True)


def test_the_plan_as_a_whole() -> None:
    story = Story().then(EventKind.MEASURE, target="p95", value="180 ms", met=True)
    story.then(EventKind.MEASURE, target="p95", value="300 ms", met=False)
    story.then(EventKind.SIGNOFF, role="lead", by="Kim").then(EventKind.TICK, list="pre", check="a")
    story.then(EventKind.TICK, list="pre", check="b").then(EventKind.UNTICK, list="pre", check="b")
    state = fold_plan(story.events)
    assert (state.measurements["p95"].value, state.measurements["p95"].met) == ("300 ms", False)
    assert state.signatures["lead"].by == "Kim"
    assert state.ticks == {("pre", "a"): True, ("pre", "b"): False}
