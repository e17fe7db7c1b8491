"""Sync: brings the journal in line with the git history, and lists every move that makes.

The history is read outside of the transaction, since a first scan takes seconds and others want to write;
whoever synced meanwhile changed what we read from, and then we read again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tracker.domain import transition
from tracker.domain.commit import Hit
from tracker.domain.event import Event, EventKind
from tracker.domain.frozen import frozen
from tracker.domain.marks import STATUS_MARK, status_label
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.wording import event_text
from tracker.errors import HistoryError, StoreError, TrackerError
from tracker.history.scan import ScanResult, is_current
from tracker.service.commits.drifting import look_at_code, named_code
from tracker.service.commits.following import evident_commits, links_by_hand, scan_with_links
from tracker.service.commits.sync_mark import SyncMark
from tracker.service.commits.sync_report import SyncReport
from tracker.service.commits.up_to_date import read_by
from tracker.service.tracker import Tracker
from tracker.store.connection import PATIENCE
from tracker.store.scan import last_event, read_hits

if TYPE_CHECKING:
    from tracker.store.journal import Journal

Progress = Callable[[int], None]
AUTO = "auto"
_TRIES = 5
_SHALLOW = "this clone is shallow: older commits were not read; git fetch --unshallow brings them"
_KINDS = tuple(EventKind)


def sync(
    tracker: Tracker,
    *,
    actor: str | Callable[[], str],
    now: datetime,
    mainline: str | None = None,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> SyncReport:
    """Read the history since the last sync and move items as its commits say; raises HistoryError.

    Syncing twice changes nothing. What was undone stays undone. `mainline` is a branch to take as such from
    now on, AUTO to go back to the usual one, None to keep what was said last. An `actor` that is a function
    is asked who acts once there is something new: to tell may take a process. `patience` is how many seconds
    to wait for others who write.
    """
    started = perf_counter()
    root = repository_of(tracker)
    plan = tracker.plan
    for _ in range(_TRIES):
        mark = SyncMark.read(tracker.workspace.database, plan.id)
        wanted = mark.mainline if mainline is None else None if mainline == AUTO else mainline
        if _is_current(tracker, root, mark, wanted):
            return SyncReport(head=tracker.head(), ms=_elapsed(started))
        hits = {
            sha: Hit.from_json(text) for sha, text in read_hits(tracker.workspace.database, plan.id).items()
        }
        result = scan_with_links(
            tracker,
            root,
            mark.scan,
            hits if mark.scan else {},
            mainline=wanted,
            progress=progress,
            meanwhile=_import_writer,
        )
        person = actor if isinstance(actor, str) else actor()
        written = _write(tracker, root, mark, wanted, result, person, now, patience)
        if written is not None:
            return _report(tracker, result, written, _elapsed(started))
    raise StoreError("other syncs of this repository keep getting in the way", hint="try again in a moment")


def repository_of(tracker: Tracker) -> Path:
    """Return the root of the repository; raises HistoryError where there is none."""
    if tracker.workspace.repository is None:
        raise HistoryError("there is no git repository here", hint="run tracker inside the repository")
    return tracker.workspace.repository


def _import_writer() -> None:
    """Import what writes the journal while git reads the history; what fails will fail again, and be told."""
    with contextlib.suppress(ImportError):
        import tracker.store.journal  # noqa: F401


def _is_current(tracker: Tracker, root: Path, mark: SyncMark, mainline: str | None) -> bool:
    plan = tracker.plan
    if not is_current(
        root,
        plan.id_by_name,
        mark.scan,
        mainline=mainline,
        keywords=plan.keywords,
        hours_per_day=plan.team.hours_per_day,
    ):
        return False
    if mark.files != named_code(plan):
        return False
    return last_event(tracker.workspace.database, plan.id) == mark.event


@frozen
class _Written:
    """What the transaction wrote, and the plan's state before and after."""

    before: Snapshot
    after: Snapshot
    events: tuple[Event, ...]
    warnings: tuple[str, ...]


