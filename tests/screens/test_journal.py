"""The journal: everything that happened, newest first; undo from there; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from screens.journal import JournalScreen
from screens.session import Session
from screens.widgets.journal_rows import event_rows, moment
from screens.widgets.lines import plain
from tests.screens.support import NOW, SIZES, Host, session_in
from tests.screens.waiting import pressed, settled
from tracker.domain.state import Status
from tracker.errors import StoreError


def acts(app: Host) -> list[tuple[str, ...]]:
    """Item and act of each line on the page."""
    return [tuple(line.split()) for line in app.page.text.splitlines() if line.strip()]


def status_of(session: Session, item: str) -> Status:
    """Where an item stands now."""
    return session.board.by_id[item].status


async def test_every_event_is_there_newest_first(tmp_path: Path) -> None:
    app = Host(lambda: JournalScreen(session_in(tmp_path)))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        lines = acts(app)
    assert len(lines) == 8
    assert lines[0] == ("06:00", "sam", "DB-1", "resolve")
    assert lines[-1][-3:] == ("ada", "SEC-1", "start")


def test_times_take_no_more_room_than_the_longest_of_them(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    events = session.log(limit=100)
    today = [found for found in events if found.event.at.date() == NOW.date()]
    assert 0 < len(today) < len(events)
    for some, longest in ((today, "06:00"), (events, "Mar  1 06:00")):
        lines = plain(event_rows(some, session.board, 80)).splitlines()
        assert {line.index(found.event.item or "") for line, found in zip(lines, some, strict=True)} == {
            len(longest) + 2
        }


async def test_nothing_happened_yet(tmp_path: Path) -> None:
    app = Host(lambda: JournalScreen(session_in(tmp_path, history=())))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "Nothing happened yet" in app.page.text
        await pressed(pilot, "u")
        assert app.said == "nothing to be undone"


async def test_undo_marks_the_event_and_redo_brings_it_back(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: JournalScreen(session))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "u")
        assert app.said == "undone: resolve DB-1"
        assert status_of(session, "DB-1") is Status.OPEN
        assert [line[-1] for line in acts(app)][:2] == ["↶", "undone"]
        await pressed(pilot, "ctrl+r")
        assert app.said == "redone: resolve DB-1"
        assert status_of(session, "DB-1") is Status.RESOLVED


async def test_undo_down_to_the_cursor_takes_whole_actions(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: JournalScreen(session))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "down", "down", "U")
        assert app.said == "undone: resolve DB-1 and 3 actions before"
        card = session.board.by_id["SEC-1"]
        assert (card.state.evidence, card.state.notes) == ((), ())
        assert len(card.state.commits) == 1


async def test_enter_goes_to_the_item(tmp_path: Path) -> None:
    app = Host(lambda: JournalScreen(session_in(tmp_path)))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "enter")
    assert app.results == ["SEC-2"]


async def test_older_events_are_read_when_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.journal.PORTION", 5)
    app = Host(lambda: JournalScreen(session_in(tmp_path)))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert len(acts(app)) == 6
        assert app.page.text.rstrip().endswith("… Enter shows 5 older events")
        await pressed(pilot, "end", "enter")
        assert [line[-1] for line in acts(app)][-1] == "start"
        assert len(acts(app)) == 8


async def test_a_journal_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_in(tmp_path)

    def fail(*_: Any, **__: Any) -> Any:
        raise StoreError("the database is locked")

    monkeypatch.setattr(session, "log", fail)
    app = Host(lambda: JournalScreen(session))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert app.said == "✗ the database is locked"


def test_times_are_short_and_in_the_clocks_zone() -> None:
    here = NOW.astimezone(timezone(timedelta(hours=2)))
    assert moment(NOW - timedelta(hours=1), here) == "10:00"
    assert moment(NOW - timedelta(days=2), here) == "Feb 28 11:00"
    assert moment(NOW - timedelta(days=200), here) == "2025-08-14"


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = session_in(tmp_path)
    session.undo(2)
    assert snap_compare(Host(lambda: JournalScreen(session)), terminal_size=size, run_before=settled)
