"""The real app on a real terminal over a hostile world: what it draws there is its own, and nothing else."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.security.conftest import NOW, Call
from tests.security.hostile import hostile_history, hostile_world
from tests.security.test_repository import arm, repository_in
from tests.security.traps import set_traps

_PATIENCE = 60.0
_QUIET = 0.15
"""Seconds without a byte after which the next key is pressed; what is asserted does not depend on it."""
PAYLOADS = (
    *(b"\x1b]52", b"\x1b]8;", b"\x1b]0;", b"\x1b]2;", b"\x1bP$q", b"UFdORUQ=\x07", b"\x9b31m", b"\xc2\x9b"),
    *(b"\xc2\x9d", b"\xc2\x9c", b"\xc2\x85", b"\xe2\x80\xae", b"\xe2\x81\xa6", b"\xe2\x80\x8b"),
    *(b"\xe2\x80\x8f", b"\xd8\x9c", b"\xef\xbb\xbf", b"\x7f", b"\x08", b"\x0c"),
)
"""Bytes that only a text of the hostile world can have brought."""
SCREENS = (b"\r", b"q", b"@", b"q", b"c", b"q", b"t", b"q", b"f", b"q", b"r", b"\x1b", b"e", b"\x1b")
MORE = (b"o", b"q", b"l", b"\x1b", b"x", b"\x1b", b"?", b"q", b"y", b"/")


class Terminal:
    """The app on a terminal of its own, and everything it wrote there."""

    def __init__(self, folder: Path) -> None:
        self.handle, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (45, 160))
        self.written = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tracker"],
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**os.environ, "TRACKER_NOW": NOW},
        )
        os.close(theirs)

    def read(self, seconds: float) -> bool:
        """Read what is written within some seconds; tell whether anything was."""
        ready, _, _ = select.select([self.handle], [], [], seconds)
        if not ready:
            return False
        try:
            self.written += os.read(self.handle, 65536)
        except OSError:
            return False
        return True


def shown(root: Path, first: bytes, keys: tuple[bytes, ...]) -> bytes:
    """Return all that the app writes until it shows `first`, and then behind each key until it is quiet."""
    terminal = Terminal(root)
    try:
        while first not in re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", terminal.written):
            assert terminal.read(_PATIENCE), terminal.written[-2000:]
        for key in keys:
            os.write(terminal.handle, key)
            while terminal.read(_QUIET):
                pass
    finally:
        terminal.process.terminate()
        while terminal.read(_PATIENCE):
            pass
        terminal.process.wait()
        os.close(terminal.handle)
    assert b"Traceback" not in terminal.written
    return terminal.written


def test_no_screen_of_the_app_lets_anything_through(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = hostile_history(tmp_path / "shop").path
    monkeypatch.chdir(root)
    hostile_world(root, call)
    written = shown(root, b"SEEN", (*SCREENS, *MORE))
    assert {payload for payload in PAYLOADS if payload in written} == set()


def test_the_app_runs_nothing_of_a_repository(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    traps = set_traps(tmp_path)
    root = repository_in(tmp_path / "shop")
    monkeypatch.chdir(root)
    arm(root, traps, "local")
    shown(root, b"Rotate", (b"y", b"l", b"\x1b", b"\r", b"q", b"o", b"q", b"y"))
    assert traps.ran() == [], traps.callers()
    assert call("log").out  # it did sync
