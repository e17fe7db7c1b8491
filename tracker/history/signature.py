"""A digest that changes whenever a ref does, computed without git.

Most syncs find nothing new, and the app asks every second, so the question has to cost microseconds. Loose
refs and HEAD go in by content, which no coarse clock can blur; `packed-refs` goes in by its file
attributes, because git replaces the file whenever it changes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tracker.digest import digest_of
from tracker.history.layout import Layout, read_text

_REF_FOLDERS = ("refs/heads", "refs/remotes")


def signature(layout: Layout, *settings: str) -> str:
    """Return the digest of HEAD, branches, shallow boundary and `settings`: what else decides a scan."""
    return digest_of(f"{part}\0".encode("utf-8", "surrogateescape") for part in (*settings, *_parts(layout)))


def shallow_boundary(layout: Layout) -> str:
    """Return the boundary commits of a shallow clone, sorted, or an empty text for a whole one."""
    try:
        text = (layout.common_dir / "shallow").read_text("ascii", "replace")
    except FileNotFoundError:
        return ""
    return " ".join(sorted(text.split()))


def _parts(layout: Layout) -> Iterator[str]:
    common = layout.common_dir
    yield str(layout.git_dir)
    yield read_text(layout.git_dir / "HEAD")
    yield shallow_boundary(layout)
    yield _attributes(common / "packed-refs")
    yield read_text(common / "reftable" / "tables.list")
    for folder in _REF_FOLDERS:
        yield from _loose(str(common / folder))


def _loose(folder: str) -> Iterator[str]:
    """Every ref under a folder with its content, in a fixed order."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _loose(entry.path)
        else:
            yield f"{entry.path} {read_text(entry.path)}"


def _attributes(path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"
