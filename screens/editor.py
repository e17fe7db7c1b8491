"""Opens a file of the repository in the user's editor, at a line, with the app out of the way."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from tracker.errors import UsageError

_LINE_AFTER_COLON = frozenset({"hx", "helix", "zed", "subl"})
_VSCODE = frozenset({"code", "codium", "cursor", "windsurf"})


def open_in_editor(app: App[Any], root: Path, path: str, line: int) -> None:
    """Open `path` (from `root`) at `line`, and wait until the editor ends.

    Raises UsageError where there is no such file in the repository, no such editor, or no terminal.
    """
    place = (root / path).resolve()
    if not place.is_relative_to(root.resolve()):
        raise UsageError(f"{path} leads out of the repository")
    if not place.exists():
        raise UsageError(f"there is no file {path} here")
    command = editor_command(os.environ, place, line)
    try:
        with app.suspend():
            ended = subprocess.run(command, cwd=root, check=False)
    except SuspendNotSupported:
        raise UsageError("an editor can only be opened on a terminal") from None
    except OSError as error:
        raise UsageError(
            f"{command[0]} cannot be started: {error.strerror}", hint="set VISUAL or EDITOR"
        ) from None
    if ended.returncode:
        raise UsageError(f"{command[0]} ended with {ended.returncode}")


def editor_command(env: Mapping[str, str], place: Path, line: int) -> list[str]:
    """Return the command that opens a file at a line in the user's editor, vi where none is set."""
    editor = shlex.split(env.get("VISUAL") or env.get("EDITOR") or "") or ["vi"]
    name = Path(editor[0]).stem
    if name in _VSCODE:
        return [*editor, "--wait", "--goto", f"{place}:{line}"]
    if name in _LINE_AFTER_COLON:
        return [*editor, f"{place}:{line}"]
    return [*editor, f"+{line}", str(place)]
