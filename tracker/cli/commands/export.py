"""`tracker export`: a status report to send on, or what moved since a moment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import say
from tracker.cli.streams import write
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.exporters.report import Report

_FILE = click.Path(path_type=Path)


def _formats(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from tracker.exporters.registry import EXPORTERS

    return [name for name in EXPORTERS if name.startswith(incomplete)]


@command("export")
@click.option(
    "-f",
    "--format",
    "format_",
    metavar="FORMAT",
    shell_complete=_formats,
    help="markdown where none is named.",
)
@click.option("-o", "--output", type=_FILE, help="A file, for github a folder; with -, standard output.")
@click.option("--into", type=_FILE, help="Between the markers of an existing Markdown file.")
@click.option("--only", metavar="QUERY", help="The items that match, as in tracker list.")
@click.option("--since", metavar="REF|DATE", help="What moved since a commit, a day (2026-01-31) or 7d ago.")
@click.option("--template", type=_FILE, help="A Jinja template over the keys of the JSON format.")
@click.option("--label", metavar="TEXT", help="What a badge calls the plan.")
@click.pass_obj
def export_command(
    context: CliContext,
    format_: str | None,
    output: Path | None,
    into: Path | None,
    only: str | None,
    since: str | None,
    template: Path | None,
    label: str | None,
) -> int:
    """Write a report of everything known as of now.

    Formats: markdown, json, csv, html, oscal-poam, badge (SVG) and github (issues).

    --into replaces what stands between <!-- tracker:begin --> and <!-- tracker:end --> of a file and
    leaves the rest as it is. --since tells what moved instead, as markdown or json.
    """
    from tracker.service.reports.export import (
        export_by_template,
        export_changes,
        export_to,
        known_format,
        rendered,
    )

    name = known_format(format_ or "markdown")
    _refuse_at_odds(name, format_, output, into, since, template, label)
    place = None if output is None or str(output) == "-" else output
    report = _report(context, place or into, only, label)
    if place and not template:
        say(f"wrote {export_to(context.tracker(), place, name, report, since)}")
        return 0
    if template:
        text = export_by_template(context.tracker(), template, report, since)
    else:
        text = export_changes(context.tracker(), name, report, since) if since else rendered(name, report)
    _deliver(context, text, place, into)
    return 0


def _refuse_at_odds(
    name: str,
    asked: str | None,
    output: Path | None,
    into: Path | None,
    since: str | None,
    template: Path | None,
    label: str | None,
) -> None:
    """Raise UsageError for options that cannot both be meant, before anything is worked out."""
    from tracker.service.reports.export import change_format

    if output and into:
        raise UsageError("choose one of --output and --into")
    if template and asked:
        raise UsageError("choose one of --format and --template")
    if into and name != "markdown":
        raise UsageError("--into takes the markdown format only")
    if label is not None and (name != "badge" or template):
        raise UsageError("--label is for the badge format only")
    if since and not template:
        change_format(name)


def _report(context: CliContext, place: Path | None, only: str | None, label: str | None) -> Report:
    from tracker.service.forecasts.forecasting import forecast_for, usual_what_ifs
    from tracker.service.reports.export import refuse_precious, report_of

    tracker = context.tracker()
    if place:
        refuse_precious(tracker, place)  # before the forecast is made, which the journal remembers
    board = tracker.board(context.now)
    query = context.query([only], board) if only is not None else None
    tried = usual_what_ifs(tracker, board)
    made = forecast_for(tracker, board, context.now, what_if=tried)
    return report_of(tracker, board, made, only=query, label=label)


def _deliver(context: CliContext, text: str, output: Path | None, into: Path | None) -> None:
    from tracker.service.reports.export import insert_report, write_report

    if into:
        insert_report(context.tracker(), into, text)
    elif output:
        write_report(context.tracker(), output, text)
    else:
        write(text)
        return
    say(f"wrote {into or output}")
