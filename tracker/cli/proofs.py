"""Running proofs from the command line: each outcome as it comes, the end of what failed."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.cli.context import CliContext
from tracker.cli.output import Cell, echo, say
from tracker.domain.text import counted


def run_and_report(context: CliContext, ids: Sequence[str], *, verify: bool) -> int:
    """Run the proofs of items, verify those that pass if asked to; return 1 when one failed."""
    from tracker.service import verify as service
    from tracker.service.proofs import Run

    def show(run: Run) -> None:
        mark = Cell("✓", "bright_green") if run.passed else Cell("✗", "bright_red")
        echo(f"{mark.styled()} {run.item}  {run.proof.run}  ({run.outcome})")
        if not run.passed and run.output:
            echo("\n".join(f"    {line}" for line in run.output.splitlines()[-8:]))

    act = service.verify if verify else service.run_proofs
    runs = act(context.tracker(), ids, actor=context.person(), now=context.now, progress=show)
    failed = {run.item for run in runs if not run.passed}
    if failed:
        say(f"{counted(len(failed), 'item')} failed: {', '.join(sorted(failed))}")
    return 1 if failed else 0
