"""Writing a file so that a reader, or a power cut, meets the old content or the new, never a part."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Replace the content of `path`, with permission bits `mode`; raises OSError and leaves no trace."""
    temporary = write_draft(path.parent, [data], prefix=f".{path.name}.")
    try:
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def make_private(folder: Path) -> None:
    """Make a folder, and what is missing above it, for the user's eyes alone; raises OSError.

    One that is there stays as it is.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def write_draft(folder: Path, chunks: Iterable[bytes], *, prefix: str = ".") -> Path:
    """Write a new file in `folder`, safe on the disk, readable by its owner alone; return its path.

    Raises OSError, and whatever the chunks raise, and leaves no trace then.
    """
    handle, temporary = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return Path(temporary)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can; raises OSError."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
