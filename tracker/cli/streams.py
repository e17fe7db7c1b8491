"""Standard output as it really is: of any encoding, closed from the start, or with a reader that leaves."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


def open_closed_streams() -> None:
    """Give the process somewhere to write to where it was started without standard output or error."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def write(text: str) -> None:
    """Write `text` to standard output as it is; what its encoding lacks becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    with _reader_may_leave():
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def flush() -> None:
    """Write out what is still buffered; raises OSError where that fails, as on a full disk."""
    with _reader_may_leave():
        sys.stdout.flush()


def abandon() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not fail over it at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextlib.contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # `| head` has seen enough: that is no failure
        abandon()
