"""Processes that can be killed by the thousand: they start from a parent that has imported everything.

A start costs milliseconds instead of more than half a second, and what runs in them is the same code; where a
trial is about the start itself, it starts the real program.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import tracker

_ALL = [found.name for found in walk_packages(tracker.__path__, "tracker.") if "__main__" not in found.name]
_context = get_context("forkserver")
_context.set_forkserver_preload(
    [
        "benchmarks.faults.world",
        "screens.session",
        "rich.console",
        "rich.table",
        "multiprocessing.connection",
        *_ALL,
    ]
)
LIMIT = 90.0
"""Seconds after which a child counts as blocked for good: three times what a writer waits for others."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a call of the command line came to."""

    code: int
    out: str
    err: str

    def faults(self) -> list[str]:
        """Return what is wrong with how it ended: a traceback, a defect, a failure without a clear word."""
        if self.code not in (0, 1, 2, 3, 4, 5, 6, 7):
            return [f"ended with {self.code}: {self.err.strip()[-300:]}"]
        if "Traceback" in self.err + self.out:
            return [f"showed a traceback: {self.err.strip()[-300:]}"]
        return [] if self.code < 2 else self._unclear()

    def _unclear(self) -> list[str]:
        """A failure is one line that begins with our name, and one with a hint."""
        lines = [line for line in self.err.splitlines() if not line.startswith("warning")]
        if len(lines) == 2 and lines[0].startswith("tracker: ") and lines[1].startswith("  hint: "):
            return []
        return [f"failed with {self.code} and without a clear word: {self.err!r}"]


@dataclass(frozen=True, slots=True)
class Handicap:
    """What a child has to do without."""

    ordinary: bool = False
    """An administrator's right to pass over the modes of files."""
    largest_file: int | None = None
    """Bytes that no file may grow beyond."""
    environment: Mapping[str, str] | None = None


NONE = Handicap()


def start(target: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    """Run a function of a module in a process of its own."""
    process = _context.Process(target=_quiet, args=(target, *arguments))
    process.start()
    return process


def signals() -> tuple[Any, Any]:
    """Return the two ends of a pipe, reading and writing, that can be handed to a child."""
    return _context.Pipe(duplex=False)


def call(folder: Path, *arguments: str, handicap: Handicap = NONE) -> Said:
    """Call the command line in a folder, in a process of its own that has everything imported."""
    reading, writing = signals()
    process = _context.Process(target=_called, args=(str(folder), arguments, handicap, writing))
    process.start()
    writing.close()
    said = reading.recv() if reading.poll(LIMIT) else Said(-1, "", "it never came back")
    process.join(1)
    if process.is_alive():
        process.kill()
    assert isinstance(said, Said)
    return said


_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG: a campaign that is ended leaves nobody writing."""


def _quiet(target: Callable[..., None], *arguments: Any) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    os.environ |= {"TRACKER_ACTOR": "Ada"}
    target(*arguments)


def _called(folder: str, arguments: Sequence[str], handicap: Handicap, telling: Any) -> None:
    import tempfile

    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
    _environment(handicap)
    os.chdir(folder)
    sys.stdout.flush()
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    _restrict(handicap)
    code = _run(list(arguments))
    resource.setrlimit(resource.RLIMIT_FSIZE, _UNLIMITED)
    out.seek(0)
    err.seek(0)
    telling.send(Said(code, out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace")))


_UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def _environment(handicap: Handicap) -> None:
    for name in [name for name in os.environ if name.startswith(("TRACKER_", "GIT_"))]:
        del os.environ[name]
    os.environ |= {"TRACKER_ACTOR": "Ada", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    os.environ |= {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org"}
    os.environ |= {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org"}
    os.environ |= handicap.environment or {}
    time.tzset()


def _restrict(handicap: Handicap) -> None:
    if handicap.largest_file is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (handicap.largest_file, resource.RLIM_INFINITY))
    if handicap.ordinary and os.geteuid() == 0:
        _drop_capabilities()


def _drop_capabilities() -> None:
    """Be the owner of the files and nothing more, as everybody else is; Linux alone knows this."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _run(arguments: list[str]) -> int:
    from tracker.cli.main import run

    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    try:
        return run(arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
