"""The board through its keys: moving, marking, filtering, grouping, acting, and what is said of failures."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest
from textual.events import Key
from textual.widgets import Input

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.forms.resolve import ResolveForm
from screens.messages import JournalChanged
from screens.session import Progress
from screens.widgets.banner import Banner
from screens.widgets.board_view import BoardView
from screens.widgets.detail import Detail
from screens.widgets.filter_bar import FilterBar
from screens.widgets.key_line import KeyLine
from screens.widgets.watch import Watch
from tests.screens.sample import NOW, MemoryTracker, SampleSession, board_app
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.board import Board
from tracker.domain.event import Draft, EventKind
from tracker.domain.state import Status
from tracker.errors import PlanError, StoreError
from tracker.service.commits.sync_report import SyncReport

WIDE, NARROW = (160, 45), (80, 24)


def board(app: TrackerApp) -> BoardView:
    """The board of the running app."""
    return app.screen.query_one(BoardView)


def drawn(app: TrackerApp) -> list[str]:
    """The board as text, line by line."""
    view = board(app)
    return [view.render_line(y).text for y in range(view.size.height)]


async def test_the_cursor_starts_on_the_first_card_and_moves_along_both_axes(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert board(app).item == "SEC-1"
        await pilot.press("down")
        assert board(app).item == "SEC-2"
        await pilot.press("j", "k", "right")
        assert board(app).item == "OBS-1"
        await pilot.press("end")
        assert board(app).item == "OPS-1"
        await pilot.press("left", "home")
        assert board(app).item == "SEC-1"
        await pilot.press("left", "up")
        assert board(app).item == "SEC-1"


async def test_narrow_terminals_show_one_column_with_tabs(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert "[CRITICAL 3]" in drawn(app)[0]
        await pilot.press("tab")
        lines = drawn(app)
        assert "[HIGH 3]" in lines[0]
        assert any("OBS-1" in line for line in lines)
        assert not any("SEC-1" in line for line in lines)
        await pilot.press("shift+tab", "shift+tab")
        assert "[LOW 2]" in drawn(app)[0]


async def test_titles_are_drawn_as_they_are_and_every_line_has_the_full_width(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(250, 45)) as pilot:
        await settled(pilot)
        view = board(app)
        assert any("Containerise [/] the [bold]workers" in line for line in drawn(app))
        widths = {view.render_line(y).cell_length for y in range(view.size.height)}
        assert widths == {view.size.width}


async def test_a_filter_narrows_and_the_cursor_comes_back_to_its_item(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "right", "slash", typed("id:db-2"))
        await pilot.pause()
        assert board(app).item == "DB-2"
        assert "MEDIUM 1/3" in drawn(app)[0]
        assert "CRITICAL 0/3" in drawn(app)[0]
        await pilot.press("escape")
        await pilot.pause()
        assert board(app).item == "TEST-1"
        assert "MEDIUM 3" in drawn(app)[0]


async def test_a_wrong_filter_says_why_and_the_last_good_one_stays(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("is:blocked"), "x")
        await pilot.pause()
        problem = app.screen.query_one("#filter-problem")
        assert problem.display
        assert "did you mean blocked" in str(problem.render())
        assert "CRITICAL 1/3" in drawn(app)[0]
        await pilot.press("enter")
        assert board(app).has_focus
        assert app.screen.query_one(FilterBar).display


async def test_what_is_typed_right_behind_the_slash_belongs_to_the_filter(
    session: SampleSession, tracker: MemoryTracker
) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = len(tracker.events)
        for character in "/is:ready":  # all at once, as a slow line delivers them
            key = {"/": "slash", ":": "colon"}.get(character, character)
            app.post_message(Key(key, character))
        await settled(pilot)
        assert app.screen.query_one(Input).value == "is:ready"
        assert len(tracker.events) == before


async def test_nothing_that_matches_is_said(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("zzz"), "enter")
        await pilot.pause()
        assert any("Nothing matches." in line for line in drawn(app))
        assert board(app).item is None
        await pilot.press("s", "enter", "escape")
        await settled(pilot)
        assert board(app).item == "SEC-1"


async def test_tab_completes_the_word_that_is_typed(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("is:blo"))
        await settled(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "is:blocked"
        assert {column.key: len(column.cards) for column in session.columns()}["critical"] == 1


async def test_a_jump_offers_neither_the_words_nor_the_keys_of_a_filter(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        said = (("colon", "", "go to it"), ("slash", "severity:critical", "Ctrl+S save"))
        for prompt, suggested, keys in said:
            await pressed(pilot, prompt, *"se")
            assert app.screen.query_one(Input)._suggestion == suggested
            assert keys in app.screen.query_one(KeyLine).render_line(0).text
            await pressed(pilot, "escape")


async def test_an_id_can_be_jumped_to_even_behind_a_filter(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("severity:low"), "enter", "colon", typed("sec-2"), "enter")
        await pilot.pause()
        assert board(app).item == "SEC-2"
        assert not session.filtered


async def test_grouping_goes_round_and_keeps_the_cursor(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("right", "down")
        seen = []
        for _ in range(5):
            await pilot.press("g")
            await pilot.pause()
            seen.append(session.grouping)
            assert board(app).item == "OBS-1"
        assert seen == ["status", "phase", "area", "owner", "severity"]


async def test_columns_beyond_the_edge_are_counted(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("g")
        await pilot.pause()
        assert "2›" in drawn(app)[0]
        await pilot.press(*["right"] * 6)
        assert "‹2" in drawn(app)[0]
        assert "›" not in drawn(app)[0]


async def test_closed_items_are_at_the_bottom_and_can_be_folded_away(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        text = "\n".join(drawn(app))
        assert text.index("SEC-2") < text.index("▾ 1 closed") < text.index("SEC-3")
        await pilot.press("z")
        text = "\n".join(drawn(app))
        assert "▸ 1 closed" in text
        assert "SEC-3" not in text


async def test_start_writes_an_event_and_the_cursor_stays(
    session: SampleSession, tracker: MemoryTracker
) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("down", "s")
        await settled(pilot)
        assert session.board.by_id["SEC-2"].status is Status.IN_PROGRESS
        assert tracker.events[-1].actor == "Ada"
        assert board(app).item == "SEC-2"


async def test_an_act_applies_to_all_marked_items_or_to_none(
    session: SampleSession, tracker: MemoryTracker
) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = len(tracker.events)
        await pilot.press("space", "space", "s")  # SEC-1 is in progress already
        await settled(pilot)
        assert len(tracker.events) == before
        assert any("SEC-1 is in progress" in note.message for note in app._notifications)
        await pilot.press("escape", "right", "home", "down", "asterisk")
        assert session.marked == {"TEST-1", "OBS-1", "OPS-1"}
        await pilot.press("space", "s")  # without OBS-1, which is in review
        await settled(pilot)
        assert {event.item for event in tracker.events[before:]} == {"TEST-1", "OPS-1"}


async def test_a_form_is_filled_in_and_its_act_carried_out(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("end", "up", "a")
        await pilot.pause()
        await pressed(pilot, typed("kim"), "enter")
        await settled(pilot)
        assert session.board.by_id["SEC-2"].owner == "kim"


async def test_a_refused_act_brings_its_form_back_with_what_was_typed(
    session: SampleSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full", hint="make room")

    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        monkeypatch.setattr(MemoryTracker, "act", full)
        await pilot.press("w")
        await pilot.pause()
        await pressed(pilot, typed("seen"), "enter")
        await settled(pilot)
        assert app.screen.query(Input).first().value == "seen"
        assert any("make room" in note.message for note in app._notifications)


async def test_move_mode_carries_a_card_and_escape_takes_it_back(
    session: SampleSession, tracker: MemoryTracker
) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = len(tracker.events)
        await pilot.press("down", "m", "right")
        await pilot.pause()
        assert "IN PROGRESS 2" in drawn(app)[0]
        await pilot.press("escape")
        await pilot.pause()
        assert "CRITICAL 3" in drawn(app)[0]
        assert len(tracker.events) == before
        assert board(app).item == "SEC-2"


async def test_a_card_that_is_dropped_takes_the_status_of_its_column(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("down", "m", "right", "enter")
        await settled(pilot)
        assert session.board.by_id["SEC-2"].status is Status.IN_PROGRESS
        assert session.grouping == "severity"
        await pilot.press("m", "right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ResolveForm)


async def test_next_goes_through_what_is_ready_for_work(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        queue = [card.id for card in session.board.ready_queue()]
        await pilot.press("n")
        assert board(app).item == queue[1]
        await pilot.press("n", "n")
        assert board(app).item == queue[3]


async def test_the_mouse_chooses_marks_folds_and_opens(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pilot.click(BoardView, offset=(20, 3))
        assert board(app).item == "SEC-2"
        await pilot.click(BoardView, offset=(20, 2), control=True)
        await pilot.pause()
        assert session.marked == {"SEC-1"}
        await pilot.click(BoardView, offset=(5, 4))
        await pilot.pause()
        assert session.folded
        await pilot.click(BoardView, offset=(20, 0))
        assert board(app).item == "TEST-1"
        await pilot.click(BoardView, offset=(20, 2), times=2)
        await settled(pilot)
        assert not isinstance(app.screen, BoardScreen)


async def test_a_key_can_be_clicked(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("down")
        await pilot.click("#keys", offset=(2, 0))
        await settled(pilot)
        assert session.board.by_id["SEC-2"].status is Status.IN_PROGRESS


async def test_changes_of_others_show_and_keep_cursor_filter_and_marks(
    session: SampleSession, tracker: MemoryTracker
) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("severity:critical"), "enter", "down", "space", "up")
        tracker.append(
            [Draft(EventKind.START, "SEC-2"), Draft(EventKind.NOTE, "SEC-1", {"text": "x"})], "kim", NOW
        )
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert session.board.by_id["SEC-2"].status is Status.IN_PROGRESS
        assert session.marked == {"SEC-2"}
        assert board(app).item == "SEC-2"
        assert "HIGH 0/3" in drawn(app)[0]


async def test_a_plan_that_broke_leaves_the_last_good_one_in_sight(
    session: SampleSession, tracker: MemoryTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: SampleSession) -> None:
        raise PlanError("plan.toml:3:1: unknown key [bold]\nplan.toml:9:1: unknown key y")

    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        banner = app.screen.query_one(Banner)
        with monkeypatch.context() as patch:
            patch.setattr(SampleSession, "_opened_again", broken)
            tracker.append([Draft(EventKind.START, "SEC-2")], "kim", NOW)
            app.screen.query_one(Watch).look()
            await settled(pilot)
            assert banner.text is not None
            assert "unknown key [bold] (and 1 more)" in banner.text
            assert session.board.by_id["SEC-2"].status is Status.IN_PROGRESS
            app.screen.query_one(Watch).look()
            await settled(pilot)
            assert banner.text is not None
        tracker.append([Draft(EventKind.NOTE, "SEC-2", {"text": "mended"})], "kim", NOW)
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert banner.text is None


async def test_another_head_is_synced(
    session: SampleSession, tracker: MemoryTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    monkeypatch.setattr(BoardScreen, "action_sync", lambda self: synced.append(self))
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert not synced
        tracker.sha = "f" * 40
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert len(synced) == 1


async def test_a_long_sync_says_how_far_it_is(
    session: SampleSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway, go_on = Event(), Event()

    def slow(progress: Progress | None = None) -> SyncReport:
        assert progress
        progress(1_200)
        halfway.set()
        go_on.wait(20)
        return SyncReport(head=None, scanned=1_300)

    monkeypatch.setattr(session, "sync", slow)
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("y")
        await asyncio.to_thread(halfway.wait, 20)
        await pilot.pause()
        shown = app.screen.query_one(KeyLine).render_line(0).text
        go_on.set()
        await settled(pilot)
        assert shown.rstrip().endswith("sync · 1200 commits")
        assert "sync ·" not in app.screen.query_one(KeyLine).render_line(0).text


async def test_the_detail_follows_the_cursor_and_can_be_hidden(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        detail = app.screen.query_one(Detail)
        await pilot.press("down")
        await settled(pilot)
        assert detail.card is not None
        assert detail.card.id == "SEC-2"
        await pilot.press("i")
        assert not detail.display
        assert board(app).size.width == 160


async def test_the_strip_says_verdict_dates_score_and_progress(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        strip = app.screen.query_one("#strip").render_line(0).text
        for words in ("NOT READY", "8 reasons", "Mar 12 (P50) – Mar 30 (P85)", "4.4 → 8.0", "3/11"):
            assert words in strip


async def test_a_failed_forecast_is_said_and_the_board_works_on(
    session: SampleSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: SampleSession) -> None:
        raise ValueError("no numbers [/]")

    monkeypatch.setattr(SampleSession, "compute_forecast", fails)
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert any("ValueError: no numbers [/]" in note.message for note in app._notifications)
        await pilot.press("down")
        assert board(app).item == "SEC-2"


async def test_a_forecast_is_made_once_for_a_board(
    session: SampleSession, tracker: MemoryTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written beside the journal, such as that very forecast, does not begin another one."""
    made: list[Board] = []
    monkeypatch.setattr(SampleSession, "compute_forecast", lambda self: made.append(self.board))
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        app.screen.post_message(JournalChanged())
        await settled(pilot)
        assert made == [session.board]
        tracker.append([Draft(EventKind.START, "SEC-2")], "kim", NOW)
        session.reload()
        app.screen.post_message(JournalChanged())
        await settled(pilot)
        assert made[1:] == [session.board]


async def test_copying_gives_the_trailer_of_a_commit(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("space", "space", "C")
        assert app.clipboard == "Resolves: SEC-1, SEC-2"
