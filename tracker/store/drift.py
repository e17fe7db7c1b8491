"""What became of the plan's references, as rows until somebody asks for one: a list of items never does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from tracker.domain.drift import Drift, Fate
from tracker.domain.fileref import parse_ranges
from tracker.domain.text import clean, one_line
from tracker.errors import StoreError
from tracker.store.codec import UNREADABLE

DRIFT = "SELECT file, fate, path, lines, since FROM drift WHERE plan = ?"
_Row = tuple[str, str, str, str]


class StoredDrift(Mapping[str, Drift]):
    """The drift of a plan by reference; raises StoreError where a row holds something else."""

    def __init__(self, rows: Mapping[str, _Row]) -> None:
        self._rows = rows

    def __getitem__(self, file: str) -> Drift:
        fate, path, lines, since = self._rows[file]
        try:
            return Drift(Fate(fate), clean(path), parse_ranges(lines) if lines else (), since)
        except UNREADABLE as error:
            raise StoreError(f"the stored drift of {one_line(file)} cannot be read") from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def stored_drift(connection: sqlite3.Connection, plan: str) -> Mapping[str, Drift]:
    """Return the plan's drift through an open connection."""
    rows = connection.execute(DRIFT, (plan,))
    return StoredDrift(
        {file: (fate, path, lines, since) for file, fate, path, lines, since in rows.fetchall()}
    )
