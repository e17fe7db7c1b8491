"""The real app on a real terminal: however it ends, the terminal is given back as it was."""

from __future__ import annotations

import json
import os
import sqlite3
import termios
from contextlib import closing
from pathlib import Path

import pytest

from screens.app import INTERRUPTED, TERMINATED
from tests.screens.terminal import ENTER_ALTERNATE, LEAVE_ALTERNATE, MOUSE, SHOW_CURSOR, Terminal

PLAN = """schema = 1
[plan]
id = "one"
title = "The plan"
[item.A-1]
title = "First thing"
severity = "high"
"""
RUN = """
import sys
from screens.board import BoardScreen
from tracker.cli.main import run

def broken(self):
    raise ZeroDivisionError("oops")

BoardScreen.action_next = broken
sys.exit(run([]))
"""
"""Starts the app with a defect behind the key n."""


@pytest.mark.parametrize(
    ("key", "code"), [(b"q", 0), (b"\x03", INTERRUPTED), (None, TERMINATED), (b"n", 70)],
    ids=["quit", "interrupt", "terminate", "defect"],
)  # fmt: skip
def test_the_terminal_is_as_it_was(tmp_path: Path, key: bytes | None, code: int) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    terminal = Terminal(tmp_path, RUN)
    terminal.read(b"First thing", after=MOUSE)  # before that there is a picture, and nobody to take keys
    if key:
        os.write(terminal.handle, key)
    else:
        terminal.process.terminate()
    assert terminal.end() == code
    assert terminal.written.rfind(LEAVE_ALTERNATE) > terminal.written.rfind(ENTER_ALTERNATE)
    after = terminal.written.partition(LEAVE_ALTERNATE)[2]
    assert SHOW_CURSOR in after
    assert termios.tcgetattr(terminal.handle) == terminal.modes
    assert b"Traceback" not in terminal.written
    assert (b"this should not have happened: ZeroDivisionError: oops" in after) == (key == b"n")
    os.close(terminal.handle)


def test_who_is_continued_while_the_app_ends_gets_the_terminal_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    ended = "import os, signal\ncode = run([])\nos.kill(os.getpid(), signal.SIGCONT)\nsys.exit(code)"
    terminal = Terminal(tmp_path, RUN.replace("sys.exit(run([]))", ended))
    terminal.read(b"First thing", after=MOUSE)
    os.write(terminal.handle, b"q")
    assert terminal.end() == 0
    assert terminal.written.rfind(LEAVE_ALTERNATE) > terminal.written.rfind(ENTER_ALTERNATE)
    assert termios.tcgetattr(terminal.handle) == terminal.modes
    assert b"Traceback" not in terminal.written
    os.close(terminal.handle)


def test_an_app_whose_terminal_is_gone_ends(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    terminal = Terminal(tmp_path, f"import screens.app\nscreens.app.LOOK = 0.05\n{RUN}")
    terminal.read(b"First thing", after=MOUSE)
    os.close(terminal.handle)
    assert terminal.process.wait(60) != 0  # nobody is there to be told how it ended


def test_what_is_typed_in_one_go_goes_where_it_leads(tmp_path: Path) -> None:
    """A terminal hands over in one piece what was typed while the app was busy, or sent by a program."""
    (tmp_path / "plan.toml").write_text(PLAN)
    terminal = Terminal(tmp_path, RUN)
    terminal.read(b"First thing", after=MOUSE)
    os.write(terminal.handle, b"wneither quit nor next\r")
    terminal.read(b"note A-1")
    os.write(terminal.handle, b"q")
    assert terminal.end() == 0
    os.close(terminal.handle)
    with closing(sqlite3.connect(tmp_path / ".tracker" / "tracker.db")) as journal:
        (payload,) = journal.execute("SELECT payload FROM event").fetchone()
    assert json.loads(payload) == {"text": "neither quit nor next"}
