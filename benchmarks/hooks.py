"""What the hooks add to a commit that does not concern the plan, beside starting the tracker once.

    python -m benchmarks.hooks [--items N] [--repeats N]

`git commit --allow-empty` with and without the hooks, and `tracker --version`, in turn, so that a machine
whose speed drifts slows all three; told are medians of wall and CPU time, and how the difference compares.
The budget is 1.5 for all hooks of a commit together. A commit that names an item is told as well: it starts
Python, and costs what `tracker sync` does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import PYTHON, Cost, cost, isolate, median_cost
from benchmarks.worlds import make_world

BUDGET = 1.5
_VERSION = (PYTHON, "-m", "tracker", "--version")
_COMMIT = ("git", "commit", "--quiet", "--allow-empty", "--message")


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Measure what hooks add to a commit.")
    parser.add_argument("--items", type=int, default=1_000)
    parser.add_argument("--repeats", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        isolate(Path(folder))
        bare, hooked = (_repository(Path(folder) / name, arguments.items) for name in ("bare", "hooked"))
        subprocess.run((*_VERSION[:-1], "hook", "install"), cwd=hooked, capture_output=True, check=True)
        _show(arguments.items, _measured(bare, hooked, arguments.repeats))
    return 0


def _repository(root: Path, items: int) -> Path:
    """A repository with a plan."""
    subprocess.run(["git", "init", "--quiet", root], check=True)
    for role in ("AUTHOR", "COMMITTER"):
        os.environ |= {f"GIT_{role}_NAME": "Ada", f"GIT_{role}_EMAIL": "ada@example.org"}
    make_world(root, items)
    for command in (("add", "plan.toml"), ("commit", "--quiet", "--message", "Begin")):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def _measured(bare: Path, hooked: Path, repeats: int) -> dict[str, list[Cost]]:
    cases: dict[str, tuple[Path, Sequence[str]]] = {
        "tracker --version": (bare, _VERSION),
        "commit without hooks": (bare, (*_COMMIT, "Say nothing of it")),
        "commit with hooks": (hooked, (*_COMMIT, "Say nothing of it")),
        "commit that names an item": (hooked, (*_COMMIT, "Refs: IT-7")),
    }
    for _ in range(2):  # fills the caches
        for root, command in cases.values():
            cost(command, root)
    found: dict[str, list[Cost]] = {name: [] for name in cases}
    for _ in range(repeats):
        for name, (root, command) in cases.items():
            found[name].append(cost(command, root))
    return found


def _show(items: int, found: dict[str, list[Cost]]) -> None:
    medians = {name: median_cost(costs) for name, costs in found.items()}
    print(f"{items:,} items, medians of {len(found['tracker --version'])}")
    print(f"{'':<30}{'wall ms':>9}{'CPU ms':>9}")
    for name, middle in medians.items():
        print(f"{name:<30}{middle.wall * 1e3:>9.1f}{middle.cpu * 1e3:>9.1f}")
    without, version = medians["commit without hooks"], medians["tracker --version"]
    for name in ("commit with hooks", "commit that names an item"):
        wall = (medians[name].wall - without.wall) / version.wall
        cpu = (medians[name].cpu - without.cpu) / version.cpu
        budget = f"   budget {BUDGET}" if name == "commit with hooks" else ""
        print(f"hooks / version, {name:<26} wall {wall:.2f}  CPU {cpu:.2f}{budget}")


if __name__ == "__main__":
    sys.exit(main())
