"""`tracker app`: open the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext, local_now
from tracker.cli.early import keep_board, take_back
from tracker.cli.own_settings import own_of
from tracker.cli.terminal import on_terminal
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.service.tracker import Tracker


@command("app")
@click.pass_obj
def app_command(context: CliContext) -> int:
    """Open the board. With several plans and none named, it begins with a choice of them."""
    if not on_terminal():
        raise UsageError("the board needs a terminal", hint="tracker board and tracker status print text")
    try:
        tracker = _opened(context)
        from screens.app import run

        return run(
            tracker,
            context.workspace(),
            actor=context.probable_person(),
            clock=local_now,
            keep=lambda picture: keep_board(context, picture),
            own=own_of(context),
        )
    finally:
        take_back()


def _opened(context: CliContext) -> Tracker | None:
    """The plan, or None where it is to be chosen among several."""
    from tracker.service.workspace import locate_plan

    workspace = context.workspace()
    try:
        locate_plan(workspace)
    except UsageError:
        if workspace.plan_name:
            raise
        return None
    return context.tracker()
