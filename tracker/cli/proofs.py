"""Running proofs from the command line: each outcome in the plan's order, the end of what failed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.context import CliContext
from tracker.cli.output import Cell, echo, say
from tracker.cli.streams import flush
from tracker.domain.text import counted, one_line

if TYPE_CHECKING:
    from tracker.service.evidence.proofs import Run
    from tracker.service.evidence.proving import Pace

_MOST_JOBS = 64
_SHOWN_LINES = 8
_START_OF_LINE = "\r\x1b[K"


def jobs_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--jobs`: how many proofs run at a time."""
    help_ = "Run so many proofs at a time (default: one a processor, at most 4)."
    return click.option("-j", "--jobs", type=click.IntRange(1, _MOST_JOBS), metavar="N", help=help_)(function)


def run_and_report(context: CliContext, ids: Sequence[str], *, verify: bool, jobs: int | None = None) -> int:
    """Run the proofs of items, verify those that pass if asked to; return 1 when one failed."""
    from tracker.service.evidence import verify as service
    from tracker.service.evidence.proving import Interrupted

    act = service.verify if verify else service.run_proofs
    try:
        runs = act(
            context.tracker(),
            ids,
            actor=context.person(),
            now=context.now,
            jobs=jobs,
            show=_show,
            progress=_show_pace if sys.stderr.isatty() else None,
        )
    except Interrupted as stopped:
        _clear()
        if stopped.runs:
            say(f"{counted(len(stopped.runs), 'proof')} had ended, and what came of it is recorded")
        raise
    _clear()
    return _report_failed(runs)


def _report_failed(runs: Sequence[Run]) -> int:
    failed = sorted({run.item for run in runs if not run.passed})
    if failed:
        say(f"{counted(len(failed), 'item')} failed: {', '.join(failed)}")
    return 1 if failed else 0


def _show(run: Run) -> None:
    _clear()
    mark = Cell("✓", "bright_green") if run.passed else Cell("✗", "bright_red")
    echo(f"{mark.styled()} {run.item}  {one_line(run.proof.run)}  ({run.outcome})")
    if not run.passed and run.output:
        echo("\n".join(f"    {line}" for line in run.output.splitlines()[-_SHOWN_LINES:]))
    flush()


def _show_pace(pace: Pace) -> None:
    of_all = f"{pace.ended} of {counted(pace.total, 'proof')}, {pace.running} running"
    click.echo(f"{_START_OF_LINE}{of_all}", nl=False, err=True)


def _clear() -> None:
    """Take the line of progress away before anything else is printed."""
    if sys.stderr.isatty():
        click.echo(_START_OF_LINE, nl=False, err=True)
