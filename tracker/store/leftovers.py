"""What a process that was killed left behind: drafts of copies, which nobody will finish.

They are told by their age, not by the process: a folder may be shared by machines that see each other's files
and not each other's processes.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

ABANDONED = 3600.0
"""Seconds without a change after which nobody is at work on a draft any more."""


def sweep(folder: Path, pattern: str) -> None:
    """Delete the drafts in the folder whose names match and that nobody is at work on; never fails."""
    with suppress(OSError):
        for draft in folder.glob(pattern):
            if time.time() - _changed(draft) > ABANDONED:
                _delete(draft)


def _changed(draft: Path) -> float:
    """When the draft, or a file in it, was changed last."""
    inside = list(draft.iterdir()) if draft.is_dir() else []
    return max(path.lstat().st_mtime for path in [draft, *inside])


def _delete(draft: Path) -> None:
    if draft.is_dir() and not draft.is_symlink():
        shutil.rmtree(draft, ignore_errors=True)
    else:
        draft.unlink(missing_ok=True)
