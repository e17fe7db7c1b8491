"""`tracker restore`: bring a backup back."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import say


@command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Also where events newer than the backup would be lost.")
@click.pass_obj
def restore_command(context: CliContext, source: Path, force: bool) -> None:
    """Replace the journal by the backup SOURCE. Refused while that would lose newer events."""
    from tracker.service.upkeep import restore_journal

    restore_journal(context.workspace(), source, force=force)
    say(f"restored {source}")
