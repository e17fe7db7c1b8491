"""A program on a terminal of its own: when its words appear there, what that took, how fast a key is.

The terminal is a pseudo-terminal that nobody draws: what is timed is the program, up to the bytes that a real
terminal would be given. Processor time of a running process is asked of the kernel (its CPU clock), and its
peak of memory of /proc; both are there on Linux alone.
"""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.processes import Cost

SIZE = (45, 160)
"""Lines and cells."""
_IDLE, _BUSY = 2.0, 0.03
"""Seconds of which a program at rest may use so large a share."""
_PATIENCE = 60.0
"""Seconds after which nothing is expected of a program any more."""


class SilentError(Exception):
    """A program did not show what was waited for."""


class Terminal:
    """A program that runs on a terminal, and everything it wrote there so far."""

    def __init__(self, command: Sequence[str], root: Path, env: Mapping[str, str] | None = None) -> None:
        self.handle, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, SIZE)
        self.written = b""
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self.handle)

    @property
    def cost(self) -> Cost:
        """What the program took since it was started."""
        wall = time.perf_counter() - self._begun
        return Cost(wall, time.clock_gettime(_cpu_clock(self._process.pid)))

    @property
    def peak(self) -> float:
        """The most memory the program ever had, in megabytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6

    def press(self, key: bytes) -> int:
        """Write a key; return how much had been written to the terminal before it."""
        os.write(self.handle, key)
        return len(self.written)

    def wait(self, shown: Callable[[bytes], bool], patience: float = _PATIENCE) -> Cost:
        """Read until what was written satisfies `shown`; return the cost by then. Raises SilentError."""
        end = time.perf_counter() + patience
        while not shown(self.written):
            left = end - time.perf_counter()
            ready, _, _ = select.select([self.handle], [], [], max(0.0, left))
            if not ready:
                raise SilentError(f"nothing to be seen after {patience:g} s: {self.written[-300:]!r}")
            try:
                self.written += os.read(self.handle, 1 << 20)
            except OSError as error:
                raise SilentError(f"the program has ended: {self.written[-300:]!r}") from error
        return self.cost

    def leave(self, key: bytes, patience: float = _PATIENCE) -> None:
        """Press the key that ends the program, and wait until it has ended; raises SilentError."""
        end = time.perf_counter() + patience
        os.write(self.handle, key)
        while self._process.poll() is None:
            if time.perf_counter() > end:
                raise SilentError(f"the program goes on {patience:g} s after it was left")
            if select.select([self.handle], [], [], 0.01)[0]:
                with suppress(OSError):  # it has ended
                    self.written += os.read(self.handle, 1 << 20)

    def settle(self, quiet: float, longest: float = 5.0) -> None:
        """Read until nothing was written for `quiet` seconds; some programs never rest, hence `longest`."""
        end = time.perf_counter() + longest
        while select.select([self.handle], [], [], min(quiet, max(0.0, end - time.perf_counter())))[0]:
            self.written += os.read(self.handle, 1 << 20)
            if time.perf_counter() > end:
                break

    def rest(self, longest: float = 60.0) -> None:
        """Read until the program does nothing to speak of, and waits for nobody who does."""
        end = time.perf_counter() + longest
        while time.perf_counter() < end:
            before = self.cost
            self.settle(_IDLE, _IDLE)
            now = self.cost
            if now.cpu - before.cpu < (now.wall - before.wall) * _BUSY and not self.helped:
                break

    @property
    def helped(self) -> bool:
        """Whether the program waits for a process that it started."""
        return any(map(_content, Path(f"/proc/{self._process.pid}/task").glob("*/children")))


def lines_of(written: bytes, text: bytes) -> frozenset[int]:
    """Return the lines of the terminal, from 1, that a text was placed on; 0 where nothing says which."""
    lines, line = set(), 0
    for found in re.finditer(rb"\x1b\[(\d+);\d+H|" + re.escape(text), written):
        if found[1] is None:
            lines.add(line)
        else:
            line = int(found[1])
    return frozenset(lines)


def _content(file: Path) -> str:
    """What a file says; nothing where it is gone, as those of threads and processes soon are."""
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _cpu_clock(pid: int) -> int:
    """The clock of another process's CPU time: what clock_getcpuclockid(3) gives on Linux."""
    return (~pid << 3) | 2
