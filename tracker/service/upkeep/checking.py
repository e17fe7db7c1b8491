"""Validation of any number of plans: what is wrong, what contradicts itself, what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.domain.plan import Plan
from tracker.domain.text import counted
from tracker.errors import StoreError
from tracker.planfile.find import plan_files
from tracker.planfile.load import load_plan
from tracker.planfile.problem import BadPlanError, Problem
from tracker.service.upkeep.lost_history import lost_histories
from tracker.service.workspace import Workspace, locate_plan


@frozen
class CheckReport:
    """What was found in one plan; `summary` says what is in it and is None where it cannot be used."""

    path: str
    problems: tuple[Problem, ...]
    summary: str | None


def check_plans(workspace: Workspace, names: Sequence[str]) -> tuple[CheckReport, ...]:
    """Check the named plans (files or ids), or all that the workspace has.

    Raises UsageError for an unknown one, and where there is none at all.
    """
    if names:
        paths = [locate_plan(replace(workspace, plan_name=name)) for name in names]
    else:
        paths = [] if workspace.plan_name else plan_files(workspace.root)
    return tuple(_check(workspace, path) for path in paths or [locate_plan(workspace)])


def _check(workspace: Workspace, path: Path) -> CheckReport:
    try:
        loaded = load_plan(path)
    except BadPlanError as error:
        return CheckReport(str(path), error.problems, None)
    problems = (*loaded.warnings, *_lost(workspace, path, loaded.plan))
    return CheckReport(str(path), problems, plan_summary(loaded.plan))


def _lost(workspace: Workspace, path: Path, plan: Plan) -> Iterator[Problem]:
    """Warn of a history that may have been lost with an id; a damaged journal is for `doctor` to tell."""
    with suppress(StoreError):
        for found in lost_histories(workspace, plan.id):
            yield Problem(str(path), 0, 0, f"{found}: {found.remedy}", "warning")


def plan_summary(plan: Plan) -> str:
    """Return how much is in a plan, in one line."""
    parts = [
        counted(len(plan.items), "item"),
        counted(len(plan.phases), "phase"),
        counted(len(plan.targets), "target"),
        counted(len(plan.checklists), "checklist"),
    ]
    return ", ".join(parts)
