"""Reports: everything known as of one moment, or what moved since one, in a format or by a template."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tracker.domain.board import Board
from tracker.domain.forecast import Forecast
from tracker.domain.frozen import read_late
from tracker.domain.plan import Plan
from tracker.domain.query import Query
from tracker.domain.text import counted, did_you_mean, one_line
from tracker.errors import UsageError
from tracker.exporters.changes_json import changes_document
from tracker.exporters.json_export import export_document
from tracker.exporters.markdown import into
from tracker.exporters.registry import CHANGE_EXPORTERS, EXPORTERS, FOLDER_EXPORTERS, SUFFIXES
from tracker.exporters.report import Report
from tracker.files import write_atomically
from tracker.service.events import counting_events
from tracker.service.forecasts.track_record import burn_up_of
from tracker.service.reports.changes import changes_since
from tracker.service.reports.templating import render_by_template
from tracker.service.tracker import Tracker, assessments
from tracker.service.unwritten import unwritten
from tracker.store.snapshot import read_snapshot

FORMATS = tuple(EXPORTERS)
"""The names of the formats there are."""


def usual_name(plan: Plan, format_name: str) -> str:
    """Return the file that a format is written to where nobody names one: `shop.md`."""
    return f"{plan.id}.{SUFFIXES.get(format_name, format_name)}"


def report_of(
    tracker: Tracker,
    board: Board,
    forecast: Forecast | None,
    *,
    only: Query | None = None,
    label: str | None = None,
) -> Report:
    """Return everything known of the plan as of the board's moment; `only` chooses the items told of."""
    read_late(board.plan.items)  # nearly all of it is told
    verdicts, score = assessments(board)
    snapshot = read_snapshot(tracker.workspace.database, tracker.plan)
    return Report(
        board=board,
        assessments=verdicts,
        score=score,
        forecast=forecast,
        head=tracker.head(),
        path=_shown_path(tracker),
        generated_at=board.now,
        event_count=snapshot.event_count,
        burn_up=burn_up_of(tracker, board),
        events=counting_events(tracker),
        only=only,
        label=label,
    )


def export(
    tracker: Tracker, format_name: str, board: Board, forecast: Forecast | None, only: Query | None = None
) -> str:
    """Return the report in a format of EXPORTERS; raises UsageError for an unknown one."""
    return rendered(format_name, report_of(tracker, board, forecast, only=only))


def rendered(format_name: str, report: Report) -> str:
    """Return a report in a format of EXPORTERS; raises UsageError for an unknown one."""
    return EXPORTERS[known_format(format_name)](report)


def known_format(name: str) -> str:
    """Return the name of a format; raises UsageError where there is none of that name."""
    if name not in EXPORTERS:
        near = did_you_mean(name, EXPORTERS)
        raise UsageError(f"there is no format {name}{near}", hint=f"formats: {', '.join(EXPORTERS)}")
    return name


def change_format(name: str) -> str:
    """Return the name of a format that can tell what moved; raises UsageError for any other."""
    if known_format(name) not in CHANGE_EXPORTERS:
        formats = " or ".join(CHANGE_EXPORTERS)
        raise UsageError(f"{name} cannot tell what moved", hint=f"--since takes -f {formats}, or a template")
    return name


def export_changes(tracker: Tracker, format_name: str, report: Report, since: str) -> str:
    """Return what moved since a moment (see `moment_named`) in a format of CHANGE_EXPORTERS.

    Raises UsageError where the format cannot tell it, or where there is no such moment.
    """
    exporter = CHANGE_EXPORTERS[change_format(format_name)]
    return exporter(changes_since(tracker, report.board, report.forecast, since, report.only))


def export_by_template(tracker: Tracker, place: Path, report: Report, since: str | None = None) -> str:
    """Return the report that a template makes of the keys of the JSON export.

    With `since` there are those of the change report as well, under `changes`, which is null otherwise.
    """
    values = export_document(report) | {"changes": None}
    if since:
        found = changes_since(tracker, report.board, report.forecast, since, report.only)
        values["changes"] = changes_document(found)
    return render_by_template(place, values)


def _shown_path(tracker: Tracker) -> str:
    """The plan's path from the root where it lies under it: a report names no folder of anybody's machine."""
    path, root = tracker.path.resolve(), tracker.workspace.root.resolve()
    return one_line(str(path.relative_to(root)) if path.is_relative_to(root) else tracker.path.name)


def refuse_precious(tracker: Tracker, place: Path) -> None:
    """Raise UsageError where a report would be written over the plan or the journal."""
    for what, precious in (("plan", tracker.path), ("journal", tracker.workspace.database)):
        if place.resolve() == precious.resolve():
            raise UsageError(f"{place} is the {what} itself; nothing was written", hint="name another file")


def export_to(
    tracker: Tracker, place: Path, format_name: str, report: Report, since: str | None = None
) -> str:
    """Write a report, or what moved `since`, to a file or folder; return in words what was written."""
    if since:
        write_report(tracker, place, export_changes(tracker, format_name, report, since))
    elif is_folder_export(known_format(format_name), place):
        return f"{counted(len(write_folder(tracker, place, format_name, report)), 'file')} to {place}"
    else:
        write_report(tracker, place, rendered(format_name, report))
    return str(place)


def is_folder_export(format_name: str, place: Path) -> bool:
    """Tell whether a format is written to a place as a folder of files: unless that is named as one file."""
    named_as_file = place.suffix.lower() in (".json", ".jsonl", ".ndjson") and not place.is_dir()
    return format_name in FOLDER_EXPORTERS and not named_as_file


def write_folder(tracker: Tracker, place: Path, format_name: str, report: Report) -> tuple[Path, ...]:
    """Write a format of FOLDER_EXPORTERS into a folder, made where it is not there; return the files.

    Other files of the folder stay as they are. Raises UsageError.
    """
    files: Mapping[str, str] = FOLDER_EXPORTERS[format_name](report)
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"{place} cannot be made: {error.strerror or error}") from error
    for name, text in files.items():
        if (place / name).is_symlink():  # nobody named the file, and it may lead anywhere
            raise UsageError(f"{place / name} is a link, and is not written through")
        write_report(tracker, place / name, text)
    return tuple(place / name for name in files)


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
        raise unwritten(place, error) from error


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
