"""`tracker verify`: show that resolved items hold."""

from __future__ import annotations

import click

from tracker.cli.command import command, complete_ids
from tracker.cli.context import CliContext
from tracker.cli.proofs import run_and_report
from tracker.domain.board import Board, Card
from tracker.domain.state import Status
from tracker.errors import UsageError


@command("verify")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_ids)
@click.option("--by", metavar="NAME", help="Verify on the word of NAME, not of who resolved it.")
@click.option("--all", "all_", is_flag=True, help="Every resolved or verified item that has a proof.")
@click.option("--stale", is_flag=True, help="Those of them whose evidence is stale.")
@click.pass_obj
def verify_command(
    context: CliContext, ids: tuple[str, ...], by: str | None, all_: bool, stale: bool
) -> int | None:
    """Verify resolved items: run their proofs, or attest with --by. Exits 1 when a proof fails.

    Proof commands run only after tracker trust. A failed proof reopens the item.
    """
    if bool(ids) == (all_ or stale):
        raise UsageError("name the items, or choose them with --all or --stale")
    if by is not None:
        from tracker.service.verify import attest

        if not ids:
            raise UsageError("--by takes the ids of the items that NAME looked at")
        context.act(lambda board: attest(board, ids, by))
        return 0
    chosen = ids or _chosen(context.board(), stale=stale)
    if not chosen:
        raise UsageError("no resolved item has stale evidence" if stale else "no resolved item has a proof")
    return run_and_report(context, chosen, verify=True)


def _chosen(board: Board, *, stale: bool) -> tuple[str, ...]:
    def wanted(card: Card) -> bool:
        closed = card.status in (Status.RESOLVED, Status.VERIFIED)
        return closed and bool(card.item.proofs) and (card.has_stale or not stale)

    return tuple(card.id for card in board.cards if wanted(card))
