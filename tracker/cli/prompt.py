"""The line of `status --line`, kept until anything it tells of may have changed.

A shell asks for it at every prompt, so the answer has to come before any library is loaded.
"""

from __future__ import annotations

import os
import sys
import time

from tracker.cli.kept import keep, key_of, recall, sources

TYPE_CHECKING = False  # typing's own would load typing
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tracker.cli.context import CliContext

FRESH = 300.0
"""Seconds a line is kept: evidence ages by the clock alone."""
_KIND = "lines"


def kept_line(arguments: Sequence[str]) -> str | None:
    """Return the line that was kept for this very call, or None where there is none or it may be outdated."""
    if "--line" not in arguments or "status" not in arguments or "TRACKER_NOW" in os.environ:
        return None
    if sys.stdout is None:  # closed from the start: there is nobody to be quick for
        return None
    try:
        found = recall(_KIND, _key(arguments))
    except OSError:
        return None
    if found is None:
        return None
    line, made, same = found
    return line if same and time.time() - made < FRESH else None


def keep_line(context: CliContext, line: str, forecast: Path | None) -> None:
    """Keep the line that a call has just printed; costs nothing but time where that fails.

    `forecast` is the file in which the forecast that the line tells is, or will be.
    """
    if "TRACKER_NOW" in os.environ:
        return
    paths = [*sources(context), *([forecast] if forecast else [])]
    keep(_KIND, _key(context.arguments), line, paths)


def _key(arguments: Sequence[str]) -> str:
    return key_of(arguments, sys.stdout.isatty(), sys.stdout.encoding)
