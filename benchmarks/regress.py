"""What got worse since the ratios that were kept last: over a fifth more is said, less is noise.

Only ratios are kept, and of the machine what may be told in general words. Time on the wall is left out: it
tells what else the machine did.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lines import Line, machine

LAST = Path(__file__).with_name("last.json")
WORSE = 1.2
_KEPT = ("CPU ms", "MB")


@dataclass(frozen=True, slots=True)
class Change:
    """A ratio as it was kept and as it is."""

    key: str
    before: float
    now: float

    @property
    def factor(self) -> float:
        """By how much it grew."""
        return self.now / self.before


def ratios(lines: Iterable[Line]) -> dict[str, float]:
    """Return what is kept of the lines."""
    return {line.key: round(line.ratio, 4) for line in lines if line.unit in _KEPT}


def worsened(before: Mapping[str, float], now: Mapping[str, float]) -> list[Change]:
    """Return what is over a fifth worse, the worst first; what is only in one of both says nothing."""
    both = (Change(key, before[key], ratio) for key, ratio in now.items() if before.get(key))
    return sorted((each for each in both if each.factor > WORSE), key=lambda each: -each.factor)


def report(lines: Iterable[Line], last: Path = LAST) -> Iterator[str]:
    """Yield what got worse, in words."""
    if not last.is_file():
        yield "nothing was kept to compare with: --save keeps these ratios"
        return
    kept = json.loads(last.read_text(encoding="utf-8"))
    now = ratios(lines)
    found = worsened(kept["ratios"], now)
    for each in found:
        yield f"worse by {each.factor - 1:.0%}: {each.key} ({each.before:.2f} to {each.now:.2f})"
    if not found:
        common = len(now.keys() & kept["ratios"].keys())
        yield f"nothing got worse by over {WORSE - 1:.0%} in the {common} ratios that were kept"
    if kept["machine"] != machine():
        yield "the kept ratios are from another machine or another Python"


def save(lines: Iterable[Line], last: Path = LAST) -> None:
    """Keep these ratios; those that were not measured this time stay as they were."""
    before = json.loads(last.read_text(encoding="utf-8"))["ratios"] if last.is_file() else {}
    kept = {"machine": machine(), "ratios": dict(sorted({**before, **ratios(lines)}.items()))}
    last.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
