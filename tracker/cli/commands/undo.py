"""`tracker undo` and `tracker redo`: whole actions taken back, and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import echo, say

if TYPE_CHECKING:
    from tracker.service.undo import Undone

_STEPS = click.argument("steps", type=click.IntRange(min=1), default=1)


@command("undo")
@_STEPS
@click.pass_obj
def undo_command(context: CliContext, steps: int) -> int:
    """Take back the last action, or the last STEPS: whole bulk edits and syncs, wherever they were made.

    Nothing leaves the journal, and what a sync did and was undone is not done again by the next sync.
    """
    from tracker.service.undo import undo

    return _said("undo", undo(context.tracker(), steps, actor=context.person(), now=context.now))


@command("redo")
@_STEPS
@click.pass_obj
def redo_command(context: CliContext, steps: int) -> int:
    """Do again what was undone last, or the last STEPS. A new action ends what can be redone."""
    from tracker.service.undo import redo

    return _said("redo", redo(context.tracker(), steps, actor=context.person(), now=context.now))


def _said(act: str, actions: tuple[Undone, ...]) -> int:
    """Say what an act did, and return the exit code."""
    if actions:
        echo([f"{act}ne: {action.text} (by {action.actor})" for action in actions])
        return 0
    say(f"there is nothing to {act}")
    return 1
