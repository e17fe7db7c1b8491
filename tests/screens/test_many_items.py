"""A board of many items: what looks at every card is done in workers, and comes out as on a small one."""

from __future__ import annotations

import threading

import pytest
from textual.widgets import Static

import screens.board
from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.columns import Column
from screens.forms.note import NoteForm
from screens.forms.values import Remark
from screens.moving import Move
from screens.readiness import ReadinessScreen
from screens.session import Session
from screens.widgets.board_view import BoardView
from screens.widgets.filter_bar import FilterBar
from tests.screens.sample import MemoryTracker, SampleSession, big_plan, board_app, session_over
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.event import Draft, EventKind
from tracker.errors import RefusedError

WIDE = (160, 45)
MANY, FEW = 600, 60


def board(app: TrackerApp) -> BoardView:
    return app.screen.query_one(BoardView)


def counts(app: TrackerApp) -> dict[str, int]:
    """How many cards each column shows."""
    return {column.key: len(column.cards) for column in board(app).viewport.columns}


def said(app: TrackerApp) -> list[str]:
    return [note.message for note in app._notifications]


def session_of(count: int) -> SampleSession:
    return session_over(MemoryTracker(big_plan(count)))


@pytest.fixture(autouse=True)
def no_look_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the board makes ahead once it is there would come at any moment of a test."""
    monkeypatch.setattr(BoardScreen, "_look_ahead", lambda screen: None)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads that looked through the cards."""
    used: list[threading.Thread] = []

    def noted(session: Session) -> tuple[Column, ...]:
        if session.columns_at_hand is None:
            used.append(threading.current_thread())
        return columns(session)

    columns = Session.columns
    monkeypatch.setattr(Session, "columns", noted)
    return used


@pytest.mark.parametrize(("count", "at_once"), [(MANY, False), (FEW, True)])
async def test_many_cards_are_grouped_and_filtered_in_a_worker(
    count: int, at_once: bool, threads: list[threading.Thread]
) -> None:
    app = board_app(session_of(count))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        threads.clear()
        await pressed(pilot, "slash", typed("severity:high"), "enter")
        assert counts(app)["high"] == count // 5
        assert counts(app)["low"] == 0
        await pressed(pilot, "escape", "g")
        assert counts(app) == {"open": count}
        assert {thread is threading.main_thread() for thread in threads} == {at_once}


async def test_the_last_of_many_letters_wins() -> None:
    app = board_app(session_of(MANY))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"item-59")
        await settled(pilot)
        shown = [card.id for column in board(app).viewport.columns for card in column.cards]
        assert sorted(shown) == sorted(["ITEM-59", *(f"ITEM-59{digit}" for digit in range(10))])
        assert str(app.screen.query_one(FilterBar)._aside.content) == "11 of 600 items"


async def test_columns_that_are_at_hand_are_shown_at_once(threads: list[threading.Thread]) -> None:
    app = board_app(session_of(MANY))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        threads.clear()
        screen = app.screen
        assert isinstance(screen, BoardScreen)
        screen.show_board()
        assert threads == []
        assert sum(counts(app).values()) == MANY


@pytest.mark.parametrize(("count", "at_once"), [(MANY, False), (FEW, True)])
@pytest.mark.parametrize("refused", [False, True])
async def test_a_value_for_many_items_is_tried_in_a_worker(
    count: int, at_once: bool, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[threading.Thread] = []

    def tried(form: NoteForm, value: Remark) -> None:
        used.append(threading.current_thread())
        if refused:
            raise RefusedError("not today")

    monkeypatch.setattr(NoteForm, "try_out", tried)
    app = board_app(session_of(count))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "g")  # which a worker does: only then there is one group to mark
        await pressed(pilot, "asterisk", "w", typed("as agreed"), "enter")
        assert [thread is threading.main_thread() for thread in used] == [at_once]
        assert isinstance(app.screen, NoteForm) == refused
        if refused:
            assert "not today" in str(app.screen.query_one("#refusal", Static).content)


@pytest.mark.parametrize("count", [MANY, FEW])
async def test_a_card_is_carried_and_taken_back(count: int) -> None:
    app = board_app(session_of(count))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        item = board(app).item
        await pressed(pilot, "m", "right")
        assert counts(app)["in_progress"] == 1
        assert board(app).item == item
        await pressed(pilot, "escape")
        assert "in_progress" not in counts(app)
        assert board(app).item == item


async def test_a_card_that_was_dropped_at_once_is_not_carried_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The columns of a move that are worked out when it is over are not shown."""
    going_on, over = threading.Event(), threading.Event()
    columns = Move.columns

    def held(move: Move, session: Session) -> tuple[Column, ...]:
        going_on.set()
        over.wait(10)
        return columns(move, session)

    monkeypatch.setattr(Move, "columns", held)
    app = board_app(session_of(MANY))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("m")
        assert going_on.wait(10)
        await pilot.press("escape")
        over.set()
        await settled(pilot)
        assert "critical" in counts(app)


@pytest.mark.parametrize("key", ["g", "m"])
async def test_a_worker_that_fails_says_so(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no columns today")

    app = board_app(session_of(MANY))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = counts(app)
        monkeypatch.setattr(Session, "columns", fail)
        monkeypatch.setattr(Move, "columns", fail)
        await pressed(pilot, key)
        assert said(app) == ["✗ RuntimeError: no columns today"]
        assert counts(app) == before


@pytest.mark.parametrize("count", [MANY, FEW])
async def test_readiness_lists_every_reason(count: int) -> None:
    session = session_of(count)
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "o")
        screen = app.screen
        assert isinstance(screen, ReadinessScreen)
        assert screen.page.aside == (count == MANY)
        for reason in session.assessments[0].reasons:
            assert (reason.item or reason.code) in screen.page.text


async def test_rows_that_cannot_be_made_are_said_on_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no rows today")

    app = board_app(session_of(MANY))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        monkeypatch.setattr(ReadinessScreen, "rows", fail)
        await pressed(pilot, "o")
        assert isinstance(app.screen, ReadinessScreen)
        assert "RuntimeError: no rows today" in str(app.screen.said.content)


def test_what_is_at_hand_belongs_to_board_grouping_and_filter() -> None:
    session = session_of(FEW)

    def at_hand() -> bool:
        return session.columns_at_hand is not None

    assert not at_hand()
    assert session.columns() is session.columns_at_hand
    session.grouping = "status"
    assert not at_hand()
    session.columns()
    assert at_hand()
    session.set_filter("severity:high")
    assert not at_hand()


def test_after_a_reading_the_columns_are_at_hand() -> None:
    session = session_of(FEW)
    before = session.columns()
    session.act(lambda board: [Draft(EventKind.NOTE, board.cards[0].id, {"text": "seen"})])
    assert session.columns_at_hand is not None
    assert session.columns_at_hand is not before


def test_the_threshold_lies_between() -> None:
    assert FEW < screens.board._AT_ONCE < MANY
