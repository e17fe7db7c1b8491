"""`tracker reopen`: take back what closed items."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.domain import transition


@command("reopen")
@ids_argument
@click.option("-m", "--reason", required=True, metavar="TEXT", help="Why it is not done after all.")
@click.pass_obj
def reopen_command(context: CliContext, ids: tuple[str, ...], reason: str) -> None:
    """Put items back to open, with the reason."""
    context.act_on(ids, lambda card: transition.reopen(card, reason))
