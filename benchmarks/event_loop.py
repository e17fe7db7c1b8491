"""`python -m benchmarks.event_loop [--items N ...]`: how long the board holds its event loop, act by act.

While a callback runs nothing else does: no key is answered and nothing is drawn. The real app is used
through its keys, in a process of its own, everything it would write to a terminal of 160x45 being made and
thrown away; each callback is timed (see `holding`). Held against it is a frame of 16 ms, and for what is in
good part Textual's own a minimal Textual app that does the same. Of several runs the best one counts: the
rest is the machine's.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.holding import Hold, Stopwatch, watched
from benchmarks.lines import Line, line_of
from benchmarks.processes import PYTHON, TRACKER
from benchmarks.worlds import world_apart

FRAME = 16.0
"""Milliseconds that the loop may be held: one frame of sixty a second."""
SIZES = (1_000, 10_000)
"""Items of the boards that are used."""
RUNS = 3
_SIZE = (160, 45)
_PATIENCE = 120.0
_REPAINTED = ("filter typed", "regroup", "fold closed", "move mode", "journal changed")
"""What changes all that the board shows."""
_LONG = "forecast"
"""Workers that wait for another process."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one thing that was done held the loop for, in CPU ms."""

    longest: float
    what: str
    """The callback that was the longest."""
    late: float
    """The 99th percentile of the callbacks."""
    wall: float
    """The longest by the clock on the wall, waiting for other threads and programs included."""
    garbage: float
    """What the collection of garbage took of the longest."""


def held(holds: list[Hold]) -> Held:
    """Return the longest of some holds and the 99th percentile of all that are told apart from nothing."""
    worst = max(holds, key=lambda hold: hold.cpu, default=Hold(0.0, 0.0, "nothing"))
    times = [hold.cpu for hold in holds] or [0.0]
    late = quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0]
    wall = max((hold.wall for hold in holds), default=0.0)
    return Held(worst.cpu, worst.what, late, wall, worst.garbage)


def least(runs: Iterable[Mapping[str, Held]]) -> dict[str, Held]:
    """Return each thing's best run: what lengthens a hold beyond it is the machine's."""
    found: dict[str, Held] = {}
    for run in runs:
        for name, each in run.items():
            if name not in found or each.longest < found[name].longest:
                found[name] = each
    return found


@dataclass(frozen=True, slots=True)
class Loop:
    """A board of so many items under `root`, used a few times."""

    root: Path
    items: int
    runs: int = RUNS

    def figures(self) -> tuple[dict[str, Held], dict[str, Held]]:
        """Return what each thing done on the board holds the loop for, and the same of the minimal app."""
        ours, theirs = (least(self._run(mode) for _ in range(self.runs)) for mode in _PROBES)
        return ours, theirs

    def lines(self) -> Iterator[Line]:
        """Yield each thing that is done on a board beside a frame, and beside the minimal app."""
        ours, theirs = self.figures()
        for name, each in ours.items():
            yield self._line(name, "a frame", each.longest, FRAME, 1.0)
            yield self._line(f"{name}, p99", "a frame", each.late, FRAME, 1.0)
            if name in theirs:
                yield self._line(name, "minimal Textual app", each.longest, theirs[name].longest)

    def told(self) -> Iterator[str]:
        """Yield a table that says what the longest callback of each was."""
        ours, theirs = self.figures()
        yield f"\n{f'{self.items:,} items':<26}longest  /16 ms      p99     wall  garbage  minimal  callback"
        for name, each in ours.items():
            figures = (each.longest, each.late, each.wall, each.garbage)
            longest, late, wall, garbage = (f"{figure:>9.1f}" for figure in figures)
            other = f"{theirs[name].longest:>9.1f}" if name in theirs else " " * 9
            ratio = f"{each.longest / FRAME:>8.2f}"
            yield f"{name:<24}{longest}{ratio}{late}{wall}{garbage}{other}  {each.what}"

    def _line(self, name: str, against: str, mine: float, theirs: float, budget: float | None = None) -> Line:
        return line_of(f"loop of {self.items:,}", name, against, "CPU ms", [(mine, theirs)], budget)

    def _run(self, mode: str) -> dict[str, Held]:
        """Use a copy of the world, that every run begins with the same; the app remembers nothing either."""
        with tempfile.TemporaryDirectory() as folder:
            root = shutil.copytree(self.root, Path(folder, "world"))
            command = (PYTHON, "-m", "benchmarks.event_loop", "--probe", mode, str(root))
            own = {f"XDG_{kind}_HOME": f"{folder}/{kind}" for kind in ("STATE", "CONFIG", "DATA")}
            env = {**os.environ, **own, "HOME": folder}
            done = subprocess.run(command, check=True, capture_output=True, env=env)
            return {name: Held(**each) for name, each in json.loads(done.stdout).items()}


