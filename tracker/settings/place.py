"""Where the user's settings lie: the rule of platformdirs, without loading it for every command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "config.toml"
_UNDER_HOME = {
    "darwin": ("Library", "Application Support", "remediation-tracker"),
    "win32": ("AppData", "Local", "remediation-tracker"),
}
_ELSEWHERE = (".config", "remediation-tracker")


def settings_file() -> Path | None:
    """Return the settings file, which need not be there; None for a user without a home."""
    if base := os.environ.get("XDG_CONFIG_HOME", "").strip():
        return Path(base, "remediation-tracker", NAME)
    home = os.path.expanduser("~")
    if home == "~":
        return None
    return Path(home, *_UNDER_HOME.get(sys.platform, _ELSEWHERE), NAME)
