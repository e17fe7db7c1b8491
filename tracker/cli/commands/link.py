"""`tracker link`: link a commit to an item."""

from __future__ import annotations

import click

from tracker.cli.acted import report_acts
from tracker.cli.command import command, complete_ids
from tracker.cli.context import CliContext
from tracker.domain.state import Role


@command("link")
@click.argument("item", metavar="ID", shell_complete=complete_ids)
@click.argument("commit", metavar="COMMIT")
@click.option("--refs", "role", flag_value=Role.REFS.value, help="It only works on the item.")
@click.option(
    "--resolves", "role", flag_value=Role.RESOLVES.value, default=Role.RESOLVES.value, help="It resolves it."
)
@click.pass_obj
def link_command(context: CliContext, item: str, commit: str, role: str) -> None:
    """Link a commit whose message does not name the item, as if it did. COMMIT is any revision."""
    from tracker.service.commits.linking import link

    tracker = context.tracker()
    events = link(tracker, item, commit, role=Role(role), actor=context.person(), now=context.now)
    report_acts(tracker.board(context.now), events)
