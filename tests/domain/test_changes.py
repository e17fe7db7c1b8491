"""What moved between two moments, told from the events and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.domain.samples import NOW, A, B, Story, gate, plan_of, story_at
from tracker.domain.board import Board, build_board
from tracker.domain.bound import parse_bound
from tracker.domain.changes import Changes, Direction, changes, outlook
from tracker.domain.event import Event, EventKind
from tracker.domain.past import snapshot_at
from tracker.domain.plan import Claim, Item, Plan, Target, Verdict
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Status

SINCE = NOW - timedelta(days=7)
"""After ten days ago, when stories begin."""


def between(of: Plan, events: Sequence[Event], since: datetime = SINCE, **settings: Any) -> Changes:
    then, now = (build_board(of, snapshot_at(of, events, moment), moment) for moment in (since, NOW))
    return changes(outlook(then, None), outlook(now, None), events, asked="7d", since=since, **settings)


def moved(story: Story) -> Changes:
    """What a story changes from SINCE on."""
    return between(plan_of(story.item), story.events)


def later(story: Story) -> Story:
    """The story, which goes on yesterday."""
    return Story(story.item, list(story.events), NOW - timedelta(days=1))


def directions(found: Changes) -> list[tuple[str, Direction, Status]]:
    return [(move.card.id, move.direction, move.before) for move in found.moves]


EXPIRES = (NOW + timedelta(days=30)).date().isoformat()
ACCEPT = {"approver": "cto", "rationale": "rare", "expires": EXPIRES}


@pytest.mark.parametrize(
    ("before", "kind", "payload", "direction"),
    [
        (Status.OPEN, EventKind.START, {}, Direction.STARTED),
        (Status.IN_PROGRESS, EventKind.RESOLVE, {}, Direction.RESOLVED),
        (Status.RESOLVED, EventKind.VERIFY, {"by": "bob", "proof": False}, Direction.VERIFIED),
        (Status.VERIFIED, EventKind.REOPEN, {"reason": "again"}, Direction.REOPENED),
        (Status.IN_PROGRESS, EventKind.REOPEN, {"reason": "not now"}, Direction.REOPENED),
        (Status.DEFERRED, EventKind.START, {}, Direction.REOPENED),
        (Status.OPEN, EventKind.ACCEPT_RISK, ACCEPT, Direction.ACCEPTED),
        (Status.OPEN, EventKind.DEFER, {"when": "growth"}, Direction.DEFERRED),
        (Status.OPEN, EventKind.REJECT, {"as": "wont_fix", "rationale": "no"}, Direction.REJECTED),
    ],
)
def test_which_way_an_item_moved(
    before: Status, kind: EventKind, payload: dict[str, Any], direction: Direction
) -> None:
    story = story_at(before)
    found = moved(later(story).then(kind, "ada", None, **payload))
    assert directions(found) == [("IT-1", direction, before)]


def test_an_item_on_a_branch_is_in_review() -> None:
    story = Story()
    assert directions(moved(later(story).link(A, where="fix/x"))) == [
        ("IT-1", Direction.IN_REVIEW, Status.OPEN)
    ]


@pytest.mark.parametrize("status", Status)
def test_what_stands_where_it_stood_has_not_moved(status: Status) -> None:
    story = story_at(status)
    found = moved(later(story).then(EventKind.NOTE, text="still there"))
    assert directions(found) == []
    assert found.new_commits == found.lost_commits == ()
    assert found.new_evidence == found.lost_evidence == ()


def test_there_and_back_is_no_move() -> None:
    story = Story()
    found = moved(later(story).then(EventKind.RESOLVE).then(EventKind.REOPEN, reason="no"))
    assert directions(found) == []


def test_a_claim_that_is_made_good_has_moved() -> None:
    story = Story(Item("IT-1", "x", claim=Claim.DONE))
    found = moved(later(story).link(A))
    assert directions(found) == [("IT-1", Direction.RESOLVED, Status.RESOLVED)]


def test_an_acceptance_that_lapsed_is_reopened_without_an_event() -> None:
    lapses = {**ACCEPT, "expires": (NOW - timedelta(days=2)).date().isoformat()}
    story = Story().then(EventKind.ACCEPT_RISK, "ada", None, **lapses)
    found = between(plan_of(story.item), story.events)
    assert directions(found) == [("IT-1", Direction.REOPENED, Status.RISK_ACCEPTED)]


def test_an_acceptance_that_is_renewed_is_accepted_again() -> None:
    story = Story().then(EventKind.ACCEPT_RISK, "ada", None, **ACCEPT)
    further = {**ACCEPT, "expires": (NOW + timedelta(days=90)).date().isoformat()}
    found = moved(later(story).then(EventKind.ACCEPT_RISK, "ada", None, **further))
    assert directions(found) == [("IT-1", Direction.ACCEPTED, Status.RISK_ACCEPTED)]


def test_best_news_first_then_the_order_of_the_plan() -> None:
    stories = [Story(Item(f"IT-{n}", "x"), at=NOW - timedelta(days=1)) for n in range(4)]
    events = [
        *stories[0].then(EventKind.START).events,
        *stories[1].then(EventKind.RESOLVE).events,
        *stories[3].then(EventKind.START).events,
    ]
    found = between(plan_of(*(story.item for story in stories)), events)
    assert [move.card.id for move in found.moves] == ["IT-1", "IT-0", "IT-3"]


def test_new_evidence_is_what_was_not_there_and_failed_runs_are_among_it() -> None:
    story = Story().evidence()
    found = moved(later(story).evidence("file", "a.txt").evidence("command", "make test", passed=False))
    assert [backing.evidence.ref for backing in found.new_evidence] == ["a.txt", "make test"]
    assert found.lost_evidence == ()


def test_evidence_is_lost_with_its_commit_and_says_why() -> None:
    story = Story().link(A).evidence("commit", A, sha=A)
    found = moved(later(story).then(EventKind.REVERTED, sha=A, by=B))
    assert [(one.evidence.ref, one.why) for one in found.lost_evidence] == [(A, f"reverted by {B[:7]}")]
    assert [(one.commit.sha, one.commit.undone_by) for one in found.lost_commits] == [(A, B)]
    assert directions(found) == [("IT-1", Direction.REOPENED, Status.RESOLVED)]


def test_evidence_that_a_person_took_away_is_lost_too() -> None:
    story = Story().link(A).evidence("commit", A, sha=A)
    found = moved(later(story).then(EventKind.UNLINK, sha=A))
    assert [one.why for one in found.lost_evidence] == ["taken away"]
    assert [one.commit.sha for one in found.lost_commits] == [A]


def test_a_commit_that_only_got_another_name_is_not_new() -> None:
    story = Story().link(A)
    renamed = moved(later(story).then(EventKind.RELINK, old=A, new=B))
    assert renamed.new_commits == renamed.lost_commits == ()
    fresh = moved(later(story).link(B, role="refs"))
    assert [one.commit.sha for one in fresh.new_commits] == [B]


def whole(kind: EventKind, at: datetime, **payload: Any) -> Event:
    return Event(f"p{at}", "r", 0, "p", None, kind, payload, "ada", at, f"pb{at}")


def test_measurements_and_signatures_are_those_that_differ() -> None:
    of = plan_of(
        targets=(Target("p95", "p95", parse_bound("< 250 ms")), Target("up", "Up", parse_bound("> 9 %")))
    )
    before, after = SINCE - timedelta(days=1), SINCE + timedelta(days=1)
    events = [
        whole(EventKind.MEASURE, before, target="p95", value="300 ms", met=False),
        whole(EventKind.SIGNOFF, before, role="ops", by="Grace"),
        whole(EventKind.MEASURE, after, target="p95", value="200 ms", met=True),
        whole(EventKind.SIGNOFF, after, role="lead", by="Grace"),
    ]
    found = between(of, events)
    assert [(one.target.id, one.before and one.before.value, one.after.value) for one in found.measured] == [
        ("p95", "300 ms", "200 ms")
    ]
    assert [one.role for one in found.signed] == ["lead"]
    unmoved = between(of, events[:2])
    assert (unmoved.measured, unmoved.signed) == ((), ())


def test_verdicts_are_those_of_both_moments() -> None:
    item = Item("IT-1", "x", blocker=True)
    story = (
        Story(item, at=NOW - timedelta(days=1))
        .then(EventKind.RESOLVE)
        .then(EventKind.VERIFY, "bob", None, by="bob", proof=False)
    )
    found = between(plan_of(item, gates=(gate(),)), story.events)
    verdicts = [one.assessments[0].verdict for one in (found.before, found.after)]
    assert verdicts == [Verdict.NOT_READY, Verdict.READY]


def test_a_choice_of_items_leaves_the_figures_whole() -> None:
    stories = [Story(Item(f"IT-{n}", "x"), at=NOW - timedelta(days=1)).then(EventKind.START) for n in (1, 2)]
    events = [event for story in stories for event in story.events]
    of = plan_of(*(story.item for story in stories))
    found = between(of, events, only=lambda card: card.id == "IT-2", query="id:IT-2")
    assert [move.card.id for move in found.moves] == ["IT-2"]
    assert (found.only, len(found.after.board.cards)) == ("id:IT-2", 2)


def test_the_state_at_a_moment_is_that_of_the_events_until_then_under_any_name() -> None:
    item = Item("NEW", "x", was=("OLD",))
    story = Story(Item("OLD", "x")).then(EventKind.START).then(EventKind.RESOLVE)
    of = plan_of(item)
    first = story.events[0].at
    assert snapshot_at(of, story.events, first).states["NEW"].status is Status.IN_PROGRESS
    assert snapshot_at(of, story.events, first - timedelta(microseconds=1)) == Snapshot()
    assert snapshot_at(plan_of(Item("ELSE", "x")), story.events, NOW).states == {}


def test_the_present_is_the_same_folded_up_to_now() -> None:
    story = story_at(Status.VERIFIED)
    board: Board = build_board(plan_of(story.item), snapshot_at(plan_of(story.item), story.events, NOW), NOW)
    assert board.by_id["IT-1"].state == story.state
    assert board.now.date() == date(2026, 3, 1)
