"""When items were closed, by the journal, and what the lines of a burn-up are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.domain.samples import NOW, A, B, Story, board_of, plan_of
from tests.forecast.test_track_record import past
from tracker.domain.burnup import ALWAYS, BurnDay, Closed, burn_up, closings, finished_on
from tracker.domain.event import EventKind
from tracker.domain.plan import Claim, Item

TODAY = NOW.date()
BEGUN = TODAY - timedelta(days=10)


def spans(*stories: Story) -> dict[str, tuple[Closed, ...]]:
    events = [event for story in stories for event in story.events]
    return closings(plan_of(*(story.item for story in stories)), events, TODAY)


def on_day(story: Story, days_ago: int) -> Story:
    story.at = NOW - timedelta(days=days_ago)
    return story


def test_an_item_is_closed_on_the_day_the_work_was_done() -> None:
    story = Story().then(EventKind.START)
    on_day(story, 4).then(EventKind.RESOLVE)
    assert spans(story) == {"IT-1": (Closed(TODAY - timedelta(days=4)),)}
    assert spans(Story()) == {"IT-1": ()}


def test_a_commit_counts_from_its_own_day_not_from_that_of_the_sync() -> None:
    story = on_day(Story(), 20).link(A)
    late = replace(story.events[0], at=NOW)
    assert closings(plan_of(story.item), [late], TODAY)["IT-1"][0].since == story.at.date()


def test_reopening_takes_it_off_the_line_again() -> None:
    story = on_day(Story(), 9).then(EventKind.RESOLVE)
    on_day(story, 6).then(EventKind.REOPEN, reason="no")
    on_day(story, 2).then(EventKind.RESOLVE)
    first, second = spans(story)["IT-1"]
    assert (first.since, first.until) == (TODAY - timedelta(days=9), TODAY - timedelta(days=6))
    assert (second.since, second.until) == (TODAY - timedelta(days=2), None)


def test_a_fix_and_its_revert_found_together_closed_nothing() -> None:
    story = Story().link(A).then(EventKind.REVERTED, sha=A, by=B)
    together = [replace(event, batch="sync") for event in story.events]
    assert closings(plan_of(story.item), together, TODAY) == {"IT-1": ()}
    assert len(spans(story)["IT-1"]) == 1  # two syncs: it was closed in between


def test_an_acceptance_ends_with_its_last_day() -> None:
    expires = TODAY - timedelta(days=3)
    accepted = {"approver": "cto", "rationale": "rare", "expires": expires.isoformat()}
    story = Story().then(EventKind.ACCEPT_RISK, **accepted)
    assert spans(story)["IT-1"] == (Closed(BEGUN, expires + timedelta(days=1)),)
    story.then(EventKind.ACCEPT_RISK, **(accepted | {"expires": "2027-01-01"}))
    assert spans(story)["IT-1"] == (Closed(BEGUN),)


def test_what_the_review_calls_done_always_was() -> None:
    item = Item("IT-1", "x", claim=Claim.DONE)
    assert spans(Story(item)) == {"IT-1": (Closed(ALWAYS),)}
    (before,) = spans(on_day(Story(item), 5).then(EventKind.REOPEN, reason="no"))["IT-1"]
    assert before == Closed(ALWAYS, TODAY - timedelta(days=5))


def test_a_former_name_is_the_same_item() -> None:
    story = Story(Item("OLD", "x")).then(EventKind.RESOLVE)
    found = closings(plan_of(Item("NEW", "x", was=("OLD",))), story.events, TODAY)
    assert len(found["NEW"]) == 1


def test_the_lines_have_a_day_for_every_turn() -> None:
    one = on_day(Story(Item("ONE", "x")), 6).then(EventKind.RESOLVE)
    two = on_day(Story(Item("TWO", "x")), 4).then(EventKind.RESOLVE)
    on_day(two, 2).then(EventKind.REOPEN, reason="no")
    board = board_of(one, two, Item("THREE", "x"), Item("FOUR", "x", claim=Claim.DONE))
    day = {ago: TODAY - timedelta(days=ago) for ago in range(8)}
    found = burn_up(
        board, spans(one, two, Story(Item("FOUR", "x", claim=Claim.DONE))), [past(day[5], total=3)]
    )
    assert found.days == (
        BurnDay(day[6], 3, 2),
        BurnDay(day[5], 3, 2),
        BurnDay(day[4], 3, 3),
        BurnDay(day[2], 3, 2),
        BurnDay(day[0], 4, 2),
    )
    assert found.at(day[3]) == BurnDay(day[4], 3, 3)
    assert found.at(date(2000, 1, 1)) == found.days[0]
    assert found.at(TODAY + timedelta(days=9)) == found.days[-1]


def test_a_plan_without_a_journal_has_a_burn_up_of_one_day() -> None:
    board = board_of(Item("ONE", "x"))
    assert burn_up(board, {}, ()).days == (BurnDay(TODAY, 1, 0),)


def test_finished_is_when_the_last_was_closed_for_good() -> None:
    closed = {
        "A": (Closed(BEGUN),),
        "B": (Closed(BEGUN, TODAY), Closed(TODAY)),
        "C": (Closed(BEGUN, TODAY),),
        "D": (),
    }
    assert finished_on(["A", "B"], closed) == TODAY
    assert finished_on(["A", "C"], closed) is None
    assert finished_on(["A", "D"], closed) is None
    assert finished_on([], closed) is None
