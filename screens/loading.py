"""Loading the app without what its event loop holds ready for encrypted connections: it talks to nobody.

asyncio loads OpenSSL, four megabytes and ten milliseconds, where Python has it, and does without where not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast


@contextmanager
def without_tls() -> Iterator[None]:
    """Let what is imported meanwhile find no `ssl`; whoever asks for it later does."""
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    hidden = modules.setdefault("ssl", None) is None
    try:
        yield
    finally:
        if hidden:
            del modules["ssl"]
