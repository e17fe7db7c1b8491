"""`tracker unblock`: take back a block."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.domain import transition


@command("unblock")
@ids_argument
@click.pass_obj
def unblock_command(context: CliContext, ids: tuple[str, ...]) -> None:
    """Take back a block that was set with tracker block."""
    context.act_on(ids, transition.unblock)
