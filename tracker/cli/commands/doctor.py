"""`tracker doctor`: check plan, journal, evidence, git, hooks and settings, each with its remedy."""

from __future__ import annotations

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, Column, echo, echo_json, table
from tracker.cli.own_settings import checked_settings

_MARKS = {"ok": ("✓", "bright_green"), "warning": ("!", "yellow"), "error": ("✗", "bright_red")}


@command("doctor")
@click.option("--repair", is_flag=True, help="Fold stored states anew from the journal where they are wrong.")
@json_option
@click.pass_obj
def doctor_command(context: CliContext, repair: bool, as_json: bool) -> int:
    """Check what the tracker stands on, and say how to mend what is wrong. Exits 1 when something is."""
    from tracker.service.upkeep.doctor import examine

    own = checked_settings(context).problems
    actor = context.probable_person()
    findings = examine(context.workspace(), actor=actor, now=context.now, repair=repair, settings=own)
    failed = any(finding.level == "error" for finding in findings)
    if as_json:
        found = [{"part": f.part, "level": f.level, "text": f.text, "remedy": f.remedy} for f in findings]
        echo_json({"schema": 1, "ok": not failed, "findings": found})
    else:
        rows = [
            [
                Cell(*_MARKS[finding.level]),
                Cell(finding.part, bold=True),
                Cell(finding.text),
                Cell(finding.remedy or "", dim=True),
            ]
            for finding in findings
        ]
        echo(table((Column(), Column(), Column(flexes=True), Column(flexes=True)), rows))
    return 1 if failed else 0
