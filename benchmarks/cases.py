"""What is measured of commands: ours, the yardstick that the budgets name, and the same of every peer.

Operations are named as a user would call them; peers answer to these names. Where an operation acts on an
item, every run acts on another one, of those that nobody has touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.lines import Line, cpu_line
from benchmarks.peers.peer import Command, Peer, Thing, fixed
from benchmarks.processes import PYTHON, TRACKER, Cost, cost
from benchmarks.race import PATIENCE, Run, race

PLAN = "plan.toml"
_UNSYNCED = ".tracker-unsynced"
REPORT, LIST = "report.md", "list.json"
YARDSTICKS: Mapping[str, tuple[str, ...]] = {
    "python -c pass": (PYTHON, "-c", "pass"),
    "git log": ("git", "--no-pager", "log", "--branches", "-z", "--format=%H%x00%P%x00%aN%x00%at%x00%B"),
    "tracker --version": (*TRACKER, "--version"),
    "import sqlmodel": (PYTHON, "-c", "import sqlmodel"),
    "import numpy": (PYTHON, "-c", "import numpy"),
    "tomllib.load": (PYTHON, "-c", f"import tomllib; tomllib.load(open('{PLAN}', 'rb'))"),
    "json.load": (PYTHON, "-c", f"import json; json.load(open('{LIST}'))"),
    "markdown-it": (
        *(PYTHON, "-c"),
        "from markdown_it import MarkdownIt as M\n"
        f"M('commonmark').enable('table').parse(open('{REPORT}').read())",
    ),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One operation: our command, the yardstick it is held against, and the ratio it may cost."""

    name: str
    ours: Command
    yardstick: str
    budget: float | None = None
    budget_from: int = 0
    """The budget is meant for plans of at least so many items."""
    budget_to: int = 1_000
    """And of at most so many; it names one size as a rule."""
    largest: int = 50_000
    before: Callable[[Path], None] | None = None
    """What puts the world back to where the command can do its work again; not measured."""
    answers: Collection[int] = (0,)
    """The exit codes that are no failures: a plan that takes decades has no date, which is an answer."""


def keep_unsynced(root: Path) -> None:
    """Keep the journal as it is before any sync."""
    shutil.copytree(root / ".tracker", root / _UNSYNCED)


def _unsync(root: Path) -> None:
    shutil.rmtree(root / ".tracker")
    shutil.copytree(root / _UNSYNCED, root / ".tracker")


def _ours(*words: str) -> Command:
    return fixed(*TRACKER, *words)


def _on(verb: str, *words: str) -> Command:
    return lambda thing, run: (*TRACKER, verb, thing.id, *words)


def _drafted(source: str) -> Command:
    return lambda thing, run: (*TRACKER, "import", source, "-o", f"imported-{run}.toml")


_EVERY = 1_000_000
CASES: Sequence[Case] = (
    Case("--version", _ours("--version"), "python -c pass"),
    Case("list", _ours("list"), "python -c pass", 10),
    Case("list, filtered", _ours("list", "severity:critical,high", "is:open"), "python -c pass", 10),
    Case("list --json", _ours("list", "--json"), "python -c pass"),
    Case("next", _ours("next"), "python -c pass", 10),
    Case("show", _on("show"), "python -c pass", 10),
    Case("status", _ours("status"), "python -c pass", 10),
    Case("status --line", _ours("status", "--line"), "python -c pass", 3, budget_to=_EVERY),
    Case("create", lambda thing, run: (*TRACKER, "init", "-o", f"new-{run}.toml"), "python -c pass"),
    Case("note", _on("note", "-m", "seen again"), "import sqlmodel", 1.3),
    Case("resolve", _on("resolve", "--url", "https://ci.example.org/1"), "import sqlmodel", 1.3),
    Case("sync, nothing new", _ours("sync"), "tracker --version", 1.5, budget_to=_EVERY),
    Case("sync, everything", _ours("sync"), "git log", before=_unsync),
    Case("check", _ours("check", PLAN), "tomllib.load", 3, budget_from=10_000, budget_to=10_000),
    Case(
        "forecast",
        lambda thing, run: (*TRACKER, "forecast", "--seed", str(run + 2)),
        "import numpy",
        answers=(0, 1),
    ),
    Case("forecast, kept", _ours("forecast"), "python -c pass", answers=(0, 1)),
    Case("import, Markdown", _drafted(REPORT), "markdown-it", largest=10_000),
    Case("import, JSON", _drafted(LIST), "json.load", largest=10_000),
    Case("export, Markdown", _ours("export", "-f", "markdown", "-o", "-"), "python -c pass"),
    Case("export, JSON", _ours("export", "-f", "json", "-o", "-"), "python -c pass"),
)


def measured(
    case: Case,
    root: Path,
    things: Sequence[Thing],
    peers: Sequence[tuple[Peer, Path]],
    runs: int,
    skipped: dict[str, str],
) -> Iterator[Line]:
    """Run one case beside its yardstick and every peer that has a word for it; yield a line for each."""
    world = f"{len(things):,} items"
    ours_once = partial(_run, case.ours, root, things, before=case.before, answers=case.answers)
    runners: dict[str, Run] = {"ours": ours_once}
    yardstick = YARDSTICKS[case.yardstick]
    runners[case.yardstick] = partial(_run, fixed(*yardstick), root, things)
    for peer, folder in peers:
        if case.name in peer.commands:
            runners[peer.name] = partial(_run, peer.commands[case.name], folder, things)
    costs, left_out = race(runners, runs)
    skipped |= {f"{name}: {case.name}, {world}": why for name, why in left_out.items()}
    ours = costs.pop("ours", None)
    if ours is None:
        return
    bound = case.budget if case.budget_from <= len(things) <= case.budget_to else None
    for name, theirs in costs.items():
        pairs = list(zip(ours, theirs, strict=True))
        yield cpu_line(world, case.name, name, pairs, bound if name == case.yardstick else None)


def _run(
    command: Command,
    root: Path,
    things: Sequence[Thing],
    run: int,
    before: Callable[[Path], None] | None = None,
    answers: Collection[int] = (0,),
) -> Cost:
    if before:
        before(root)
    chosen = untouched(things)
    return cost(command(chosen[run % len(chosen)], run), root, PATIENCE, answers)


def untouched(things: Sequence[Thing]) -> Sequence[Thing]:
    """Return the items that commands may act on: the last that are open, so that the start of lists stays."""
    return [thing for thing in reversed(things[-400:]) if not thing.closed]
