"""Fixtures of the store's tests: a place for a database, and a journal on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.store.journal import Journal


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the tested database goes; nothing is there yet."""
    return tmp_path / ".tracker" / "tracker.db"


@pytest.fixture
def journal(db: Path) -> Iterator[Journal]:
    """A journal that does not wait for others."""
    with Journal(db, patience=0.0) as opened:
        yield opened
