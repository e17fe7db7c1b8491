"""What the tracker stands on, examined part by part; whatever is wrong comes with its remedy."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from shlex import quote

from tracker.domain.plan import Plan
from tracker.domain.text import counted, one_line
from tracker.errors import PlanError, StoreError, TrackerError
from tracker.history.head import head_sha
from tracker.history.hooks import HookState
from tracker.planfile.load import load_plan
from tracker.planfile.problem import Problem
from tracker.service.hooks.hooking import hook_report
from tracker.service.upkeep.checking import plan_summary
from tracker.service.upkeep.doctor_journal import copy_findings, journal_findings
from tracker.service.upkeep.doctor_settings import settings_findings, terminal_findings
from tracker.service.upkeep.finding import Finding
from tracker.service.upkeep.lost_history import lost_histories
from tracker.service.workspace import Workspace, locate_plan
from tracker.store.log import read_log


def examine(
    workspace: Workspace,
    *,
    actor: str,
    now: datetime,
    repair: bool = False,
    settings: Sequence[Problem] = (),
) -> tuple[Finding, ...]:
    """Examine plan, journal, evidence, git, hooks, terminal and settings.

    `repair` folds wrong stored states anew from the journal; `settings` is what is wrong with the
    user's file.
    """
    parts: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("plan", lambda: _plan(workspace)),
        ("journal", lambda: journal_findings(workspace, actor, now, repair=repair)),
        ("evidence", lambda: copy_findings(workspace)),
        ("git", lambda: _git(workspace)),
        ("hooks", lambda: _hooks(workspace)),
        ("terminal", terminal_findings),
        ("settings", lambda: settings_findings(settings)),
    )
    found: list[Finding] = []
    for part, look in parts:
        try:
            found.extend(look())
        except OSError as error:
            text = f"{error.filename} cannot be used: {error.strerror}"
            found.append(Finding(part, "error", text, "check who owns it and its folder"))
        except TrackerError as error:
            told = Finding(part, "error", str(error).splitlines()[0], error.hint)
            if told.text not in {other.text for other in found}:  # a journal that cannot be read is told once
                found.append(told)
    return tuple(found)


def _plan(workspace: Workspace) -> Iterator[Finding]:
    path = locate_plan(workspace)
    name = one_line(str(path))
    remedy = f"tracker check {quote(name)}"  # a file may be called anything, and hints are copied
    try:
        loaded = load_plan(path)
    except PlanError as error:
        problems = str(error).splitlines()
        yield Finding("plan", "error", f"{counted(len(problems), 'error')} in {name}", remedy)
        return
    yield Finding("plan", "ok", f"{name}: {plan_summary(loaded.plan)}")
    if unknown := _unknown_items(workspace, loaded.plan):
        text = f"it has no item {', '.join(unknown)}, of which the journal tells"
        yield Finding("plan", "warning", text, f'was = ["{unknown[0]}"] in the item it became')
    for found in lost_histories(workspace, loaded.plan.id):
        yield Finding("plan", "warning", str(found), found.remedy)
    if loaded.warnings:
        text = f"it contradicts itself in {counted(len(loaded.warnings), 'place')}"
        yield Finding("plan", "warning", text, remedy)


def _unknown_items(workspace: Workspace, plan: Plan) -> list[str]:
    """Items with a history that the plan names no more: renamed without `was`, or taken out."""
    with contextlib.suppress(StoreError):  # told with the journal
        told = {entry.event.item for entry in read_log(workspace.database, plan.id)}
        return sorted(item for item in told if item and item not in plan.id_by_name)
    return []


def _git(workspace: Workspace) -> Iterator[Finding]:
    if shutil.which("git") is None:
        yield Finding(
            "git", "error", "git is not installed", "install git; all but sync and link works without"
        )
        return
    if workspace.repository is None:
        yield Finding("git", "warning", "there is no repository here", "git init")
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
        yield Finding("hooks", "warning", f"{state}: {names}", "tracker hook install")
    if report.all_installed:
        strictness = ", strict" if report.strict else ""
        yield Finding("hooks", "ok", f"{counted(len(report.hooks), 'hook')} installed{strictness}")
