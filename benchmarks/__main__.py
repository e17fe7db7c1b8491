"""`python -m benchmarks [ITEMS ...]`: what commands cost, as ratios to bare Python on the same machine.

CPU time of whole processes, medians of several runs taken in turn, so that a machine whose speed drifts slows
both sides. Nothing here passes or fails: it prints, beside the budget where there is one.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.worlds import make_world

RUNS = 7
PYTHON = sys.executable
_TRACKER = (PYTHON, "-m", "tracker")


@dataclass(frozen=True, slots=True)
class Case:
    """One command, the yardstick it is held against, and the ratio it may cost; None where nobody set one."""

    name: str
    command: tuple[str, ...]
    yardstick: tuple[str, ...]
    budget: float | None


_PASS = (PYTHON, "-c", "pass")
_VERSION = (*_TRACKER, "--version")
CASES = (
    Case("list", (*_TRACKER, "list"), _PASS, 10),
    Case("list --json", (*_TRACKER, "list", "--json"), _PASS, None),
    Case("show", (*_TRACKER, "show", "IT-7"), _PASS, 10),
    Case("status", (*_TRACKER, "status"), _PASS, 10),
    Case("status --line", (*_TRACKER, "status", "--line"), _PASS, 3),
    Case("next", (*_TRACKER, "next"), _PASS, 10),
    Case("note (a write)", (*_TRACKER, "note", "IT-7", "-m", "x"), (PYTHON, "-c", "import sqlmodel"), 1.3),
    Case("sync, nothing new", (*_TRACKER, "sync"), _VERSION, 1.5),
)


def main(sizes: Sequence[int]) -> None:
    """Measure every case on a plan of each size and print a table."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), size)


def _measure(root: Path, size: int) -> None:
    subprocess.run(["git", "init", "--quiet", root], check=True)
    os.environ["XDG_CACHE_HOME"] = str(root / "cache")
    # As installed: modules are compiled once, whatever the shell says, and not into the checkout.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(root / "bytecode")
    make_world(root, size)
    print(f"\n{size:,} items, CPU ms of whole processes, medians of {RUNS}")
    print(f"{'command':<20}{'ms':>8}{'yardstick':>12}{'ratio':>8}{'budget':>8}")
    for case in CASES:
        _cpu(case.command, root)  # fills the caches, as the first call of a day does
        pairs = [(_cpu(case.command, root), _cpu(case.yardstick, root)) for _ in range(RUNS)]
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        budget = "" if case.budget is None else f"{case.budget:g}"
        print(f"{case.name:<20}{ours * 1e3:>8.0f}{theirs * 1e3:>12.0f}{ratio:>8.2f}{budget:>8}")


def _cpu(command: Sequence[str], root: Path) -> float:
    """CPU seconds of a process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1_000])
