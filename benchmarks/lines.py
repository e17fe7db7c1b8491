"""What a run found, line by line: ours, what it is held against, and the ratio; as a table and as JSON."""

from __future__ import annotations

import os
import platform
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.processes import Cost

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One operation in one world, beside one other thing: medians, and the median of the pairs' ratios."""

    world: str
    operation: str
    against: str
    unit: str
    """What is counted: `CPU ms`, `wall ms` or `MB`."""
    ours: float
    theirs: float
    ratio: float
    budget: float | None = None

    @property
    def key(self) -> str:
        """What the line is about, to find it again in another run."""
        return " | ".join((self.world, self.operation, self.against, self.unit))

    @property
    def over(self) -> bool:
        """Whether it costs more than it may."""
        return self.budget is not None and self.ratio > self.budget


def line_of(
    world: str,
    operation: str,
    against: str,
    unit: str,
    pairs: Sequence[tuple[float, float]],
    budget: float | None = None,
) -> Line:
    """Return the line of figures that were taken in turn, ours first."""
    ours, theirs = zip(*pairs, strict=True)
    ratio = median(one / other for one, other in pairs)
    return Line(world, operation, against, unit, median(ours), median(theirs), ratio, budget)


def cpu_line(
    world: str,
    operation: str,
    against: str,
    pairs: Sequence[tuple[Cost, Cost]],
    budget: float | None = None,
) -> Line:
    """Return the line of processor time."""
    both = [(ours.cpu * 1e3, theirs.cpu * 1e3) for ours, theirs in pairs]
    return line_of(world, operation, against, "CPU ms", both, budget)


def wall_line(world: str, operation: str, against: str, pairs: Sequence[tuple[Cost, Cost]]) -> Line:
    """Return the line of time on the wall."""
    both = [(ours.wall * 1e3, theirs.wall * 1e3) for ours, theirs in pairs]
    return line_of(world, operation, against, "wall ms", both)


def table(lines: Iterable[Line]) -> Iterator[str]:
    """Yield a table for each world: an operation's lines together, the one with a budget first."""
    worlds: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        worlds[line.world].append(line)
    for world, found in worlds.items():
        yield ""
        yield f"{world:<26}{'unit':<9}{'ours':>9}  {'against':<22}{'theirs':>9}{'ratio':>8}{'budget':>8}"
        before = ""
        for line in found:
            yield row(line, repeated=line.operation == before)
            before = line.operation


def row(line: Line, *, repeated: bool = False) -> str:
    """Return a line of the table; what is over its budget has a mark."""
    budget = "" if line.budget is None else f"{line.budget:g}"
    name = "" if repeated else line.operation
    figures = f"{line.ours:>9,.1f}  {line.against:<22}{line.theirs:>9,.1f}{line.ratio:>8.2f}{budget:>8}"
    return f"{name:<26}{line.unit:<9}{figures}{' over' if line.over else ''}"


def machine() -> dict[str, object]:
    """Return what may be told of the machine: nothing that names it."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "architecture": platform.machine(),
    }


def document(lines: Iterable[Line], skipped: Mapping[str, str]) -> dict[str, object]:
    """Return everything a run found, for JSON; `skipped` says why of what is not there."""
    return {
        "schema": SCHEMA,
        "machine": machine(),
        "lines": [asdict(line) for line in lines],
        "skipped": dict(skipped),
    }
