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
    """Replace the journal by the backup SOURCE. Refused while that would lose newer events.

    With --force, the journal is kept as it was before; `tracker journal import` brings its events back.
    """
    from tracker.domain.text import counted
    from tracker.service.upkeep.backups import restore_journal

    restored = restore_journal(context.workspace(), source, force=force)
    say(f"restored {source}")
    if restored.lost:
        say(f"{counted(restored.lost, 'event')} less than before; tracker journal import {restored.kept}")
    elif restored.kept:
        say(f"the damaged journal is kept in {restored.kept}")
