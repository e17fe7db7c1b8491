"""`tracker audit`: show that no history was edited, and no copy of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo, echo_json
from tracker.domain.text import counted

if TYPE_CHECKING:
    from tracker.store.artefact_audit import CopyReport


@command("audit")
@json_option
@click.pass_obj
def audit_command(context: CliContext, as_json: bool) -> int:
    """Walk the journal's hash chains, and hold every stored state and every copy of evidence against them.
    Exits 1 and names the first event of each chain, and each file, that was altered, removed or inserted.
    """
    from tracker.service.upkeep.backups import audit_evidence, audit_journal

    report = audit_journal(context.workspace())
    copies = audit_evidence(context.workspace())
    ok = report.ok and copies.ok
    if as_json:
        broken = [
            {"kind": b.kind, "replica": b.replica, "seq": b.seq, "event": b.event} for b in report.breaks
        ]
        wrong = [{"plan": plan, "item": item} for plan, item in report.wrong_states]
        echo_json(
            {
                "schema": 1,
                "ok": ok,
                "events": report.events,
                "breaks": broken,
                "wrong_states": wrong,
                "damage": report.damage,
                "copies": _copies_document(copies),
            }
        )
    else:
        said = f"{counted(report.events, 'event')} in {counted(report.replicas, 'chain')}"
        verdict = "all as they were written" if report.ok else "not all as they were written"
        breaks = [f"✗ {found}" for found in report.breaks]
        damage = [f"✗ {line}" for line in report.damage]
        echo([f"{said}, {verdict}", *breaks, *(_wrong(*where) for where in report.wrong_states), *damage])
        echo(_copy_lines(copies))
    return 0 if ok else 1


def _wrong(plan: str, item: str | None) -> str:
    return f"✗ the stored state of {item or plan} is not what its events add up to"


def _copies_document(report: CopyReport) -> dict[str, Any]:
    wrong = [{"kind": f.kind, "path": f.path, "event": f.event, "item": f.item} for f in report.faults]
    return {
        "checked": report.checked,
        "elsewhere": report.elsewhere,
        "unfinished": list(report.unfinished),
        "wrong": wrong,
    }


def _copy_lines(report: CopyReport) -> Iterator[str]:
    """What there is to say of copies; nothing where there are none."""
    if report.checked or report.faults:
        verdict = "all as they were recorded" if report.ok else "not all as they were recorded"
        yield f"{counted(report.checked, 'copy', 'copies')} of evidence, {verdict}"
    yield from (f"✗ {fault}" for fault in report.faults)
    if report.elsewhere:
        verb = "is" if report.elsewhere == 1 else "are"
        yield f"{counted(report.elsewhere, 'copy', 'copies')} {verb} with the journals of others"
    for name in report.unfinished:
        yield f"{name} was left by a write that was interrupted, and may be deleted"
