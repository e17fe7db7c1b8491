"""What the tracker stands on, examined part by part; whatever is wrong comes with its remedy."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime

from tracker.domain.frozen import frozen
from tracker.domain.plan import Plan
from tracker.domain.text import counted
from tracker.errors import PlanError, StoreError, TrackerError
from tracker.history.head import head_sha
from tracker.history.hooks import HookState
from tracker.planfile.load import load_plan
from tracker.service.checking import plan_summary
from tracker.service.hooking import hook_report
from tracker.service.tracker import open_tracker
from tracker.service.workspace import Workspace, locate_plan
from tracker.store.audit import audit
from tracker.store.backup import check_integrity
from tracker.store.log import read_log


@frozen
class Finding:
    """One thing that was examined. `level` is ok, warning or error."""

    part: str
    level: str
    text: str
    remedy: str | None = None


def examine(workspace: Workspace, *, actor: str, now: datetime, repair: bool = False) -> tuple[Finding, ...]:
    """Examine plan, store, git, hooks, terminal. `repair` folds wrong stored states anew from the journal."""
    parts: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("plan", lambda: _plan(workspace)),
        ("journal", lambda: _journal(workspace, actor, now, repair=repair)),
        ("git", lambda: _git(workspace)),
        ("hooks", lambda: _hooks(workspace)),
        ("terminal", _terminal),
    )
    found: list[Finding] = []
    for part, look in parts:
        try:
            found.extend(look())
        except TrackerError as error:
            found.append(Finding(part, "error", str(error).splitlines()[0], error.hint))
    return tuple(found)


def _plan(workspace: Workspace) -> Iterator[Finding]:
    path = locate_plan(workspace)
    try:
        loaded = load_plan(path)
    except PlanError as error:
        problems = str(error).splitlines()
        yield Finding(
            "plan", "error", f"{counted(len(problems), 'error')} in {path}", f"tracker check {path}"
        )
        return
    yield Finding("plan", "ok", f"{path}: {plan_summary(loaded.plan)}")
    if unknown := _unknown_items(workspace, loaded.plan):
        text = f"it has no item {', '.join(unknown)}, of which the journal tells"
        yield Finding("plan", "warning", text, f'was = ["{unknown[0]}"] in the item it became')
    if loaded.warnings:
        text = f"it contradicts itself in {counted(len(loaded.warnings), 'place')}"
        yield Finding("plan", "warning", text, f"tracker check {path}")


def _unknown_items(workspace: Workspace, plan: Plan) -> list[str]:
    """Items with a history that the plan names no more: renamed without `was`, or taken out."""
    with contextlib.suppress(StoreError):  # told with the journal
        told = {entry.event.item for entry in read_log(workspace.database, plan.id)}
        return sorted(item for item in told if item and item not in plan.id_by_name)
    return []


def _journal(workspace: Workspace, actor: str, now: datetime, *, repair: bool) -> Iterator[Finding]:
    if not workspace.database.exists():
        yield Finding("journal", "ok", f"{workspace.database} is made by the first act")
        return
    for damage in check_integrity(workspace.database):
        yield Finding("journal", "error", damage, "tracker restore BACKUP")
    report = audit(workspace.database)
    for broken in report.breaks:
        yield Finding("journal", "error", str(broken), "tracker restore BACKUP, or see tracker audit")
    if report.wrong_states and repair:
        _rebuild(workspace, actor, now)
        yield Finding("journal", "ok", f"{counted(len(report.wrong_states), 'state')} folded anew")
    elif report.wrong_states:
        text = f"{counted(len(report.wrong_states), 'stored state')} not what the events add up to"
        yield Finding("journal", "error", text, "tracker doctor --repair")
    if report.ok:
        said = f"{workspace.database}: {counted(report.events, 'event')}, chains intact"
        yield Finding("journal", "ok", said)


def _rebuild(workspace: Workspace, actor: str, now: datetime) -> None:
    from tracker.store.journal import Journal

    with Journal(workspace.database) as journal:
        journal.rebuild(open_tracker(workspace).plan, actor=actor, now=now)


def _git(workspace: Workspace) -> Iterator[Finding]:
    if shutil.which("git") is None:
        yield Finding(
            "git", "error", "git is not installed", "install git; all but sync and link works without"
        )
        return
    if workspace.repository is None:
        yield Finding(
            "git", "warning", "there is no repository here", "run tracker inside one for sync and link"
        )
        return
    head = head_sha(workspace.repository)
    said = f"HEAD is {head[:7]}" if head else "no commit yet"
    yield Finding("git", "ok", f"{workspace.repository}: {said}")


def _hooks(workspace: Workspace) -> Iterator[Finding]:
    if workspace.repository is None or shutil.which("git") is None:
        return  # told with git
    report = hook_report(workspace)
    if report.none_installed:
        yield Finding("hooks", "ok", "none installed: tracker sync reads the commits", "tracker hook install")
        return
    states = dict.fromkeys(hook.state for hook in report.hooks if hook.state is not HookState.INSTALLED)
    for state in states:
        names = ", ".join(hook.name for hook in report.hooks if hook.state is state)
        yield Finding(
            "hooks", "warning", f"{state}: {names}", "tracker hook install; see tracker hook status"
        )
    if report.all_installed:
        strictness = ", strict" if report.strict else ""
        yield Finding("hooks", "ok", f"{counted(len(report.hooks), 'hook')} installed{strictness}")


def _terminal() -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        text = f"output is {sys.stdout.encoding}: marks such as ◐ will be replaced"
        yield Finding("terminal", "warning", text, "set LANG=C.UTF-8 or PYTHONUTF8=1")
        return
    yield Finding("terminal", "ok", f"UTF-8, TERM={os.environ.get('TERM', 'unset')}")
