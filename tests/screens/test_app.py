"""The app as a whole: on a real plan, journal and repository, with the picker, the palette and its ends."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

import screens.app
from screens.app import INTERRUPTED, TERMINATED, TrackerApp
from screens.board import BoardScreen
from screens.messages import JournalChanged
from screens.picker import PickerScreen
from screens.session import Session
from screens.theme import THEMES
from screens.widgets.banner import Banner
from screens.widgets.board_view import BoardView
from screens.widgets.watch import Watch
from tests.screens.sample import FORECAST, NOW, SampleSession, board_app, clock
from tests.screens.waiting import pressed, settled, typed
from tracker.domain import transition
from tracker.domain.state import Role, Status
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import find_workspace, found_plans

PLAN = """schema = 1
[plan]
id = "{id}"
title = "The {id} plan"
[item.A-1]
title = "First thing"
severity = "high"
effort = "2h"
[item.A-2]
title = "Second thing"
severity = "low"
"""


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with one plan and one commit."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "one.toml").write_text(PLAN.format(id="one"))
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "plans")
    git(tmp_path, "commit", "-q", "-m", "Begin")
    return tmp_path


def opened(folder: Path) -> Tracker:
    """The plan, opened as another process would."""
    return open_tracker(find_workspace(folder))


def opened_session(folder: Path) -> Session:
    """The same, with a board that was read."""
    return Session(opened(folder), actor="Ada", clock=clock)


@pytest.fixture
def real(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session over the real store, without the cost of a simulation."""
    monkeypatch.setattr(Session, "compute_forecast", lambda self: None)
    return opened_session(folder)


def picker_app(folder: Path) -> TrackerApp:
    """The app where a plan is to be chosen."""
    workspace = find_workspace(folder)
    return TrackerApp(lambda: PickerScreen(workspace, found_plans(workspace), actor="Ada", clock=clock))


