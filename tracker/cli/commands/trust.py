"""`tracker trust`: read the plan's proof commands, then allow them to run."""

from __future__ import annotations

import sys

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, echo, say
from tracker.domain.plan import Item, Proof
from tracker.domain.text import counted, one_line


@command("trust")
@click.option("--yes", is_flag=True, help="Allow them without asking.")
@click.pass_obj
def trust_command(context: CliContext, yes: bool) -> int:
    """Show the proof commands of the plan that were not allowed yet, and allow them after a question.

    A plan is data from elsewhere: nothing of it runs before. A command that changes asks again. Exits 1
    when commands are left that may not run.
    """
    from tracker.service.evidence.verify import trust_proofs, untrusted_proofs

    tracker = context.tracker()
    waiting = untrusted_proofs(tracker, tracker.plan.items)
    if not waiting:
        say("every proof command of this plan is trusted")
        return 0
    for item, proof in waiting:
        echo(_described(item, proof))
    if not yes and not (
        sys.stdin.isatty() and click.confirm("Allow these to run on this machine?", err=True)
    ):
        say(f"{counted(len(waiting), 'command')} not allowed; tracker trust --yes allows them")
        return 1
    trust_proofs(tracker, waiting, actor=context.person(), now=context.now)
    say(f"{counted(len(waiting), 'command')} allowed")
    return 0


def _described(item: Item, proof: Proof) -> str:
    """All of a command, its further lines indented: none may look like something that the tracker says."""
    run = proof.run.replace("\n", "\n      ")
    target = f", measures {proof.target}" if proof.target else ""
    about = f"in {one_line(proof.cwd)}, expects {one_line(proof.expect)}{target}"
    return f"{Cell(item.id, bold=True).styled()}  {run}\n    {about}"
