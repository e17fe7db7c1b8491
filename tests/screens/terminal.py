"""A terminal to run the real app on, with what it was sent."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
from pathlib import Path

_PATIENCE = 60.0
"""Seconds after which nothing is expected of a terminal any more."""
MOUSE = b"\x1b[?1000h"
"""Textual asks for the mouse as it begins, and nobody else does."""
ENTER_ALTERNATE, LEAVE_ALTERNATE, SHOW_CURSOR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"


class Terminal:
    """A Python program on a terminal of its own, and everything it wrote there."""

    def __init__(self, folder: Path, program: str, rows: int = 24) -> None:
        self.handle, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (rows, 80))
        self.modes = termios.tcgetattr(theirs)
        self.written = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def read(self, wanted: bytes | None = None, after: bytes = b"") -> None:
        """Read until something was written (after something else), or until the process has ended."""
        while wanted is None or not self._has(wanted, after):
            ready, _, _ = select.select([self.handle], [], [], _PATIENCE)
            assert ready, self.written[-500:]
            try:
                self.written += os.read(self.handle, 65536)
            except OSError:  # the app has ended, and its end of the terminal with it
                break

    def _has(self, wanted: bytes, after: bytes) -> bool:
        start = self.written.find(after)
        return start >= 0 and wanted in self.written[start:]

    def end(self) -> int:
        """Read to the end and return the exit code."""
        self.read()
        return self.process.wait()
