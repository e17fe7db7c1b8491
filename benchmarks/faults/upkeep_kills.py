"""Killed while it makes, copies, restores or migrates a database: all of the old, or all of the new."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.faults.children import LIMIT, call, signals, start
from benchmarks.faults.trials import Ground, Trial
from benchmarks.faults.world import (
    NOW,
    copied,
    database,
    lived_in,
    note,
    opened,
    rows_of_events,
    unsound,
    write_plan,
)
from tracker.domain.board import Board
from tracker.domain.event import Draft
from tracker.service.evidence.offered import Offered, gathered
from tracker.service.tracker import Tracker
from tracker.store.backup import backup, restore
from tracker.store.database import open_writing
from tracker.store.migrations import MIGRATIONS

_ACTS = 60
Task = Callable[[Tracker], None]
"""What is killed; it has the opened plan of the round."""
_NEWER = "DROP TABLE stale; DROP TABLE trust; DROP TABLE forecast; DROP TABLE drift; DROP TABLE former;"


def upkeep_kills(ground: Ground) -> Iterator[Trial]:
    """Kill each kind of upkeep at random points of its course, one database a round."""
    whole, draw = ground.round(0)
    lived_in(whole, draw, min(_ACTS, 8 + ground.rounds))
    note(opened(whole), "IT-1", "old")
    backup(database(whole), whole / "backup.db")
    note(opened(whole), "IT-1", "new")
    kinds = (_first_use, _migration, _backup, _restore, _restore_of_a_damaged, _evidence)
    for number in range(1, ground.rounds + 1):
        folder, draw = ground.round(number)
        yield kinds[number % len(kinds)](whole, folder, draw)


_took: dict[Task, float] = {}
"""Seconds that each task takes when nobody kills it, as its first run told."""


def _killed(task: Task, folder: Path, draw: Random) -> list[str]:
    """Run the task and kill it at a random point of its course; the first run goes to its end."""
    hearing, telling = signals()
    process = start(_task, task, str(folder), telling)
    telling.close()
    if not hearing.poll(LIMIT):
        process.kill()
        return ["it never began"]
    began = time.perf_counter()
    if task in _took:
        time.sleep(draw.uniform(0, 1.1 * _took[task]))
        process.kill()
    process.join()
    _took.setdefault(task, time.perf_counter() - began)
    return [] if process.exitcode in (0, -9) else [f"it ended with {process.exitcode}"]


def _task(task: Task, folder: str, telling: Any) -> None:
    tracker = opened(Path(folder))
    telling.send_bytes(b"!")
    task(tracker)


def _trial(what: str, folder: Path, problems: list[str], outcome: str) -> Trial:
    return Trial(what, tuple(problems), outcome, folder=folder)


def _goes_on(folder: Path) -> list[str]:
    """Whatever was killed, the next commands work, and the journal is sound."""
    said = [call(folder, *arguments) for arguments in (("status",), ("note", "IT-2", "-m", "on"))]
    failed = [f"afterwards: {each.err or each.out}" for each in said if each.code]
    return failed + [fault for each in said for fault in each.faults()] + unsound(folder)


def first_note(tracker: Tracker) -> None:
    """Write the first event of a journal."""
    note(tracker, "IT-1", "the first")
    (tracker.workspace.root / "acknowledged").touch()


def _first_use(whole: Path, folder: Path, draw: Random) -> Trial:
    write_plan(folder)
    problems = _killed(first_note, folder, draw)
    was_told = (folder / "acknowledged").exists()
    problems += _goes_on(folder)
    events = len(rows_of_events(database(folder)))
    if was_told and events != 2:
        problems.append("the acknowledged first event is lost")
    ignored = database(folder).with_name(".gitignore")
    if ignored.read_text() != "*\n":
        problems.append("git is not told to ignore the folder")
    outcome = "the event was there" if events == 2 else "it had not been written"
    return _trial("in the first write of a journal", folder, problems, outcome)


def open_it(tracker: Tracker) -> None:
    """Open the database for writing, which migrates an old one."""
    open_writing(tracker.workspace.database).close()


def _migration(whole: Path, folder: Path, draw: Random) -> Trial:
    copied(whole, folder)
    with closing(sqlite3.connect(database(folder))) as old:
        old.executescript(f"{_NEWER} DELETE FROM migration WHERE name > '0002'; PRAGMA user_version = 1")
    before = rows_of_events(database(folder))
    problems = _killed(open_it, folder, draw)
    with closing(sqlite3.connect(database(folder))) as now:
        (version,) = now.execute("PRAGMA user_version").fetchone()
    problems += _goes_on(folder)
    if rows_of_events(database(folder))[: len(before)] != before:
        problems.append("events are not as they were")
    outcome = {1: "still as before", len(MIGRATIONS): "done"}.get(version, "between two steps")
    return _trial("in a migration", folder, problems, f"{outcome}, then finished by the next command")


def back_up(tracker: Tracker) -> None:
    """Make a backup."""
    backup(tracker.workspace.database, tracker.workspace.root / "second.db")


def _backup(whole: Path, folder: Path, draw: Random) -> Trial:
    copied(whole, folder)
    problems = _killed(back_up, folder, draw)
    copy = folder / "second.db"
    outcome = "no copy" if not copy.exists() else "a whole copy"
    if copy.exists() and rows_of_events(copy) != rows_of_events(database(folder)):
        problems.append("the copy is not whole")
    if not copy.exists():
        _backdate(folder)
        said = call(folder, "backup", "second.db")
        problems += [f"the next backup fails: {said.err}"] if said.code else _left_over(folder)
    return _trial("in a backup", folder, problems + _goes_on(folder), outcome)


def put_back(tracker: Tracker) -> None:
    """Restore the backup."""
    restore(tracker.workspace.root / "backup.db", tracker.workspace.database, force=True)


def _restore(whole: Path, folder: Path, draw: Random) -> Trial:
    copied(whole, folder)
    old, new = rows_of_events(folder / "backup.db"), rows_of_events(database(folder))
    problems = _killed(put_back, folder, draw)
    found = rows_of_events(database(folder))
    if found not in (old, new):
        problems.append("the journal is neither the backup nor what it was")
    outcome = "the backup is in place" if found == old else "all as before"
    return _trial("in a restore", folder, problems + _goes_on(folder) + _again(folder, old), outcome)


def _again(folder: Path, old: list[tuple[Any, ...]]) -> list[str]:
    """A restore that was killed can be repeated."""
    _backdate(folder)
    said = call(folder, "restore", "backup.db", "--force")
    if said.code or rows_of_events(database(folder)) != old:
        return [f"it cannot be repeated: {said.err}"]
    return _left_over(folder)


def _restore_of_a_damaged(whole: Path, folder: Path, draw: Random) -> Trial:
    copied(whole, folder)
    old, damaged = rows_of_events(folder / "backup.db"), b"rubbish" * 20_000
    database(folder).write_bytes(damaged)
    problems = _killed(put_back, folder, draw)
    here = [path.read_bytes() for path in database(folder).parent.glob("tracker.db*") if path.is_file()]
    if damaged not in here:
        problems.append("what was damaged is not kept")
    outcome = _state_of(database(folder), damaged)
    return _trial("in a restore of a damaged one", folder, problems + _again(folder, old), outcome)


def _state_of(path: Path, damaged: bytes) -> str:
    if not path.exists() or not path.stat().st_size:
        return "set aside, nothing in place yet"
    return "all as before" if path.read_bytes() == damaged else "the backup is in place"


def keep_a_file(tracker: Tracker) -> None:
    """Record a file as evidence, which keeps a copy of it."""
    with gathered(tracker, [Offered("file", "big.log")]) as evidence:

        def decide(board: Board) -> list[Draft]:
            drafts = evidence.drafts(board.by_id["IT-3"])
            evidence.place()
            return drafts

        tracker.act(decide, actor="Ada", now=NOW)
    (tracker.workspace.root / "acknowledged").touch()


def _evidence(whole: Path, folder: Path, draw: Random) -> Trial:
    copied(whole, folder)
    (folder / "big.log").write_bytes(draw.randbytes(6_000_000))
    problems = _killed(keep_a_file, folder, draw)
    was_told = (folder / "acknowledged").exists()
    named = any('"digest"' in str(row) for row in rows_of_events(database(folder)))
    if was_told and not named:
        problems.append("the acknowledged evidence is lost")
    copies = [path for path in database(folder).parent.glob("evidence/*/*") if path.is_file()]
    outcome = "copy and event are there" if named else "a copy without its event" if copies else "neither"
    return _trial("while it keeps a copy of a file", folder, problems + _goes_on(folder), outcome)


def _drafts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(".*") if ".part" in path.name or ".restore-" in path.name]


def _backdate(folder: Path) -> None:
    """Let the drafts of the killed be of yesterday, as whoever is at work on one is left alone."""
    for draft in _drafts(folder):
        for path in (draft, *(draft.iterdir() if draft.is_dir() else ())):
            os.utime(path, (time.time() - 86_400,) * 2)


def _left_over(folder: Path) -> list[str]:
    """Drafts of processes that are no more, once the same was done again."""
    return [f"{os.path.relpath(path, folder)} was left behind" for path in _drafts(folder)]
