"""Clocks that jump by years and people in other time zones: the order of events is the order they came in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.faults.children import Handicap, call
from benchmarks.faults.trials import Ground, Trial
from benchmarks.faults.world import NOW, database, opened, rows_of_events, unsound, write_plan
from tracker.domain import transition

_JUMPS = (timedelta(days=366), timedelta(days=-366), timedelta(hours=-1), timedelta(0), timedelta(seconds=9))
_ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/St_Johns")


def clocks(ground: Ground) -> Iterator[Trial]:
    """Write while the clock jumps, and from several zones."""
    for number in range(1, ground.rounds + 1):
        folder, draw = ground.round(number)
        write_plan(folder)
        yield _jumping(folder, draw) if number % 2 else _zoned(folder, draw)


def _jumping(folder: Path, draw: Random) -> Trial:
    tracker, now = opened(folder), NOW
    texts = [f"at {number}" for number in range(30)]
    for text in texts:
        now += draw.choice(_JUMPS)
        tracker.act(lambda board, text=text: [transition.note(board.cards[0], text)], actor="Ada", now=now)  # type: ignore[misc]
    found = [note.text for note in tracker.board(now).cards[0].state.notes]
    problems = [] if found == texts else ["the notes are in another order than they were written in"]
    times = [row[8] for row in rows_of_events(database(folder))]
    problems += [] if times == sorted(set(times)) else ["the journal's clock ran back, or stood still"]
    for at in (now + timedelta(days=500), now - timedelta(days=500)):
        clock = Handicap(environment={"TRACKER_NOW": at.isoformat()})
        said = [call(folder, *arguments, handicap=clock) for arguments in (("status",), ("audit",), ("log",))]
        problems += [each.err for each in said if each.code]
    return Trial(
        "a clock that jumps by a year", tuple(problems + unsound(folder, texts=texts)), "", folder=folder
    )


def _zoned(folder: Path, draw: Random) -> Trial:
    texts = [f"from {number}" for number in range(6)]
    zones = [Handicap(environment={"TZ": zone}) for zone in _ZONES]
    problems = []
    for text in texts:
        said = call(folder, "note", "IT-1", "-m", text, handicap=draw.choice(zones))
        problems += [said.err] if said.code else []
    logs = [json.loads(call(folder, "log", "--json", handicap=zone).out) for zone in zones]
    told = [[(event["id"], datetime.fromisoformat(event["at"])) for event in log["events"]] for log in logs]
    problems += [] if all(each == told[0] for each in told) else ["the log is another in another zone"]
    counts = [json.loads(call(folder, "status", "--json", handicap=zone).out)["counts"] for zone in zones]
    problems += [] if all(each == counts[0] for each in counts) else ["the counts are others in another zone"]
    problems += _a_day_ends_at_its_own_midnight(folder)
    return Trial(
        "people in five time zones", tuple(problems + unsound(folder, texts=texts)), "", folder=folder
    )


def _a_day_ends_at_its_own_midnight(folder: Path) -> list[str]:
    """What is due on the 11th is overdue at noon UTC where it is the 12th already, and not elsewhere."""
    overdue = []
    for zone, hour in (
        ("Pacific/Kiritimati", "2026-03-12T02:00:00+14:00"),
        ("Pacific/Pago_Pago", "2026-03-11T01:00:00-11:00"),
    ):
        there = Handicap(environment={"TZ": zone, "TRACKER_NOW": hour})
        said = call(folder, "list", "is:overdue", "--json", handicap=there)
        overdue.append({item["id"] for item in json.loads(said.out)["items"]})
    return (
        []
        if overdue[0] - overdue[1] == {"IT-11"}
        else [f"overdue here and not there: {overdue[0] - overdue[1]}"]
    )
