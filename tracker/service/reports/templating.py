"""Reports by a template of the user's own, rendered in a child process that can be ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.domain.text import clean
from tracker.errors import UsageError

SECONDS = 30.0
"""How long a template may take, by the clock on the wall."""
LONGEST_REPORT = 64 << 20
"""Bytes."""
_REFUSED = 3
_NEEDED = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "PATH",
    "PYTHONPATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "TZ",
)


def render_by_template(place: Path, values: Mapping[str, Any], *, seconds: float = SECONDS) -> str:
    """Return the report that a template makes of plain values.

    Raises UsageError, with file and line, for a faulty template, and for one that takes too long or too much.
    """
    if not place.is_file():
        raise UsageError(f"there is no template {place}")
    # -P: a folder called tracker in somebody's repository is not the module that is meant.
    command = [sys.executable, "-P", "-m", "tracker.exporters.template_process", str(place.absolute())]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(values).encode(),
            env=surroundings(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"{place}: the template did not end within {seconds:g} seconds") from None
    return _text(done, place)


def surroundings() -> dict[str, str]:
    """Return what a Python needs of the environment: no token of the user's is there to be found."""
    return {name: os.environ[name] for name in _NEEDED if name in os.environ}


def _text(done: subprocess.CompletedProcess[bytes], place: Path) -> str:
    said = clean(done.stderr.decode("utf-8", "replace")).strip()
    if done.returncode == _REFUSED:
        raise UsageError(said.replace(str(place.absolute()), str(place)))
    if done.returncode:
        raise UsageError(
            f"{place}: the template was ended: it takes too long, or needs too much memory",
            hint="it may use 10 s of processor time and 1 GiB",
        )
    if len(done.stdout) > LONGEST_REPORT:
        raise UsageError(f"{place}: the template writes more than {LONGEST_REPORT >> 20} MiB")
    return done.stdout.decode("utf-8")
