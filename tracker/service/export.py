"""Reports: everything known as of one moment, in one of the export formats."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.domain.board import Board
from tracker.domain.forecast import Forecast
from tracker.domain.text import did_you_mean
from tracker.errors import UsageError
from tracker.exporters.markdown import into
from tracker.exporters.registry import EXPORTERS
from tracker.exporters.report import Report
from tracker.planfile.atomic import write_atomically
from tracker.service.track_record import burn_up_of
from tracker.service.tracker import Tracker, assessments
from tracker.store.snapshot import read_snapshot

FORMATS = tuple(EXPORTERS)
"""The names of the formats there are."""


def export(tracker: Tracker, format_name: str, board: Board, forecast: Forecast | None) -> str:
    """Return the report in a format of EXPORTERS; raises UsageError for an unknown one."""
    exporter = EXPORTERS.get(format_name)
    if exporter is None:
        known = ", ".join(EXPORTERS)
        near = did_you_mean(format_name, EXPORTERS)
        raise UsageError(f"there is no format {format_name}{near}", hint=f"formats: {known}")
    verdicts, score = assessments(board)
    snapshot = read_snapshot(tracker.workspace.database, tracker.plan)
    return exporter(
        Report(
            board=board,
            assessments=verdicts,
            score=score,
            forecast=forecast,
            head=tracker.head(),
            path=_shown_path(tracker),
            generated_at=board.now,
            event_count=snapshot.event_count,
            burn_up=burn_up_of(tracker, board),
        )
    )


def _shown_path(tracker: Tracker) -> str:
    """The plan's path from the root where it lies under it: a report names no folder of anybody's machine."""
    path, root = tracker.path.resolve(), tracker.workspace.root.resolve()
    return str(path.relative_to(root)) if path.is_relative_to(root) else tracker.path.name


def refuse_precious(tracker: Tracker, place: Path) -> None:
    """Raise UsageError where a report would be written over the plan or the journal."""
    for what, precious in (("plan", tracker.path), ("journal", tracker.workspace.database)):
        if place.resolve() == precious.resolve():
            raise UsageError(f"{place} is the {what} itself; nothing was written", hint="name another file")


def write_report(tracker: Tracker, place: Path, text: str) -> None:
    """Write a report so that whoever reads the file sees the old one or the new one; raises UsageError."""
    refuse_precious(tracker, place)
    target = place.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")  # a pipe or a device is written to, never replaced
        else:
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
            write_atomically(target, text.encode(), mode=mode)
    except OSError as error:
        raise UsageError(f"{place} cannot be written: {error.strerror or error}") from error


def insert_report(tracker: Tracker, place: Path, report: str) -> None:
    """Put a Markdown report between the markers of an existing file; raises UsageError, changing nothing."""
    refuse_precious(tracker, place)
    try:
        existing = place.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise UsageError(f"{place} cannot be read: {reason}") from error
    try:
        written = into(existing, report)
    except UsageError as error:
        raise UsageError(f"{place}: {error}", hint=error.hint) from None
    write_report(tracker, place, written)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
