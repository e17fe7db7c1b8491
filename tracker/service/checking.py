"""Validation of any number of plans: what is wrong, what contradicts itself, what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.domain.plan import Plan
from tracker.domain.text import counted
from tracker.planfile.load import load_plan
from tracker.planfile.problem import BadPlanError, Problem
from tracker.service.workspace import Workspace, locate_plan


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found in one plan; `summary` says what is in it and is None where it cannot be used."""

    path: str
    problems: tuple[Problem, ...]
    summary: str | None


def check_plans(workspace: Workspace, names: Sequence[str]) -> tuple[CheckReport, ...]:
    """Check the named plans (files or ids), or the workspace's; raises UsageError for an unknown one."""
    chosen = [replace(workspace, plan_name=name) for name in names] or [workspace]
    return tuple(_check(one) for one in chosen)


def _check(workspace: Workspace) -> CheckReport:
    path = locate_plan(workspace)
    try:
        loaded = load_plan(path)
    except BadPlanError as error:
        return CheckReport(str(path), error.problems, None)
    return CheckReport(str(path), loaded.warnings, plan_summary(loaded.plan))


def plan_summary(plan: Plan) -> str:
    """Return how much is in a plan, in one line."""
    parts = [
        counted(len(plan.items), "item"),
        counted(len(plan.phases), "phase"),
        counted(len(plan.targets), "target"),
        counted(len(plan.checklists), "checklist"),
    ]
    return ", ".join(parts)
