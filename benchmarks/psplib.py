"""How near the scheduler comes to proved optima: the 480 instances of PSPLIB J30 (Kolisch and Sprecher 1997).

    python benchmarks/psplib.py [FOLDER] [--samples N]

FOLDER holds `j30.sm.tar.gz` and `j30-optimum.csv`; the default is `../shared/data/psplib` beside the
checkout. The data is not part of the project: without it there is nothing to measure, and that is said. What
is measured is the scheduler of the forecast itself, called as it is there; `--samples` gives it another
budget. Each schedule is checked: precedence, resources, never below the optimum; and critical paths against
the headers of the files.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path

from tracker.forecast.schedule import Project, Schedule, best_schedule, critical_path

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "psplib"


@dataclass(frozen=True, slots=True)
class Instance:
    """One problem with the length of its critical path as the file states it."""

    name: str
    project: Project
    critical_path: int


def read_instance(name: str, text: str) -> Instance:
    """Return the instance written in PSPLIB's single-mode format; job 1 and the last are the dummies."""
    path = re.search(r"MPM-Time\s*\n\s*(?:\d+\s+){5}(\d+)", text)
    if not path:
        raise ValueError(f"{name} has no MPM-Time")
    following = [row[3:] for row in _rows(text, "PRECEDENCE RELATIONS")]
    requests = _rows(text, "REQUESTS/DURATIONS")
    predecessors: list[list[int]] = [[] for _ in following]
    for job, others in enumerate(following):
        for other in others:
            predecessors[other - 1].append(job)
    demands = [tuple((r, units) for r, units in enumerate(row[3:]) if units) for row in requests]
    capacities = _rows(text, "RESOURCEAVAILABILITIES")[0]
    project = Project([float(row[2]) for row in requests], predecessors, demands, capacities)
    return Instance(name, project, int(path[1]))


def _rows(text: str, section: str) -> list[list[int]]:
    lines = text.split(section, 1)[1].split("****", 1)[0].splitlines()
    return [[int(word) for word in line.split()] for line in lines if re.fullmatch(r"[\d\s]*\d\s*", line)]


def read_all(folder: Path) -> tuple[list[Instance], dict[str, int]]:
    """Return the instances by name and their optimal makespans."""
    with tarfile.open(folder / "j30.sm.tar.gz") as archive:
        members = {Path(member.name).name: member for member in archive if member.name.endswith(".sm")}
        files = {name: archive.extractfile(member) for name, member in members.items()}
        texts = {name: file.read().decode("ascii") for name, file in files.items() if file}
    with (folder / "j30-optimum.csv").open(newline="") as rows:
        optima = {row["problem"]: int(row["optimum"]) for row in csv.DictReader(rows)}
    return [read_instance(name, text) for name, text in sorted(texts.items())], optima


def flaws(project: Project, schedule: Schedule) -> list[str]:
    """Return what makes the schedule infeasible; empty when nothing does."""
    found = []
    ends = [start + length for start, length in zip(schedule.starts, project.durations, strict=True)]
    for job, before in enumerate(project.predecessors):
        early = [other for other in before if schedule.starts[job] < ends[other]]
        found += [f"{job} starts before {other} ends" for other in early]
    for now in set(schedule.starts):
        used = [0] * len(project.capacities)
        for job, demand in enumerate(project.demands):
            if schedule.starts[job] <= now < ends[job]:
                for resource, units in demand:
                    used[resource] += units
        over = [r for r, units in enumerate(used) if units > project.capacities[r]]
        found += [f"resource {resource} is overloaded at {now:g}" for resource in over]
    return found


def measure(instances: list[Instance], optima: dict[str, int], samples: int | None) -> str:
    """Schedule every instance and return a line with the mean gap and the time; raises on a bad schedule."""
    gaps, times = [], []
    for instance in instances:
        begun = time.perf_counter()
        schedule = best_schedule(instance.project, samples=samples)
        times.append(time.perf_counter() - begun)
        check(instance, schedule, optima[instance.name])
        gaps.append(schedule.makespan / optima[instance.name] - 1)
    solved = sum(gap == 0 for gap in gaps)
    name = "as in the forecast" if samples is None else f"{samples} samples"
    return (
        f"{name:18}  mean gap {sum(gaps) / len(gaps):6.2%}  optimal {solved} of {len(gaps)}  "
        f"{sum(times) / len(times) * 1000:6.2f} ms an instance, longest {max(times) * 1000:.1f}  all feasible"
    )


def check(instance: Instance, schedule: Schedule, optimum: int) -> None:
    """Raise AssertionError for a schedule that cannot be, or a critical path that was read wrongly."""
    problems = flaws(instance.project, schedule)
    if schedule.makespan < optimum:
        problems.append("shorter than the proved optimum")
    if critical_path(instance.project) != instance.critical_path:
        problems.append("critical path differs from MPM-Time")
    if problems:
        raise AssertionError(f"{instance.name}: {'; '.join(problems)}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the scheduler on PSPLIB J30.")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--samples", type=int, action="append", help="may be given several times")
    arguments = parser.parse_args()
    if not all((arguments.folder / name).is_file() for name in ("j30.sm.tar.gz", "j30-optimum.csv")):
        print(f"skipped: no PSPLIB J30 data in {arguments.folder}")
        return 0
    instances, optima = read_all(arguments.folder)
    for samples in arguments.samples or [None, 100, 300]:
        print(measure(instances, optima, samples), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
