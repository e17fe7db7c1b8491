"""What standard output is: whether it takes colours, how wide it is, whether somebody sits there."""

from __future__ import annotations

import os
import sys


def colored() -> bool:
    """Whether standard output takes colours: as --color or the settings say, else NO_COLOR, FORCE_COLOR,
    the terminal.
    """
    import click  # the board asks this module for a terminal, and goes without click

    context = click.get_current_context(silent=True)
    chosen = context.obj.colors() if context and context.obj else "auto"
    if chosen != "auto":
        return chosen == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def on_terminal() -> bool:
    """Whether somebody sits there: both standard input and output are a terminal, and not closed."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def width() -> int | None:
    """The terminal's width in cells, or None into a pipe, where nothing is cut. COLUMNS wins."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None
