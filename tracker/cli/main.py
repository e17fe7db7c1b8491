"""One call of the command line. It owns exit codes and what a failure looks like; commands only raise."""

from __future__ import annotations

import contextlib
import errno
import io
import sys

import click

from tracker import __version__
from tracker.cli.command import TrackerGroup, common_options
from tracker.cli.context import CliContext
from tracker.cli.streams import abandon, flush, open_closed_streams
from tracker.cli.terminal import on_terminal
from tracker.domain.text import clean
from tracker.errors import StoreError, TrackerError

INTERRUPTED = 130
DEFECT = 70
"""EX_SOFTWARE: something that should not have happened, and is ours to mend."""


@click.group(
    cls=TrackerGroup,
    invoke_without_command=True,
    params=list(common_options()),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="tracker %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> object:
    """Work a production-readiness review down to READY: plan, evidence, git, forecast.

    Without a command, `tracker` opens the board on a terminal and prints the status elsewhere.
    """
    if ctx.invoked_subcommand is not None:
        return None
    default = cli.get_command(ctx, "app" if on_terminal() else "status")
    assert default is not None
    with default.make_context(default.name, [], parent=ctx) as own:
        return default.invoke(own)


def run(arguments: list[str]) -> int:
    """Run one call and return its exit code; shows no traceback unless --debug asks for it."""
    context = None
    open_closed_streams()
    try:
        context = CliContext(arguments=tuple(arguments))
        code = cli.main(arguments, prog_name="tracker", standalone_mode=False, obj=context)
        if trouble := context.settings_trouble():
            _say(f"{trouble}; going on without it", "tracker config check tells all of it")
        flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        _show(error)
        return 2
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted; nothing is left half done")
        return INTERRUPTED
    except TrackerError as error:
        _trace(context)
        _say(str(error), error.hint)
        return error.exit_code
    except Exception as error:
        _trace(context)
        return _unforeseen(error, debug=bool(context and context.debug))


def _show(error: click.ClickException) -> None:
    """Show what is wrong with the call, as click words it: it quotes arguments as they came."""
    shown = io.StringIO()
    error.show(shown)
    with contextlib.suppress(OSError):
        click.echo(clean(shown.getvalue()), err=True, nl=False)


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

        with contextlib.suppress(OSError):
            click.echo(traceback.format_exc(), err=True, nl=False)


def _say(message: str, hint: str | None = None) -> None:
    """Say what went wrong; what it names, such as an argument or a file, may hold anything."""
    with contextlib.suppress(OSError):  # nobody reads our errors
        click.secho(f"tracker: {clean(message)}", err=True, fg="red" if sys.stderr.isatty() else None)
        if hint:
            click.echo(f"  hint: {clean(hint)}", err=True)
