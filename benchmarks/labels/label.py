"""What a careful reader found in a document, as it is written down beside it: the measure of the importer.

A label is made by reading, never by running the importer: the lines that state one thing to remediate, and
its fields as the document gives them. Where a document contradicts itself, or two readings are both fair, a
label lists what it accepts. Labels hold facts only (line numbers, fields, a title in the labeller's words),
so that they can lie in the repository where the document itself may not.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NONE = "none"
"""In a label: that the document gives no such field."""
_KEYS = frozenset(
    {"title", "lines", "severity", "priority", "status", "phase", "effort", "files", "files_maybe"}
    | {"optional", "may_split"}
)


@dataclass(frozen=True, slots=True)
class Label:
    """One thing to remediate. Fields hold every value that counts as right."""

    title: str
    lines: tuple[tuple[int, int], ...]
    """First and last line of each statement, both counted."""
    severity: tuple[str, ...] = (NONE,)
    priority: tuple[str, ...] = ()
    """A rating that the document calls priority: right as the item's priority and as its severity."""
    status: tuple[str, ...] = ("open",)
    phase: tuple[str, ...] = (NONE,)
    """Text of the heading or cell that names the phase."""
    effort: tuple[str, ...] = (NONE,)
    """In the plan file's words (`2-3h`), compared in hours."""
    files: tuple[str, ...] = ()
    """`path:lines`; alternatives are parted by ` | `."""
    files_maybe: tuple[str, ...] = ()
    """Paths that are mentioned, but not as the place of the finding: right both with and without them."""
    optional: bool = False
    """A statement that fair readers may count as an item or not: neither missed nor false."""
    may_split: bool = False
    """That several items for these lines are as right as one."""

    @property
    def covered(self) -> frozenset[int]:
        """Every line of the label."""
        return lines_of(self.lines)


@dataclass(frozen=True, slots=True)
class Labels:
    """All that was found in one document, and what looks like an item there and is none."""

    document: str
    sha256: str
    items: tuple[Label, ...]
    not_items: tuple[tuple[frozenset[int], str], ...]
    """Lines, and why they state nothing to remediate."""

    def why_not(self, lines: frozenset[int]) -> str:
        """Return why these lines are no item, as far as the labels say."""
        return "; ".join(why for covered, why in self.not_items if covered & lines)


def lines_of(ranges: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return every line of some ranges."""
    return frozenset(line for first, last in ranges for line in range(first, last + 1))


def read_labels(path: Path) -> Labels:
    """Return the labels of a TOML file; raises ValueError where it holds what labels do not."""
    table = tomllib.loads(path.read_text("utf-8"))
    items = tuple(_label(entry, path) for entry in table.get("item", ()))
    not_items = tuple((lines_of(_ranges(entry["lines"])), entry["why"]) for entry in table.get("not", ()))
    return Labels(table["document"], table["sha256"], items, not_items)


def matching(labels: Labels, data: bytes) -> bool:
    """Tell whether `data` is the very document that was labelled."""
    return hashlib.sha256(data).hexdigest() == labels.sha256


def _label(entry: dict[str, Any], path: Path) -> Label:
    if unknown := set(entry) - _KEYS:
        raise ValueError(f"{path.name}: {entry.get('title')!r} has unknown keys {sorted(unknown)}")
    rated = "priority" in entry and "severity" not in entry
    texts = {
        name: _texts(entry[name])
        for name in ("severity", "priority", "status", "phase", "effort", "files", "files_maybe")
        if name in entry
    }
    return Label(
        entry["title"],
        _ranges(entry["lines"]),
        optional=entry.get("optional", False),
        may_split=entry.get("may_split", False),
        **({"severity": ()} if rated else {}),
        **texts,
    )


def _texts(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _ranges(value: list[int | str]) -> tuple[tuple[int, int], ...]:
    ranges = []
    for part in value:
        first, _, last = str(part).partition("-")
        ranges.append((int(first), int(last or first)))
        if ranges[-1][0] > ranges[-1][1]:
            raise ValueError(f"{part!r} runs backwards")
    return tuple(ranges)
