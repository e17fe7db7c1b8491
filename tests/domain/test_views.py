"""What every view shares: columns, marks, the words for events."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.samples import A, B, Story, board_of, claimed, story_at
from tracker.domain.effort import parse_effort
from tracker.domain.event import EventKind
from tracker.domain.grouping import GROUPINGS, grouped
from tracker.domain.marks import STATUS_MARK, VERDICT_MARK, condition_marks, effort_text, evidence_marks
from tracker.domain.plan import Area, Check, Claim, Item, Phase, Severity, Verdict
from tracker.domain.snapshot import StaleFile
from tracker.domain.state import Status
from tracker.domain.wording import act_name, event_text


def test_groups_keep_the_order_of_cards_closed_ones_last() -> None:
    board = board_of(
        story_at(Status.VERIFIED, Item("A-1", "x", severity=Severity.HIGH)),
        Item("B-1", "x", severity=Severity.HIGH, phase="now", owner="sam"),
        Item("C-1", "x", severity=Severity.CRITICAL, area="db", owner="kim"),
        Item("D-1", "x"),
        phases=(Phase("now", "Now"),),
        areas=(Area("db", "Database"),),
    )

    def columns(by: str) -> list[tuple[str, list[str]]]:
        return [(group.title, [card.id for card in group.cards]) for group in grouped(board.cards, by, board)]

    assert columns("severity") == [("critical", ["C-1"]), ("high", ["B-1", "A-1"]), ("unrated", ["D-1"])]
    assert columns("status") == [("open", ["B-1", "C-1", "D-1"]), ("verified", ["A-1"])]
    assert columns("phase") == [("Now", ["B-1"]), ("no phase", ["C-1", "D-1", "A-1"])]
    assert columns("area") == [("Database", ["C-1"]), ("no area", ["B-1", "D-1", "A-1"])]
    assert columns("owner") == [("kim", ["C-1"]), ("sam", ["B-1"]), ("no owner", ["D-1", "A-1"])]
    assert all(grouped((), by, board) == () for by in GROUPINGS)


def test_every_status_and_verdict_has_a_mark_of_one_cell() -> None:
    assert set(STATUS_MARK) == set(Status)
    assert set(VERDICT_MARK) == set(Verdict)
    assert {len(mark) for mark in (*STATUS_MARK.values(), *VERDICT_MARK.values())} == {1}


def test_conditions() -> None:
    assert condition_marks(Story().card) == ""
    assert condition_marks(Story().then(EventKind.BLOCK, reason="x").card) == "⊘"
    assert condition_marks(board_of(Story().evidence(), stale={"e1": StaleFile("a", B)}).cards[0]) == "↻"
    assert condition_marks(Story(claimed(Claim.DONE)).card) == "?"


def test_what_backs_a_card() -> None:
    story = Story().evidence().link(A).evidence("commit", A, sha=A)
    assert evidence_marks(story.card) == "1e 1c"
    assert evidence_marks(Story().card) == ""
    assert evidence_marks(Story().link(A).then(EventKind.REVERTED, sha=A, by=B).card) == ""


@pytest.mark.parametrize(
    ("effort", "text"), [("2-3h", "2-3h"), ("30m-2h", "30m-2h"), ("3h", "3h"), ("10-20m", "10-20m")]
)
def test_efforts_in_short(effort: str, text: str) -> None:
    assert effort_text(parse_effort(effort)) == text
    assert effort_text(None) == ""


@pytest.mark.parametrize(
    ("kind", "payload", "text"),
    [
        (EventKind.START, {}, ""),
        (EventKind.NOTE, {"text": "hm"}, "note: hm"),
        (EventKind.ASSIGN, {"owner": "sam"}, "assigned to sam"),
        (EventKind.ASSIGN, {"owner": None}, "assigned to nobody"),
        (EventKind.ESTIMATE, {"effort": "2-3h", "low": 2, "high": 3}, "estimated 2-3h"),
        (EventKind.ACTUAL, {"hours": 1.5}, "worked 1.5h"),
        (EventKind.EVIDENCE, {"kind": "url", "ref": "https://x"}, "evidence: url https://x"),
        (EventKind.EVIDENCE, {"kind": "command", "ref": "make", "passed": True, "text": "a\nb"}, "✓ make"),
        (EventKind.EVIDENCE, {"kind": "command", "ref": "make", "passed": False}, "✗ make"),
        (EventKind.EVIDENCE, {"kind": "commit", "ref": A, "text": "Fix"}, f"evidence: commit {A[:7]} Fix"),
        (EventKind.EVIDENCE, {"kind": "attestation", "ref": "verified by bob"}, "by bob"),
        (EventKind.VERIFY, {"by": "bob", "proof": False}, "by bob"),
        (EventKind.VERIFY, {"proof": True}, "by proof"),
        (EventKind.BLOCK, {"reason": "vendor"}, "blocked: vendor"),
        (EventKind.UNBLOCK, {}, "not blocked any more"),
        (EventKind.REOPEN, {"reason": "no"}, "no"),
        (EventKind.DEFER, {"when": "x", "review": "2026-01-01"}, "until x, review on 2026-01-01"),
        (
            EventKind.ACCEPT_RISK,
            {"approver": "cto", "rationale": "r", "expires": "2026-01-01"},
            "accepted by cto until 2026-01-01",
        ),
        (EventKind.REJECT, {"as": "wont_fix", "rationale": "no"}, "no"),
        (EventKind.UNLINK, {"sha": A}, f"{A[:7]} unlinked"),
        (EventKind.REVERTED, {"sha": A, "by": B}, f"{A[:7]} was reverted by {B[:7]}"),
        (EventKind.VANISHED, {"sha": A}, f"{A[:7]} is no longer in the history"),
        (EventKind.RESTORED, {"sha": A}, f"{A[:7]} is back"),
        (EventKind.RELINK, {"old": A, "new": B}, f"{A[:7]} is now {B[:7]}"),
    ],
)
def test_events_of_an_item_in_words(kind: EventKind, payload: dict[str, Any], text: str) -> None:
    (event,) = Story().then(kind, **payload).events
    assert event_text(event) == text
    assert act_name(event) == kind.value.replace("_", "-")


def test_ticks_tell_how_far_the_checks_are() -> None:
    story = Story(Item("IT-1", "x", checks=(Check("a", "A"), Check("b", "B")))).then(
        EventKind.TICK, check="a"
    )
    assert event_text(story.events[0], story.card) == "✓ a (1/2)"
    assert event_text(story.events[0]) == "✓ a"


@pytest.mark.parametrize(
    ("kind", "payload", "text"),
    [
        (EventKind.MEASURE, {"target": "p95", "value": "1 s", "met": True}, "✓ p95: 1 s meets its bound"),
        (EventKind.MEASURE, {"target": "p95", "value": "9 s", "met": False}, "✗ p95: 9 s misses its bound"),
        (EventKind.SIGNOFF, {"role": "lead", "by": "Kim"}, "✓ lead signed off by Kim"),
        (EventKind.TICK, {"list": "pre", "check": "a"}, "✓ pre/a"),
        (EventKind.UNTICK, {"list": "pre", "check": "a"}, "○ pre/a"),
        (EventKind.UNDO, {"batches": ["x"]}, "1 action"),
        (EventKind.REDO, {"batches": ["x", "y"]}, "2 actions"),
    ],
)
def test_events_of_the_plan_in_words(kind: EventKind, payload: dict[str, Any], text: str) -> None:
    (event,) = Story().then(kind, **payload).events
    assert event_text(replace(event, item=None)) == text
