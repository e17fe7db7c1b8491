"""The small files by which the hook script decides; they are this worktree's own, since its plan is.

The time stamp carries the time of the newest file they were made from, as it was before any was read: what
changes later is newer, however soon it does.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from tracker.errors import HistoryError
from tracker.files import write_atomically
from tracker.history.layout import Layout

_FOLDER = "tracker"
_STAMP = "stamp"
LISTS = ("names", "files", "globs", "in-progress")


def own_folder(git_dir: Path) -> Path:
    """Return where our files in a git folder are; raises HistoryError where a link leads elsewhere."""
    folder = git_dir / _FOLDER
    if folder.is_symlink():
        raise HistoryError(f"{folder} is a link", hint="take it away: files of the hooks are written there")
    return folder


def write_watch(layout: Layout, lists: Mapping[str, Iterable[str]], newest: int) -> None:
    """Write the LISTS, a line each entry, made from files of which the newest is as old (ns).

    Raises HistoryError where the git folder cannot be written.
    """
    folder = own_folder(layout.git_dir)
    try:
        folder.mkdir(exist_ok=True)
        for name in LISTS:
            _write(folder / name, "".join(f"{line}\n" for line in lists[name]).encode())
        _write(folder / _STAMP, b"")
        os.utime(folder / _STAMP, ns=(newest, newest))
    except OSError as error:
        raise HistoryError(f"cannot write to {folder}: {error.strerror}") from error


def is_watch_current(layout: Layout, newest: int) -> bool:
    """Tell whether the lists were made from files of which the newest is as old (ns)."""
    folder = layout.git_dir / _FOLDER
    return newest_of([folder / _STAMP]) == newest and all((folder / name).is_file() for name in LISTS)


def remove_watch(layout: Layout) -> None:
    """Delete those files for every worktree; raises OSError."""
    worktrees = sorted((layout.common_dir / "worktrees").glob("*"))
    for git_dir in (layout.common_dir, *worktrees):
        for name in (*LISTS, _STAMP):
            (git_dir / _FOLDER / name).unlink(missing_ok=True)
        if git_dir != layout.common_dir and (git_dir / _FOLDER).is_dir():
            (git_dir / _FOLDER).rmdir()


def newest_of(paths: Iterable[Path]) -> int:
    """Return when the newest of the files that are there was changed (ns), 0 where none is."""
    times = [0]
    for path in paths:
        try:
            times.append(path.stat().st_mtime_ns)
        except OSError:
            continue
    return max(times)


def _write(path: Path, content: bytes) -> None:
    """Write a file unless it says the same: most times it does."""
    if not path.is_file() or path.read_bytes() != content:
        write_atomically(path, content)
