"""Where the user's caches lie: one rule for the prompt, which may load no library, and for all else."""

from __future__ import annotations

import os
import sys

_UNDER_HOME = {
    "darwin": ("Library", "Caches", "remediation-tracker"),
    "win32": ("AppData", "Local", "remediation-tracker", "Cache"),
}
_ELSEWHERE = (".cache", "remediation-tracker")


def is_ours(handle: int) -> bool:
    """Tell whether nobody but this user can have written the open file: what is kept is taken at its word."""
    if sys.platform == "win32":
        return True
    found = os.fstat(handle)
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def user_cache() -> str:
    """Return the folder, which need not be there; raises OSError for a user without a home."""
    if base := os.environ.get("XDG_CACHE_HOME", "").strip():
        return os.path.join(base, "remediation-tracker")
    home = os.path.expanduser("~")
    if home == "~":
        raise FileNotFoundError("this user has no home folder")
    return os.path.join(home, *_UNDER_HOME.get(sys.platform, _ELSEWHERE))
