"""Threads of workers: what ran there leaves nothing, and what it was given arrives."""

from __future__ import annotations

import gc
from contextvars import ContextVar
from weakref import ref

import pytest

from screens.worker_threads import ForgetfulThreads

WORKER: ContextVar[object] = ContextVar("WORKER")


class Worked:
    """What a worker refers to."""


def test_an_idle_thread_keeps_nothing_of_what_ran_there() -> None:
    with ForgetfulThreads(max_workers=1) as threads:
        worked = Worked()
        gone = ref(worked)
        threads.submit(WORKER.set, worked).result()
        del worked
        assert threads.submit(WORKER.get, None).result() is None
        gc.collect()
        assert gone() is None


def test_what_a_worker_returns_and_raises_arrives() -> None:
    with ForgetfulThreads(max_workers=1) as threads:
        assert threads.submit(divmod, 7, 2).result() == (3, 1)
        with pytest.raises(ZeroDivisionError):
            threads.submit(divmod, 7, 0).result()
