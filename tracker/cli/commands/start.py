"""`tracker start`: take items up, on a branch of their own where one is asked for."""

from __future__ import annotations

import click

from tracker.cli.acted import report_acts
from tracker.cli.command import TrackerCommand, command, ids_argument
from tracker.cli.context import CliContext
from tracker.cli.output import say
from tracker.domain import transition

_BRANCH = "--branch"


class _StartCommand(TrackerCommand):
    """Its `--branch` takes a value after `=` alone, so that in `--branch SEC-1` an item is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        named = [f"{word}=" if word == _BRANCH else word for word in args[:end]]
        return super().parse_args(ctx, [*named, *args[end:]])


@command("start", _StartCommand)
@ids_argument
@click.option(
    _BRANCH, metavar="[=NAME]", help="Make a branch and switch to it; it is called after the first item."
)
@click.pass_obj
def start_command(context: CliContext, ids: tuple[str, ...], branch: str | None) -> None:
    """Take items up: all of them, or none where one cannot be started.

    With --branch nothing is started either where the branch cannot be made. Files are left as they are.
    """
    if branch is None:
        context.act_on(ids, transition.start)
        return
    from tracker.service.commits.branching import start_on_branch

    tracker = context.tracker()
    made, events = start_on_branch(tracker, ids, branch or None, actor=context.person(), now=context.now)
    report_acts(tracker.board(context.now), events)
    say(f"switched to a new branch, {made.name}")
