"""The journal and the copies beside it, examined: whether they can be used, and whether they are sound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from shlex import quote

from tracker.domain.text import counted, one_line
from tracker.errors import StoreError
from tracker.service.tracker import open_tracker
from tracker.service.upkeep.finding import Finding
from tracker.service.workspace import Workspace
from tracker.store.artefact_audit import CopyFault, audit_copies
from tracker.store.artefacts import evidence_folder
from tracker.store.audit import audit
from tracker.store.backup import check_integrity
from tracker.store.faults import DamagedError
from tracker.store.health import changed_schema, copies_of, is_locked, low_space, newest_time, unusable_parts

_AHEAD = timedelta(days=1)


def journal_findings(workspace: Workspace, actor: str, now: datetime, *, repair: bool) -> Iterator[Finding]:
    """Yield what is to say of the database; raises StoreError for what nobody foresaw."""
    database = workspace.database
    if workspace.misses_named_database:
        text = f"there is no database {database}; the first act would make it"
        yield Finding("journal", "warning", text, _see_where(workspace))
        return
    if wrong := unusable_parts(database):
        names = " ".join(quote(one_line(str(path))) for path in wrong)
        yield Finding("journal", "error", f"not to be read and written: {names}", f"chmod u+rwX {names}")
        return
    if not database.exists():
        yield _missing(workspace)
        return
    if low := low_space(database):
        yield Finding("journal", "warning", low, "free some space: a full disk refuses every act")
    if is_locked(database):
        text = f"another process is writing to {database}, or was stopped while it did"
        yield Finding("journal", "warning", text, f"fuser {quote(str(database))}")
    yield from _content(workspace, actor, now, repair=repair)
    yield from _clock(workspace, now)


def copy_findings(workspace: Workspace) -> Iterator[Finding]:
    """Yield what is to say of the copies of evidence; nothing where there are none, and none is wanted."""
    folder = evidence_folder(workspace.database)
    if folder.is_dir() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        name = quote(one_line(str(folder)))
        yield Finding("evidence", "error", f"not to be read and written: {name}", f"chmod u+rwx {name}")
        return
    report = audit_copies(workspace.database)
    for fault in report.faults:
        yield Finding("evidence", "error", str(fault), _copy_remedy(workspace, fault))
    for name in report.unfinished:
        text = f"{name} was left by a write that was interrupted"
        yield Finding("evidence", "warning", text, f"rm -f {_beside(workspace, name)}")
    if report.ok and (report.checked or report.elsewhere):
        elsewhere = f", {report.elsewhere} with the journals of others" if report.elsewhere else ""
        said = f"{folder}: {counted(report.checked, 'copy', 'copies')} as recorded{elsewhere}"
        yield Finding("evidence", "ok", said)


def _missing(workspace: Workspace) -> Finding:
    """A database that was there before, and is gone, is not the same as none."""
    text = f"{workspace.database} is made by the first act"
    copies = copies_of(workspace.database)
    if not copies:
        return Finding("journal", "ok", text)
    return Finding("journal", "warning", f"{text}, but there are copies of one", _restore(workspace))


def _content(workspace: Workspace, actor: str, now: datetime, *, repair: bool) -> Iterator[Finding]:
    try:
        damaged = check_integrity(workspace.database) or changed_schema(workspace.database)
        report = audit(workspace.database)
    except StoreError as error:
        remedy = _restore(workspace) if isinstance(error, DamagedError) else error.hint
        yield Finding("journal", "error", str(error), remedy)
        return
    for damage in damaged:
        yield Finding("journal", "error", damage, _restore(workspace))
    for broken in report.breaks:
        yield Finding("journal", "error", str(broken), _restore(workspace))
    if report.wrong_states and repair:
        _rebuild(workspace, actor, now)
        yield Finding("journal", "ok", f"{counted(len(report.wrong_states), 'state')} folded anew")
    elif report.wrong_states:
        text = f"{counted(len(report.wrong_states), 'stored state')} not what the events add up to"
        yield Finding("journal", "error", text, "tracker doctor --repair")
    if report.ok:
        said = f"{workspace.database}: {counted(report.events, 'event')}, chains intact"
        yield Finding("journal", "ok", said)


def _clock(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    try:
        newest = datetime.fromisoformat(newest_time(workspace.database) or "")
    except (StoreError, ValueError):  # told with the content
        return
    if newest - _AHEAD > now:
        text = f"its newest event is of {newest:%Y-%m-%d %H:%M} UTC, ahead of the clock here"
        yield Finding("journal", "warning", text, "date -u; where that is wrong, timedatectl set-ntp true")


def _rebuild(workspace: Workspace, actor: str, now: datetime) -> None:
    from tracker.store.journal import Journal

    with Journal(workspace.database) as journal:
        journal.rebuild(open_tracker(workspace).plan, actor=actor, now=now)


def _restore(workspace: Workspace) -> str:
    """How to bring a sound journal back: the newest copy at hand, else whichever the user has."""
    copies = copies_of(workspace.database)
    return f"tracker restore {quote(one_line(str(copies[0])))}" if copies else "tracker restore BACKUP"


def _copy_remedy(workspace: Workspace, fault: CopyFault) -> str:
    if fault.kind == "inserted":
        return f"rm -f {_beside(workspace, fault.path)}"
    if fault.kind == "unreadable":
        return f"chmod u+r {_beside(workspace, fault.path)}"
    again = f"tracker evidence add {fault.item} --file FILE, with the same content" if fault.item else ""
    return again or "tracker journal import FOLDER, which tracker evidence export wrote"


def _beside(workspace: Workspace, name: str) -> str:
    return quote(str(workspace.database.parent / name))


def _see_where(workspace: Workspace) -> str:
    named = os.environ.get("TRACKER_DB")
    folder = workspace.database.parent
    if not folder.is_dir():
        return f"mkdir -p {quote(one_line(str(folder)))}"
    return "unset TRACKER_DB" if named else "see what --db says"
