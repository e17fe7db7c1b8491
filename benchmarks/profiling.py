"""Where the time of a command goes: interpreter, imports, plan, store, work, output, git, and the rest.

Each command runs in a process of its own with a stopwatch in it (`inside`); told is the run of median cost,
whose parts add up to the whole. "rest" is what no part covers: the reading of arguments, and the end of the
process, which only the kernel sees. Git is what git's own processes took.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases import CASES, Case, untouched
from benchmarks.peers.peer import Thing
from benchmarks.processes import PYTHON, TRACKER, cost
from benchmarks.suite import isolated, lived_in

PARTS = ("interpreter", "imports", "plan", "store", "work", "output", "git", "rest")
_PROGRAM = Path(__file__).with_name("inside.py")
_INSIDE = (PYTHON, "-P", str(_PROGRAM))
_PACKAGES = 6


@dataclass(frozen=True, slots=True)
class Profile:
    """Milliseconds of processor time of one run: the whole, its parts, and the imports among them."""

    whole: float
    parts: Mapping[str, float]
    packages: Mapping[str, float]


def profile(told: str, whole: float) -> Profile:
    """Return the profile that the lines of `inside` make; `whole` is what the kernel counted, in ms."""
    parts: defaultdict[str, float] = defaultdict(float)
    packages: defaultdict[str, float] = defaultdict(float)
    for line in told.splitlines():
        seconds, _, name = line.partition(" ")
        part, _, package = name.partition(" ")
        parts[part] += float(seconds) * 1e3
        if package:
            packages[package] += float(seconds) * 1e3
    parts["rest"] += whole - sum(parts.values())
    most = sorted(packages.items(), key=lambda each: -each[1])
    return Profile(whole, dict(parts), dict(most))


def run(sizes: Sequence[int], only: Sequence[str], runs: int) -> None:
    """Print the profile of every command on a plan of each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            isolated(Path(folder))
            os.environ["PYTHONPATH"] = str(_PROGRAM.parents[1])
            root = Path(folder) / "world"
            things = lived_in(root, size)
            print(f"\n{f'{size:,} items, CPU ms':<26}{'whole':>8}" + "".join(f"{part:>12}" for part in PARTS))
            for case in CASES:
                if size <= case.largest and (not only or any(word in case.name for word in only)):
                    for line in table(case.name, profiled(case, root, things, runs)):
                        print(line, flush=True)


def profiled(case: Case, root: Path, things: Sequence[Thing], runs: int) -> Profile:
    """Run a command some times, after once without looking, and return the run of median cost."""
    found = sorted(
        (_once(case, root, things, number) for number in range(runs + 1)), key=lambda one: one.whole
    )
    return found[len(found) // 2]


def _once(case: Case, root: Path, things: Sequence[Thing], number: int) -> Profile:
    if case.before:
        case.before(root)
    words = case.ours(untouched(things)[number], number)[len(TRACKER) :]
    place = root / "benchmark-told.txt"
    os.environ["BENCHMARK_TOLD"] = str(place)
    whole = cost((*_INSIDE, *words), root, answers=case.answers).cpu
    told = place.read_text(encoding="utf-8") if place.is_file() else ""
    place.unlink(missing_ok=True)
    return profile(told, whole * 1e3)


def table(name: str, found: Profile) -> Iterator[str]:
    """Yield the line of a command, and the packages whose import takes most of it."""
    yield f"{name:<26}{found.whole:>8.1f}" + "".join(f"{found.parts.get(part, 0):>12.1f}" for part in PARTS)
    most = list(found.packages.items())[:_PACKAGES]
    if most:
        yield f"{'':<26}  imports: " + ", ".join(f"{package} {ms:.1f}" for package, ms in most)
