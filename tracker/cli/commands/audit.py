"""`tracker audit`: show that no history was edited."""

from __future__ import annotations

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo, echo_json
from tracker.domain.text import counted


@command("audit")
@json_option
@click.pass_obj
def audit_command(context: CliContext, as_json: bool) -> int:
    """Walk the journal's hash chains and hold every stored state against them. Exits 1 and names the first
    event that was altered, removed or inserted in each chain.
    """
    from tracker.service.upkeep import audit_journal

    report = audit_journal(context.workspace())
    if as_json:
        broken = [
            {"kind": b.kind, "replica": b.replica, "seq": b.seq, "event": b.event} for b in report.breaks
        ]
        wrong = [{"plan": plan, "item": item} for plan, item in report.wrong_states]
        echo_json(
            {"schema": 1, "ok": report.ok, "events": report.events, "breaks": broken, "wrong_states": wrong}
        )
    else:
        said = f"{counted(report.events, 'event')} in {counted(report.replicas, 'chain')}"
        verdict = "all as they were written" if report.ok else "not all as they were written"
        breaks = [f"✗ {found}" for found in report.breaks]
        echo([f"{said}, {verdict}", *breaks, *(_wrong(*where) for where in report.wrong_states)])
    return 0 if report.ok else 1


def _wrong(plan: str, item: str | None) -> str:
    return f"✗ the stored state of {item or plan} is not what its events add up to"
