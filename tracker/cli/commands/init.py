"""`tracker init`: start a plan file."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import say


@command("init")
@click.option("--id", "plan_id", metavar="ID", help="The plan's id; default the folder's name.")
@click.option("--title", metavar="TEXT", help="Its title; default made from the id.")
@click.option("--from", "shipped", metavar="ID", help="Copy a shipped plan instead of a blank one.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file; default plan.toml at the root."
)
@click.pass_obj
def init_command(
    context: CliContext, plan_id: str | None, title: str | None, shipped: str | None, output: Path | None
) -> None:
    """Start a plan file with one example item. Commits nothing and touches nothing else; refuses to
    overwrite.
    """
    from tracker.service.commits.starting import start_plan

    path = start_plan(
        context.workspace(), output, plan_id=plan_id, title=title, shipped=shipped, now=context.now
    )
    say(f"wrote {path}; edit it, then see tracker check and tracker status")
