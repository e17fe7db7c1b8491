"""Reports: everything known as of one moment, in one of the export formats."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from tracker.domain.board import Board
from tracker.domain.forecast import Forecast
from tracker.domain.text import did_you_mean
from tracker.errors import UsageError
from tracker.exporters.markdown import into
from tracker.exporters.registry import EXPORTERS
from tracker.exporters.report import Report
from tracker.service.tracker import Tracker, assessments
from tracker.store.snapshot import read_snapshot


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
        )
    )


def _shown_path(tracker: Tracker) -> str:
    """The plan's path from the root where it lies under it: a report names no folder of anybody's machine."""
    path, root = tracker.path.resolve(), tracker.workspace.root.resolve()
    return str(path.relative_to(root)) if path.is_relative_to(root) else tracker.path.name


def write_report(place: Path, text: str) -> None:
    """Write a report so that whoever reads the file sees the old one or the new one; raises UsageError."""
    target = place.resolve()
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
        os.chmod(temporary, mode & 0o777)
        os.replace(temporary, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise UsageError(f"{place} cannot be written: {error.strerror or error}") from error


def insert_report(place: Path, report: str) -> None:
    """Put a Markdown report between the markers of an existing file; raises UsageError, changing nothing."""
    try:
        existing = place.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise UsageError(f"{place} cannot be read: {reason}") from error
    write_report(place, into(existing, report))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
