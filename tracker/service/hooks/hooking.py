"""Git hooks for a workspace: installed for this interpreter, looked at, taken out; what they decide by."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.domain.frozen import frozen
from tracker.domain.prefilter import file_patterns, name_patterns
from tracker.domain.state import Status
from tracker.errors import HistoryError, PlanError, StoreError
from tracker.history import hooks
from tracker.history.hook_folder import HookFolder
from tracker.history.hook_script import HookSettings
from tracker.history.hook_watch import newest_of, write_watch
from tracker.history.hooks import Hook, HookChange, HookState
from tracker.history.layout import Layout, layout_of
from tracker.planfile.find import plan_files
from tracker.planfile.load import load_plan
from tracker.service.cache import cache_folder
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import Workspace


@frozen
class HookReport:
    """How the hooks of a repository stand."""

    hooks: tuple[Hook, ...]
    strict: bool

    @property
    def all_installed(self) -> bool:
        """Whether every hook is in its place and would run."""
        return all(hook.state is HookState.INSTALLED for hook in self.hooks)

    @property
    def none_installed(self) -> bool:
        """Whether there is no trace of any."""
        return all(hook.state is HookState.MISSING for hook in self.hooks)

    def document(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        rows = [{"name": hook.name, "state": hook.state.value, "path": str(hook.path)} for hook in self.hooks]
        return {"schema": 1, "installed": self.all_installed, "strict": self.strict, "hooks": rows}


def install_hooks(
    workspace: Workspace, *, strict: bool, shared: bool, now: datetime
) -> tuple[HookFolder, tuple[HookChange, ...]]:
    """Install the hooks, or renew them; return where, and what was done to each.

    They sync every plan of the repository. Raises HistoryError, and UsageError or PlanError for a named plan
    that is none.
    """
    layout = repository_layout(workspace)
    if workspace.plan_name:
        open_tracker(workspace)
    done = hooks.install_hooks(layout, HookSettings(sys.executable or "", strict), shared=shared)
    watch(workspace, layout, plans_here(workspace), now, newest_input(workspace))
    return done


def uninstall_hooks(workspace: Workspace, *, shared: bool) -> tuple[HookChange, ...]:
    """Take the hooks out; return what was done to each; raises HistoryError."""
    return hooks.uninstall_hooks(repository_layout(workspace), shared=shared)


def hook_report(workspace: Workspace) -> HookReport:
    """Return how the hooks stand; raises HistoryError."""
    layout = repository_layout(workspace)
    settings = hooks.hook_settings(layout)
    return HookReport(hooks.hook_states(layout), bool(settings and settings.strict))


def repository_layout(workspace: Workspace) -> Layout:
    """Return the repository's folders; raises HistoryError where there is none."""
    if workspace.repository is None:
        raise HistoryError("there is no git repository here", hint="run tracker inside the repository")
    return layout_of(workspace.repository)


def plans_here(workspace: Workspace) -> tuple[Tracker, ...]:
    """Return the workspace's own plans, opened; one that is broken is left out: a hook is not to judge it."""
    found = []
    for path in plan_files(workspace.root):
        with contextlib.suppress(PlanError):
            found.append(Tracker(workspace, load_plan(path, cache=cache_folder("plans"))))
    return tuple(found)


def newest_input(workspace: Workspace) -> int:
    """Return the time (ns) of the newest file that `watch` depends on; to be asked before any is read."""
    database = workspace.database
    return newest_of([*plan_files(workspace.root), database, Path(f"{database}-wal")])


def watch(
    workspace: Workspace, layout: Layout, trackers: Sequence[Tracker], now: datetime, newest: int
) -> None:
    """Write down what the hooks decide by, so that most of them need not ask us; raises HistoryError."""
    names = [name for tracker in trackers for name in tracker.plan.id_by_name]
    items = [item for tracker in trackers for item in tracker.plan.items]
    files, globs = file_patterns(file for item in items for file in item.files)
    lists = {
        "names": name_patterns(names),
        "files": files,
        "globs": globs,
        "in-progress": [item for tracker in trackers for item in _in_progress(tracker, now)],
    }
    write_watch(layout, lists, newest)


def _in_progress(tracker: Tracker, now: datetime) -> list[str]:
    """The items somebody works on; those that the review alone calls begun are nobody's work today."""
    try:
        cards = tracker.board(now).cards
    except StoreError:
        return []
    return [card.id for card in cards if card.status is Status.IN_PROGRESS and not card.state.claimed]
