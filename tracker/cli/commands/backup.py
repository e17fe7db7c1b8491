"""`tracker backup`: copy the journal."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import say


@command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def backup_command(context: CliContext, target: Path) -> None:
    """Copy the journal to the file TARGET, whole and consistent, also while others write to it.

    Copies of files that evidence names are not in it: they lie in the folder evidence beside the journal.
    """
    from tracker.service.upkeep.backups import backup_journal, copies_beside

    backup_journal(context.workspace(), target)
    say(f"wrote {target}")
    if folder := copies_beside(context.workspace()):
        say(f"copies of evidence are not in it: keep {folder} as well")
