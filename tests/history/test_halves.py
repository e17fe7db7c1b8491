"""Long histories read in parts at once, which find what one reading finds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import tracker.history.halves
import tracker.history.stream
from tests.history.building import Repo
from tracker.errors import HistoryError
from tracker.history.halves import Halves
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


def ranges_of(path: Path) -> tuple[Repository, Sequence[Sequence[str]], int]:
    """The ranges that a history is cut into, and how many commits it is known to have then."""
    repository = Repository(layout_of(path))
    with Halves(repository) as halves:
        tips = read_tips(repository, None)
        return repository, list(halves.ranges(sorted(set(tips.tips.values())))), halves.commits


def listed(repository: Repository, range_: Sequence[str]) -> list[str]:
    return repository.lines("rev-list", "--stdin", stdin=range_)


def outcome(path: Path) -> ScanResult:
    return scan(path, KNOWN, None, {})


def test_each_commit_is_in_one_part(repo: Repo, long: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = grown(repo)
    for first, parts in ((100, 3), (3, 2), (1, 2)):
        monkeypatch.setattr(tracker.history.halves, "_FIRST", first)
        repository, ranges, commits = ranges_of(repo.path)
        found = [listed(repository, range_) for range_ in ranges]
        assert len(found) == parts
        assert found[-1]
        assert sorted(sha for part in found for sha in part) == sorted(made)
        assert 0 < commits <= len(made)


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
    made = [repo.commit(f"Refs SEC-1 ({number})") for number in range(9)]
    monkeypatch.setattr(tracker.history.halves, "_OBJECTS_A_STEP", packed(repo) // 4)
    _, ranges, commits = ranges_of(repo.path)
    assert ranges == [[made[-1], f"^{made[-2]}"], [made[-2], f"^{made[-5]}"], [made[-5]]]
    assert commits == 5
    assert len(outcome(repo.path).hits) == 9


def test_the_first_part_is_read_while_git_searches_on(
    repo: Repo, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(repo)
    monkeypatch.setattr(tracker.history.halves, "_FIRST", 100)
    repository = _Watching(repo.path)
    with Halves(repository) as halves:
        tips = read_tips(repository, None)
        asked = []

        def noted() -> Iterator[Sequence[str]]:
            for range_ in halves.ranges(list(tips.tips.values())):
                asked.append(len(repository.started))
                yield range_

        assert list(read_commits(repository, KNOWN, noted()))
    assert asked == [0, 1, 2]


@pytest.mark.parametrize(("objects", "processors"), [(1, 1), (1, None), (1_000, 2)])
def test_a_short_history_or_one_processor_reads_in_one(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, objects: int, processors: int | None
) -> None:
    made = [repo.commit("Refs SEC-1"), repo.commit("Refs SEC-2")]
    monkeypatch.setattr(tracker.history.halves, "_LONG", objects)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    packed(repo)
    assert ranges_of(repo.path)[1] == [[made[-1]]]


def test_loose_objects_are_too_few_to_count(repo: Repo, long: None) -> None:
    sha = repo.commit("Fixes SEC-1")
    assert ranges_of(repo.path)[1] == [[sha]]


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


def test_a_search_that_finds_nothing_cuts_nothing(
    repo: Repo, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = grown(repo)[-1]
    monkeypatch.setattr(tracker.history.halves, "head_sha", lambda root: "0" * 40)
    with Halves(Repository(layout_of(repo.path))) as halves:
        assert list(halves.ranges([tip, "0" * 40])) == [[tip, "0" * 40]]


def test_what_is_checked_out_and_on_no_branch_is_no_place_to_cut(repo: Repo, long: None) -> None:
    """Such as after a reset while we looked: what is older than that may not be part of the history."""
    made = grown(repo)
    with Halves(Repository(layout_of(repo.path))) as halves:
        repo.git("reset", "-q", "--hard", made[0])
        assert list(halves.ranges([made[0]])) == [[made[0]]]


def test_a_branch_beside_the_mainline_is_a_place_to_cut(repo: Repo, long: None) -> None:
    grown(repo)
    whole = outcome(repo.path)
    repo.switch("topic-2")
    assert len(ranges_of(repo.path)[1]) > 1
    assert outcome(repo.path).hits == whole.hits


def test_what_was_read_before_is_not_searched(
    repo: Repo, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(repo)
    before = outcome(repo.path)
    repo.commit("Fixes SEC-1")
    begun: list[object] = []
    monkeypatch.setattr(Repository, "begin", lambda self, *arguments: begun.append(arguments))
    assert len(scan(repo.path, KNOWN, before.scan, before.hits).added) == 1
    assert begun == []


def test_the_search_is_in_no_other_repository(
    repo: Repo, long: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    grown(repo)
    found = ranges_of(repo.path)[1]
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path))
    assert len(found) > 1
    assert ranges_of(repo.path)[1] == found


def test_without_git_the_search_says_so(repo: Repo, long: None, monkeypatch: pytest.MonkeyPatch) -> None:
    grown(repo)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(HistoryError, match="git cannot be run"):
        Halves(Repository(layout_of(repo.path)))


def test_who_gives_up_ends_the_search(repo: Repo, long: None) -> None:
    grown(repo)
    with Halves(Repository(layout_of(repo.path))) as halves:
        assert halves.is_searching
        search = halves._search
    assert search
    assert search.poll() is not None


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
    assert [process.proc.poll() is None for process in repository.started] == [False] * len(
        repository.started
    )


def test_messages_longer_than_a_pipe_holds_come_whole_from_both(repo: Repo, long: None) -> None:
    words = "words " * 300_000
    made = [repo.commit(f"Refs SEC-1 ({number})\n\n{words}") for number in range(4)]
    packed(repo)
    repository, ranges, _ = ranges_of(repo.path)
    found = {commit.sha: commit.message for commit in read_commits(repository, KNOWN, ranges)}
    assert sorted(found) == sorted(made)
    assert {len(message) for message in found.values()} == {1_000_000}
