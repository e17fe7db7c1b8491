"""The real app on a real terminal: however it ends, the terminal is given back as it was."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from screens.app import INTERRUPTED, TERMINATED

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
_PATIENCE = 60.0
"""Seconds after which nothing is expected of a terminal any more."""
ENTER_ALTERNATE, LEAVE_ALTERNATE, SHOW_CURSOR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"


class Terminal:
    """The app on a terminal of its own, and everything it wrote there."""

    def __init__(self, folder: Path) -> None:
        self.handle, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        self.modes = termios.tcgetattr(theirs)
        self.written = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN],
            cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def read(self, wanted: bytes | None = None) -> None:
        """Read until something was written, or until the process has ended."""
        while wanted is None or wanted not in self.written:
            ready, _, _ = select.select([self.handle], [], [], _PATIENCE)
            assert ready, self.written[-500:]
            try:
                self.written += os.read(self.handle, 65536)
            except OSError:  # the app has ended, and its end of the terminal with it
                break

    def end(self) -> int:
        """Read to the end and return the exit code."""
        self.read()
        return self.process.wait()


@pytest.mark.parametrize(
    ("key", "code"), [(b"q", 0), (b"\x03", INTERRUPTED), (None, TERMINATED), (b"n", 70)],
    ids=["quit", "interrupt", "terminate", "defect"],
)  # fmt: skip
def test_the_terminal_is_as_it_was(tmp_path: Path, key: bytes | None, code: int) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    terminal = Terminal(tmp_path)
    terminal.read(b"First thing")
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
