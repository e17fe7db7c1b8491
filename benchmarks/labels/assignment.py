"""The one-to-one assignment of the greatest worth: Kuhn and Munkres, by shortest augmenting paths, O(n²m).

A greedy choice would take a draft away from the label it fits better, and figures would depend on the order.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def best_assignment(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return pairs (row, column), every row or every column once, whose worths add up to the most."""
    if not worth or not worth[0]:
        return []
    if len(worth) > len(worth[0]):
        turned = list(zip(*worth, strict=True))
        return [(row, column) for column, row in best_assignment(turned)]
    matching = _Matching(worth)
    for row in range(len(worth)):
        matching.add(row)
    return sorted((row, column) for column, row in enumerate(matching.row_of) if row is not None)


class _Matching:
    """A best assignment of the rows so far; potentials keep reduced costs at 0 on its pairs, never below."""

    def __init__(self, worth: Sequence[Sequence[float]]) -> None:
        self.worth = worth
        self.row_of: list[int | None] = [None] * len(worth[0])
        self.rows = [0.0] * len(worth)
        self.columns = [0.0] * len(worth[0])

    def add(self, row: int) -> None:
        """Assign one row more, moving others where that is worth it."""
        cost = [inf] * len(self.columns)
        before: list[int | None] = [None] * len(self.columns)
        reached: dict[int, float] = {}
        at: int | None = None
        here, length = row, 0.0
        while True:
            for column in range(len(cost)):
                further = length + self._reduced(here, column)
                if column not in reached and further < cost[column]:
                    cost[column], before[column] = further, at
            at = min((column for column in range(len(cost)) if column not in reached), key=cost.__getitem__)
            length = reached[at] = cost[at]
            taken = self.row_of[at]
            if taken is None:
                break
            here = taken
        self._lift(row, reached, length)
        self._shift(row, at, before)

    def _reduced(self, row: int, column: int) -> float:
        return -self.worth[row][column] - self.rows[row] - self.columns[column]

    def _lift(self, row: int, reached: dict[int, float], length: float) -> None:
        self.rows[row] += length
        for column, distance in reached.items():
            taken = self.row_of[column]
            if taken is not None:
                self.rows[taken] += length - distance
                self.columns[column] -= length - distance

    def _shift(self, row: int, last: int, before: Sequence[int | None]) -> None:
        """Give every column on the path to `last` to the row of the column before it."""
        column = last
        while (previous := before[column]) is not None:
            self.row_of[column] = self.row_of[previous]
            column = previous
        self.row_of[column] = row
