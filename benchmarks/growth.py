"""How cost grows with the plan, told from the lines of a run over several sizes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log

from benchmarks.lines import Line

GROWING = {
    "list": "list",
    "sync, everything": "sync",
    "forecast": "forecast",
    "ready": "board",
}
"""Operations whose growth is followed, and what they are called in a plot."""

Points = Mapping[str, Mapping[int, float]]
"""CPU milliseconds by number of items, by operation."""


def points(lines: Iterable[Line]) -> Points:
    """Return our costs by size; each line of an operation tells the same of ours."""
    found: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for line in lines:
        name = GROWING.get(line.operation)
        if name and line.unit == "CPU ms":
            found[name].setdefault(items_of(line.world), line.ours)
    return {name: dict(sorted(costs.items())) for name, costs in found.items() if len(costs) > 1}


def items_of(world: str) -> int:
    """Return the number that the name of a world holds."""
    return int("".join(filter(str.isdigit, world)) or 0)


def exponent(costs: Mapping[int, float]) -> float:
    """Return p where cost grows as items to the power p, from the least plan to the largest: 1 is linear."""
    (few, low), (many, high) = min(costs.items()), max(costs.items())
    return log(high / low) / log(many / few)


def report(found: Points) -> Iterator[str]:
    """Yield the growth of each operation in words."""
    for name, costs in found.items():
        each = ", ".join(f"{items:,}: {cost * 1e3 / items:,.0f}" for items, cost in costs.items())
        word = "linear or better" if exponent(costs) <= 1 else "worse than linear"
        yield f"{name:<10} CPU microseconds an item at {each} (power {exponent(costs):.2f}: {word})"
