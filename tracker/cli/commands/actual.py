"""`tracker actual`: record hours worked."""

from __future__ import annotations

import click

from tracker.cli.command import command, complete_ids
from tracker.cli.context import CliContext
from tracker.domain import transition
from tracker.domain.effort import parse_effort
from tracker.domain.text import one_line
from tracker.errors import UsageError


@command("actual")
@click.argument("item", metavar="ID", shell_complete=complete_ids)
@click.argument("time")
@click.pass_obj
def actual_command(context: CliContext, item: str, time: str) -> None:
    """Record the TIME worked on an item, such as 3h or 1.5d; it adds up. The forecast learns from it."""
    hours = _hours(time, context.tracker().plan.team.hours_per_day)
    context.act_on((item,), lambda card: transition.actual(card, hours))


def _hours(time: str, hours_per_day: float) -> float:
    try:
        worked = parse_effort(time, hours_per_day, {})
    except ValueError:
        raise UsageError(f"{one_line(time)!r} is no time worked; write 45m, 3h or 1.5d") from None
    if worked.low != worked.high:
        raise UsageError(f"{time} is a range; say how long it took, such as 3h")
    return worked.high
