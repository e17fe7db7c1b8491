"""Opening the board. Whoever types `tracker` and nothing else gets it without the parser of command lines."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tracker.cli.context import CliContext, local_now
from tracker.cli.early import announce, keep_board, paint_board, take_back
from tracker.cli.outcome import outcome_of
from tracker.cli.terminal import on_terminal
from tracker.domain.text import one_line
from tracker.errors import PlanError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.service.tracker import Tracker

_COMPLETION = "_TRACKER_COMPLETE"
"""By this variable a shell asks the parser what could be typed."""


def is_all() -> bool:
    """Tell whether the board is all that a call without arguments asks for."""
    return on_terminal() and _COMPLETION not in os.environ


def run() -> int:
    """Open the board as a whole call; return its exit code."""
    return outcome_of(open_board, ())


def open_board(context: CliContext) -> int:
    """Open the board, or the choice of a plan where there are several and none is named."""
    if not on_terminal():
        raise UsageError("the board needs a terminal", hint="tracker board and tracker status print text")
    try:
        tracker = _opened(context)
        from screens.opening import open_app
        from tracker.cli.own_settings import own_of

        return open_app(
            tracker,
            context.workspace(),
            actor=context.probable_person(),
            clock=local_now,
            keep=lambda picture: keep_board(context, picture),
            own=own_of(context),
            show=paint_board,
        )
    finally:
        take_back()


def _opened(context: CliContext) -> Tracker | None:
    """The plan, or None where it is to be chosen among several."""
    from tracker.service.workspace import locate_plan

    workspace = context.workspace()
    try:
        locate_plan(workspace)
    except UsageError:
        if workspace.plan_name:
            raise
        return None
    return context.tracker(before_parsing=_parse)


def _parse(path: Path, cache: Path) -> None:
    """Say what is read for the first time, and let it be parsed."""
    from tracker.service.plan_aside import parse_aside

    announce(*_reading(path))
    parse_aside(path, cache)


def _reading(path: Path) -> tuple[str, str]:
    """The title of a plan, as far as it can be told yet, and what is done with it."""
    from tracker.planfile.find import peek

    try:
        id_, title = peek(path)
    except PlanError:  # which is told when it was read
        id_, title = path.name, ""
    return f"{id_} · {title}" if title else id_, f"reading {one_line(path.name)} for the first time"
