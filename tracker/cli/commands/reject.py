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
@click.option("--false-positive", is_flag=True, help="The finding is not true.")
@click.option("--wont-fix", is_flag=True, help="It is true and stays as it is.")
@click.option("--duplicate-of", metavar="ID", help="It is the same as another item.")
@click.option("-m", "--rationale", default="", metavar="TEXT", help="Why.")
@click.option("--approver", metavar="NAME", help="Who agrees; needed for a false positive.")
@click.pass_obj
def reject_command(
    context: CliContext,
    ids: tuple[str, ...],
    false_positive: bool,
    wont_fix: bool,
    duplicate_of: str | None,
    rationale: str,
    approver: str | None,
) -> None:
    """Close items as false positive, won't fix or duplicate. A gate still blocks on what won't be fixed."""
    from tracker.service.tracker import card_named

    if false_positive + wont_fix + (duplicate_of is not None) != 1:
        raise UsageError("say how, in one way: --false-positive, --wont-fix or --duplicate-of ID")
    if duplicate_of is None and not rationale.strip():
        raise UsageError("say why it is closed without work", hint="-m TEXT")
    if false_positive and not (approver or "").strip():
        raise UsageError("a false positive needs somebody who agrees", hint="--approver NAME")
    status = Status.FALSE_POSITIVE if false_positive else Status.WONT_FIX if wont_fix else Status.DUPLICATE
    other = card_named(context.board(), duplicate_of) if duplicate_of is not None else None
    context.act_on(ids, lambda card: transition.reject(card, status, rationale, approver, other))
