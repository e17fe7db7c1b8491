"""A first plan file: small enough to read in a minute, with every part that most plans need."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tracker.domain.text import one_line, slug
from tracker.errors import PlanError, UsageError
from tracker.service.unwritten import unwritten
from tracker.service.workspace import Workspace, shipped_plan

_TEMPLATE = """\
schema = 1

[plan]
id = {id}
title = {title}
reviewed = {today}

[gate.production]
title = "Production"
block_on = ["critical", "high"]

[phase.now]
title = "Before the next deploy"

[item.EXAMPLE-1]
title = "Replace this by the first finding"
phase = "now"
severity = "high"
effort = "2-3h"
issue = "What is wrong, and where it was seen."
approach = "What has to be done."
checks = ["A step that can be ticked"]
"""


def start_plan(
    workspace: Workspace,
    output: Path | None,
    *,
    plan_id: str | None,
    title: str | None,
    shipped: str | None,
    now: datetime,
) -> Path:
    """Write a new plan file and return its path; raises UsageError where a file is in the way."""
    path = output or workspace.root / "plan.toml"
    if shipped:
        text = shipped_plan(shipped).read_text(encoding="utf-8")
    else:
        id_ = plan_id or slug(workspace.root.resolve().name)
        name = one_line(title) if title else id_.replace("-", " ").capitalize()
        text = _TEMPLATE.format(id=_quoted(id_), title=_quoted(name), today=now.date().isoformat())
        _refuse_bad_id(id_, text)
    try:
        _write_new(path, text)
    except FileExistsError:
        raise UsageError(
            f"{path} exists already; nothing was written", hint="choose another with -o FILE"
        ) from None
    except OSError as error:
        raise unwritten(path, error) from error
    return path


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet; raises OSError, and leaves no part of one then."""
    with path.open("x", encoding="utf-8", newline="") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _refuse_bad_id(plan_id: str, text: str) -> None:
    """What the id of a plan may look like is the plan reader's to say."""
    from tracker.planfile.load import read_plan

    try:
        read_plan(text.encode("utf-8", "replace"), "plan.toml")
    except PlanError:
        raise UsageError(
            f"{one_line(plan_id)!r} cannot be the id of a plan", hint=f"such as --id {slug(plan_id)}"
        ) from None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
