"""`tracker signoff`: agree, in a role."""

from __future__ import annotations

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext


@command("signoff")
@click.argument("role")
@click.option("--by", metavar="NAME", help="Who signs off; default is who acts.")
@click.pass_obj
def signoff_command(context: CliContext, role: str, by: str | None) -> None:
    """Sign off in a ROLE that a gate of the plan asks for."""
    from tracker.service.evidence.offered import signoff_draft

    name = by or context.person()
    context.act(lambda board: [signoff_draft(board, role, name)])
