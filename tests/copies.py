"""Folders that many tests begin with: made once for all tests of a worker, and copied for each.

A repository takes a dozen git processes to make and some milliseconds to copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

_KEPT: list[TemporaryDirectory[str]] = []
"""What is kept for as long as the process lives."""


def copy_made(make: Callable[[Path], None], folder: Path) -> None:
    """Put a copy of what `make` leaves in a folder into `folder`, which may be there already."""
    shutil.copytree(_made(make), folder, symlinks=True, dirs_exist_ok=True)


@cache
def _made(make: Callable[[Path], None]) -> Path:
    _KEPT.append(TemporaryDirectory())
    folder = Path(_KEPT[-1].name) / "made"
    folder.mkdir()
    make(folder)
    return folder
