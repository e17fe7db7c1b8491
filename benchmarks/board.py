"""`python -m benchmarks.board [--items N ...]`: how soon the board is there, how fast a key is, its memory.

The real app runs on a terminal of 160x45 (see `terminal`), in turn with a minimal Textual app that shows one
text. "first text" is when the title of a card has been written, on a board without a past (it was never left,
only ended by force) and on one that was left in the ordinary way; "ready" when a board without a past answers
a key that was pressed at that moment; "memory" the peak once all has been worked out, the forecast included,
at an opening like any other, at the first of a day, which finds no forecast, and at the first of all, which
finds a plan that nobody has read.
A key is Down on a board at rest; told is the time until the bytes that move the cursor. Beside it, Textual's
own OptionList with as many rows.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.lines import Line, cpu_line, line_of, table, wall_line
from benchmarks.processes import PYTHON, TRACKER, Cost
from benchmarks.terminal import SilentError, Terminal, lines_of
from benchmarks.worlds import world_apart
from tracker.service.cache import cache_folder
from tracker.service.workspace import find_workspace

RUNS = 7
KEYS = 200
PEAKS = 3
"""Openings of each kind whose memory is looked at."""
BUDGETED = 10_000
"""Items of the board that the budgets are set for, beside a minimal Textual app."""
EARLY, PAINT, MEMORY = 0.2, 1.25, 1.5
DOWN = b"\x1b[B"
_CURSOR = "▌".encode()
_QUIET = 0.12
"""Seconds without output after which a board is at rest: the detail follows the cursor within half of it."""
_MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("Hello, terminal")
Minimal().run()
"""
_LIST = """
import sys
from textual.app import App
from textual.widgets import OptionList
class Minimal(App):
    def compose(self):
        yield OptionList(*(f"Hello, terminal {n}" for n in range(int(sys.argv[1]))))
Minimal().run()
"""


@dataclass(frozen=True, slots=True)
class Program:
    """Something that runs on a terminal, and a text by which it is known to be there.

    `cursor` is what it draws the cursor with, where a key that moves it can be told by that. A program with a
    `door` shows another text first, and the one that is waited for once a key has been pressed there.
    """

    name: str
    command: tuple[str, ...]
    text: bytes
    cursor: bytes | None = None
    key: bytes = DOWN
    leave: bytes = b"q"
    door: tuple[bytes, bytes] | None = None

    def shown(self, terminal: Terminal) -> Cost:
        """Wait until its text is there; return what it took. Raises SilentError."""
        if self.door:
            before, key = self.door
            terminal.wait(lambda written: before in written)
            terminal.press(key)
        return terminal.wait(lambda written: self.text in written)


OURS = Program("tracker", TRACKER, b"Mend the", _CURSOR)
MINIMAL = Program("minimal Textual app", (PYTHON, "-c", _MINIMAL), b"Hello, terminal")


def option_list(items: int) -> Program:
    """Return a minimal app with a list of so many rows."""
    return Program("OptionList", (PYTHON, "-c", _LIST, str(items)), b"Hello, terminal 0")


@dataclass(frozen=True, slots=True)
class Opened:
    """What it took until the text was there, and until a key was answered."""

    text: Cost
    ready: Cost


@dataclass(frozen=True, slots=True)
class Keys:
    """Milliseconds from a key to its answer, and of processor time until the board is at rest again."""

    median: float
    late: float
    """The 99th percentile."""
    cpu: float


def opened(program: Program, root: Path) -> Opened:
    """Open a program once. Without a cursor to tell by, it is ready as soon as its text is there."""
    with Terminal(program.command, root) as terminal:
        text = ready = program.shown(terminal)
        if program.cursor:
            ready = terminal.wait(partial(_moved, terminal.press(program.key), program.cursor))
        return Opened(text, ready)


def _moved(before: int, cursor: bytes, written: bytes) -> bool:
    """Whether the cursor stands lower than on any line where it had been drawn before."""
    return max(lines_of(written, cursor), default=0) > max(lines_of(written[:before], cursor), default=0)


def left(program: Program, root: Path) -> None:
    """Open a program, let it come to rest, and leave it in the ordinary way."""
    with Terminal(program.command, root) as terminal:
        program.shown(terminal)
        terminal.rest()
        terminal.leave(program.leave)


def seen(program: Program, root: Path) -> Cost:
    """Return what it took until its text was there."""
    with Terminal(program.command, root) as terminal:
        return program.shown(terminal)


def peak(program: Program, root: Path) -> float:
    """Return the most memory it has taken, in megabytes, once it has come to rest."""
    with Terminal(program.command, root) as terminal:
        program.shown(terminal)
        terminal.rest()
        return terminal.peak


def forget(root: Path, *kinds: str) -> None:
    """Take away what was worked out before, of these kinds in the cache, and forecasts beside the journal."""
    for kind in kinds:
        if folder := cache_folder(kind):
            shutil.rmtree(folder, ignore_errors=True)
    with closing(sqlite3.connect(find_workspace(root, env={}).database)) as journal, journal:
        journal.execute("DELETE FROM forecast")


