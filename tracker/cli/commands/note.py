"""`tracker note`: leave a remark."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.domain import transition


@command("note")
@ids_argument
@click.option("-m", "--message", required=True, metavar="TEXT", help="The remark.")
@click.pass_obj
def note_command(context: CliContext, ids: tuple[str, ...], message: str) -> None:
    """Leave a remark on items."""
    context.act_on(ids, lambda card: transition.note(card, message))
