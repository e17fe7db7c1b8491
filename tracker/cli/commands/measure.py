"""`tracker measure`: record a measurement of a target."""

from __future__ import annotations

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from tracker.errors import TrackerError

    try:
        targets = ctx.ensure_object(CliContext).tracker().plan.targets
    except TrackerError:
        return []
    return [target.id for target in targets if target.id.startswith(incomplete)]


@command("measure")
@click.argument("target", shell_complete=_complete)
@click.argument("value")
@click.pass_obj
def measure_command(context: CliContext, target: str, value: str) -> None:
    """Record the VALUE measured for a TARGET, such as 180ms; without a unit it takes that of the bound.

    A negative number goes behind --.
    """
    from tracker.service.evidence.offered import measure_draft

    context.act(lambda board: [measure_draft(board, target, value)])