def _write(
    tracker: Tracker,
    root: Path,
    mark: SyncMark,
    mainline: str | None,
    result: ScanResult,
    actor: str,
    now: datetime,
    patience: float,
) -> _Written | None:
    """Write what the scan means, in one transaction; None where somebody else synced meanwhile."""
    from tracker.domain.effects import effects
    from tracker.store.journal import Journal

    plan = tracker.plan
    with Journal(tracker.workspace.database, patience=patience) as journal:
        with journal.transaction(plan, actor=actor, now=now, commit=tracker.head()) as transaction:
            if transaction.scan != mark.text:
                return None
            before = transaction.snapshot
            found = {**result.added, **result.changed}
            transaction.save_hits(((sha, hit.to_json()) for sha, hit in found.items()), result.removed)
            drafts = effects(
                plan,
                list(result.hits.values()),
                vanished=result.vanished,
                relinked=result.relinked,
                branches=result.scan.topics(named=mainline is not None),
                by_hand=links_by_hand(plan, before, result.hits),
                evident=evident_commits(before),
                done=transaction.effects,
            )
            events = transaction.append(drafts)
            after = transaction.snapshot
            read = read_by(tracker.loaded.digest)
            made = SyncMark(result.scan, after.last_event, mainline, named_code(plan), mark.look, read)
            transaction.save_scan(made.to_json())
        warnings = _look_at_code(journal, root, plan, after, made, actor, now)
    return _Written(before, after, events, warnings)


def _look_at_code(
    journal: Journal, root: Path, plan: Plan, snapshot: Snapshot, mark: SyncMark, actor: str, now: datetime
) -> tuple[str, ...]:
    """Ask git outside of the transaction, and remember what it says unless somebody else synced meanwhile."""
    assert mark.scan is not None
    found = look_at_code(root, plan, snapshot, mark.scan, mark.look)
    if (found.stale, found.drift, found.look) != (snapshot.stale, snapshot.drift, mark.look):
        with journal.transaction(plan, actor=actor, now=now) as transaction:
            if transaction.scan == mark.to_json():
                transaction.replace_stale(found.stale)
                transaction.replace_drift(found.drift)
                transaction.save_scan(replace(mark, look=found.look).to_json())
    return found.warnings


def _report(tracker: Tracker, result: ScanResult, written: _Written, ms: int) -> SyncReport:
    plan = tracker.plan
    return SyncReport(
        head=result.scan.head,
        scanned=result.scanned,
        linked=len({event.payload["sha"] for event in written.events if event.kind is EventKind.LINK}),
        events=written.events,
        moves=_moves(plan, written),
        vanished=tuple(hit.sha for hit in result.vanished),
        rewritten=result.rewritten,
        warnings=(*_warnings(plan, result), *written.warnings),
        ms=ms,
    )


def _moves(plan: Plan, written: _Written) -> tuple[str, ...]:
    """A line for each item: where it was and is, and the commits that did it."""
    by_item: dict[str, list[Event]] = {}
    for event in written.events:
        if event.item in plan.item_by_id:
            by_item.setdefault(event.item or "", []).append(event)
    return tuple(_move(plan, item, events, written) for item, events in by_item.items())


def _move(plan: Plan, item: str, events: Sequence[Event], written: _Written) -> str:
    was = written.before.state_of(plan.item_by_id[item]).status
    is_ = written.after.state_of(plan.item_by_id[item]).status
    moved = status_label(is_) if was is is_ else f"{status_label(was)} → {status_label(is_)}"
    told = [event for event in events if event.kind is not EventKind.EVIDENCE] or list(events)
    told.sort(key=lambda event: (event.kind is not EventKind.LINK, _KINDS.index(event.kind)))
    what = "; ".join(dict.fromkeys(filter(None, map(event_text, told))))
    return f"{STATUS_MARK[is_]} {item}  {moved}  {what}".rstrip()


def _warnings(plan: Plan, result: ScanResult) -> tuple[str, ...]:
    """What was not read: the rest of a shallow clone, and ticks of checks that the item does not have."""
    found = [_SHALLOW] if result.scan.shallow else []
    for hit in {**result.added, **result.changed}.values():
        for item, name in hit.meaning.ticks:
            checks = plan.item_by_id[item].checks if item in plan.item_by_id else ()
            try:
                transition.find_check(checks, name, item)
            except TrackerError as error:
                found.append(f"{hit.sha[:7]} Ticks: {error}")
    return tuple(found)


def _elapsed(started: float) -> int:
    return round((perf_counter() - started) * 1000)
