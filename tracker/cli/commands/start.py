"""`tracker start`: take items up."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.domain import transition


@command("start")
@ids_argument
@click.pass_obj
def start_command(context: CliContext, ids: tuple[str, ...]) -> None:
    """Take items up: all of them, or none where one cannot be started."""
    context.act_on(ids, transition.start)
