"""What goes wrong around the app: it is said on the screen, nothing is lost, and work goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.session import Session
from screens.widgets.banner import Banner
from screens.widgets.board_view import BoardView
from screens.widgets.watch import Watch
from tests.screens.sample import board_app
from tests.screens.support import clock, session_in
from tests.screens.waiting import pressed, settled, typed
from tracker.domain import transition
from tracker.domain.state import Status
from tracker.service.evidence import verify
from tracker.service.tracker import open_tracker
from tracker.service.workspace import find_workspace
from tracker.store.backup import backup
from tracker.store.log import read_log

WIDE = (160, 45)
PROVEN = """schema = 1
[plan]
id = "proven"
title = "A plan with a proof"
[item.A-1]
title = "Proven thing"
severity = "low"
proof = [{ run = "touch ran && echo '[/] ok'", timeout = "30s" }]
"""


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session over a real journal, without the cost of a simulation."""
    monkeypatch.setattr(Session, "compute_forecast", lambda self: None)
    return session_in(tmp_path)


def said(app: TrackerApp) -> list[str]:
    """What was said in passing."""
    return [note.message for note in app._notifications]


async def test_while_others_hold_the_journal_the_board_works_on_and_the_act_waits(real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        other = sqlite3.connect(real.tracker.workspace.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("right", "home")
        board = app.screen.query_one(BoardView)
        assert board.item == "SEC-3"
        await pilot.press("s")
        assert "start" in app.screen.query_one("#keys").render_line(0).text[-12:]
        await pilot.press("left")
        assert board.item == "SEC-1"
        other.execute("ROLLBACK")
        other.close()
        await settled(pilot)
        assert real.board.by_id["SEC-3"].status is Status.IN_PROGRESS
        assert board.item == "SEC-1"


async def test_a_journal_that_is_gone_is_said_and_what_was_read_stays(real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        watch, banner = app.screen.query_one(Watch), app.screen.query_one(Banner)
        folder = real.tracker.workspace.database.parent
        kept = folder.with_name("kept")
        shutil.move(folder, kept)
        for _ in range(2):
            watch.look()
            await settled(pilot)
            assert "tracker.db is gone" in (banner.text or "")
            assert real.board.by_id["SEC-1"].status is Status.IN_PROGRESS
        shutil.move(kept, folder)
        watch.look()
        await settled(pilot)
        assert banner.text is None
        assert real.board.by_id["SEC-1"].status is Status.IN_PROGRESS


async def test_to_act_on_a_journal_that_is_gone_begins_no_other(real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        database = real.tracker.workspace.database
        kept = database.parent.with_name("kept")
        shutil.move(database.parent, kept)
        for key in ("s", "u", "ctrl+r"):
            await pressed(pilot, key)
        assert len(said(app)) == 3
        assert all("tracker.db is gone" in text and "tracker restore" in text for text in said(app))
        assert not database.exists()
        shutil.move(kept, database.parent)
        await pressed(pilot, "u")
        assert any(text.startswith("undone") for text in said(app))


async def test_a_journal_that_was_replaced_by_an_older_one_is_said_before_one_acts_on_it(
    real: Session, tmp_path: Path
) -> None:
    older = backup(real.tracker.workspace.database, tmp_path / "older.db")
    newer = real.act(lambda board: [transition.note(board.by_id["SEC-1"], "newer")])
    app = board_app(real)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        database = real.tracker.workspace.database
        for side in database.parent.glob("tracker.db-*"):
            side.unlink()
        os.replace(older, database)
        await pressed(pilot, "u")
        assert any("was replaced by an older one" in text for text in said(app))
        assert newer[0].id not in {entry.event.id for entry in read_log(database, real.plan.id)}
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert "was replaced by an older one" in (app.screen.query_one(Banner).text or "")
        assert "newer" not in [note.text for note in real.board.by_id["SEC-1"].state.notes]
        await pressed(pilot, "u")
        assert any(text.startswith("undone") for text in said(app))


async def test_a_damaged_journal_is_said_and_what_was_read_stays(real: Session) -> None:
    app = board_app(real)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        database = real.tracker.workspace.database
        for side in database.parent.glob("tracker.db-*"):
            side.unlink()
        database.write_bytes(b"not a database" * 400)
        app.screen.query_one(Watch).look()
        await settled(pilot)
        assert "is no tracker database" in (app.screen.query_one(Banner).text or "")
        await pilot.press("right", "home", "s")
        await settled(pilot)
        assert any("is no tracker database" in text for text in said(app))
        assert real.board.by_id["SEC-1"].status is Status.IN_PROGRESS


async def test_a_defect_in_a_worker_is_said_with_its_kind_and_the_next_act_works(
    real: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Session, steps: int = 1) -> tuple[()]:
        raise ZeroDivisionError("[/] oops")

    app = board_app(real)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Session, "undo", broken)
            await pressed(pilot, "u")
        assert said(app) == ["✗ ZeroDivisionError: [/] oops"]
        await pressed(pilot, "u")
        assert any(text.startswith("undone: resolve DB-1") for text in said(app))


async def test_a_repository_without_commits_has_none_to_link_and_syncs_nothing(
    tmp_path: Path, real: Session
) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    session = Session(open_tracker(find_workspace(tmp_path, env={})), actor="robin", clock=clock)
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "y")
        assert said(app) == ["nothing new in the history"]
        await pressed(pilot, "l")
        assert "name a commit" in app.screen.query_one("Page").text  # type: ignore[attr-defined]
        await pressed(pilot, typed("HEAD"), "enter")
        assert any("'HEAD' names no commit here" in text for text in said(app))
        assert app.screen.query_one("Input").value == "HEAD"  # type: ignore[attr-defined]


@pytest.fixture
def proven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session whose only item is resolved and waits for its proof."""
    monkeypatch.setattr(Session, "compute_forecast", lambda self: None)
    monkeypatch.setattr(verify, "trust_database", lambda: tmp_path / "trust.db")
    (tmp_path / "plan.toml").write_text(PROVEN)
    session = Session(open_tracker(find_workspace(tmp_path, env={})), actor="robin", clock=clock)
    session.act(lambda board: [transition.resolve(board.by_id["A-1"], with_evidence=True)])
    return session


async def test_commands_are_shown_before_they_run_and_a_no_runs_nothing(
    tmp_path: Path, proven: Session
) -> None:
    app = board_app(proven)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "v", "enter")
        shown = str(app.screen.query_one("#details Static").render())
        assert "A-1  $ touch ran && echo '[/] ok'" in shown
        assert "in . · expects exit 0 · at most 30 s" in shown
        await pressed(pilot, "n")
        assert isinstance(app.screen, BoardScreen)
        assert said(app) == ["Nothing was run."]
        assert not (tmp_path / "ran").exists()
        assert proven.board.by_id["A-1"].status is Status.RESOLVED


async def test_commands_that_were_trusted_run_and_are_not_asked_about_again(
    tmp_path: Path, proven: Session
) -> None:
    app = board_app(proven)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "v", "enter", "y")
        assert (tmp_path / "ran").exists()
        assert proven.board.by_id["A-1"].status is Status.VERIFIED
        await pressed(pilot, "u", "v", "enter")
        assert isinstance(app.screen, BoardScreen)
        assert proven.board.by_id["A-1"].status is Status.VERIFIED