def pressed(program: Program, root: Path, keys: int = KEYS) -> Keys:
    """Press a key again and again, each time on a board at rest."""
    with Terminal(program.command, root) as terminal:
        program.shown(terminal)
        terminal.rest()
        waits, cpu = [], []
        for _ in range(keys):
            spent, start = terminal.cost.cpu, time.perf_counter()
            terminal.wait(partial(_answered, terminal.press(program.key), program.cursor or b"\x1b["))
            waits.append((time.perf_counter() - start) * 1e3)
            terminal.settle(_QUIET)
            cpu.append((terminal.cost.cpu - spent) * 1e3)
    return Keys(statistics.median(waits), statistics.quantiles(waits, n=100)[98], statistics.median(cpu))


def _answered(before: int, answer: bytes, written: bytes) -> bool:
    return written.find(answer, before) >= 0


@dataclass(frozen=True, slots=True)
class Bench:
    """A board of so many items under `root`, and the programs that are opened in turn with it there."""

    root: Path
    items: int
    runs: int
    keys: int = KEYS
    others: Mapping[Program, Path] = field(default_factory=dict)
    """With the folders they work in."""
    skipped: dict[str, str] = field(default_factory=dict)
    """Why of those that could not be measured; added to."""

    @property
    def _world(self) -> str:
        return f"board of {self.items:,}"

    def lines(self) -> Iterator[Line]:
        """Yield what opening costs beside each other program, then what a key takes."""
        found = self._opened({OURS: self.root, MINIMAL: self.root, **self.others})
        ours = found.pop(OURS, None)
        if ours is None:
            return
        memory = [peak(OURS, self.root) for _ in range(PEAKS)]
        for program, theirs in found.items():
            yield from self._opening(program, list(zip(ours, theirs, strict=True)))
            other = [peak(program, self.others.get(program, self.root)) for _ in range(PEAKS)]
            yield self._memory("memory", program, memory, other)
            if program is MINIMAL:
                yield from self._memories(other)
        if self.keys:
            yield from self._keys()
        yield from self._left()

    def _memories(self, minimal: Sequence[float]) -> Iterator[Line]:
        """What openings take that find less than most: no forecast of the day, nothing at all."""
        for name, kinds in (("first of a day", ["forecasts"]), ("first of all", ["forecasts", "plans"])):
            found = []
            for _ in range(PEAKS):
                forget(self.root, *kinds)
                found.append(peak(OURS, self.root))
            yield self._memory(f"memory, {name}", MINIMAL, found, minimal)

    def _memory(self, name: str, program: Program, ours: Sequence[float], theirs: Sequence[float]) -> Line:
        pairs = list(zip(ours, theirs, strict=True))
        return line_of(self._world, name, program.name, "MB", pairs, self._budget(program, MEMORY))

    def _left(self) -> Iterator[Line]:
        """What opening it costs once it was left, which comes last: from then on there is a picture of it."""
        left(OURS, self.root)
        costs = [(seen(OURS, self.root), seen(MINIMAL, self.root)) for _ in range(self.runs)]
        budget = EARLY if self.items == BUDGETED else None
        yield cpu_line(self._world, "first text, left before", MINIMAL.name, costs, budget)
        yield wall_line(self._world, "first text, left before", MINIMAL.name, costs)

    def _opened(self, programs: Mapping[Program, Path]) -> dict[Program, list[Opened]]:
        """Open all in turn, after once without looking: that fills the caches."""
        rounds: dict[Program, list[Opened]] = {program: [] for program in programs}
        for _ in range(self.runs + 1):
            for program in list(rounds):
                try:
                    rounds[program].append(opened(program, programs[program]))
                except SilentError as error:
                    self.skipped[f"{program.name}, {self._world}"] = str(error)[:60]
                    del rounds[program]
        return {program: found[1:] for program, found in rounds.items()}

    def _opening(self, program: Program, pairs: Sequence[tuple[Opened, Opened]]) -> Iterator[Line]:
        texts = [(ours.text, theirs.text) for ours, theirs in pairs]
        readies = [(ours.ready, theirs.ready) for ours, theirs in pairs]
        yield cpu_line(self._world, "first text", program.name, texts, self._budget(program, PAINT))
        yield wall_line(self._world, "first text", program.name, texts)
        yield cpu_line(self._world, "ready", program.name, readies)
        yield wall_line(self._world, "ready", program.name, readies)

    def _budget(self, program: Program, ratio: float) -> float | None:
        """What a ratio to this program may be: budgets are set for one size, beside one program."""
        return ratio if program is MINIMAL and self.items == BUDGETED else None

    def _keys(self) -> Iterator[Line]:
        ours, theirs = (pressed(program, self.root, self.keys) for program in (OURS, option_list(self.items)))
        for name, unit, mine, other in (
            ("key", "wall ms", ours.median, theirs.median),
            ("key, 99th percentile", "wall ms", ours.late, theirs.late),
            ("key", "CPU ms", ours.cpu, theirs.cpu),
        ):
            yield line_of(self._world, name, "OptionList", unit, [(mine, other)])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board", description=__doc__.split("\n")[0])
    parser.add_argument("--items", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--keys", type=int, default=KEYS, help="how many; 0 leaves keys out")
    arguments = parser.parse_args()
    for items in arguments.items:
        with world_apart(items) as root:
            for line in table(Bench(root, items, arguments.runs, arguments.keys).lines()):
                print(line, flush=True)


if __name__ == "__main__":
    main()