async def test_an_act_is_written_undone_and_done_again(folder: Path, real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await settled(pilot)
        assert opened(folder).board(NOW).by_id["A-1"].status is Status.IN_PROGRESS
        await pilot.press("u")
        await settled(pilot)
        assert opened(folder).board(NOW).by_id["A-1"].status is Status.OPEN
        assert any("undone: start A-1" in note.message for note in app._notifications)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert real.board.by_id["A-1"].status is Status.IN_PROGRESS
        await pilot.press("u", "ctrl+z")
        await settled(pilot)
        assert any("nothing to be undone" in note.message for note in app._notifications)


async def test_what_another_process_wrote_shows(folder: Path, real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        other = opened(folder)
        other.act(lambda board: [transition.start(board.by_id["A-2"])], actor="kim", now=NOW)
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert real.board.by_id["A-2"].status is Status.IN_PROGRESS


async def test_an_edited_plan_shows_and_a_broken_one_leaves_the_last_good_one(
    folder: Path, real: Session
) -> None:
    path = folder / "plans" / "one.toml"
    app = board_app(real)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        watch, banner = app.screen.query_one(Watch), app.screen.query_one(Banner)
        path.write_text(PLAN.format(id="one") + 'colour = "red"\n')
        watch.look()
        await settled(pilot)
        said = banner.text or ""
        assert said.startswith("✗ plans/one.toml:12:1")
        assert app.screen.query_one(BoardView).item == "A-1"
        path.write_text(PLAN.format(id="one") + '[item.A-3]\ntitle = "Third"\nseverity = "low"\n')
        watch.look()
        await settled(pilot)
        assert banner.text is None
        assert "A-3" in real.board.by_id


async def test_a_commit_made_meanwhile_is_synced(folder: Path, real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        git(folder, "commit", "-q", "--allow-empty", "-m", "Do it\n\nResolves: A-2")
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert real.board.by_id["A-2"].status is Status.RESOLVED
        assert any("A-2" in note.message for note in app._notifications)


async def test_a_branch_made_meanwhile_starts_its_item(folder: Path, real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        git(folder, "branch", "fix/A-2-now")
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert real.board.by_id["A-2"].state.branches == ("fix/A-2-now",)
        assert real.board.by_id["A-2"].status is Status.IN_PROGRESS


@pytest.mark.parametrize(("synced", "status"), [(True, Status.RESOLVED), (False, Status.OPEN)])
async def test_what_came_since_the_last_sync_is_read_at_opening_if_there_was_one(
    folder: Path, real: Session, synced: bool, status: Status
) -> None:
    if synced:
        real.sync()
    git(folder, "commit", "-q", "--allow-empty", "-m", "Do it\n\nResolves: A-2")
    late = Session(real.tracker, actor="Ada", clock=clock)
    app = board_app(late)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert late.board.by_id["A-2"].status is status


async def test_a_commit_of_the_repository_is_found_and_linked(folder: Path, real: Session) -> None:
    git(folder, "commit", "-q", "--allow-empty", "-m", "Limit the pool [/]")
    app = board_app(real)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "l", typed("pool"), "enter")
        links = real.board.by_id["A-1"].state.commits
        assert [(link.subject, link.role) for link in links] == [("Limit the pool [/]", Role.RESOLVES)]
        assert real.board.by_id["A-1"].state.evidence[0].ref == links[0].sha


async def test_sync_without_a_repository_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "compute_forecast", lambda self: None)
    (tmp_path / "plan.toml").write_text(PLAN.format(id="bare"))
    app = board_app(Session(opened(tmp_path), actor="Ada", clock=clock))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert [note.severity for note in app._notifications] == ["error"]
        assert isinstance(app.screen, BoardScreen)


async def test_a_report_is_written_where_it_was_asked_for(folder: Path, real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        path = app.screen.query(Input).first()
        path.focus()
        path.value = "STATUS.md"
        await pilot.press("enter")
        await settled(pilot)
        assert "First thing" in (folder / "STATUS.md").read_text()


async def test_the_picker_shows_every_plan_and_opens_the_chosen_one(folder: Path) -> None:
    (folder / "plans" / "two.toml").write_text(PLAN.format(id="two"))
    (folder / "plans" / "zzz.toml").write_text("schema = 99")
    app = picker_app(folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        rows = [str(option.prompt) for option in app.screen.query_one(OptionList).options]
        assert len(rows) == 3
        assert "✗ NOT READY" in rows[0]
        assert "0/2" in rows[0]
        assert "schema 99" in rows[2]
        await pilot.press("j", "enter")
        await settled(pilot)
        assert isinstance(app.screen, BoardScreen)
        assert app.screen.session.plan.id == "two"


async def test_a_plan_that_cannot_be_opened_leaves_the_picker_with_the_reason(folder: Path) -> None:
    (folder / "plans" / "zzz.toml").write_text("schema = 99")
    app = picker_app(folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, PickerScreen)
        assert "schema 99" in (app.screen.query_one(Banner).text or "")


async def test_another_plan_can_be_chosen_from_the_board(folder: Path, real: Session) -> None:
    (folder / "plans" / "two.toml").write_text(PLAN.format(id="two"))
    workspace = find_workspace(folder)
    app = TrackerApp(
        lambda: BoardScreen(real),
        lambda: PickerScreen(workspace, found_plans(workspace), actor="Ada", clock=clock),
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("P")
        await settled(pilot)
        await pilot.press("escape")
        assert isinstance(app.screen, BoardScreen)
        assert app.screen.session is real
        await pilot.press("P")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, BoardScreen)
        assert app.screen.session.plan.id == "two"


async def test_the_palette_finds_commands_and_items(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert isinstance(app.screen, CommandPalette)
        await pressed(pilot, typed("group by phase"))
        await pressed(pilot, "enter")
        assert session.grouping == "phase"
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pressed(pilot, typed("Containerise [/]"))
        await pressed(pilot, "enter")
        assert app.screen.query_one(BoardView).item == "OPS-1"


@pytest.mark.parametrize("name", [theme.name for theme in THEMES])
async def test_every_theme_draws_the_board(name: str, session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(160, 45)) as pilot:
        app.theme = name
        await settled(pilot)
        view = app.screen.query_one(BoardView)
        styles = [segment.style for segment in view.render_line(2)]
        assert all(style and style.color and style.bgcolor for style in styles)
        cursor, other = view.render_line(2), view.render_line(4)
        assert [*cursor][1].style != [*other][1].style


async def test_control_c_and_a_signal_to_end_are_orderly_ends(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+c")
    assert app.return_code == INTERRUPTED
    app = board_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        os.kill(os.getpid(), signal.SIGTERM)
        await settled(pilot)
    assert app.return_code == TERMINATED


@pytest.fixture
def without_terminal(monkeypatch: pytest.MonkeyPatch) -> list[TrackerApp]:
    """Let `run` go as far as the terminal; the list holds the apps it started."""
    started: list[TrackerApp] = []

    def run(self: TrackerApp) -> None:
        started.append(self)

    monkeypatch.setattr(App, "run", run)
    return started


def test_run_begins_with_the_plan_or_with_the_choice_of_one(
    folder: Path, without_terminal: list[TrackerApp]
) -> None:
    workspace = find_workspace(folder)
    assert screens.app.run(opened_session(folder), workspace, actor="Ada", clock=clock) == 0
    assert screens.app.run(None, workspace, actor="Ada", clock=clock) == 0
    with_plan, without = without_terminal
    assert isinstance(with_plan._first(), BoardScreen)
    assert isinstance(without._first(), PickerScreen)


def test_a_defect_is_raised_once_the_terminal_was_given_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(self: TrackerApp) -> None:
        self.defect = ZeroDivisionError("oops")

    monkeypatch.setattr(App, "run", run)
    with pytest.raises(ZeroDivisionError):
        screens.app.run(opened_session(folder), find_workspace(folder), actor="Ada", clock=clock)


async def test_a_screen_above_hears_of_changes(
    session: SampleSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = board_app(session)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        below = app.screen
        await pilot.press("o")
        await settled(pilot)
        heard = []
        monkeypatch.setattr(type(app.screen), "post_message", lambda self, message: heard.append(message))
        below.post_message(JournalChanged())
        await pilot.pause()
        monkeypatch.undo()
        assert any(isinstance(message, JournalChanged) for message in heard)


async def test_a_screen_hands_back_the_item_to_go_to(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await settled(pilot)
        app.screen.dismiss("DB-3")
        await settled(pilot)
        assert app.screen.query_one(BoardView).item == "DB-3"


@pytest.mark.parametrize("key", ["o", "f", "t", "c", "at", "question_mark", "enter"])
async def test_every_screen_opens_and_goes_back(key: str, session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert not isinstance(app.screen, BoardScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, BoardScreen)


def test_every_style_sheet_is_read_at_the_start() -> None:
    folder = Path(screens.app.__file__).parent
    assert sorted(map(str, TrackerApp.CSS_PATH)) == sorted(
        str(sheet.relative_to(folder)) for sheet in folder.rglob("*.tcss")
    )


async def test_opening_a_screen_reads_no_style_sheet(
    session: SampleSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = board_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        read: list[object] = []
        monkeypatch.setattr(app.stylesheet, "read", read.append)
        await pressed(pilot, "enter", "escape", "o", "escape", "r")
        assert read == []


async def test_plans_to_choose_from_say_when_they_are_ready(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "plans" / "two.toml").write_text(PLAN.format(id="two"))
    (folder / "plans" / "bad.toml").write_text("schema = ")

    def forecast(session: Session) -> None:
        if session.plan.id == "two":
            raise RuntimeError("no forecast today")
        session.forecast = FORECAST

    monkeypatch.setattr(Session, "compute_forecast", forecast)
    workspace = find_workspace(folder, env={})
    plans = found_plans(workspace)
    app = TrackerApp(lambda: PickerScreen(workspace, plans, actor="Ada", clock=clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        listed = app.screen.query_one(OptionList)
        said = {plan.id: str(listed.get_option_at_index(at).prompt) for at, plan in enumerate(plans)}
    assert "Mar 12 – Mar 30" in said["one"]
    assert "NOT READY" in said["one"]
    assert "–" not in said["two"]
    assert "…" not in said["two"]
    assert "Mar" not in said["bad"]
