"""Which drafted item is which label: the assignment that explains most, by the lines both name.

Titles are worded freely on both sides, lines are not. A label and a draft may be paired when they share half
of the lines of the shorter one; of all one-to-one assignments the best in total is taken. A draft that is
left over repeats another one, which is right where it is tied to it, or is no item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.labels.assignment import best_assignment
from benchmarks.labels.label import Label, lines_of
from tracker.domain.draft import DraftItem

_FOUND, _FIT, _TITLE = 1.0, 2.0, 0.2
"""What a pair is worth, beside how well its lines fit and, to part items of one line, its title's words."""
_OPTIONAL = 0.9
"""An optional label takes a draft only where no other label wants it as much."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Labels and drafts by their places in what was paired."""

    pairs: tuple[tuple[int, int], ...]
    """Of labels that count, with their drafts."""
    missed: tuple[int, ...]
    """Labels that count and have no draft."""
    false: tuple[tuple[int, int | None], ...]
    """Drafts that are no item, or, with its label, say again what another draft says."""
    linked: tuple[tuple[int, int], ...]
    """Drafts that say again what another one says and are tied to it, with their labels."""
    free: tuple[int, ...]
    """Drafts of statements that fair readers may count or not."""


def pair(labels: Sequence[Label], drafts: Sequence[DraftItem]) -> Pairing:
    """Pair labels with drafts and sort out the rest of both."""
    worth = [[_worth(label, draft) for draft in drafts] for label in labels]
    chosen = {row: column for row, column in best_assignment(worth) if worth[row][column] > 0}
    free = {column for row, column in chosen.items() if labels[row].optional}
    false: list[tuple[int, int | None]] = []
    linked: list[tuple[int, int]] = []
    for column in sorted(set(range(len(drafts))) - set(chosen.values())):
        rows = _by_worth(worth, column)
        tied = [row for row in rows if row in chosen and _tied(drafts[column], drafts[chosen[row]])]
        if tied:
            linked.append((column, tied[0]))
        elif any(labels[row].optional or labels[row].may_split for row in rows):
            free.add(column)
        else:
            false.append((column, rows[0] if rows else None))
    counted = {row for row, label in enumerate(labels) if not label.optional}
    pairs = tuple((row, chosen[row]) for row in sorted(counted & set(chosen)))
    missed = tuple(sorted(counted - set(chosen)))
    return Pairing(pairs, missed, tuple(false), tuple(linked), tuple(sorted(free)))


def _by_worth(worth: Sequence[Sequence[float]], column: int) -> list[int]:
    """The labels that this draft could be, the likeliest first."""
    rows = [row for row, values in enumerate(worth) if values[column] > 0]
    return sorted(rows, key=lambda row: -worth[row][column])


def _worth(label: Label, draft: DraftItem) -> float:
    """How much is gained by this pair; 0 where it is none."""
    covered, lines = label.covered, lines_of(draft.source)
    shared = len(covered & lines)
    if not shared or 2 * shared < min(len(covered), len(lines)):
        return 0.0
    fit = 2 * shared / (len(covered) + len(lines))
    worth = _FOUND + _FIT * fit + _TITLE * _alike(label.title, draft.title)
    return worth * _OPTIONAL if label.optional else worth


def _alike(one: str, other: str) -> float:
    words, others = (set(re.findall(r"\w{3,}", text.casefold())) for text in (one, other))
    return len(words & others) / max(1, min(len(words), len(others)))


def _tied(one: DraftItem, other: DraftItem) -> bool:
    """Whether either draft names the other as what it repeats or waits for."""
    named = {*one.after, one.duplicate_of} & {other.id} | {*other.after, other.duplicate_of} & {one.id}
    return bool(named - {None, ""})