# In a process of its own


class User:
    """Somebody at the keys of an app, with what each thing they did held the loop for."""

    def __init__(self, pilot: Any, watch: Stopwatch) -> None:
        self.pilot, self.app = pilot, pilot.app
        self.found: dict[str, Held] = {}
        self._watch = watch

    async def does(self, name: str, *keys: str) -> None:
        """Press keys one after the other, and wait until all is done."""

        async def press() -> None:
            for key in keys:
                await self.pilot.press(key)

        await self.goes(name, press())

    async def goes(self, name: str, act: Awaitable[None] | None = None) -> None:
        """Do something, wait until the app is at rest, and keep how long it held the loop."""
        if act:
            await act
        await self.rest()
        task = asyncio.current_task()
        mine = task.get_name() if task else ""
        self.found[name] = held([hold for hold in self._watch.emptied() if hold.what.split()[0] != mine])

    async def rest(self) -> None:
        """Wait until no worker runs, but for a forecast that another process makes."""
        for _ in range(3):
            await self.pilot.pause()
            while running := [each for each in self.app.workers if each.is_running and each.group != _LONG]:
                await asyncio.gather(*(each.wait() for each in running), return_exceptions=True)
                await self.pilot.pause()
            await asyncio.sleep(0.1)  # the detail follows the cursor after a while

    async def pauses(self, name: str) -> None:
        """Be away for as long as it takes until garbage is collected."""
        self.app.call_later(self.app._pauses.use)
        await self.goes(f"garbage, {name}")

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(_PATIENCE):
            while not true():
                await asyncio.sleep(0.05)


@asynccontextmanager
async def used(app: Any) -> AsyncIterator[User]:
    """Run an app that draws as if there were a terminal; what it held the loop for is kept from the start."""
    from textual.drivers.headless_driver import HeadlessDriver

    HeadlessDriver.is_headless = property(lambda driver: False)  # type: ignore[assignment,method-assign]
    with watched() as watch:
        async with app.run_test(size=_SIZE) as pilot:
            yield User(pilot, watch)


async def board_probe(root: Path) -> dict[str, Held]:
    """Use the board: look about, filter, group, move, act on many, while others change things."""
    from screens.app import TrackerApp
    from screens.board import BoardScreen
    from screens.garbage import leave_old_objects
    from screens.session import Session
    from tracker.service.cache import cache_folder
    from tracker.service.tracker import open_tracker
    from tracker.service.workspace import find_workspace

    tracker = open_tracker(find_workspace(root, env={}), cache=cache_folder("plans"))
    session = Session(tracker, actor="Ada", clock=lambda: datetime.now(UTC))
    session.columns()  # this and what follows as `screens.app.run` does
    session.view.judge()
    leave_old_objects()
    async with used(TrackerApp(lambda: BoardScreen(session))) as user:
        await user.goes("open")
        await user.pauses("opened")
        await look_about(user)
        await user.pauses("looked about")
        await act_on_many(user)
        await user.pauses("acted")
        await others_change(user, session, root)
        await user.pauses("others changed")
        await go_places(user)
        await user.pauses("went places")
        session.stop()
        return user.found


