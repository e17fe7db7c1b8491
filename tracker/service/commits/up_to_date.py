"""Whether a sync has anything to do, told without opening the plan: most syncs have not.

The last sync left a mark that holds what decides: the content of the plan's file, the newest event, and a
digest of HEAD and all branches. Whatever is not as the mark has it is left to a real sync.
"""

from __future__ import annotations

import json
from time import perf_counter
from typing import Any

from tracker import __version__
from tracker.domain.meaning import PARSER_VERSION
from tracker.history.layout import layout_of
from tracker.history.signature import signature
from tracker.planfile.toml import digest_and_size
from tracker.service.commits.sync_report import SyncReport
from tracker.service.workspace import Workspace, locate_plan
from tracker.store.scan import last_event, read_scans


def read_by(digest: str) -> str:
    """Return what decides how a history is read: the digest of the plan's file, and our own rules."""
    return f"{digest} {PARSER_VERSION} {__version__}"


def if_up_to_date(workspace: Workspace) -> SyncReport | None:
    """Return the report of a sync that finds nothing new; None where there may be something.

    Raises TrackerError for a workspace without a plan, and for what cannot be read.
    """
    started = perf_counter()
    marks = read_scans(workspace.database) if workspace.repository else {}
    if not marks:
        return None
    path = locate_plan(workspace)
    reading = read_by(digest_and_size(path, str(path))[0])
    for plan, text in marks.items():
        try:
            mark = json.loads(text)
            if mark["plan"] == reading and _is_current(workspace, plan, mark):
                return SyncReport(head=mark["scan"]["head"], ms=round((perf_counter() - started) * 1000))
        except (ValueError, KeyError, TypeError):
            continue  # of another version, or damaged: a real sync reads everything again
    return None


def is_behind(workspace: Workspace, plan: str) -> bool:
    """Tell whether the repository has changed since the plan's last sync; never where there was none.

    Raises TrackerError for what cannot be read.
    """
    text = read_scans(workspace.database).get(plan) if workspace.repository else None
    try:
        return text is not None and not _has_same_refs(workspace, json.loads(text))
    except (ValueError, KeyError, TypeError):
        return True  # of another version, or damaged


def _is_current(workspace: Workspace, plan: str, mark: dict[str, Any]) -> bool:
    return _has_same_refs(workspace, mark) and last_event(workspace.database, plan) == mark["event"]


def _has_same_refs(workspace: Workspace, mark: dict[str, Any]) -> bool:
    assert workspace.repository is not None
    mark["scan"] = json.loads(mark["scan"])
    seen = signature(layout_of(workspace.repository), mark["scan"]["known"], mark["mainline"] or "")
    return bool(seen == mark["scan"]["signature"])
