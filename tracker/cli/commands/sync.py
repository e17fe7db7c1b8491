"""`tracker sync`: read progress out of the git history."""

from __future__ import annotations

import sys

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo, echo_json, say
from tracker.domain.text import counted


@command("sync")
@click.option("--mainline", metavar="REF", help="The mainline from now on; auto: origin/HEAD, else main.")
@json_option
@click.pass_obj
def sync_command(context: CliContext, mainline: str | None, as_json: bool) -> int:
    """Move items as the commits say. "Resolves: ID" in a trailer, or "fixes ID" in a message, resolves an
    item on the mainline and puts it in review on a branch; a mention starts it; a revert takes it back.

    Every move is listed and can be undone; syncing twice changes nothing.
    """
    from tracker.service.sync import sync

    shown = sys.stderr.isatty()

    def progress(scanned: int, total: int | None = None) -> None:
        if shown:
            click.echo(f"\r{counted(scanned, 'commit')} read", nl=False, err=True)

    report = sync(
        context.tracker(), actor=context.person, now=context.now, mainline=mainline, progress=progress
    )
    if shown and report.scanned:
        click.echo("\r\x1b[K", nl=False, err=True)
    if as_json:
        echo_json(report.document())
        return 0
    if report.moves:
        echo(report.moves)
    for warning in report.warnings:
        say(warning)
    say(report.summary)
    return 0
