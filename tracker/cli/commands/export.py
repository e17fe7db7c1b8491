"""`tracker export`: a status report to send on."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import say
from tracker.cli.streams import write
from tracker.errors import UsageError


def _formats(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from tracker.exporters.registry import EXPORTERS

    return [name for name in EXPORTERS if name.startswith(incomplete)]


@command("export")
@click.option("-f", "--format", "format_", default="markdown", show_default=True, shell_complete=_formats)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file; with -, standard output.")
@click.option(
    "--into", type=click.Path(path_type=Path), help="Between the markers of an existing Markdown file."
)
@click.pass_obj
def export_command(context: CliContext, format_: str, output: Path | None, into: Path | None) -> int:
    """Write a report of everything known as of now: markdown, json, csv or html.

    --into replaces what stands between <!-- tracker:begin --> and <!-- tracker:end --> of a file and
    leaves the rest as it is.
    """
    from tracker.service.export import export, insert_report, refuse_precious, write_report
    from tracker.service.forecasting import forecast_for, usual_what_ifs

    if output and into:
        raise UsageError("choose one of --output and --into")
    if into and format_ != "markdown":
        raise UsageError("--into takes the markdown format only")
    tracker = context.tracker()
    if place := output or into:
        refuse_precious(tracker, place)  # before the forecast is made, which the journal remembers
    board = tracker.board(context.now)
    tried = usual_what_ifs(tracker, board)
    text = export(tracker, format_, board, forecast_for(tracker, board, context.now, what_if=tried))
    if into:
        insert_report(tracker, into, text)
    elif output and str(output) != "-":
        write_report(tracker, output, text)
    else:
        write(text)
        return 0
    say(f"wrote {into or output}")
    return 0
