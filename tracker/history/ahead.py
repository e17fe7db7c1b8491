"""What a process prints, read while nobody asks for it yet.

A pipe holds a megabyte, and who has filled it waits. Of two git processes at work at once the second would,
for as long as the output of the first is taken.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from threading import Thread
from typing import Any

_CHUNK = 1 << 16
_MOST = 512
"""Chunks kept: 32 MiB, a dozen times what one half of a history of 100,000 commits prints."""


@contextmanager
def reading_ahead(process: Any) -> Iterator[Callable[[], bytes]]:
    """Read the standard output of a process in a thread; return it piece by piece, b"" at last.

    The process is ended on the way out.
    """
    chunks: Queue[bytes] = Queue(_MOST)
    output = process.stdout.fileno()

    def read() -> None:
        while chunk := os.read(output, _CHUNK):
            chunks.put(chunk)
        chunks.put(b"")

    reader = Thread(target=read, daemon=True)
    reader.start()
    try:
        yield chunks.get
    finally:
        if process.proc.poll() is None:
            process.proc.kill()
        while reader.is_alive():  # it may wait for room
            with suppress(Empty):
                chunks.get(timeout=0.01)
