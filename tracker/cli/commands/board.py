"""`tracker board`: the severity board as text."""

from __future__ import annotations

import click

from tracker.cli.cards import card_table
from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import SEVERITY_COLOR, Cell, echo, echo_json
from tracker.cli.querying import QueryCommand, query_argument
from tracker.domain.board import hours_left
from tracker.domain.effort import format_hours
from tracker.domain.grouping import GROUPINGS, grouped


@command("board", QueryCommand)
@query_argument
@click.option(
    "--by", type=click.Choice(list(GROUPINGS)), default="severity", show_default=True, help="Group by."
)
@json_option
@click.pass_obj
def board_command(context: CliContext, query: tuple[str, ...], by: str, as_json: bool) -> int:
    """Show the board as text: one section a severity (or status, phase, area, owner), worst first."""
    board = context.board()
    chosen = context.query(query, board).select(board.work_order)
    groups = grouped(chosen, by, board)
    if as_json:
        from tracker.exporters.documents import item_document

        sections = [
            {
                "name": group.key,
                "title": group.title,
                "items": [item_document(card, board) for card in group.cards],
            }
            for group in groups
        ]
        echo_json({"schema": 1, "by": by, "groups": sections})
        return 0
    lines: list[str] = []
    for group in groups:
        closed = sum(card.closed for card in group.cards)
        left = hours_left(group.cards)
        facts = f"{len(group.cards)}" + (f", {closed} closed" if closed else "")
        facts += f" · {format_hours(left)} left" if left else ""
        head = Cell(group.title.upper(), SEVERITY_COLOR.get(group.key), bold=True).styled()
        lines += ["", f"{head} {facts}", *card_table(group.cards, "  ")]
    echo(lines[1:] or ["no item matches"])
    return 0
