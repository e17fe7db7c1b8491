"""Finding things: the repository, the plan and the database, from wherever the user stands.

Nothing is created here. A plan is `plan.toml`, `plans/*.toml` or `.tracker/plans/*.toml` from the
repository root, a file or an id that was named, or a shipped plan by its id.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.domain.text import did_you_mean
from tracker.errors import PlanError, StoreError, UsageError
from tracker.history.layout import find_root
from tracker.planfile.find import peek, plan_files, shipped_plans

DATABASE = Path(".tracker") / "tracker.db"


@frozen
class Workspace:
    """Where a command works. `repository` is None outside of git; `database` may not exist yet."""

    root: Path
    repository: Path | None
    database: Path
    plan_name: str | None
    """What was asked for with --plan or TRACKER_PLAN."""

    @property
    def misses_named_database(self) -> bool:
        """Whether --db or TRACKER_DB named a database that is not there; an act would make it."""
        return self.database != self.root / DATABASE and not self.database.exists()


@frozen
class FoundPlan:
    """A plan that could be opened."""

    id: str
    title: str
    path: Path
    shipped: bool


def find_workspace(
    start: Path, plan: str | None = None, database: str | None = None, env: Mapping[str, str] = os.environ
) -> Workspace:
    """Return the workspace around `start`; options win over TRACKER_PLAN and TRACKER_DB."""
    repository = find_root(start)
    root = repository or start
    place = database or env.get("TRACKER_DB")
    return Workspace(
        root=root,
        repository=repository,
        database=_database_path(place, start) if place else _own_database(root),
        plan_name=plan or env.get("TRACKER_PLAN") or None,
    )


def _own_database(root: Path) -> Path:
    """The journal of a repository, which may bring links of its own: none leads out of it unasked."""
    database = root / DATABASE
    if os.path.islink(database.parent) or os.path.islink(database):
        target = database.resolve()
        if not target.is_relative_to(root.resolve()):
            raise StoreError(f"{DATABASE} is a link that leads out of here", hint=f"--db {target} uses it")
    return database


def _database_path(place: str, start: Path) -> Path:
    scheme, separator, rest = place.partition("://")
    if not separator:
        return start / Path(place).expanduser()
    if scheme != "sqlite":
        raise UsageError(f"{scheme} databases are not supported", hint="--db takes a path or sqlite:///PATH")
    return start / rest.removeprefix("/")


def found_plans(workspace: Workspace) -> tuple[FoundPlan, ...]:
    """Return the workspace's own plans, else the shipped ones; broken files are left to `locate_plan`."""
    own = _peek_all(plan_files(workspace.root), shipped=False)
    return own or _peek_all(shipped_plans(), shipped=True)


def every_plan(workspace: Workspace) -> tuple[FoundPlan, ...]:
    """Return the workspace's own plans, then the shipped ones."""
    return _peek_all(plan_files(workspace.root), shipped=False) + _peek_all(shipped_plans(), shipped=True)


def shipped_plan(name: str) -> Path:
    """Return the file of a shipped plan; raises UsageError for an unknown one."""
    known = {path.stem: path for path in shipped_plans()}
    if name not in known:
        near = did_you_mean(name, known)
        raise UsageError(f"no shipped plan is called {name}{near}", hint=f"shipped plans: {', '.join(known)}")
    return known[name]


def _peek_all(paths: list[Path], *, shipped: bool) -> tuple[FoundPlan, ...]:
    found = []
    for path in paths:
        try:
            id_, title = peek(path)
        except PlanError:
            id_, title = path.stem, "cannot be read"
        found.append(FoundPlan(id_, title, path, shipped))
    return tuple(found)


def locate_plan(workspace: Workspace) -> Path:
    """Return the path of the plan to work on; raises UsageError when none or several could be meant."""
    if workspace.plan_name:
        return _named_plan(workspace, workspace.plan_name)
    own = plan_files(workspace.root)
    if len(own) == 1:
        return own[0]
    if own:
        plans = _peek_all(own, shipped=False)
        raise UsageError(
            f"there are {len(own)} plans here: {', '.join(plan.id for plan in plans)}", hint=_choice(plans)
        )
    shipped = ", ".join(path.stem for path in shipped_plans())
    raise UsageError(
        "there is no plan here",
        hint=f"tracker init starts one, --plan FILE opens one; shipped plans: {shipped}",
    )


def _choice(plans: Sequence[FoundPlan]) -> str:
    """How to choose among plans: by id, and by file where several have the same."""
    if len({plan.id for plan in plans}) == len(plans):
        return "choose one with --plan ID"
    return f"choose one with --plan FILE: {', '.join(str(plan.path) for plan in plans)}"


def _named_plan(workspace: Workspace, name: str) -> Path:
    """A file when it looks like one, else an id: of the workspace's plans first, then of the shipped ones."""
    as_file = Path(name).expanduser()
    if name.endswith(".toml") or os.sep in name:
        return as_file
    candidates = every_plan(workspace)
    matches = [plan for plan in candidates if name in (plan.id, plan.path.stem)]
    own = [plan for plan in matches if plan.id == name and not plan.shipped]
    if len(own) > 1:
        raise UsageError(f"there are {len(own)} plans called {name} here", hint=_choice(own))
    if matches:
        return matches[0].path
    if as_file.is_file():
        return as_file
    known = [plan.id for plan in candidates]
    raise UsageError(
        f"no plan is called {name}{did_you_mean(name, known)}", hint=f"known plans: {', '.join(known)}"
    )
