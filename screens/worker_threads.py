"""The threads of workers, which forget what they worked for.

Textual notes in a thread which worker runs there, and an idle thread of a pool would keep that note, the
worker with it and the screen it worked for, until another worker happens to get the same thread. Here each
worker gets a context of its own, which is gone when it has ended.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class ForgetfulThreads(ThreadPoolExecutor):
    """A pool in whose threads nothing stays of what ran there."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run it in one of the threads, as if it were the first there."""
        return super().submit(partial(Context().run, partial(fn, *args, **kwargs)))
