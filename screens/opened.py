"""Opening a plan while the app runs: named by its path, and parsed by a process of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.service.tracker import Tracker
    from tracker.service.workspace import Workspace


def opened(workspace: Workspace, path: Path, known: Tracker | None = None) -> Tracker:
    """Open the plan at `path`. Blocking; raises TrackerError.

    So named it is clear which is meant, whatever lies beside it. A plan whose file says what is `known` is
    that very value: two of them would take twice the memory.
    """
    from tracker.service.cache import cache_folder
    from tracker.service.plan_aside import parse_aside
    from tracker.service.tracker import open_tracker

    named = replace(workspace, plan_name=str(path))
    loaded = known.loaded if known else None
    return open_tracker(named, cache=cache_folder("plans"), known=loaded, before_parsing=parse_aside)
