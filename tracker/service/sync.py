"""Sync: brings the journal in line with the git history, and lists every move that makes.

The history is read outside of the transaction, since a first scan takes seconds and others want to write;
whoever synced meanwhile changed what we read from, and then we read again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tracker.domain import transition
from tracker.domain.commit import Hit, Scan
from tracker.domain.event import Event, EventKind
from tracker.domain.frozen import frozen
from tracker.domain.marks import STATUS_MARK, status_label
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.text import counted
from tracker.domain.wording import event_text
from tracker.errors import HistoryError, StoreError, TrackerError
from tracker.history.scan import ScanResult, is_current, scan
from tracker.service.tracker import Tracker
from tracker.store.scan import read_hits, read_scan
from tracker.store.snapshot import last_event

if TYPE_CHECKING:
    from tracker.store.journal import Journal

Progress = Callable[[int], None]
AUTO = "auto"
_TRIES = 5
_SHALLOW = "this clone is shallow: older commits were not read; git fetch --unshallow brings them"
_KINDS = tuple(EventKind)
_COUNTED = 10_000
"""A scan counts commits up to here: counting a long history costs nearly as much as reading it."""


@frozen
class SyncReport:
    """What a sync did. `moves` has a line for each item it touched; `warnings` what it could not read."""

    head: str | None
    scanned: int = 0
    linked: int = 0
    events: tuple[Event, ...] = ()
    moves: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    rewritten: bool = False
    warnings: tuple[str, ...] = ()
    ms: int = 0

    @property
    def summary(self) -> str:
        """The sync in one line."""
        if not self.scanned and not self.events:
            return "nothing new in the history"
        read = (
            f"{self.scanned:,}+ commits" if self.scanned >= _COUNTED else counted(self.scanned, "new commit")
        )
        parts = [read, f"{self.linked} linked", counted(len(self.moves), "item")]
        return ", ".join(parts) + " touched" + (", the history was rewritten" if self.rewritten else "")

    def document(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "schema": 1,
            "scanned": self.scanned,
            "linked": self.linked,
            "events": len(self.events),
            "head": self.head,
            "rewritten": self.rewritten,
            "vanished": list(self.vanished),
            "warnings": list(self.warnings),
            "moves": list(self.moves),
            "ms": self.ms,
        }


@frozen
class _Mark:
    """How far the last sync came: its scan, and the newest event it left behind."""

    text: str | None = None
    scan: Scan | None = None
    event: str | None = None
    mainline: str | None = None
    """The mainline that was asked for last; it stays until another is."""

    @classmethod
    def read(cls, database: Path, plan: Plan) -> _Mark:
        text = read_scan(database, plan.id)
        if text is None:
            return cls()
        try:
            values = json.loads(text)
            return cls(text, Scan.from_json(values["scan"]), values["event"], values["mainline"])
        except (ValueError, KeyError, TypeError):
            return cls(text)  # of another version, or damaged: everything is read again

    @staticmethod
    def write(scan: Scan, event: str | None, mainline: str | None) -> str:
        return json.dumps({"scan": scan.to_json(), "event": event, "mainline": mainline})


def sync(
    tracker: Tracker,
    *,
    actor: str | Callable[[], str],
    now: datetime,
    mainline: str | None = None,
    progress: Progress | None = None,
) -> SyncReport:
    """Read the history since the last sync and move items as its commits say; raises HistoryError.

    Syncing twice changes nothing. What was undone stays undone. `mainline` is a branch to take as such from
    now on, AUTO to go back to the usual one, None to keep what was said last. An `actor` that is a function
    is asked who acts once there is something new: to tell may take a process.
    """
    started = perf_counter()
    root = repository_of(tracker)
    plan = tracker.plan
    for _ in range(_TRIES):
        mark = _Mark.read(tracker.workspace.database, plan)
        wanted = mark.mainline if mainline is None else None if mainline == AUTO else mainline
        if _is_current(tracker, root, mark, wanted):
            return SyncReport(head=tracker.head(), ms=_elapsed(started))
        hits = {
            sha: Hit.from_json(text) for sha, text in read_hits(tracker.workspace.database, plan.id).items()
        }
        result = scan(
            root,
            plan.id_by_name,
            mark.scan,
            hits if mark.scan else {},
            mainline=wanted,
            keywords=plan.keywords,
            progress=progress,
        )
        person = actor if isinstance(actor, str) else actor()
        written = _write(tracker, root, mark, wanted, result, person, now)
        if written is not None:
            return _report(tracker, result, written, _elapsed(started))
    raise StoreError("other syncs of this repository keep getting in the way", hint="try again in a moment")


def repository_of(tracker: Tracker) -> Path:
    """Return the root of the repository; raises HistoryError where there is none."""
    if tracker.workspace.repository is None:
        raise HistoryError("there is no git repository here", hint="run tracker inside the repository")
    return tracker.workspace.repository


def _is_current(tracker: Tracker, root: Path, mark: _Mark, mainline: str | None) -> bool:
    plan = tracker.plan
    if not is_current(root, plan.id_by_name, mark.scan, mainline=mainline, keywords=plan.keywords):
        return False
    return last_event(tracker.workspace.database, plan.id) == mark.event


@frozen
class _Written:
    """What the transaction wrote, and the plan's state before and after."""

    before: Snapshot
    after: Snapshot
    events: tuple[Event, ...]


def _write(
    tracker: Tracker,
    root: Path,
    mark: _Mark,
    mainline: str | None,
    result: ScanResult,
    actor: str,
    now: datetime,
) -> _Written | None:
    """Write what the scan means, in one transaction; None where somebody else synced meanwhile."""
    from tracker.domain.effects import effects
    from tracker.store.journal import Journal

    plan = tracker.plan
    with Journal(tracker.workspace.database) as journal:
        with journal.transaction(plan, actor=actor, now=now, commit=tracker.head()) as transaction:
            if transaction.scan != mark.text:
                return None
            before = transaction.snapshot
            drafts = effects(
                plan,
                list(result.hits.values()),
                vanished=result.vanished,
                relinked=result.relinked,
                done=transaction.effects,
            )
            events = transaction.append(drafts)
            after = transaction.snapshot
            fresh = {sha: hit.to_json() for sha, hit in {**result.added, **result.changed}.items()}
            text = _Mark.write(result.scan, after.last_event, mainline)
            transaction.save_scan(text, fresh, result.removed)
        _note_stale(journal, root, plan, after, actor, now)
    return _Written(before, after, events)


def _note_stale(
    journal: Journal, root: Path, plan: Plan, snapshot: Snapshot, actor: str, now: datetime
) -> None:
    """Ask git outside of the transaction; evidence that comes meanwhile is looked at by the next sync."""
    from tracker.service.staleness import stale_files

    stale = stale_files(root, plan, snapshot)
    if stale != snapshot.stale:
        with journal.transaction(plan, actor=actor, now=now) as transaction:
            transaction.replace_stale(stale)


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
        warnings=_warnings(plan, result),
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
