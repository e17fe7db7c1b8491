"""`tracker sync`: read progress out of the git history."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo_json
from tracker.cli.synced import report_sync
from tracker.domain.text import counted

if TYPE_CHECKING:
    from tracker.service.commits.sync_report import SyncReport


@command("sync")
@click.option("--mainline", metavar="REF", help="The mainline from now on; auto: origin/HEAD, else main.")
@json_option
@click.pass_obj
def sync_command(context: CliContext, mainline: str | None, as_json: bool) -> int:
    """Move items as the commits say. "Resolves: ID" in a trailer, or "fixes ID" in a message, resolves an
    item on the mainline and puts it in review on a branch; a mention starts it; a revert takes it back.

    Every move is listed and can be undone; syncing twice changes nothing.
    """
    from tracker.service.commits.up_to_date import if_up_to_date

    report = (if_up_to_date(context.workspace()) if mainline is None else None) or _sync(context, mainline)
    if as_json:
        echo_json(report.document())
        return 0
    report_sync(report)
    return 0


def _sync(context: CliContext, mainline: str | None) -> SyncReport:
    """Sync, and say on a terminal how far it is."""
    from tracker.service.commits.sync import sync

    shown = sys.stderr.isatty()

    def progress(found: int) -> None:
        if shown:
            click.echo(f"\r{counted(found, 'commit')} found", nl=False, err=True)

    report = sync(
        context.tracker(), actor=context.person, now=context.now, mainline=mainline, progress=progress
    )
    if shown and report.scanned:
        click.echo("\r\x1b[K", nl=False, err=True)
    return report
