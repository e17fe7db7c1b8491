"""Long histories read in two halves at once, which find what one reading finds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import tracker.history.halves
import tracker.history.stream
from tests.history.building import Repo
from tracker.errors import HistoryError
from tracker.history.halves import Halves, Ranges
from tracker.history.layout import layout_of
from tracker.history.refs import read_tips
from tracker.history.repository import Input, Repository
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
    packed(repo)
    return made


def packed(repo: Repo) -> int:
    """Pack all objects, whose indexes tell how many there are; return how many that is taken for."""
    repo.git("repack", "-adq")
    return tracker.history.halves._packed_objects(layout_of(repo.path))


def cut(path: Path) -> tuple[Repository, Ranges]:
    repository = Repository(layout_of(path))
    tips = read_tips(repository, None)
    assert tips.head
    return repository, Halves(repository, sorted(set(tips.tips.values())), tips.head).result()


def ranges_of(path: Path) -> tuple[Repository, Sequence[Sequence[str]]]:
    repository, found = cut(path)
    return repository, found.ranges


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
    monkeypatch.setattr(tracker.history.halves, "_OBJECTS_A_STEP", packed(repo) // 2)
    assert cut(repo.path)[1] == Ranges([[made[-1], f"^{made[-3]}"], [made[-3]]], commits=3)
    assert len(outcome(repo.path).hits) == 6


@pytest.mark.parametrize(("objects", "processors"), [(1, 1), (1, None), (1_000, 2)])
def test_a_short_history_or_one_processor_reads_in_one(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, objects: int, processors: int | None
) -> None:
    made = [repo.commit("Refs SEC-1"), repo.commit("Refs SEC-2")]
    monkeypatch.setattr(tracker.history.halves, "_LONG", objects)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    packed(repo)
    assert cut(repo.path)[1] == Ranges([[made[-1]]])


def test_loose_objects_are_too_few_to_count(repo: Repo, long: None) -> None:
    sha = repo.commit("Fixes SEC-1")
    assert cut(repo.path)[1] == Ranges([[sha]])


def test_git_counts_no_commits_where_the_search_went_far_enough(
    repo: Repo, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(repo)
    asked = []
    process = Repository.process

    def noted(self: Repository, *arguments: str, stdin: Input = ()) -> Any:
        asked.append(arguments)
        return process(self, *arguments, stdin=stdin)

    monkeypatch.setattr(Repository, "process", noted)
    assert outcome(repo.path).scanned == 11
    assert [arguments for arguments in asked if "--count" in arguments]
    monkeypatch.setattr(tracker.history.stream, "_COUNTED", 3)
    asked.clear()
    assert outcome(repo.path).scanned == 3
    assert not [arguments for arguments in asked if "--count" in arguments]


def test_a_search_that_fails_is_told(repo: Repo, long: None) -> None:
    tip = grown(repo)[-1]
    with pytest.raises(HistoryError, match="bad object"):
        Halves(Repository(layout_of(repo.path)), [tip], "0" * 40).result()


def test_a_history_of_one_commit_has_halves_too(repo: Repo, long: None) -> None:
    sha = repo.commit("Fixes SEC-1")
    packed(repo)
    assert list(outcome(repo.path).hits) == [sha]


def test_what_git_says_of_the_second_half_is_told(repo: Repo) -> None:
    sha = repo.commit("Fixes SEC-1")
    repository = Repository(layout_of(repo.path))
    reading = read_commits(repository, KNOWN, [[sha], ["--no-such-option"]])
    with pytest.raises(HistoryError, match="options not supported"):
        list(reading)


class _Watching(Repository):
    """A repository that keeps the processes it starts."""

    def __init__(self, path: Path) -> None:
        super().__init__(layout_of(path))
        self.started: list[Any] = []

    def process(self, *arguments: str, stdin: Input = ()) -> Any:
        """Start a git command, and keep it."""
        self.started.append(super().process(*arguments, stdin=stdin))
        return self.started[-1]


def test_who_leaves_early_ends_both_processes(repo: Repo, long: None) -> None:
    grown(repo)
    repository = _Watching(repo.path)
    commits = read_commits(repository, KNOWN, ranges_of(repo.path)[1])
    assert next(commits).sha
    commits.close()
    assert [process.proc.poll() is None for process in repository.started] == [False, False]


def test_messages_longer_than_a_pipe_holds_come_whole_from_both(repo: Repo, long: None) -> None:
    words = "words " * 300_000
    made = [repo.commit(f"Refs SEC-1 ({number})\n\n{words}") for number in range(4)]
    packed(repo)
    repository, ranges = ranges_of(repo.path)
    found = {commit.sha: commit.message for commit in read_commits(repository, KNOWN, ranges)}
    assert sorted(found) == sorted(made)
    assert {len(message) for message in found.values()} == {1_000_000}
