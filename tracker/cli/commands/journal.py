"""`tracker journal`: the journal as a file to send, and another person's brought in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tracker.cli.command import TrackerCommand, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo, echo_json, say
from tracker.cli.registry import COMMANDS
from tracker.domain.text import counted
from tracker.errors import UsageError

_FILE = click.Path(path_type=Path)


@click.group("journal", short_help=COMMANDS["journal"].help)
def journal_command() -> None:
    """Send the journal to somebody, or bring another person's in: a union, without loss."""


@journal_command.command("export", cls=TrackerCommand, short_help="Write the journal as JSON lines.")
@click.option(
    "-o", "--output", type=_FILE, help="A new file; standard output where none is named, or with -."
)
@click.option("--force", is_flag=True, help="Also over a file that is there.")
@click.pass_obj
def export_command(context: CliContext, output: Path | None, force: bool) -> None:
    """Write every event of every plan, one JSON object a line, each with its place in the hash chain."""
    from tracker.service.upkeep.exchanging import exported_lines, write_journal

    if output is None or str(output) == "-":
        if force:
            raise UsageError("--force goes with --output FILE")
        from tracker.cli.streams import write

        for line in exported_lines(context.workspace()):
            write(line)
        return
    written = write_journal(context.workspace(), output, force=force)
    say(f"wrote {counted(written, 'event')} to {output}")


@journal_command.command("import", cls=TrackerCommand, short_help="Bring another journal in.")
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-")
@click.option("--dry-run", is_flag=True, help="Say what would come, and change nothing.")
@json_option
@click.pass_obj
def import_command(context: CliContext, source: Path, dry_run: bool, as_json: bool) -> int:
    """Bring in the events that another journal has and this one lacks; again and again, in any order.

    FILE is what `tracker journal export` wrote, the folder of `tracker evidence export`, or a database.
    Exits 1 when a file of such a folder is not what its journal says.
    """
    from tracker.cli.merge_lines import imported_document, imported_lines, warnings
    from tracker.service.upkeep.exchanging import import_journal

    stream = sys.stdin.buffer if str(source) == "-" else source
    imported = import_journal(context.workspace(), stream, now=context.now, dry_run=dry_run)
    if as_json:
        echo_json(imported_document(imported, dry_run=dry_run))
    else:
        echo(imported_lines(imported, dry_run=dry_run))
    for warning in warnings(imported):
        say(warning)
    return 1 if imported.wrong_copies else 0
