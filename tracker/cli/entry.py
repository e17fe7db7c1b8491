"""Where the process of a command begins and ends: what has to be quick is decided here, before any import."""

from __future__ import annotations

import os
import sys

from tracker.cli.early import paint, take_back
from tracker.cli.prompt import kept_line

TYPE_CHECKING = False  # typing's own would load typing
if TYPE_CHECKING:
    from typing import NoReturn

_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    arguments = sys.argv[1:]
    line = kept_line(arguments)
    if line is not None and _printed(line):
        _leave(0)
    _leave(_run(arguments))


def _run(arguments: list[str]) -> int:
    """Run the call, with the board as it was left in sight meanwhile where that is what is asked for."""
    import gc

    gc.disable()  # a command is over before the collector's work would pay; the app turns it on again
    try:
        paint(arguments)
        return _answered(arguments)
    except KeyboardInterrupt:  # before there was anything to interrupt
        return _INTERRUPTED
    finally:
        take_back()


def _answered(arguments: list[str]) -> int:
    """Open the board where that is all that is asked for, else find out what is."""
    if not arguments:
        from tracker.cli import opening

        if opening.is_all():
            return opening.run()
    from tracker.cli.main import run

    return run(arguments)


def _printed(line: str) -> bool:
    """Print a line and tell whether that is over; where it failed, the ordinary run fails in words."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(line.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads it any more
        from tracker.cli.streams import abandon

        abandon()
    except OSError:
        return False
    return True


def _leave(code: int) -> NoReturn:
    """End the process at once: to take thousands of values apart first costs as much as a small command.

    A profiler or a tracer still has to write what it saw, and the interpreter then ends in its own way.
    """
    if _is_watched():
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):  # gone or closed: run() has said so
            continue
    os._exit(code)


def _is_watched() -> bool:
    """Tell whether a profiler, a tracer or a debugger looks on; from Python 3.12 they may do so as tools."""
    if sys.getprofile() or sys.gettrace():
        return True
    monitoring = getattr(sys, "monitoring", None)
    return monitoring is not None and any(monitoring.get_tool(number) for number in range(6))
