"""What the board tells the forecast: the work left, and what finished and begun items say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.samples import NOW, Story, board_of
from tracker.domain.effort import parse_effort
from tracker.domain.event import EventKind
from tracker.domain.plan import Claim, Engineer, Item, Severity, Team
from tracker.domain.workload import Task, Workload
from tracker.service.forecasts.workload import workload_of

ITEM = Item("IT-1", "x", severity=Severity.HIGH, effort=parse_effort("10-20h"))


def task(*stories: Story | Item, engineers: int = 1) -> Task:
    """The first item's task."""
    team = Team(tuple(Engineer(f"e{n}") for n in range(engineers)))
    return workload_of(board_of(*stories, team=team)).tasks[0]


def started(days_ago: int, item: Item = ITEM) -> Story:
    """NOW is a Sunday: two days ago was the last working day."""
    story = Story(item)
    story.at = NOW - timedelta(days=days_ago)
    return story.then(EventKind.START)


def test_hours_in_progress_are_working_hours_up_to_yesterday() -> None:
    assert task(Story(ITEM)).spent_hours == 0
    assert task(started(0)).spent_hours == 0
    assert task(started(2)).spent_hours == 6
    assert task(started(3)).spent_hours == 12


def test_a_forgotten_item_is_over_its_estimate_and_no_more() -> None:
    assert task(started(300)).spent_hours == 20


def test_recorded_hours_win_over_the_calendar() -> None:
    assert task(started(30).then(EventKind.ACTUAL, hours=2.5)).spent_hours == 2.5


def test_time_is_shared_among_all_that_are_in_progress() -> None:
    others = [started(3, replace(ITEM, id=f"IT-{n}")) for n in (2, 3)]
    assert task(started(3), *others).spent_hours == 4
    assert task(started(3), *others, engineers=3).spent_hours == 12
    assert task(started(3), *others, engineers=9).spent_hours == 12


def test_no_work_is_inferred_where_there_was_none() -> None:
    assert task(started(9).then(EventKind.BLOCK, reason="vendor")).spent_hours == 0
    assert task(started(9, replace(ITEM, effort=None))).spent_hours == 0
    assert task(replace(ITEM, claim=Claim.PARTIAL)).spent_hours == 0


def finished_hours(hours: float) -> list[tuple[float, bool]]:
    story = Story(ITEM)
    story.at = NOW - timedelta(days=6)  # a Monday noon
    story.then(EventKind.START)
    story.at += timedelta(hours=hours - 1)
    story.then(EventKind.RESOLVE)
    return [(one.actual_hours, one.inferred) for one in workload_of(board_of(story)).finished]


@pytest.mark.parametrize(("elapsed", "hours"), [(1.0, 1.0), (3.0, 3.0), (9.0, 6.0), (24.0, 12.0)])
def test_inferred_hours_are_no_more_than_the_clock_and_the_calendar_allow(
    elapsed: float, hours: float
) -> None:
    assert finished_hours(elapsed) == [(hours, True)]


def test_what_closed_in_a_moment_says_nothing() -> None:
    assert finished_hours(0.1) == []


def test_the_same_board_gives_the_same_digest_all_day() -> None:
    story = started(3)
    boards = [board_of(story, now=NOW + timedelta(hours=hours)) for hours in (0, 5)]
    assert len({workload_of(board).digest() for board in boards}) == 1


def test_a_workload_has_nothing_of_an_empty_plan() -> None:
    found: Workload = workload_of(board_of())
    assert (found.tasks, found.finished, found.added_on) == ((), (), ())
