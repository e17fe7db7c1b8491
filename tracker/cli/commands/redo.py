"""`tracker redo`: do again what was undone."""

from __future__ import annotations

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import echo, say


@command("redo")
@click.argument("steps", type=click.IntRange(min=1), default=1)
@click.pass_obj
def redo_command(context: CliContext, steps: int) -> int:
    """Do again what was undone last, or the last STEPS. A new action ends what can be redone."""
    from tracker.service.undo import redo

    redone = redo(context.tracker(), steps, actor=context.person(), now=context.now)
    if redone:
        echo([f"redone: {action.text} (by {action.actor})" for action in redone])
        return 0
    say("there is nothing to redo")
    return 1
