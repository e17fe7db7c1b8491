"""What a whole process costs: time on the wall, processor time with children, its own peak of memory."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PYTHON = sys.executable
_SCRIPT = shutil.which("tracker", path=str(Path(PYTHON).parent))
TRACKER = (_SCRIPT,) if _SCRIPT else (PYTHON, "-m", "tracker")
"""The command as users call it: the console script of this very Python, where there is one."""
OBSERVED = """
import json, os, sys
def peak():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return 0
def told(**facts):
    with open(os.environ["BENCHMARK_TOLD"], "w") as file:
        json.dump({"peak": peak(), **facts}, file)
"""
"""The start of a program that tells of itself. The peak is in KiB, and 0 where there is no /proc."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall and of processor time."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Paired:
    """Medians of runs that were taken in turn with runs of a yardstick, and of the ratios of each pair."""

    ours: Cost
    theirs: Cost
    wall_ratio: float
    cpu_ratio: float


def isolate(folder: Path) -> None:
    """Take settings of the user out of play, and compile modules once, whatever the shell says, not here."""
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TRACKER_ACTOR": "Ada"}
    os.environ |= {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def cost(
    command: Sequence[str], root: Path, patience: float | None = None, answers: Collection[int] = (0,)
) -> Cost:
    """Run a command to its end, its output thrown away.

    Raises subprocess.SubprocessError where it takes longer than `patience` seconds, or fails: ends with a
    code that is none of its `answers`.
    """
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    quiet = subprocess.DEVNULL
    done = subprocess.run(command, cwd=root, stdin=quiet, stdout=quiet, stderr=quiet, timeout=patience)
    if done.returncode not in answers:
        raise subprocess.CalledProcessError(done.returncode, command)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def paired(ours: Callable[[], Cost], theirs: Callable[[], Cost], runs: int) -> Paired:
    """Measure both in turn, so that a machine whose speed drifts slows both sides."""
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return Paired(
        median_cost([mine for mine, _ in pairs]),
        median_cost([other for _, other in pairs]),
        wall_ratio=median(mine.wall / other.wall for mine, other in pairs),
        cpu_ratio=median(mine.cpu / other.cpu for mine, other in pairs),
    )


def told(program: str, root: Path) -> dict[str, float]:
    """Run a Python program that starts with OBSERVED and return what it told of itself."""
    place = root / "benchmark-told.json"
    subprocess.run(
        [PYTHON, "-c", OBSERVED + program],
        cwd=root,
        env={**os.environ, "BENCHMARK_TOLD": str(place)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    facts: dict[str, float] = json.loads(place.read_text())
    place.unlink()
    return facts


def median_cost(costs: Sequence[Cost]) -> Cost:
    """Return the medians of both columns."""
    return Cost(median(each.wall for each in costs), median(each.cpu for each in costs))
