"""What another program is asked to do beside ours, in the same run and on the same items."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.board import Program

Command = Callable[["Thing", int], Sequence[str]]
"""The words of a command that acts on an item, the number of the run given: no two can do the same."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An item as any program knows it."""

    number: int
    """From 1, in the order of the plan."""
    id: str
    title: str
    severity: str
    closed: bool
    after: tuple[int, ...]
    """Numbers of the items that come first."""
    checks: tuple[str, ...]

    @property
    def urgent(self) -> bool:
        """Whether it is what programs with three priorities call high."""
        return self.severity in ("critical", "high")


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program: where it works, how its items are made, and its word for each operation."""

    name: str
    env: Mapping[str, str]
    fill: Callable[[Sequence[Thing]], None]
    """Make the items; as files or rows where the program's own way takes minutes."""
    commands: Mapping[str, Command]
    """By the names that `cases` gives to operations; what is not there cannot be compared."""
    largest: int = 50_000
    """The most items that it is asked to hold."""
    screen: Program | None = None


Find = Callable[[Path], Peer | None]
"""Sets a program up in an empty folder, or returns None where it is not installed."""


def program(*names: str) -> str | None:
    """Return the path of the first of these that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def fixed(*words: str) -> Command:
    """Return a command that is the same every time."""
    return lambda thing, run: words
