"""What is said after a sync: a line for each item that moved, what could not be read, the sync in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.output import echo, say

if TYPE_CHECKING:
    from tracker.service.commits.sync_report import SyncReport


def report_sync(report: SyncReport) -> None:
    """Print the moves, and the rest to standard error."""
    if report.moves:
        echo(report.moves)
    for warning in report.warnings:
        say(warning)
    say(report.summary)
