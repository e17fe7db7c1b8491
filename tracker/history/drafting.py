"""What git says of a commit that is being written."""

from __future__ import annotations

from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.history.settings import git_config


@frozen
class DraftSettings:
    """How git treats comments of a message; None where it is not set."""

    comment: str | None = None
    """`core.commentString` or `core.commentChar`, whichever was set last, as git takes it."""
    cleanup: str | None = None


def draft_settings(folder: Path) -> DraftSettings:
    """Return the settings as they apply in `folder`; nothing is set where git cannot tell."""
    wanted = r"^(core\.comment(char|string)|commit\.cleanup)$"
    answer = git_config(folder, "--null", "--get-regexp", wanted)
    entries = (entry.partition("\n") for entry in answer.split("\0"))
    found = {
        ("cleanup" if name == "commit.cleanup" else "comment"): value for name, _, value in entries if name
    }
    return DraftSettings(found.get("comment"), found.get("cleanup"))
