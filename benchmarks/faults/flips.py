"""A bit flipped, or the end missing, anywhere in the file: a right answer or a clear word, never a wrong one.

SQLite's pages carry no checksums. What stands between a flipped bit and a wrong answer is the hash chain of
the events and the sum kept with each folded state; `audit` has to see every event that is not as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.faults.children import Handicap, Said, call
from benchmarks.faults.trials import Ground, Trial
from benchmarks.faults.world import copied, database, lived_in, rows_of_events, unsound

_READS = (("status", "--json"), ("list", "--json"), ("log", "--json"))
_ACTS = 120


def flips(ground: Ground) -> Iterator[Trial]:
    """Flip one bit, truncate in every fourth round; ask everything; restore the backup as the hint says."""
    whole, draw = ground.round(0)
    lived_in(whole, draw, min(_ACTS, 8 + ground.rounds))
    frozen = Handicap(environment={"TRACKER_NOW": "2026-03-03T09:00:00+00:00", "XDG_CACHE_HOME": str(whole)})
    answers = [call(whole, *read, handicap=frozen) for read in _READS]
    call(whole, "backup", "backup.db", handicap=frozen)
    for number in range(1, ground.rounds + 1):
        folder, draw = ground.round(number)
        copied(whole, folder)
        what = _truncate(folder, draw) if number % 4 == 0 else _flip(folder, draw)
        yield _judged(what, whole, folder, answers, frozen)


def _flip(folder: Path, draw: Random) -> str:
    path = database(folder)
    content = bytearray(path.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(content)
    return "a bit flipped"


def _truncate(folder: Path, draw: Random) -> str:
    path = database(folder)
    content = path.read_bytes()
    path.write_bytes(content[: draw.randrange(len(content))])
    return "the end of the file missing"


def _judged(what: str, whole: Path, folder: Path, right: list[Said], frozen: Handicap) -> Trial:
    said = [call(folder, *read, handicap=frozen) for read in _READS]
    audit, doctor = call(folder, "audit", handicap=frozen), call(folder, "doctor", handicap=frozen)
    problems = [fault for each in (*said, audit, doctor) for fault in each.faults()]
    found = audit.code in (1, 6)
    if _altered(whole, folder) and not found:
        problems.append("events are not as they were, and audit does not say so")
    wrong = [
        read[0]
        for read, asked, expected in zip(_READS, said, right, strict=True)
        if asked.code == 0 and not _same(asked, expected, whole, folder)
    ]
    if wrong and not found:
        problems.append(f"{', '.join(wrong)} answered wrongly, and audit does not say so")
    problems += [f"{name} answered wrongly" for name in wrong if name != "log"]
    problems += call(folder, "note", "IT-1", "-m", "on it", handicap=frozen).faults()
    outcome = _outcome(said, wrong, audit)
    problems += _way_back(folder, right, whole, frozen) if found else []
    return Trial(what, tuple(problems), outcome, folder=folder)


def _outcome(said: list[Said], wrong: list[str], audit: Said) -> str:
    told = {0: "audit finds nothing amiss", 1: "audit names it", 6: "audit refuses it"}[
        audit.code % 256 if audit.code in (0, 1, 6) else 6
    ]
    answers = "reads refuse" if any(each.code == 6 for each in said) else "reads are right"
    return f"{f'{wrong[0]} shows it' if wrong else answers}, {told}"


def _altered(whole: Path, folder: Path) -> bool:
    try:
        return rows_of_events(database(folder)) != rows_of_events(database(whole))
    except sqlite3.Error:
        return True


def _same(asked: Said, expected: Said, whole: Path, folder: Path) -> bool:
    return asked.out.replace(str(folder), str(whole)) == expected.out


def _way_back(folder: Path, right: list[Said], whole: Path, frozen: Handicap) -> list[str]:
    """Do what the hint of a damaged journal says, and look whether all is as it was."""
    back = call(folder, "restore", "backup.db", "--force", handicap=frozen)
    if back.code:
        return [f"the backup cannot be restored: {back.err.strip()}"]
    again = [call(folder, *read, handicap=frozen) for read in _READS]
    differ = [
        read[0]
        for read, asked, expected in zip(_READS, again, right, strict=True)
        if not _same(asked, expected, whole, folder)
    ]
    return [f"after the restore {name} is not as it was" for name in differ] + unsound(folder)
