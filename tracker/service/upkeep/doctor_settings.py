"""The terminal and the settings, examined: the locale, the editor, the variables that the tracker reads."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.text import did_you_mean, one_line
from tracker.planfile.problem import Problem
from tracker.service.upkeep.finding import Finding

_VARIABLES = ("TRACKER_PLAN", "TRACKER_DB", "TRACKER_ACTOR", "TRACKER_NOW")
_INTERNAL = ("TRACKER_HOOK", "TRACKER_COMPLETE")
"""Set by the tracker itself, for what it starts."""
_EDITORS = ("nano", "vim", "vi", "emacs", "micro", "hx", "code")


def terminal_findings(env: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """Yield whether what is printed can be shown."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        text = f"output is {sys.stdout.encoding}: marks such as ◐ will be replaced"
        yield Finding("terminal", "warning", text, "export PYTHONUTF8=1 LANG=C.UTF-8")
        return
    kind = one_line(env.get("TERM", "")) or "unset"
    if kind in ("dumb", "unset") and sys.stdout.isatty():
        text = f"TERM is {kind}: the board cannot be drawn"
        yield Finding("terminal", "warning", text, "export TERM=xterm-256color")
        return
    yield Finding("terminal", "ok", f"UTF-8, TERM={kind}")


def settings_findings(
    problems: Sequence[Problem] = (), env: Mapping[str, str] = os.environ
) -> Iterator[Finding]:
    """Yield what is set to something that cannot be used, or was surely not meant.

    `problems` are those of the user's settings file.
    """
    found = [*_file(problems), *_editor(env), *_variables(env)]
    yield from found
    if not found:
        names = [name for name in _VARIABLES if env.get(name)]
        yield Finding("settings", "ok", f"{', '.join(names) or 'no variable'} set, the editor is there")


def _file(problems: Sequence[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding("settings", "warning", str(problem), "tracker config edit")


def _editor(env: Mapping[str, str]) -> Iterator[Finding]:
    name = next((name for name in ("VISUAL", "EDITOR") if env.get(name)), None)
    written = env[name] if name else "vi"
    try:
        command = (shlex.split(written) or ["vi"])[0]
    except ValueError:
        command = written
    if shutil.which(command, path=env.get("PATH")) is None:
        shown = one_line(command)
        text = f"{name} is {shown}, which is not installed" if name else "the editor vi is not installed"
        usable = next((known for known in _EDITORS if shutil.which(known, path=env.get("PATH"))), "EDITOR")
        yield Finding("settings", "warning", text, f"export {name or 'EDITOR'}={usable}")


def _variables(env: Mapping[str, str]) -> Iterator[Finding]:
    if "TRACKER_NOW" in env:
        text = f"TRACKER_NOW pretends that it is {one_line(env['TRACKER_NOW'])}"
        yield Finding("settings", "warning", text, "unset TRACKER_NOW")
    if "TRACKER_ACTOR" in env and not one_line(env["TRACKER_ACTOR"]):
        yield Finding("settings", "warning", "TRACKER_ACTOR is blank", "unset TRACKER_ACTOR")
    for name in sorted(env):
        if name.startswith("TRACKER_") and name not in (*_VARIABLES, *_INTERNAL):
            shown = one_line(name)
            text = f"nothing reads {shown}{did_you_mean(name, _VARIABLES)}"
            yield Finding("settings", "warning", text, f"unset {shown}")
