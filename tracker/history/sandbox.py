"""Repositories made for a purpose, such as the demo: given commits, nothing of the user's.

Neither the user's git configuration nor hooks nor signing take part, so that the same story gives the same
repository on every machine.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.errors import HistoryError


@frozen
class Step:
    """One commit of a story: the files it writes, where, by whom; or the revert of an earlier one."""

    author: str
    at: datetime
    message: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    branch: str = "main"
    reverts: str | None = None
    """The subject of the commit that this one reverts."""


def make_repository(root: Path, story: tuple[Step, ...]) -> None:
    """Make a repository in the empty folder `root` with the commits of a story; raises HistoryError."""
    _git(root, "init", "--quiet", "--initial-branch=main")
    shas: dict[str, str] = {}
    for step in story:
        shas[step.message.partition("\n")[0]] = _commit(root, step, shas)
    _git(root, "checkout", "--quiet", "main")


def _commit(root: Path, step: Step, shas: Mapping[str, str]) -> str:
    if step.branch not in _git(root, "branch", "--list", "--all", step.branch) and shas:
        _git(root, "checkout", "--quiet", "-b", step.branch, "main")
    elif shas:
        _git(root, "checkout", "--quiet", step.branch)
    if step.reverts:
        _git(root, "revert", "--no-edit", shas[step.reverts], step=step)
    else:
        for name, text in step.files.items():
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        _git(root, "add", "--all")
        _git(root, "commit", "--quiet", "--message", step.message, step=step)
    return _git(root, "rev-parse", "HEAD").strip()


def _git(root: Path, *arguments: str, step: Step | None = None) -> str:
    command = ["git", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env=_environment(step),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise HistoryError("git cannot be run", hint="install git") from error
    if done.returncode:
        raise HistoryError(f"git {arguments[0]} failed: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout.decode("utf-8", "replace")


def _environment(step: Step | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
    if step:
        name, when = step.author, step.at.isoformat(timespec="seconds")
        address = f"{name.split()[0].lower()}@example.org"
        for role in ("AUTHOR", "COMMITTER"):
            kept |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": address, f"GIT_{role}_DATE": when}
    return kept
