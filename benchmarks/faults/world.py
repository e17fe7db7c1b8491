"""A small plan with a journal to break, and ways to look at it that do not go through what is tested."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.event import Draft
from tracker.errors import TrackerError
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import DATABASE, find_workspace
from tracker.store.audit import audit
from tracker.store.backup import backup, check_integrity
from tracker.store.journal import Journal
from tracker.store.snapshot import read_snapshot

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ITEMS = tuple(f"IT-{number}" for number in range(1, 31))
_SEVERITIES = ("critical", "high", "medium", "low")


def write_plan(folder: Path) -> None:
    """Write the plan of thirty items that every trial works on."""
    head = ['schema = 1\n[plan]\nid = "faults"\ntitle = "A plan to break"\nreviewed = 2026-01-05']
    items = [
        f'[item.{name}]\ntitle = "Mend part {name}"\nseverity = "{_SEVERITIES[number % 4]}"\n'
        f'requires = "none"\neffort = "2-4h"\ndue = 2026-03-{1 + number % 28:02}\n'
        'checks = ["Do it", "See it"]'
        for number, name in enumerate(ITEMS)
    ]
    (folder / "plan.toml").write_text("\n".join([*head, *items]) + "\n", encoding="utf-8")


def opened(folder: Path) -> Tracker:
    """Return the plan in the folder, opened as the command line does."""
    return open_tracker(find_workspace(folder, env={}))


def lived_in(folder: Path, draw: Random, acts: int) -> Tracker:
    """Write a plan and so many acts of work on it; the write-ahead log is closed properly."""
    write_plan(folder)
    tracker = opened(folder)
    for number in range(acts):
        work(tracker, draw, f"text {number}")
    return tracker


def work(tracker: Tracker, draw: Random, text: str, size: int = 0) -> tuple[str, ...]:
    """Do one act of some kind, with a note of about `size` bytes; return the ids of its events."""
    item, other, roll = draw.choice(ITEMS), draw.choice(ITEMS), draw.random()
    filler = " ".join(("mend", "watch", "log")[number % 3] for number in range(size // 5))

    def decide(board: Board) -> list[Draft]:
        card = board.by_id[item]
        drafts = [transition.note(card, f"{text} {filler}".strip())]
        if roll < 0.3:
            legal = transition.legal_verbs(card)
            drafts.append(transition.start(card) if "start" in legal else transition.reopen(card, "again"))
        elif roll < 0.5:
            drafts += [transition.note(board.by_id[name], "one of many") for name in ITEMS]
        elif roll < 0.6 and item != other:
            drafts.append(transition.actual(board.by_id[other], 1.5))
        return drafts

    try:
        return tuple(event.id for event in tracker.act(decide, actor="Ada", now=NOW))
    except TrackerError as error:
        if error.exit_code == 5:  # neither verb is legal for the item now
            return note(tracker, item, text)
        raise


def note(tracker: Tracker, item: str, text: str) -> tuple[str, ...]:
    """Leave one note, as `tracker note` does; return the ids of its events."""
    events = tracker.act(lambda board: [transition.note(board.by_id[item], text)], actor="Ada", now=NOW)
    return tuple(event.id for event in events)


def database(folder: Path) -> Path:
    """Return where the journal of the folder is."""
    return folder / DATABASE


def rows_of_events(path: Path) -> list[tuple[Any, ...]]:
    """Return all there is in the event table, as it is stored."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM event ORDER BY replica, seq").fetchall()


def noted(path: Path) -> list[str]:
    """Return the first two words of every note, as often as they are stored."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT payload FROM event WHERE kind = 'note'")
        return [" ".join(json.loads(payload)["text"].split()[:2]) for (payload,) in rows]


def unsound(folder: Path, ids: Iterable[str] = (), texts: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with the journal, given the events and notes that were acknowledged."""
    path = database(folder)
    problems = [f"integrity: {line}" for line in check_integrity(path) if not line.startswith("only ")]
    report = audit(path)
    problems += [f"audit: {found}" for found in report.breaks]
    problems += [f"audit: the state of {item or plan} is wrong" for plan, item in report.wrong_states]
    stored = {row[0] for row in rows_of_events(path)}  # the key of the table: none can be there twice
    problems += [f"the acknowledged event {id_} is lost" for id_ in ids if id_ not in stored]
    found = noted(path)
    problems += [
        f"the acknowledged note {text} is there {found.count(text)} times"
        for text in texts
        if found.count(text) != 1
    ]
    return problems + _differs_from_a_rebuild(folder)


def _differs_from_a_rebuild(folder: Path) -> list[str]:
    tracker = opened(folder)
    copy = folder / "rebuilt.db"
    backup(database(folder), copy)
    with Journal(copy) as journal:
        journal.rebuild(tracker.plan, actor="Ada", now=NOW)
    before = read_snapshot(database(folder), tracker.plan)
    after = read_snapshot(copy, tracker.plan)
    for side in ("", "-wal", "-shm"):
        copy.with_name(copy.name + side).unlink(missing_ok=True)
    return [] if before == after else ["the stored states are not those of a rebuild"]


def copied(source: Path, target: Path) -> None:
    """Copy a folder's plan and journal, with the side files there are, as `cp -r` would."""
    shutil.copytree(source, target, dirs_exist_ok=True)
