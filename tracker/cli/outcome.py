"""How a call ends: its exit code, and what a failure looks like. It owns both; commands only raise.

click words the failure, and is loaded for one alone: the board is opened without it.
"""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Callable, Sequence

from tracker.cli.context import CliContext
from tracker.cli.streams import abandon, flush, open_closed_streams
from tracker.domain.text import clean
from tracker.errors import StoreError, TrackerError

INTERRUPTED = 130
DEFECT = 70
"""EX_SOFTWARE: something that should not have happened, and is ours to mend."""


def outcome_of(call: Callable[[CliContext], int], arguments: Sequence[str]) -> int:
    """Make a call with these arguments and return its exit code.

    Shows no traceback unless --debug asks for it.
    """
    context = None
    open_closed_streams()
    try:
        context = CliContext(arguments=tuple(arguments))
        code = call(context)
        if trouble := context.settings_trouble():
            _say(f"{trouble}; going on without it", "tracker config check tells all of it")
        flush()
        return code
    except KeyboardInterrupt:
        _say("interrupted; nothing is left half done")
        return INTERRUPTED
    except TrackerError as error:
        _trace(context)
        _say(str(error), error.hint)
        return error.exit_code
    except Exception as error:
        _trace(context)
        return _unforeseen(error, debug=bool(context and context.debug))


def _unforeseen(error: Exception, *, debug: bool) -> int:
    """Say what nobody expected, and return the exit code for it."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        abandon()
        _say("the disk is full: not everything was printed", "what was recorded is kept; see tracker log")
        return StoreError.exit_code
    hint = None if debug else "run it again with --debug"
    _say(f"this should not have happened: {type(error).__name__}: {error}", hint)
    return DEFECT


def _trace(context: CliContext | None) -> None:
    """Show where the error at hand came from, for --debug."""
    if context and context.debug:
        import traceback

        import click

        with contextlib.suppress(OSError):
            click.echo(traceback.format_exc(), err=True, nl=False)


def _say(message: str, hint: str | None = None) -> None:
    """Say what went wrong; what it names, such as an argument or a file, may hold anything."""
    import click

    with contextlib.suppress(OSError):  # nobody reads our errors
        click.secho(f"tracker: {clean(message)}", err=True, fg="red" if sys.stderr.isatty() else None)
        if hint:
            click.echo(f"  hint: {clean(hint)}", err=True)
