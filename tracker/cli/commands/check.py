"""`tracker check`: validate plan files."""

from __future__ import annotations

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, echo, echo_json, say
from tracker.domain.text import counted, one_line
from tracker.errors import PlanError


@command("check")
@click.argument("plans", nargs=-1, metavar="[PLAN]...")
@click.option("--strict", is_flag=True, help="Take contradictions as errors too.")
@json_option
@click.pass_obj
def check_command(context: CliContext, plans: tuple[str, ...], strict: bool, as_json: bool) -> int:
    """Validate plans (files, ids, or all that are here): all errors at once, each with file, line, column.

    What contradicts itself, such as a claimed score against the computed one, is a warning. Exits 4 on an
    error.
    """
    from tracker.service.upkeep.checking import check_plans

    reports = check_plans(context.workspace(), plans)
    problems = [problem for report in reports for problem in report.problems]
    errors = sum(problem.level == "error" or strict for problem in problems)
    if as_json:
        found = [
            {"path": p.path, "line": p.line, "column": p.column, "level": p.level, "message": p.message}
            for p in problems
        ]
        echo_json({"schema": 1, "plans": [report.path for report in reports], "problems": found})
    else:
        for problem in problems:
            color = "bright_red" if problem.level == "error" else "yellow"
            echo(Cell(str(problem), color).styled())
        for report in reports:
            if report.summary:
                echo(f"{one_line(report.path)}: {report.summary}")
    if errors:
        say(f"{counted(errors, 'error')} in {counted(len(reports), 'plan')}")
    return PlanError.exit_code if errors else 0
