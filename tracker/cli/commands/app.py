"""`tracker app`: open the board."""

from __future__ import annotations

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext, local_now
from tracker.cli.terminal import on_terminal
from tracker.errors import UsageError


@command("app")
@click.pass_obj
def app_command(context: CliContext) -> int:
    """Open the board. With several plans and none named, it begins with a choice of them."""
    from tracker.service.workspace import locate_plan

    if not on_terminal():
        raise UsageError("the board needs a terminal", hint="tracker board and tracker status print text")
    workspace = context.workspace()
    tracker = None
    try:
        locate_plan(workspace)
    except UsageError:
        if workspace.plan_name:
            raise
    else:
        tracker = context.tracker()
    from screens.app import run

    return run(tracker, workspace, actor=context.person(), clock=local_now)
