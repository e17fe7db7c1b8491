"""Somebody else's files: read-only, unreadable, or in a folder that takes no new ones.

An administrator may write everywhere, so the calls are made without that right where we are one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.children import NONE, Handicap, Said, call
from benchmarks.faults.trials import Ground, Trial
from benchmarks.faults.world import copied, database, lived_in, unsound, write_plan

_ORDINARY = Handicap(ordinary=True)
_READS = (("status",), ("list", "--json"), ("audit",), ("log",), ("doctor",))
_CASES = {
    "a read-only file": (0o755, 0o444),
    "a read-only folder": (0o555, 0o644),
    "file and folder read-only": (0o555, 0o444),
    "a folder nobody may enter": (0o000, 0o644),
    "a file nobody may read": (0o755, 0o000),
}
"""Permission bits of the journal's folder, and of the journal."""


def unwritable(ground: Ground) -> Iterator[Trial]:
    """Go through all of these in turn."""
    whole, draw = ground.round(0)
    lived_in(whole, draw, 20)
    number = 0
    while number < ground.rounds:
        for what, bits in _CASES.items():
            number += 1
            folder, _ = ground.round(number)
            copied(whole, folder)
            yield _closed(what, folder, bits)
        number += 1
        folder, _ = ground.round(number)
        yield _no_place(folder)


def _closed(what: str, folder: Path, bits: tuple[int, int]) -> Trial:
    path = database(folder)
    path.chmod(bits[1])
    path.parent.chmod(bits[0])
    reads = [call(folder, *arguments, handicap=_ORDINARY) for arguments in _READS]
    written = call(folder, "note", "IT-1", "-m", "kept out", handicap=_ORDINARY)
    path.parent.chmod(0o755)
    path.chmod(0o644)
    problems = [fault for said in (*reads, written) for fault in said.faults()]
    problems += _is_store_failure(written)
    problems += [said.err for said in reads if said.code not in (0, 1, 6)]
    again = call(folder, "note", "IT-1", "-m", "let in", handicap=_ORDINARY)
    problems += [again.err] if again.code else []
    outcome = "reads work" if all(said.code == 0 for said in reads[:-1]) else "reads refuse"
    problems += unsound(folder, texts=["let in"])
    return Trial(what, tuple(problems), f"{outcome}, writes refuse; both work after `chmod`", folder=folder)


def _is_store_failure(said: Said) -> list[str]:
    if said.code == 0:
        return ["it was written all the same"]
    return [] if said.code == 6 and "tracker.db" in said.err else [f"{said.code}: {said.err.strip()}"]


def _no_place(folder: Path) -> Trial:
    """Where the folder of the plan takes no new file, nothing can be begun, and all can be read."""
    write_plan(folder)
    folder.chmod(0o555)
    read = call(folder, "status", handicap=_ORDINARY)
    written = call(folder, "note", "IT-1", "-m", "kept out", handicap=_ORDINARY)
    folder.chmod(0o755)
    problems = read.faults() + written.faults() + ([read.err] if read.code else [])
    problems += [] if written.code == 6 else [f"{written.code}: {written.err}"]
    again = call(folder, "note", "IT-1", "-m", "let in", handicap=NONE)
    problems += ([again.err] if again.code else []) + unsound(folder, texts=["let in"])
    return Trial("no place for a journal", tuple(problems), "reads work, writes refuse", folder=folder)
