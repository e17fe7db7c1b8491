"""What a fault family tells of its trials, and the table they make."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault, what came of it, and everything about that which should not have been."""

    what: str
    """The row of the table that it counts in."""
    problems: tuple[str, ...] = ()
    outcome: str = ""
    """What came of it in a few words; equal ones are counted."""
    count: int = 1
    """How many faults were made in it, of which none shows alone."""
    folder: Path | None = None
    """What it left behind, kept where there are problems."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a family works, what it draws its faults from, and how many of them it makes."""

    folder: Path
    seed: int
    rounds: int

    def round(self, number: int) -> tuple[Path, Random]:
        """Return an empty folder and the dice of one round, which depend on nothing else."""
        place = self.folder / f"round-{number}"
        place.mkdir(parents=True)
        return place, Random(self.seed * 1_000_003 + number)


Family = Callable[[Ground], Iterator[Trial]]


@dataclass(slots=True)
class Row:
    """Trials of one kind, added up."""

    tried: int = 0
    held: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, trial: Trial) -> None:
        """Count a trial; one that did not hold counts as none of its faults."""
        self.tried += trial.count
        self.held += 0 if trial.problems else trial.count
        if trial.outcome:
            self.outcomes[trial.outcome] += 1

    def remark(self) -> str:
        """Return what came of the trials, the most frequent first; a number only where there are several."""
        if sum(self.outcomes.values()) == 1:
            return next(iter(self.outcomes))
        return "; ".join(f"{count} x {outcome}" for outcome, count in self.outcomes.most_common())


def counted_up(trials: Iterable[Trial], say: Callable[[str], None], *, told: str) -> dict[str, Row]:
    """Return the rows of a family; say each problem with `told` (how to repeat it), and sweep what held."""
    rows: dict[str, Row] = {}
    for trial in trials:
        rows.setdefault(trial.what, Row()).add(trial)
        for problem in trial.problems:
            say(f"  {trial.what}: {problem} ({told}; {trial.folder})")
        if trial.folder and not trial.problems:
            shutil.rmtree(trial.folder, ignore_errors=True)
    return rows


def table(families: Sequence[tuple[str, dict[str, Row]]]) -> str:
    """Return the rows of all families as a Markdown table."""
    lines = ["| fault | tried | held | what came of it |", "|---|---:|---:|---|"]
    for name, rows in families:
        lines += [
            f"| {name}: {what} | {row.tried:,} | {row.held:,} | {row.remark()} |"
            for what, row in rows.items()
        ]
    return "\n".join(lines)
