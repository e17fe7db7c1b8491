"""`tracker assign`: give items to somebody."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.domain import transition
from tracker.errors import UsageError


@command("assign")
@ids_argument
@click.option("--to", metavar="NAME", help="Who works on them.")
@click.option("--nobody", is_flag=True, help="Take them from whoever had them.")
@click.option("--plan-file", is_flag=True, help="Write it into the plan's file instead of the journal.")
@click.pass_obj
def assign_command(
    context: CliContext, ids: tuple[str, ...], to: str | None, nobody: bool, plan_file: bool
) -> None:
    """Give items to somebody, in the journal or, with --plan-file, in the plan itself."""
    if (to is None) != nobody or (to is not None and not to.strip()):
        raise UsageError("say to whom: --to NAME, or --nobody")
    if plan_file:
        context.edit_items(ids, "owner", to)
    else:
        context.act_on(ids, lambda card: transition.assign(card, to))
