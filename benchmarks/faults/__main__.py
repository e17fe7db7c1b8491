"""The fault campaign: what an engineer's machine does to a journal, done on purpose, and what held.

`python -m benchmarks.faults` makes every fault its full number of times and prints the table of
docs/faults.md; `--only NAME` makes one family, `--rounds N` another number. A round that fails says its seed
and keeps its folder. Some faults take an administrator (a small file system of one's own, another user's
rights); what stands in for them elsewhere is said in each family.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.faults.clocks import clocks
from benchmarks.faults.crowd import crowd
from benchmarks.faults.flips import flips
from benchmarks.faults.full_disk import file_limits, full_disk
from benchmarks.faults.kills import kills
from benchmarks.faults.swapped import swapped
from benchmarks.faults.trials import Family, Ground, counted_up, table
from benchmarks.faults.unwritable import unwritable
from benchmarks.faults.upkeep_kills import upkeep_kills

FAMILIES: dict[str, tuple[Family, int]] = {
    "kills": (kills, 1000),
    "upkeep-kills": (upkeep_kills, 120),
    "crowd": (crowd, 500),
    "full-disk": (full_disk, 20),
    "file-limits": (file_limits, 20),
    "unwritable": (unwritable, 12),
    "swapped": (swapped, 80),
    "clocks": (clocks, 10),
    "flips": (flips, 200),
}
"""By name: what it does, and how many rounds a full campaign has."""


def main() -> int:
    """Run the campaign; 1 where anything did not hold."""
    options = _options()
    done = []
    failed = False
    for name in options.only or FAMILIES:
        family, rounds = FAMILIES[name]
        started = perf_counter()
        folder = Path(tempfile.mkdtemp(prefix=f"faults-{name}-", dir=options.folder))
        ground = Ground(folder, options.seed, options.rounds or rounds)
        rows = counted_up(family(ground), _say, told=f"--only {name} --seed {options.seed}")
        failed |= any(row.held < row.tried for row in rows.values())
        _say(f"{name}: {perf_counter() - started:.0f} s")
        done.append((name, rows))
    print(table(done))
    return int(failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(FAMILIES), help="make this family alone")
    parser.add_argument("--rounds", type=int, help="make so many rounds of each")
    parser.add_argument("--seed", type=int, default=1, help="what the faults are drawn from")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
