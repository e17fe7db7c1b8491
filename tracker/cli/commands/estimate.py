"""`tracker estimate`: set the effort of items."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.domain import transition
from tracker.domain.effort import parse_effort
from tracker.errors import UsageError


@command("estimate")
@ids_argument
@click.argument("effort")
@click.option("--plan-file", is_flag=True, help="Write it into the plan's file instead of the journal.")
@click.pass_obj
def estimate_command(context: CliContext, ids: tuple[str, ...], effort: str, plan_file: bool) -> None:
    """Set the effort of items: 30m, 2-3h, 1-2d, 1/2/5h (optimistic/likely/pessimistic), S M L XL.

    A range is read as the tenth to the ninetieth percentile.
    """
    team = context.tracker().plan.team
    try:
        parsed = parse_effort(effort, team.hours_per_day, team.sizes)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if plan_file:
        context.edit_items(ids, "effort", effort)
    else:
        context.act_on(ids, lambda card: transition.estimate(card, parsed))
