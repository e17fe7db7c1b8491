"""`tracker verify`: show that resolved items hold."""

from __future__ import annotations

import click

from tracker.cli.command import command, complete_ids
from tracker.cli.context import CliContext
from tracker.cli.output import say
from tracker.cli.proofs import jobs_option, run_and_report
from tracker.domain.board import Board, Card
from tracker.domain.state import Status
from tracker.errors import UsageError


@command("verify")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_ids)
@click.option("--by", metavar="NAME", help="Verify on the word of NAME, not of who resolved it.")
@click.option("--all", "all_", is_flag=True, help="Every resolved or verified item that has a proof.")
@click.option("--stale", is_flag=True, help="Those of them whose evidence is stale.")
@jobs_option
@click.pass_obj
def verify_command(
    context: CliContext, ids: tuple[str, ...], by: str | None, all_: bool, stale: bool, jobs: int | None
) -> int | None:
    """Verify resolved items: run their proofs, or attest with --by. Exits 1 when a proof fails.

    Proof commands run only after tracker trust, several at a time. A failed proof reopens the item.
    Ctrl-C kills what runs; what had ended is recorded.
    """
    if bool(ids) == (all_ or stale):
        raise UsageError("name the items, or choose them with --all or --stale")
    if by is not None:
        from tracker.service.evidence.verify import attest

        if not ids:
            raise UsageError("--by takes the ids of the items that NAME looked at")
        context.act(lambda board: attest(board, ids, by))
        return 0
    if stale:
        _say_if_behind(context)
    chosen = ids or _chosen(context.board(), stale=stale)
    if not chosen:
        raise UsageError("no resolved item has stale evidence" if stale else "no resolved item has a proof")
    return run_and_report(context, chosen, verify=True, jobs=jobs)


def _say_if_behind(context: CliContext) -> None:
    """What commits made stale is known since the sync that read them."""
    from tracker.service.commits.up_to_date import is_behind

    if is_behind(context.workspace(), context.tracker().plan.id):
        say("the history has changed since the last sync; tracker sync tells what it made stale")


def _chosen(board: Board, *, stale: bool) -> tuple[str, ...]:
    def wanted(card: Card) -> bool:
        closed = card.status in (Status.RESOLVED, Status.VERIFIED)
        return closed and bool(card.item.proofs) and (card.has_stale or not stale)

    return tuple(card.id for card in board.cards if wanted(card))
