"""Who works here, as git knows it. One short process, and no GitPython: every act asks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def user_name(folder: Path) -> str | None:
    """Return git's `user.name` as it applies in `folder`; None where git has none, or is not installed.

    Only the configuration is read: `git config --get` runs nothing that a repository names.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_DIR")}
    try:
        done = subprocess.run(
            ["git", "config", "--get", "user.name"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").strip() or None
