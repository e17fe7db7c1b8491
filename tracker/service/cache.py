"""The user's cache: what can be worked out again at any time. Losing it, or having none, only costs time."""

from __future__ import annotations

import contextlib
from pathlib import Path

from tracker.user_cache import user_cache


def cache_folder(name: str) -> Path | None:
    """Return the folder for one kind of cached files, or None where there is no place for caches."""
    try:
        return Path(user_cache(), name)
    except OSError:
        return None


def write_atomically(place: Path, content: bytes) -> bool:
    """Write a cached file so that readers see all of it or nothing; return whether it could be kept."""
    from tracker import files

    try:
        files.make_private(place.parent)
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
