"""`tracker next`: the items to take up now."""

from __future__ import annotations

import click

from tracker.cli.cards import card_table
from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo, echo_json, say
from tracker.cli.querying import QueryCommand, query_argument


@command("next", QueryCommand)
@query_argument
@click.option("-n", "--number", type=click.IntRange(min=1), default=5, show_default=True, help="How many.")
@json_option
@click.pass_obj
def next_command(context: CliContext, query: tuple[str, ...], number: int, as_json: bool) -> int:
    """Show what to take up now: nothing blocks these items. Started ones come first, then blockers, then
    the order of phases, priority and severity. Exits 1 when nothing is ready.
    """
    board = context.board()
    ready = context.query(query, board).select(board.ready_queue())
    if as_json:
        from tracker.exporters.documents import list_document

        echo_json(list_document(ready[:number], board))
    elif ready:
        echo(card_table(ready[:number]))
        if len(ready) > number:
            say(f"{len(ready) - number} more are ready")
    else:
        waiting = sum(card.blocked for card in board.cards)
        say(f"nothing is ready; {waiting} blocked" if waiting else "nothing is left to do")
    return 0 if ready else 1
