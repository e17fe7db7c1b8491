"""`tracker defer`: put items off until something happens."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.cli.days import day_named
from tracker.domain import transition


@command("defer")
@ids_argument
@click.option("--when", required=True, metavar="TEXT", help="What has to happen first.")
@click.option("--review", required=True, metavar="DATE", help="When to look at it again: 2026-01-31, 6w.")
@click.pass_obj
def defer_command(context: CliContext, ids: tuple[str, ...], when: str, review: str) -> None:
    """Put items off until a trigger, to be looked at again on a day. Overdue reviews are flagged."""
    day = day_named(review, context.now)
    context.act_on(ids, lambda card: transition.defer(card, when, day, context.now.date()))
