"""A pause for the garbage collector while many values are made that all stay.

It searches what there is again and again as values are added, finds nothing, and takes a fifth of the time
that reading a large plan or document takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from searching; afterwards it is as it was."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
