"""Long histories read in two halves at once, which find what one reading finds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import tracker.history.ahead
import tracker.history.halves
from tests.history.building import Repo
from tracker.errors import HistoryError
from tracker.history.ahead import reading_ahead
from tracker.history.halves import halves
from tracker.history.layout import layout_of
from tracker.history.refs import read_tips
from tracker.history.repository import Repository
from tracker.history.scan import ScanResult, scan
from tracker.history.stream import read_commits

KNOWN = {"SEC-1": "SEC-1", "SEC-2": "SEC-2"}


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every history for a long one, on a machine with two processors."""
    monkeypatch.setattr(tracker.history.halves, "_LONG", 1)
    monkeypatch.setattr(tracker.history.halves, "_OBJECTS_A_STEP", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def grown(repo: Repo) -> list[str]:
    """Make a mainline with two merged topics and an open one; return every sha, oldest first."""
    made = []
    for number in range(4):
        made.append(repo.commit(f"Refs SEC-1 ({number})"))
        repo.switch(f"topic-{number}", new=True)
        made.append(repo.commit(f"Fixes SEC-2 ({number})"))
        repo.switch("main")
        if number % 2:
            made.append(repo.merge(f"topic-{number}"))
    made.append(repo.commit("Nothing of note"))
    return made


def ranges_of(path: Path) -> tuple[Repository, list[list[str]]]:
    repository = Repository(layout_of(path))
    tips = read_tips(repository, None)
    assert tips.head
    return repository, halves(repository, sorted(set(tips.tips.values())), tips.head)


def listed(repository: Repository, range_: Sequence[str]) -> list[str]:
    return repository.lines("rev-list", "--stdin", stdin=range_)


def outcome(path: Path) -> ScanResult:
    return scan(path, KNOWN, None, {})


def test_each_commit_is_in_one_half(repo: Repo, long: None) -> None:
    made = grown(repo)
    repository, ranges = ranges_of(repo.path)
    newer, older = (listed(repository, range_) for range_ in ranges)
    assert newer
    assert older
    assert sorted(newer + older) == sorted(made)


def test_both_halves_find_what_one_reading_finds(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    grown(repo)
    whole = outcome(repo.path)
    assert len(whole.hits) == 8
    monkeypatch.setattr(tracker.history.halves, "_LONG", 1)
    monkeypatch.setattr(tracker.history.halves, "_OBJECTS_A_STEP", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert outcome(repo.path) == whole


def test_a_long_mainline_is_not_walked_to_its_end(
    repo: Repo, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [repo.commit(f"Refs SEC-1 ({number})") for number in range(6)]
    objects = int(repo.git("count-objects").split()[0])
    monkeypatch.setattr(tracker.history.halves, "_OBJECTS_A_STEP", objects // 2)
    assert ranges_of(repo.path)[1] == [[made[-1], f"^{made[-3]}"], [made[-3]]]
    assert len(outcome(repo.path).hits) == 6


@pytest.mark.parametrize(("objects", "processors"), [(1, 1), (1, None), (1_000, 2)])
def test_a_short_history_or_one_processor_reads_in_one(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, objects: int, processors: int | None
) -> None:
    made = [repo.commit("Refs SEC-1"), repo.commit("Refs SEC-2")]
    monkeypatch.setattr(tracker.history.halves, "_LONG", objects)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert ranges_of(repo.path)[1] == [[made[-1]]]


def test_a_history_of_one_commit_has_halves_too(repo: Repo, long: None) -> None:
    sha = repo.commit("Fixes SEC-1")
    assert list(outcome(repo.path).hits) == [sha]


def test_what_git_says_of_the_second_half_is_told(repo: Repo) -> None:
    sha = repo.commit("Fixes SEC-1")
    repository = Repository(layout_of(repo.path))
    reading = read_commits(repository, KNOWN, [[sha], ["--no-such-option"]])
    with pytest.raises(HistoryError, match="options not supported"):
        list(reading)


PRINTING = "import sys\nfor n in range(40): sys.stdout.write(str(n % 10) * 100_000); sys.stdout.flush()"


class _Handle:
    """A process as GitPython hands it out."""

    def __init__(self, program: str) -> None:
        self.proc = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        self.stdout = self.proc.stdout


def test_all_of_the_output_comes_in_order_however_little_room_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tracker.history.ahead, "_MOST", 2)
    handle = _Handle(PRINTING)
    with reading_ahead(handle) as read:
        text = b"".join(iter(read, b""))
    assert text == b"".join(str(n % 10).encode() * 100_000 for n in range(40))
    assert handle.proc.wait() == 0


def test_who_leaves_early_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker.history.ahead, "_MOST", 1)
    handle = _Handle(f"{PRINTING}\nimport time; time.sleep(3600)")
    with reading_ahead(handle) as read:
        assert read()
    assert handle.proc.wait() < 0
