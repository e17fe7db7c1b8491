"""Writers that are killed at random points, a thousand times, while others write.

An event counts as acknowledged once the call that wrote it returned and its id stands in a file that was
opened for appending: nothing of the writer's own memory is needed to know what it was told.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.faults.children import LIMIT, call, signals, start
from benchmarks.faults.trials import Ground, Trial
from benchmarks.faults.world import opened, unsound, work, write_plan

_WRITERS = 4
_SPREAD = 0.040
"""Seconds after a write began within which a writer is killed."""
_LARGE = 400_000
"""Bytes of one note; a few of them make the write-ahead log long enough to be moved into the file."""
_ROOT = Path(__file__).parents[2]


def kills(ground: Ground) -> Iterator[Trial]:
    """Kill small writers, writers of large events, and the program itself, each against one journal."""
    yield _campaign(ground, 1, "4 writers, killed in a write", ground.rounds * 8 // 10, size=0)
    yield _campaign(ground, 2, "the same after large writes (checkpoints)", ground.rounds // 10, size=_LARGE)
    yield _programs(ground, 3, ground.rounds - ground.rounds * 8 // 10 - ground.rounds // 10)


def _campaign(ground: Ground, number: int, what: str, rounds: int, size: int) -> Trial:
    folder, draw = ground.round(number)
    write_plan(folder)
    told = folder / "acknowledged"
    writers = [_Writer(folder, told, slot, 0, draw, size) for slot in range(_WRITERS)]
    problems: list[str] = []
    for life in range(1, rounds + 1):
        slot = draw.randrange(_WRITERS)
        problems += writers[slot].kill(draw.uniform(0, _SPREAD))
        writers[slot] = _Writer(folder, told, slot, life, draw, size)
    for writer in writers:
        problems += writer.kill(0.2)
    acknowledged = _acknowledged(told)
    problems += unsound(folder, acknowledged)
    problems += _all_write_again(folder, draw)
    longest = max(acknowledged.values(), default=0.0)
    outcome = f"{len(acknowledged):,} events acknowledged, 0 lost; longest wait for a write {longest:.2f} s"
    return Trial(what, tuple(problems), outcome, rounds, folder)


class _Writer:
    """A process that writes one event after another until it is killed."""

    def __init__(self, folder: Path, told: Path, slot: int, life: int, draw: Random, size: int) -> None:
        self._began, telling = signals()
        name, seed = f"{slot}-{life}", draw.getrandbits(32)
        self._process = start(write_on, str(folder), name, seed, str(told), size, telling)
        telling.close()

    def kill(self, after: float) -> list[str]:
        """Kill it `after` seconds from the start of its first write; return what was wrong with it before."""
        if not self._began.poll(LIMIT):
            self._process.kill()
            return ["a writer was blocked for good"]
        time.sleep(after)
        self._process.kill()
        self._process.join()
        self._began.close()
        return [] if self._process.exitcode == -9 else [f"a writer ended with {self._process.exitcode}"]


def write_on(folder: str, name: str, seed: int, told: str, size: int, telling: Any) -> None:
    """Write events until killed; note each, with the seconds it took, once the call returned."""
    tracker, draw = opened(Path(folder)), Random(seed)
    with open(told, "ab", buffering=0) as file:
        telling.send_bytes(b"!")
        for number in count():
            began = time.perf_counter()
            ids = work(tracker, draw, f"{name} {number}", size)
            took = time.perf_counter() - began
            file.write("".join(f"{id_} {took:.3f}\n" for id_ in ids).encode())


def _acknowledged(told: Path) -> dict[str, float]:
    """The seconds it took to write each event that was acknowledged, by its id; a torn last line is none."""
    lines = told.read_text().split("\n")[:-1]
    return {id_: float(took) for id_, took in (line.split() for line in lines)}


def _all_write_again(folder: Path, draw: Random) -> list[str]:
    """No lock outlives its holder: whoever comes now writes at once."""
    began = time.perf_counter()
    said = call(folder, "note", "IT-1", "-m", "life goes on")
    took = time.perf_counter() - began
    return (
        said.faults()
        + ([f"the next write ended with {said.code}"] if said.code else [])
        + (["the next write had to wait"] if took > LIMIT / 3 else [])
    )


def _programs(ground: Ground, number: int, rounds: int) -> Trial:
    """Kill `tracker note` itself at any point between its start and after its end."""
    folder, draw = ground.round(number)
    write_plan(folder)
    spread = 2 * _note_time(folder)
    kept: list[str] = []
    survived = 0
    for life in range(rounds):
        text = f"life {life}"
        if _killed_note(folder, text, draw.uniform(0.2 * spread, spread)):
            survived += 1
            kept.append(text)
    problems = unsound(folder, texts=kept) + _all_write_again(folder, draw)
    outcome = f"{survived} had ended before and are all there, once"
    return Trial("the program `tracker note`", tuple(problems), outcome, rounds, folder)


def _note_time(folder: Path) -> float:
    began = time.perf_counter()
    _program(folder, "warm up").wait()
    return time.perf_counter() - began


def _killed_note(folder: Path, text: str, after: float) -> bool:
    """Start a note and kill it; tell whether it had acknowledged it before."""
    process = _program(folder, text)
    time.sleep(after)
    process.kill()
    return process.wait() == 0


def _program(folder: Path, text: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", "note", "IT-2", "-m", text],
        cwd=folder,
        env={**os.environ, "TRACKER_ACTOR": "Ada", "PYTHONPATH": str(_ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
