"""Everything in one run: commands on plans of each size, boards, repositories; lines as they are known."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import board, event_loop, forecast, history
from benchmarks.cases import CASES, LIST, REPORT, Case, keep_unsynced, measured
from benchmarks.histories import make_history
from benchmarks.lines import Line, line_of
from benchmarks.peers.peer import Peer, Thing
from benchmarks.peers.registry import PEERS, found_peers, things_of
from benchmarks.processes import TRACKER, isolate
from benchmarks.worlds import NOW, make_world

_COMMITS = 1_000
"""Commits of the repository that a plan lies in."""
_LARGE, _FEW = 50_000, 3
"""Boards of so many items are opened fewer times."""


@dataclass(frozen=True, slots=True)
class Suite:
    """What to measure, and how often."""

    sizes: Sequence[int]
    commits: Sequence[int] = ()
    repositories: Sequence[Path] = ()
    runs: int = 7
    keys: int = board.KEYS
    peers: Sequence[str] = tuple(PEERS)
    only: Sequence[str] = ()
    """Words of which an operation's name has one; all operations without."""
    skipped: dict[str, str] = field(default_factory=dict)
    """Why of what is not among the lines; filled by a run."""

    def lines(self) -> Iterator[Line]:
        """Measure everything."""
        for size in self.sizes:
            with tempfile.TemporaryDirectory() as folder:
                isolated(Path(folder))
                yield from self._plan(Path(folder), size)
        if self._wanted("simulations"):
            yield simulations()
        if self._wanted("sync"):
            yield from self._repositories()

    def cases(self) -> list[Case]:
        """The operations that are wanted."""
        return [case for case in CASES if self._wanted(case.name)]

    def _wanted(self, name: str) -> bool:
        return not self.only or any(word in name for word in self.only)

    def _plan(self, folder: Path, size: int) -> Iterator[Line]:
        root = folder / "world"
        things = lived_in(root, size)
        peers = list(found_peers(folder / "peers", things, self.peers, self.skipped))
        for case in self.cases():
            if size <= case.largest:
                yield from measured(case, root, things, peers, self.runs, self.skipped)
        if self._wanted("board"):
            yield from self._board(root, size, peers)

    def _board(self, root: Path, size: int, peers: Sequence[tuple[Peer, Path]]) -> Iterator[Line]:
        others = {peer.screen: place for peer, place in peers if peer.screen}
        keys = self.keys if size == board.BUDGETED else 0
        runs = self.runs if size < _LARGE else min(self.runs, _FEW)
        yield from board.Bench(root, size, runs, keys, others, self.skipped).lines()
        if size in event_loop.SIZES:
            yield from self._loop(root, size)

    def _loop(self, root: Path, size: int) -> Iterator[Line]:
        try:
            yield from event_loop.Loop(root, size, min(self.runs, event_loop.RUNS)).lines()
        except subprocess.SubprocessError as error:
            self.skipped[f"event loop, {size:,} items"] = str(error)[:60]

    def _repositories(self) -> Iterator[Line]:
        with tempfile.TemporaryDirectory() as folder:
            isolate(Path(folder))
            asked = [(f"{size:,} commits", Namespace(commits=[size], repository=[])) for size in self.commits]
            asked += [
                (place.resolve().name, Namespace(commits=[], repository=[place]))
                for place in self.repositories
            ]
            for world, which in asked:
                which.runs = self.runs
                for bench in history.benches(Path(folder), which):
                    yield from (_as_line(world, row) for row in bench.rows())
                    shutil.rmtree(bench.root)


def isolated(folder: Path) -> None:
    """Give this process and its children a home of their own: peers keep settings and data there."""
    isolate(folder)
    home = folder / "home"
    home.mkdir()
    os.environ |= {"HOME": str(home)}
    os.environ |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "STATE")}


def lived_in(root: Path, size: int) -> list[Thing]:
    """Make a repository with a plan of so many items that was worked on; return the items."""
    root.mkdir()
    make_history(root, _COMMITS)
    tracker = make_world(root, size)
    keep_unsynced(root)
    for name, form in ((REPORT, "markdown"), (LIST, "json")):
        subprocess.run(
            (*TRACKER, "export", "-f", form, "-o", name), cwd=root, check=True, capture_output=True
        )
    return things_of(tracker.board(NOW).cards)


def simulations() -> Line:
    """Return the forecast's core beside a plain draw of as many numbers."""
    made, drawn = forecast.beside_a_draw(items=500, engineers=5, repeats=7)
    both = [(made * 1e3, drawn * 1e3)]
    return line_of("forecast alone", "10,000 simulations of 500", "a draw", "CPU ms", both)


def _as_line(world: str, row: history.Row) -> Line:
    theirs = row.cpu / row.cpu_ratio
    return Line(world, row.name, row.against, "CPU ms", row.cpu, theirs, row.cpu_ratio, row.budget)
