"""`python -m benchmarks.history`: what `tracker sync` costs, as ratios to `git log` on the same machine.

    python -m benchmarks.history [--commits N ...] [--repository PATH ...] [--runs N] [--json FILE]

Repositories are made up (see `histories`), or cloned from those named and given a plan of ids that occur in
them. The yardstick of a first sync is `git log` with every field that a scan needs, to /dev/null; that of a
sync with nothing new `tracker --version`; that of any other the import of SQLModel, which a write takes.
Whole processes are measured, imports and the journal included; "scan" is the reading alone. Medians of runs
taken in turn. Memory is the peak of the Python process, without git's. Nothing here passes or fails: it
prints, beside the budget where there is one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.agreement import likely_ids
from benchmarks.histories import add_commits, make_history, write_plan
from benchmarks.processes import PYTHON, Cost, cost, isolate, paired, told

SIZES = (1_000, 10_000, 100_000, 500_000)
STEPS = (1, 100, 1_000, 10_000)
REWRITTEN = 300
RUNS = 5
_LONG = 100_000
"""The budget is meant for histories of at least so many commits: below, starting Python is most of it."""
_SYNC = (PYTHON, "-m", "tracker", "sync")
_VERSION = (PYTHON, "-m", "tracker", "--version")
_SQLMODEL = (PYTHON, "-c", "import sqlmodel")
_FORMAT = "--format=%H%x00%P%x00%aN%x00%aE%x00%at%x00%ct%x00%B"
_LOG = ("git", "--no-pager", "log", "--branches", "-z", _FORMAT)
_SYNC_TOLD = """
import gc
gc.disable()  # as the command itself does
from tracker.cli.main import run
if run(["sync"]) == 0:
    told()
"""
_SCAN_TOLD = """
import resource, time
from pathlib import Path
from tracker.history.scan import scan
from tracker.planfile.load import load_plan
plan = load_plan(Path("plan.toml")).plan
def spent():
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in both)
cpu, start = spent(), time.perf_counter()
hits = len(scan(Path.cwd(), plan.id_by_name, None, {}).hits)
told(wall=time.perf_counter() - start, cpu=spent() - cpu, hits=hits)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: milliseconds, and ratios to the yardstick `against`."""

    repository: str
    name: str
    wall: float
    cpu: float
    against: str
    wall_ratio: float
    cpu_ratio: float
    budget: float | None = None
    peak: float | None = None
    """Megabytes."""


class Bench:
    """One repository with a plan."""

    def __init__(self, root: Path, name: str, runs: int) -> None:
        self.root = root
        self.name = name
        self.runs = runs

    def rows(self) -> Iterator[Row]:
        """Measure everything, and yield the lines as they are known."""
        commits = int(self.git("rev-list", "--count", "--branches"))
        print(f"\n{self.name}: {commits:,} commits, medians of {self.runs}")
        budget = 1.3 if commits >= _LONG else None
        yield self.row("scan", self.scan, _LOG, budget, peak=_SCAN_TOLD)
        yield self.row("first sync", self.first_sync, _LOG, budget, peak=_SYNC_TOLD)
        yield self.row("sync, nothing new", self.sync, _VERSION, 1.5)
        tip = self.git("rev-parse", "HEAD")
        for number, count in enumerate(STEPS, start=1):
            add_commits(self.root, count, onto=tip, seed=number)
            yield self.row(f"sync, {count:,} new", self.repeated_sync(), _SQLMODEL)
            tip = self.git("rev-parse", "HEAD")
        onto = self.git("rev-parse", f"{tip}~{REWRITTEN}")
        add_commits(self.root, REWRITTEN, onto=onto, seed=len(STEPS) + 1)
        yield self.row(f"sync, {REWRITTEN} rewritten", self.repeated_sync(), _SQLMODEL)

    def row(
        self,
        name: str,
        ours: Callable[[], Cost],
        yardstick: tuple[str, ...],
        budget: float | None = None,
        peak: str | None = None,
    ) -> Row:
        """Measure `ours` beside the yardstick; `peak` is a program that tells its own peak of memory."""
        megabytes = self.peak(peak) if peak else None
        ours()  # fills the caches, as the first call of a day does
        found = paired(ours, lambda: cost(yardstick, self.root), self.runs)
        return Row(
            self.name,
            name,
            found.ours.wall * 1e3,
            found.ours.cpu * 1e3,
            " ".join(yardstick[-1:] if yardstick is not _LOG else ("git log",)),
            found.wall_ratio,
            found.cpu_ratio,
            budget,
            megabytes,
        )

    def scan(self) -> Cost:
        """The reading alone, with the import of GitPython."""
        facts = told(_SCAN_TOLD, self.root)
        return Cost(facts["wall"], facts["cpu"])

    def sync(self) -> Cost:
        """One call of the command."""
        return cost(_SYNC, self.root)

    def first_sync(self) -> Cost:
        """The command where there is no journal yet."""
        self.forget()
        return self.sync()

    def repeated_sync(self) -> Callable[[], Cost]:
        """Return a way to have the command do again and again what it has to do now."""
        kept = self.root / ".tracker-before"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.root / ".tracker", kept)

        def run() -> Cost:
            self.forget()
            shutil.copytree(kept, self.root / ".tracker")
            return self.sync()

        return run

    def peak(self, program: str) -> float:
        """The peak of a first run in megabytes."""
        self.forget()
        return told(program, self.root)["peak"] * 1024 / 1e6

    def forget(self) -> None:
        """Delete the journal."""
        shutil.rmtree(self.root / ".tracker", ignore_errors=True)

    def git(self, *arguments: str) -> str:
        """Return what git prints."""
        done = subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout.strip()


def benches(folder: Path, arguments: argparse.Namespace) -> Iterator[Bench]:
    """Make the repositories, each as it is needed."""
    for source in arguments.repository:
        root = folder / source.resolve().name
        subprocess.run(["git", "clone", "--quiet", "--no-checkout", source.resolve(), root], check=True)
        words = [name for name in likely_ids(root) if not name.isdigit()]
        write_plan(root, words[:200])
        yield Bench(root, source.name, arguments.runs)
    for size in arguments.commits:
        root = folder / str(size)
        root.mkdir()
        make_history(root, size)
        yield Bench(root, "made up", arguments.runs)


def show(row: Row) -> None:
    """Print one line of the table."""
    budget = f"{row.budget:g}" if row.budget else ""
    peak = f"{row.peak:.0f}" if row.peak else ""
    ratios = f"{row.wall_ratio:>7.2f}{row.cpu_ratio:>7.2f}"
    print(f"{row.name:<22}{row.wall:>8.0f}{row.cpu:>8.0f}  {row.against:<16}{ratios}{budget:>8}{peak:>6}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__.split("\n")[0])
    parser.add_argument("--commits", type=int, nargs="*", default=SIZES, help="sizes to make up")
    parser.add_argument("--repository", type=Path, action="append", default=[], help="a real one to clone")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    arguments = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        isolate(Path(name))
        for bench in benches(Path(name), arguments):
            columns = (
                f"{'wall':>8}{'CPU ms':>8}  {'against':<16}{'wall':>7}{'CPU x':>7}{'budget':>8}{'MB':>6}"
            )
            for number, row in enumerate(bench.rows()):
                if not number:
                    print(f"{'':<22}{columns}")
                show(row)
                rows.append(asdict(row))
            shutil.rmtree(bench.root)
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
