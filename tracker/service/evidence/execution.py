"""One command of a proof, run where nothing can wait for a person and nothing it starts outlives it unseen.

No standard input, no terminal, a process group of its own that is killed when the command ends, at the time
limit, or when we are interrupted. Its output is read as it comes and never stored whole, so that a command
that prints without end fills neither disk nor memory. A process that left the group (a daemon that called
setsid) cannot be held: it is not waited for either.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import selectors
import signal
import subprocess
import threading
from pathlib import Path
from time import monotonic

from tracker.domain.frozen import frozen

LOOKED_AT = 4_000_000
"""Bytes of output that can be judged; a command that prints more is judged by its exit code alone."""
_TAIL = 64_000
"""Bytes at the end of any output that are kept to be shown."""
_CHUNK = 65_536
_LOOK = 0.05
"""Seconds between looks at a command that prints nothing: whether it ended, whether it is to be stopped."""
_LAST_CHUNKS = 32
"""Chunks read after the end at most: a process that left the group might go on printing."""


@frozen
class Execution:
    """How a command ended. `code` is None when it ran out of time."""

    code: int | None
    output: bytes | None
    """All it printed, both streams as they came; None where that was more than LOOKED_AT."""
    tail: bytes
    """The end of what it printed."""
    digest: str
    """The SHA-256 (hex) of all that was read, as it was printed."""


class _Output:
    """Takes a command's output in, in bounded memory."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._kept = bytearray()
        self._complete = True

    def take(self, chunk: bytes) -> None:
        self._hash.update(chunk)
        self._kept += chunk
        if len(self._kept) > LOOKED_AT:
            self._complete = False
            del self._kept[:-_TAIL]

    def ended(self, code: int | None) -> Execution:
        kept = bytes(self._kept)
        return Execution(code, kept if self._complete else None, kept[-_TAIL:], self._hash.hexdigest())


def execute(command: str, folder: Path, seconds: float, stop: threading.Event) -> Execution | None:
    """Run a shell command in `folder`, for at most `seconds`; None when `stop` was set before it ended.

    Raises OSError where it cannot be started.
    """
    process = subprocess.Popen(
        command,
        shell=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        bufsize=0,
        start_new_session=True,
    )
    output = _Output()
    assert process.stdout is not None
    with process.stdout as printed:
        try:
            code = _followed(process, printed.fileno(), output, monotonic() + seconds, stop)
        finally:
            _kill_group(process)
        _drain(printed.fileno(), output)
    return None if code is None and stop.is_set() else output.ended(code)


def _followed(
    process: subprocess.Popen[bytes], pipe: int, output: _Output, deadline: float, stop: threading.Event
) -> int | None:
    """Read what the command prints until it ends; None when it ran out of time or is to be stopped."""
    open_ = True
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while not stop.is_set() and (left := deadline - monotonic()) > 0:
            if open_ and selector.select(min(left, _LOOK)):
                chunk = os.read(pipe, _CHUNK)
                output.take(chunk)
                open_ = bool(chunk)
            elif not open_:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(min(left, _LOOK))
            if process.poll() is not None:
                return process.returncode
    return None


def _drain(pipe: int, output: _Output) -> None:
    """Read what is still in the pipe, without waiting for whoever holds its other end."""
    os.set_blocking(pipe, False)
    with contextlib.suppress(BlockingIOError):
        for _ in range(_LAST_CHUNKS):
            chunk = os.read(pipe, _CHUNK)
            if not chunk:
                break
            output.take(chunk)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End whatever the command left running, also when we are interrupted ourselves."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
