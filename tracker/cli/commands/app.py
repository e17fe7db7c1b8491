"""`tracker app`: open the board."""

from __future__ import annotations

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.opening import open_board


@command("app")
@click.pass_obj
def app_command(context: CliContext) -> int:
    """Open the board. With several plans and none named, it begins with a choice of them."""
    return open_board(context)
