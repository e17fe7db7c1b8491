"""What an import of a journal brought, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.domain.marks import STATUS_MARK, status_label
from tracker.domain.text import counted, one_line
from tracker.service.upkeep.exchanging import Imported


def imported_lines(imported: Imported, *, dry_run: bool) -> Iterator[str]:
    """Yield what came, then each item that stands elsewhere by it."""
    merged = imported.merged
    if not merged.new:
        yield f"nothing new: {counted(merged.known, 'event')} known already"
    else:
        came = (
            f"{counted(merged.new, 'event')} would come" if dry_run else f"{counted(merged.new, 'new event')}"
        )
        yield (
            f"{came} from {', '.join(merged.people)} ({counted(len(merged.replicas), 'replica')});"
            f" {merged.known} known already"
        )
    for change in merged.changes:
        moved = f"{status_label(change.was)} → {status_label(change.is_)}"
        where = f"  ({change.plan})" if change.plan in merged.other_plans else ""
        yield f"{STATUS_MARK[change.is_]} {change.item}  {moved}{where}"
    if imported.copies:
        yield f"{counted(imported.copies, 'copy', 'copies')} of evidence kept"


def warnings(imported: Imported) -> Iterator[str]:
    """Yield what somebody should know besides."""
    merged = imported.merged
    for fork in merged.forks:
        yield (
            f"replica {fork.replica[:8]} was continued in two places from event {fork.seq} on: its database"
            f" was copied or restored elsewhere; the other continuation is kept as {fork.kept_as[:8]}"
        )
    if merged.own_continued:
        yield "somebody went on with a copy of this journal: this one begins a chain of its own"
    if merged.ahead:
        yield (
            f"the newest event is of {merged.ahead[:16].replace('T', ' ')} UTC, ahead of the clock here;"
            " what is recorded from now on is dated after it"
        )
    if merged.other_plans:
        yield f"kept for when their plans are here: {', '.join(merged.other_plans)}"
    for path in imported.wrong_copies:
        yield f"{one_line(str(path))} is not what the journal says, and was left"


def imported_document(imported: Imported, *, dry_run: bool) -> dict[str, Any]:
    """Return the import as JSON values."""
    merged = imported.merged
    return {
        "schema": 1,
        "dry_run": dry_run,
        "new": merged.new,
        "known": merged.known,
        "people": list(merged.people),
        "replicas": list(merged.replicas),
        "changes": [
            {"plan": change.plan, "item": change.item, "from": change.was.value, "to": change.is_.value}
            for change in merged.changes
        ],
        "forks": [
            {"replica": fork.replica, "seq": fork.seq, "kept_as": fork.kept_as} for fork in merged.forks
        ],
        "own_continued": merged.own_continued,
        "ahead": merged.ahead,
        "other_plans": list(merged.other_plans),
        "copies": imported.copies,
        "wrong_copies": [one_line(str(path)) for path in imported.wrong_copies],
    }
