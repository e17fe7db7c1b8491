"""`tracker unlink`: take the link of a commit back."""

from __future__ import annotations

import click

from tracker.cli.acted import report_acts
from tracker.cli.command import command, complete_ids
from tracker.cli.context import CliContext


@command("unlink")
@click.argument("item", metavar="ID", shell_complete=complete_ids)
@click.argument("commit", metavar="COMMIT")
@click.pass_obj
def unlink_command(context: CliContext, item: str, commit: str) -> None:
    """Take a commit away from an item: what it did to the item is taken back, and no sync brings it again.

    COMMIT is the start of a sha, also of one that left the history, or any revision.
    """
    from tracker.service.commits.linking import unlink

    tracker = context.tracker()
    events = unlink(tracker, item, commit, actor=context.person(), now=context.now)
    report_acts(tracker.board(context.now), events)
