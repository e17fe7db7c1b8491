"""`tracker list`: items, filtered by a query."""

from __future__ import annotations

import click

from tracker.cli.cards import card_table
from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo, echo_json, say
from tracker.cli.querying import QueryCommand, query_argument
from tracker.domain.text import counted


@command("list", QueryCommand)
@query_argument
@json_option
@click.pass_obj
def list_command(context: CliContext, query: tuple[str, ...], as_json: bool) -> int:
    """List the items that match QUERY, all without one, in the order they are best taken up.

    Words match text. severity:critical,high status:open priority:high phase:now area:database
    file:db.ts owner:sam tag:x kind:bug id:sec due:<14d narrow down, and so does is: with ready, blocked,
    stale, overdue, unestimated, blocker, touched, claimed, open, closed or mine.

    A leading - negates: -tag:later. A plain word that is negated goes behind --.
    """
    board = context.board()
    cards = context.query(query, board).select(board.work_order)
    if as_json:
        from tracker.exporters.documents import list_document

        echo_json(list_document(cards, board))
    elif cards:
        echo(card_table(cards))
        say(f"{counted(len(cards), 'item')} of {len(board.cards)}")
    else:
        say(f"none of {counted(len(board.cards), 'item')} match")
    return 0
