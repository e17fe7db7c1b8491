"""A repository with a plan and hooks, and real commits made in it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.history.building import Repo
from tracker.history import hooks
from tracker.history.hook_script import HookSettings
from tracker.history.hooks import HookChange, HookState
from tracker.history.layout import layout_of

PLAN = """\
schema = 1
[plan]
id = "shop"
title = "Shop"
[item.SEC-1]
title = "Rotate the keys"
severity = "low"
files = ["keys.txt", "src/*.ts", "lib"]
checks = ["Database", { id = "redis", text = "Redis" }]
[item.SEC-9]
title = "Check the input"
severity = "low"
[item.SHUTDOWN]
title = "Drain"
severity = "low"
"""


@dataclass
class Ran:
    """What a git command did."""

    code: int
    err: str


def git(root: Path, *arguments: str, **environment: str) -> Ran:
    """Run git, whatever it ends with."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Ran(done.returncode, done.stderr)


def commit(root: Path, message: str, *arguments: str, **environment: str) -> Ran:
    """Commit nothing but a message."""
    return git(root, "commit", "-q", "--allow-empty", "-m", message, *arguments, **environment)


def install(root: Path, *, python: str = sys.executable, strict: bool = False) -> dict[str, HookChange]:
    """Install the hooks; return what was done by hook."""
    _, changes = hooks.install_hooks(layout_of(root), HookSettings(python, strict))
    return {change.name: change for change in changes}


def uninstall(root: Path) -> dict[str, HookChange]:
    """Take the hooks out; return what was done by hook."""
    return {change.name: change for change in hooks.uninstall_hooks(layout_of(root))}


def states(root: Path) -> dict[str, HookState]:
    """Return how each hook stands."""
    return {hook.name: hook.state for hook in hooks.hook_states(layout_of(root))}


def recorder(folder: Path) -> str:
    """Make a stand-in for the interpreter that writes down what it is called for; return its path."""
    folder.mkdir(exist_ok=True)
    script = folder / 'py\'thon with "quotes"'
    script.write_text(f'#!/bin/sh\nshift 3\nprintf "%s\\n" "$*" >> "{folder}/calls"\n')
    script.chmod(0o755)
    return str(script)


def calls(folder: Path) -> list[str]:
    """Return what the stand-in was called for since this was asked last."""
    place = folder / "calls"
    found = place.read_text().splitlines() if place.exists() else []
    place.unlink(missing_ok=True)
    return found


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file below a folder with its content, or where it leads, and its mode."""
    return {
        str(path.relative_to(folder)): (
            os.readlink(path).encode() if path.is_symlink() else path.read_bytes(),
            path.lstat().st_mode,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def write_hook(repo: Repo, name: str, text: str | bytes, mode: int = 0o755) -> Path:
    """Write a hook file as somebody else would."""
    path = repo.path / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return path
