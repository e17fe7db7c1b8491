"""What git's configuration says. One short process, and no GitPython: every act asks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git_config(folder: Path, *question: str) -> str:
    """Return what `git config` answers in `folder`; empty where nothing is set, or git cannot tell.

    Only the configuration is read: the options that read it run nothing that a repository names.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_DIR")}
    try:
        done = subprocess.run(
            ["git", "config", *question],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
