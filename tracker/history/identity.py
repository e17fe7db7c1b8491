"""Who works here, as git knows it."""

from __future__ import annotations

from pathlib import Path

from tracker.history.settings import git_config


def user_name(folder: Path) -> str | None:
    """Return git's `user.name` as it applies in `folder`; None where git has none, or is not installed."""
    return git_config(folder, "--get", "user.name").strip() or None
