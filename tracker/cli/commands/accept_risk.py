"""`tracker accept-risk`: live with items until a day."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.cli.days import day_named
from tracker.domain import transition


@command("accept-risk")
@ids_argument
@click.option("--approver", required=True, metavar="NAME", help="Who takes the risk on.")
@click.option("--rationale", required=True, metavar="TEXT", help="Why it can be lived with.")
@click.option("--expires", required=True, metavar="DATE", help="Until when: 2026-01-31, 90d.")
@click.pass_obj
def accept_risk_command(
    context: CliContext, ids: tuple[str, ...], approver: str, rationale: str, expires: str
) -> None:
    """Accept the risk of items in somebody's name. The items open again by themselves after that day."""
    day, today = day_named(expires, context.now), context.now.date()
    context.act_on(ids, lambda card: transition.accept_risk(card, approver, rationale, day, today))
