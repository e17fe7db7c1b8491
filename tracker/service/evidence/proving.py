"""Several proofs at a time: what ends is told in the order of the plan, and an interruption loses nothing.

The work is in child processes, so threads are enough. All that is told is told in the caller's thread.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.domain.masking import secret_values
from tracker.domain.plan import Proof
from tracker.service.evidence.proofs import Run, command_of, run_proofs

_MOST_BY_DEFAULT = 4
_LOOK = 0.2
"""Seconds of waiting at a time: Python hears of an interruption only between two, if it came as one began."""

Show = Callable[[Run], None]
"""Is told of each run as soon as it and those before it have ended."""


@frozen
class Pace:
    """How far a run of proofs is."""

    ended: int
    total: int
    running: int


Progress = Callable[[Pace], None]
"""Is told how far it is whenever that changes."""


class Interrupted(KeyboardInterrupt):
    """Somebody interrupted; `runs` are those that had ended."""

    def __init__(self, runs: tuple[Run, ...]) -> None:
        super().__init__()
        self.runs = runs


def usual_jobs() -> int:
    """Return how many proofs run at a time where nobody says: one a processor, and not many."""
    return max(1, min(_MOST_BY_DEFAULT, os.cpu_count() or 1))


def run_all(
    root: Path,
    wanted: Sequence[tuple[str, Proof]],
    jobs: int,
    *,
    show: Show | None = None,
    progress: Progress | None = None,
    environment: Mapping[str, str] = os.environ,
) -> tuple[Run, ...]:
    """Run proofs of items, `jobs` at a time, and return their runs in the order given.

    Raises Interrupted on Ctrl-C, when every command has been killed.
    """
    proving = _Proving(root, wanted, secret_values(environment))
    try:
        with ThreadPoolExecutor(max(1, jobs)) as pool:
            try:
                proving.go(pool, jobs, show, progress)
            except BaseException:
                proving.stop.set()
                pool.shutdown(cancel_futures=True)
                raise
    except KeyboardInterrupt:
        ended = proving.ended()
        proving.tell(show)
        raise Interrupted(ended) from None
    return proving.ended()


class _Proving:
    """The runs of one call. Proofs that share a command are one run of it."""

    def __init__(self, root: Path, wanted: Sequence[tuple[str, Proof]], secrets: Sequence[str]) -> None:
        self.stop = threading.Event()
        self._root = root
        self._wanted = wanted
        self._secrets = secrets
        self._places: dict[Future[tuple[Run, ...]], list[int]] = {}
        """Which of the wanted each command is run for."""
        self._runs: dict[int, Run] = {}
        self._shown = 0

    def go(self, pool: ThreadPoolExecutor, jobs: int, show: Show | None, progress: Progress | None) -> None:
        """Run all of them, and tell of each."""
        shared: dict[tuple[str, str, float], list[int]] = {}
        for place, (_, proof) in enumerate(self._wanted):
            shared.setdefault(command_of(proof), []).append(place)
        for places in shared.values():
            proofs = [self._wanted[place] for place in places]
            future = pool.submit(run_proofs, self._root, proofs, self._secrets, self.stop)
            self._places[future] = places
        waiting, told = set(self._places), None
        while waiting:
            pace = Pace(len(self._runs), len(self._wanted), min(jobs, len(waiting)))
            if progress and pace != told:
                progress(pace)
                told = pace
            done, waiting = wait(waiting, timeout=_LOOK, return_when=FIRST_COMPLETED)
            self._take(done)
            self.tell(show)

    def ended(self) -> tuple[Run, ...]:
        """The runs that came to their end, in the order given."""
        self._take({future for future in self._places if future.done() and not future.cancelled()})
        return tuple(self._runs[place] for place in sorted(self._runs))

    def _take(self, done: set[Future[tuple[Run, ...]]]) -> None:
        for future in done:
            self._runs |= dict(zip(self._places[future], future.result(), strict=False))

    def tell(self, show: Show | None) -> None:
        """Tell of what has ended and was not told yet, in the order given."""
        while self._shown in self._runs:
            if show:
                show(
                    self._runs[self._shown]
                )  # counted as shown behind it: an interruption may come in between
            self._shown += 1
