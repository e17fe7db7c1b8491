"""Several writers at once, and writers that die in the middle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.helpers import PLAN, note, write
from tracker.store.audit import audit
from tracker.store.backup import check_integrity
from tracker.store.journal import Journal
from tracker.store.log import read_log
from tracker.store.snapshot import read_snapshot

_ROOT = Path(__file__).parents[2]
_WRITER = """
import sys
from tests.store.helpers import note, write
from tracker.store.journal import Journal
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for number in range(count):
    with Journal(path) as journal:
        (event,) = write(journal, note(f"{name}-{number}", effect=f"{name}-{number}"))
    print(event.id, flush=True)
"""


def writer(db: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(db), name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
    )


def test_writers_at_once_lose_nothing(db: Path) -> None:
    running = [writer(db, str(number), 10) for number in range(4)]
    outcomes = [process.communicate() for process in running]
    assert [error for _, error in outcomes] == [""] * 4
    told = {line for out, _ in outcomes for line in out.split()}
    assert len(told) == 40
    assert {entry.event.id for entry in read_log(db, PLAN.id)} == told
    times = [entry.event.at for entry in read_log(db, PLAN.id)]
    assert len(set(times)) == 40
    assert audit(db).ok
    assert len(read_snapshot(db, PLAN).states["DB-POOL"].notes) == 40


@pytest.mark.parametrize("survived", [1, 4, 9])
def test_a_writer_that_is_killed_loses_nothing_it_told_of(db: Path, survived: int) -> None:
    process = writer(db, "victim", 10_000)
    assert process.stdout
    told = [process.stdout.readline().strip() for _ in range(survived)]
    process.kill()
    told += process.stdout.read().split("\n")[:-1]  # communicate() passes over what readline() read ahead
    process.communicate()
    stored = [entry.event.id for entry in reversed(read_log(db, PLAN.id))]
    assert stored[: len(told)] == told
    assert len(stored) - len(told) <= 1  # committed, and killed before it could tell
    assert check_integrity(db) == []
    with Journal(db) as journal:
        write(journal, note("life goes on"))
    assert audit(db).ok