async def look_about(user: User) -> None:
    """Move the cursor, filter, regroup, fold, carry a card."""
    await user.does("cursor down", *["down"] * 100)
    await user.does("column right", *["right"] * 3, *["left"] * 3)
    await user.does("page down", *["pagedown"] * 20)
    await user.does("end and home", "end", "home")
    await user.does("filter typed", "slash", *"pool index", "enter")
    await user.does("filter off", "escape")
    await user.does("regroup", *["g"] * 5)
    await user.does("fold closed", "z", "z")
    await user.does("go to an id", "colon", *"IT-77", "enter")
    await user.does("move mode", "m", "right", "right", "left", "escape")
    await user.does("next ready", "n", "n")
    await user.does("palette", "ctrl+p", *"pool", "escape", "escape")
    await user.goes("resize", _resized(user))


async def _resized(user: User) -> None:
    for width, height in ((100, 30), (80, 24), _SIZE):
        await user.pilot.resize_terminal(width, height)


async def act_on_many(user: User) -> None:
    """Take up and resolve all open items of a severity, then take that back."""
    await user.does("filter of a word", "slash", *"status:open severity:low", "enter")
    await user.does("mark a column", "asterisk")
    await user.does("bulk start", "s")
    await user.does("undo", "u")
    await user.does("form opened", "r")
    await user.does("bulk resolve", "end", *"note", "tab", *"as agreed", "enter")
    await user.does("filter off", "escape", "escape", "escape")


async def others_change(user: User, session: Any, root: Path) -> None:
    """Let another process write to the journal, and an editor to the plan."""
    before = session.view
    subprocess.run((*TRACKER, "note", "IT-5", "-m", "seen"), cwd=root, check=True, capture_output=True)
    await user.until(lambda: session.view is not before)
    await user.goes("journal changed")
    before, plan = session.view, root / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("A made-up", "Another"), encoding="utf-8")
    await user.until(lambda: session.view is not before)
    await user.goes("plan changed")


async def go_places(user: User) -> None:
    """Open the other screens; the first time each is imported, and its style sheet is read."""
    for key, name in (
        ("enter", "detail"),
        ("o", "readiness"),
        ("f", "forecast"),
        ("t", "phases"),
        ("c", "checklists"),
        ("K", "history"),
        ("at", "journal"),
        ("question_mark", "help"),
    ):
        await user.does(f"{name} opened", key)
        await user.does(f"{name} walked", "down", "down", "pagedown", "end", "home")
        await user.does(f"{name} left", "escape")


async def minimal_probe(root: Path) -> dict[str, Held]:
    """Use the least app: open it, resize it, push a screen, and draw a screenful of plain text anew."""
    from rich.segment import Segment
    from textual.app import App
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget
    from textual.widgets import Static

    class Minimal(App[None]):
        def compose(self) -> Iterator[Static]:
            yield Static("Hello, terminal")

    class Filled(Widget):
        def render_line(self, y: int) -> Strip:
            style = self.rich_style
            return Strip([Segment(f"{(y + part) % 10:08}", style) for part in range(self.size.width // 8)])

    async with used(Minimal()) as user:
        await user.goes("open")
        await user.goes("resize", _resized(user))
        user.app.push_screen(Screen())
        await user.goes("detail opened")
        filled = Filled()
        await user.app.screen.mount(filled)
        await user.rest()
        for name in _REPAINTED:
            await user.goes(name, _repainted(filled))
        return user.found


async def _repainted(widget: Any) -> None:
    """Draw all of a widget again, which makes a whole screen of new text."""
    for _ in range(5):
        widget.refresh()
        await asyncio.sleep(0.05)


_PROBES = {"board": board_probe, "minimal": minimal_probe}


def main() -> None:
    told = (__doc__ or "").split("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.event_loop", description=told)
    parser.add_argument("--items", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--probe", nargs=2, metavar=("APP", "ROOT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.probe:
        mode, root = arguments.probe
        found = asyncio.run(_PROBES[mode](Path(root)))
        json.dump({name: asdict(each) for name, each in found.items()}, sys.stdout)
        return
    for items in arguments.items:
        with world_apart(items) as root:
            for line in Loop(root, items, arguments.runs).told():
                print(line, flush=True)


if __name__ == "__main__":
    main()
