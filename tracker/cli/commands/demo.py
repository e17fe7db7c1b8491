"""`tracker demo`: everything at once, in a sandbox."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext, local_now
from tracker.cli.output import Cell, echo, say
from tracker.cli.own_settings import own_of
from tracker.cli.terminal import on_terminal

_REPORT_LINES = 40


@command("demo")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="An empty or new folder; default a temporary one."
)
@click.option("--text", is_flag=True, help="Print instead of opening the board.")
@click.pass_obj
def demo_command(context: CliContext, folder: Path | None, text: bool) -> int:
    """Make a sandbox: a git repository with a history, the SignalCast plan, a journal; sync, and open the
    board. Off a terminal it prints status, next, forecast and the head of the report.

    Nothing outside the sandbox is touched; delete the folder when you are done.
    """
    from tracker.service.demo import make_sandbox, prepare_demo
    from tracker.service.demo_story import TEAM

    root = make_sandbox(folder)
    say(f"sandbox: {root}")
    tracker, report = prepare_demo(root, context.now)
    if on_terminal() and not text:
        from screens.opening import open_app

        code = open_app(tracker, tracker.workspace, actor=TEAM[0], clock=local_now, own=own_of(context))
        say(f"the sandbox stays in {root}; try: cd {root} && tracker status")
        return code
    _print_tour(context, root, report.moves)
    return 0


def _print_tour(context: CliContext, root: Path, moves: tuple[str, ...]) -> None:
    from tracker.cli.main import cli

    _title("the git history, as tracker sync read it")
    echo(moves)
    for words in (["status"], ["next"], ["forecast"]):
        _title(f"tracker {' '.join(words)}")
        sandboxed = CliContext(folder=root, color=context.color, now=context.now)
        cli.main(words, prog_name="tracker", standalone_mode=False, obj=sandboxed)
    _title("tracker export")
    lines = _report(CliContext(folder=root, now=context.now)).splitlines()
    echo(lines[:_REPORT_LINES])
    if len(lines) > _REPORT_LINES:
        say(f"... {len(lines) - _REPORT_LINES} more lines: cd {root} && tracker export")


def _report(sandboxed: CliContext) -> str:
    from tracker.service.forecasts.forecasting import forecast_for
    from tracker.service.reports.export import export

    tracker, board = sandboxed.tracker(), sandboxed.board()
    return export(tracker, "markdown", board, forecast_for(tracker, board, sandboxed.now))


def _title(text: str) -> None:
    echo(["", Cell(f"── {text} ", "cyan").styled()])
