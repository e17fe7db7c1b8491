"""How a worker hands over what it found, to be shown: not once a newer one was asked for the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from textual.worker import get_current_worker

P = ParamSpec("P")


def hand_over(show: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    """Call `show` on the event loop, and wait for it; called in the thread of a worker.

    Nothing is called where the worker was cancelled, which goes on all the same since a thread cannot be
    stopped: its screen is gone, or an exclusive worker of its group began after it and knows better.
    """
    worker = get_current_worker()

    def show_unless_cancelled() -> None:
        if not worker.is_cancelled:
            show(*args, **kwargs)

    if not worker.is_cancelled:
        worker.node.app.call_from_thread(show_unless_cancelled)
