"""`tracker reject`: close items without work."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.domain import transition
from tracker.domain.state import Status
from tracker.errors import UsageError


@command("reject")
@ids_argument
@click.option("--false-positive", "as_", flag_value="false_positive", help="The finding is not true.")
@click.option("--wont-fix", "as_", flag_value="wont_fix", help="It is true and stays as it is.")
@click.option("--duplicate-of", metavar="ID", help="It is the same as another item.")
@click.option("-m", "--rationale", default="", metavar="TEXT", help="Why.")
@click.option("--approver", metavar="NAME", help="Who agrees; needed for a false positive.")
@click.pass_obj
def reject_command(
    context: CliContext,
    ids: tuple[str, ...],
    as_: str | None,
    duplicate_of: str | None,
    rationale: str,
    approver: str | None,
) -> None:
    """Close items as false positive, won't fix or duplicate. A gate still blocks on what won't be fixed."""
    from tracker.service.tracker import card_named

    if (as_ is None) == (duplicate_of is None):
        raise UsageError("say how: --false-positive, --wont-fix or --duplicate-of ID")
    status = Status.DUPLICATE if as_ is None else Status(as_)
    board = context.board()
    other = card_named(board, duplicate_of) if duplicate_of else None
    context.act_on(ids, lambda card: transition.reject(card, status, rationale, approver, other))
