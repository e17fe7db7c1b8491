"""The command line: what its arguments ask for, found and run by click."""

from __future__ import annotations

import contextlib
import io
from functools import partial

import click

from tracker import __version__
from tracker.cli.command import TrackerGroup, common_options
from tracker.cli.context import CliContext
from tracker.cli.outcome import outcome_of
from tracker.cli.terminal import on_terminal
from tracker.domain.text import clean


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
    """Run one call and return its exit code."""
    return outcome_of(partial(_called, arguments), arguments)


def _called(arguments: list[str], context: CliContext) -> int:
    """Do what the arguments ask for; what click makes of them is an exit code as well."""
    try:
        code = cli.main(arguments, prog_name="tracker", standalone_mode=False, obj=context)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        _show(error)
        return 2
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0


def _show(error: click.ClickException) -> None:
    """Show what is wrong with the call, as click words it: it quotes arguments as they came."""
    shown = io.StringIO()
    error.show(shown)
    with contextlib.suppress(OSError):
        click.echo(clean(shown.getvalue()), err=True, nl=False)
