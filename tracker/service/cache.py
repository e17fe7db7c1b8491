"""The user's cache: what can be worked out again at any time. Losing it, or having none, only costs time."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_ON_LINUX = sys.platform == "linux"


def cache_folder(name: str) -> Path | None:
    """Return the folder for one kind of cached files, or None where there is no place for caches."""
    try:
        return _user_cache() / name
    except (OSError, RuntimeError):
        return None


def _user_cache() -> Path:
    """The user's cache; on Linux without asking platformdirs, whose import costs more than the answer."""
    if _ON_LINUX:
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        return (Path(base) if base else Path.home() / ".cache") / "remediation-tracker"
    from platformdirs import user_cache_path

    return user_cache_path("remediation-tracker", appauthor=False)


def write_atomically(place: Path, content: bytes) -> bool:
    """Write a cached file so that readers see all of it or nothing; return whether it could be kept."""
    from tracker import files

    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        files.write_atomically(place, content)
    except OSError:
        return False
    return True


def keep_newest(folder: Path, count: int) -> None:
    """Delete all but the newest `count` files of a folder."""
    with contextlib.suppress(OSError):
        files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[count:]:
            file.unlink(missing_ok=True)
