"""The session: what belongs together changes together, and nothing that was chosen is lost by a reload."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from screens.session import Session
from tests.screens.sample import NOW, MemoryTracker, SampleSession, as_tracker
from tests.screens.support import session_in
from tests.store.test_forecasts import MADE
from tracker.domain import transition
from tracker.domain.event import Draft, EventKind
from tracker.domain.state import Status
from tracker.errors import PlanError, RefusedError, UsageError
from tracker.service.tracker import Tracker
from tracker.store.journal import Journal


def test_an_act_brings_board_verdict_and_score_along(session: SampleSession) -> None:
    before = session.view
    reject = {"as": "false_positive", "rationale": "no", "approver": "lead"}
    session.act(lambda board: [Draft(EventKind.REJECT, "SEC-2", reject)])
    assert session.view is not before
    assert session.board.by_id["SEC-2"].status is Status.FALSE_POSITIVE
    assert "SEC-2" not in {reason.item for reason in session.assessments[0].reasons}


def test_a_refused_act_changes_nothing(session: SampleSession, tracker: MemoryTracker) -> None:
    before, count = session.view, len(tracker.events)
    with pytest.raises(RefusedError):
        session.act(lambda board: [transition.start(board.by_id[id_]) for id_ in ("SEC-2", "SEC-1")])
    assert session.view is before
    assert len(tracker.events) == count


def test_marks_come_before_the_cursor_and_keep_the_plans_order(session: SampleSession) -> None:
    assert session.targets("DOC-1") == ("DOC-1",)
    assert session.targets(None) == ()
    session.toggle_mark(["TEST-1", "SEC-2"])
    assert session.targets("DOC-1") == ("SEC-2", "TEST-1")
    session.toggle_mark(["SEC-2", "SEC-1"])
    assert session.marked == {"TEST-1", "SEC-2", "SEC-1"}
    session.toggle_mark(["SEC-2", "SEC-1"])
    assert session.marked == {"TEST-1"}


def test_a_wrong_filter_is_refused_and_the_last_one_goes_on(session: SampleSession) -> None:
    session.set_filter("severity:low")
    with pytest.raises(UsageError):
        session.set_filter("severity:lwo")
    assert [len(column.cards) for column in session.columns()] == [0, 0, 0, 2]
    session.set_filter("")
    assert not session.filtered


def test_me_is_who_acts(tracker: MemoryTracker) -> None:
    session = Session(as_tracker(tracker), actor="sam", clock=lambda: NOW)
    session.set_filter("is:mine")
    assert [card.id for column in session.columns() for card in column.cards] == ["SEC-1"]


def test_a_reload_tells_whether_anything_changed(session: SampleSession, tracker: MemoryTracker) -> None:
    assert session.reload() is False
    tracker.append([Draft(EventKind.START, "SEC-2")], "kim", NOW)
    assert session.reload() is True
    assert session.reload() is False
    assert session.reload(force=True) is True


def test_what_says_nothing_new_leaves_everything_in_place(tracker: MemoryTracker) -> None:
    now = NOW
    session = SampleSession(as_tracker(tracker), actor="sam", clock=lambda: now)
    before, columns = session.view, session.columns()
    now = NOW + timedelta(seconds=59)
    assert session.reload(force=True) is True
    assert session.view is before
    assert session.columns() is columns
    now = NOW + timedelta(seconds=60)
    session.reload(force=True)
    assert session.view is not before
    assert session.board.now == now


def test_a_reload_makes_anew_only_what_changed(session: SampleSession, tracker: MemoryTracker) -> None:
    before = session.board
    tracker.append([Draft(EventKind.NOTE, "SEC-2", {"text": "seen"})], "kim", NOW)
    session.reload()
    pairs = zip(before.cards, session.board.cards, strict=True)
    assert [new.id for old, new in pairs if new is not old] == ["SEC-2"]
    assert session.board.by_id["SEC-2"].state.notes[-1].text == "seen"


def test_a_broken_plan_still_brings_the_journal_up_to_date(
    session: SampleSession, tracker: MemoryTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: SampleSession) -> None:
        raise PlanError("broken")

    monkeypatch.setattr(SampleSession, "_opened_again", broken)
    tracker.append([Draft(EventKind.START, "SEC-2")], "kim", NOW)
    with pytest.raises(PlanError):
        session.reload()
    assert session.board.by_id["SEC-2"].status is Status.IN_PROGRESS
    assert session.reload() is False


def test_what_is_no_news_of_the_plan_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the forecast of a day is, which is kept beside the journal: to read all again takes memory."""
    session = session_in(tmp_path)
    monkeypatch.setattr(Tracker, "board", lambda *_: pytest.fail("read again"))
    with Journal(session.tracker.workspace.database) as journal:
        journal.remember(session.plan.id, MADE)
    assert session.changed()
    assert session.reload() is True
    assert session.reload() is False


def test_what_another_process_wrote_is_read(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    other = session_in(tmp_path, history=())
    other.act(lambda board: [transition.note(board.by_id["SEC-3"], "seen again")])
    assert session.reload() is True
    assert session.board.by_id["SEC-3"].state.notes[-1].text == "seen again"


def test_a_plan_that_changed_is_read_with_the_journal_as_it_was(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    path = session.tracker.path
    path.write_text(path.read_text().replace("Runbook", "Book of runs"))
    assert session.reload() is True
    assert session.board.by_id["DOC-1"].item.title == "Book of runs"


def test_a_new_day_is_a_change(tracker: MemoryTracker) -> None:
    now = [NOW]

    def clock() -> datetime:
        return now[0]

    session = SampleSession(as_tracker(tracker), actor="Ada", clock=clock)
    seen = [session.board.by_id["DB-3"].status]
    now[0] += timedelta(days=200)
    assert session.reload() is True
    seen.append(session.board.by_id["DB-3"].status)
    assert seen == [Status.RISK_ACCEPTED, Status.OPEN]


def test_head_moves_once(session: SampleSession, tracker: MemoryTracker) -> None:
    assert session.refs_moved() is False
    tracker.sha = "a" * 40
    assert session.refs_moved() is True
    assert session.refs_moved() is False


def test_marks_of_items_that_left_the_plan_are_dropped(
    session: SampleSession, tracker: MemoryTracker
) -> None:
    session.toggle_mark(["SEC-2", "DOC-1"])
    tracker.plan = replace(tracker.plan, items=tuple(i for i in tracker.plan.items if i.id != "DOC-1"))
    session.reload(force=True)
    assert session.marked == {"SEC-2"}
    assert session.card("DOC-1") is None
