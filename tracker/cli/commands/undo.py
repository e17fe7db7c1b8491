"""`tracker undo`: take back the last action."""

from __future__ import annotations

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import echo, say


@command("undo")
@click.argument("steps", type=click.IntRange(min=1), default=1)
@click.pass_obj
def undo_command(context: CliContext, steps: int) -> int:
    """Take back the last action, or the last STEPS: whole bulk edits and syncs, wherever they were made.

    Nothing leaves the journal, and what a sync did and was undone is not done again by the next sync.
    """
    from tracker.service.undo import undo

    undone = undo(context.tracker(), steps, actor=context.person(), now=context.now)
    if undone:
        echo([f"undone: {action.text} (by {action.actor})" for action in undone])
        return 0
    say("there is nothing to undo")
    return 1
