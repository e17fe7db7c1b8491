"""`tracker log`: what happened, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.command import command, complete_ids, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, Column, echo, echo_json, say, table
from tracker.domain.text import one_line
from tracker.domain.wording import act_name, event_text

if TYPE_CHECKING:
    from tracker.service.log import LoggedEvent


@command("log")
@click.argument("item", required=False, metavar="[ID]", shell_complete=complete_ids)
@click.option("-n", "--number", type=click.IntRange(min=1), help="The newest so many.")
@json_option
@click.pass_obj
def log_command(context: CliContext, item: str | None, number: int | None, as_json: bool) -> int:
    """Show the journal, newest first, of one item or of the plan. What was undone is marked. Exits 1 when
    nothing was recorded.
    """
    from tracker.service.log import log, log_document
    from tracker.service.tracker import card_named

    tracker = context.tracker()
    found = card_named(tracker.board(context.now), item).id if item else None
    entries = log(tracker, found, number)
    if as_json:
        echo_json(log_document(entries))
    elif entries:
        rows = [
            [
                Cell(f"{entry.event.at.astimezone(context.now.tzinfo):%Y-%m-%d %H:%M}", dim=True),
                Cell(entry.event.actor, dim=True),
                Cell(entry.event.item or "", bold=not entry.undone, dim=entry.undone),
                Cell(act_name(entry.event), dim=entry.undone),
                Cell(_what(entry), dim=entry.undone),
            ]
            for entry in entries
        ]
        echo(table((*(Column(),) * 4, Column(flexes=True)), rows))
    else:
        say("nothing was recorded yet")
    return 0 if entries else 1


def _what(entry: LoggedEvent) -> str:
    """What the event did; the act itself stands in the column before."""
    text = event_text(entry.event).removeprefix(f"{act_name(entry.event)}: ")
    return one_line(f"undone: {text}" if entry.undone else text)
