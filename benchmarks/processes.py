"""What a whole process costs: time on the wall, processor time with children, its own peak of memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PYTHON = sys.executable
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


def cost(command: Sequence[str], root: Path) -> Cost:
    """Run a command to its end, its output thrown away."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def paired(ours: Callable[[], Cost], theirs: Callable[[], Cost], runs: int) -> Paired:
    """Measure both in turn, so that a machine whose speed drifts slows both sides."""
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return Paired(
        _middle([mine for mine, _ in pairs]),
        _middle([other for _, other in pairs]),
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


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(median(each.wall for each in costs), median(each.cpu for each in costs))
