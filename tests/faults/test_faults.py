"""The fault campaign in small: each kind of fault of `benchmarks/faults` at least once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.faults.clocks import clocks
from benchmarks.faults.crowd import crowd
from benchmarks.faults.flips import flips
from benchmarks.faults.full_disk import file_limits
from benchmarks.faults.kills import kills
from benchmarks.faults.swapped import swapped
from benchmarks.faults.trials import Family, Ground, Trial
from benchmarks.faults.unwritable import unwritable
from benchmarks.faults.upkeep_kills import upkeep_kills

pytestmark = pytest.mark.xdist_group("faults")  # the processes they start share one warmed parent


def made(family: Family, folder: Path, rounds: int) -> list[Trial]:
    """Run a family; every one of its trials held."""
    trials = list(family(Ground(folder, 7, rounds)))
    assert [problem for trial in trials for problem in trial.problems] == []
    return trials


def outcomes(trials: list[Trial]) -> dict[str, Counter[str]]:
    """What came of the trials, by kind."""
    found: dict[str, Counter[str]] = {}
    for trial in trials:
        found.setdefault(trial.what, Counter())[trial.outcome] += 1
    return found


def test_writers_that_are_killed_lose_nothing_they_told_of(tmp_path: Path) -> None:
    small, large, program = made(kills, tmp_path, 10)
    assert (small.count, large.count, program.count) == (8, 1, 1)
    assert len((tmp_path / "round-1" / "acknowledged").read_text().splitlines()) > 8


def test_everything_that_writes_files_can_be_killed(tmp_path: Path) -> None:
    trials = made(upkeep_kills, tmp_path, 12)
    assert len(outcomes(trials)) == 6


def test_everybody_writes_at_once_and_everything_is_stored_once(tmp_path: Path) -> None:
    (trial,) = made(crowd, tmp_path, 4)
    assert trial.count == 8 * 4


def test_files_that_cannot_grow(tmp_path: Path) -> None:
    trials = made(file_limits, tmp_path, 7)
    refused = [trial for trial in trials if trial.outcome.startswith("refused")]
    assert len(refused) >= len(trials) - 2


def test_files_of_somebody_else(tmp_path: Path) -> None:
    found = outcomes(made(unwritable, tmp_path, 6))
    assert set(found["a read-only folder"]) == {"reads work, writes refuse; both work after `chmod`"}
    assert set(found["a file nobody may read"]) == {"reads refuse, writes refuse; both work after `chmod`"}


def test_a_file_that_is_another_than_a_moment_ago(tmp_path: Path) -> None:
    assert len(outcomes(made(swapped, tmp_path, 8))) == 8


def test_clocks_that_jump_and_zones_that_differ(tmp_path: Path) -> None:
    assert len(outcomes(made(clocks, tmp_path, 2))) == 2


def test_bits_that_flip(tmp_path: Path) -> None:
    found = outcomes(made(flips, tmp_path, 4))
    assert set(found["the end of the file missing"]) == {"reads refuse, audit refuses it"}
