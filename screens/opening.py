"""From a plan to the app on it, with the board in sight before the library that draws it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.loading import without_tls
from screens.own import Own
from screens.session import Clock, Session

if TYPE_CHECKING:
    from tracker.service.reviews.reviewing import Request
    from tracker.service.tracker import Tracker
    from tracker.service.workspace import Workspace

Draw = Callable[[int, int], str]
"""Returns a picture, as text that draws it on a terminal of so many cells and lines."""


def open_app(
    tracker: Tracker | None,
    workspace: Workspace,
    *,
    actor: str,
    clock: Clock,
    own: Own,
    keep: Callable[[str], None] | None = None,
    show: Callable[[Draw], None] | None = None,
    request: Request | None = None,
) -> int:
    """Run the app on a plan, or on the choice of one; return the exit code.

    `show` gets what draws the board as soon as it was read; the others are as `run` takes them. What cannot
    be read is raised as TrackerError before the terminal is touched.
    """
    session = Session(tracker, actor=actor, clock=clock, settings=own.settings) if tracker else None
    if session and show:
        from screens.first_picture import first_picture

        show(first_picture(session))
    with without_tls():
        from screens.app import run

    return run(session, workspace, actor=actor, clock=clock, keep=keep, own=own, request=request)
