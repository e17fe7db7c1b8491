"""`tracker plans`: the plans that can be opened."""

from __future__ import annotations

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, Column, echo, echo_json, table
from tracker.domain.text import one_line


@command("plans")
@json_option
@click.pass_obj
def plans_command(context: CliContext, as_json: bool) -> None:
    """List the plans found here, and the shipped ones that --plan ID opens."""
    from tracker.service.workspace import every_plan

    plans = every_plan(context.workspace())
    if as_json:
        found = [
            {"id": plan.id, "title": plan.title, "path": str(plan.path), "shipped": plan.shipped}
            for plan in plans
        ]
        echo_json({"schema": 1, "plans": found})
        return
    rows = [
        [
            Cell(plan.id, bold=True),
            Cell(plan.title),
            Cell("shipped" if plan.shipped else one_line(str(plan.path)), dim=True),
        ]
        for plan in plans
    ]
    echo(table((Column(), Column(flexes=True), Column()), rows))
