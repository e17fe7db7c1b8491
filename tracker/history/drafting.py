"""What git says of a commit that is being written. Only the configuration is read, by one short process."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tracker.domain.frozen import frozen


@frozen
class DraftSettings:
    """How git treats comments of a message; None where it is not set."""

    comment: str | None = None
    """`core.commentString` or `core.commentChar`, whichever was set last, as git takes it."""
    cleanup: str | None = None


def draft_settings(folder: Path) -> DraftSettings:
    """Return the settings as they apply in `folder`; nothing is set where git cannot tell."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_DIR")}
    wanted = r"^(core\.comment(char|string)|commit\.cleanup)$"
    try:
        done = subprocess.run(
            ["git", "config", "--null", "--get-regexp", wanted],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return DraftSettings()
    entries = (entry.partition("\n") for entry in done.stdout.decode("utf-8", "replace").split("\0"))
    found = {
        ("cleanup" if name == "commit.cleanup" else "comment"): value for name, _, value in entries if name
    }
    return DraftSettings(found.get("comment"), found.get("cleanup"))
