"""`tracker block`: say that items have to wait for something outside the plan."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.domain import transition


@command("block")
@ids_argument
@click.option("-m", "--reason", required=True, metavar="TEXT", help="What they wait for.")
@click.pass_obj
def block_command(context: CliContext, ids: tuple[str, ...], reason: str) -> None:
    """Say that items have to wait, and for what. What waits for another item says so in the plan (after)."""
    context.act_on(ids, lambda card: transition.block(card, reason))
