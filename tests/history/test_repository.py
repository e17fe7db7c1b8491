"""What a repository is asked, and what it remembers while one question is answered."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.history.building import Repo
from tracker.history.layout import layout_of
from tracker.history.repository import Input, Repository

GONE = "0" * 40


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The shas of each call that asks git which of them it has."""
    asked: list[list[str]] = []
    lines = Repository.lines

    def noted(self: Repository, *arguments: str, stdin: Input = ()) -> list[str]:
        assert isinstance(stdin, Sequence)
        asked.append(list(stdin))
        return lines(self, *arguments, stdin=stdin)

    monkeypatch.setattr(Repository, "lines", noted)
    return asked


def test_only_commits_that_git_has_exist(repo: Repo) -> None:
    sha = repo.commit("Start", file="a.txt")
    blob = repo.git("rev-parse", "HEAD:a.txt")
    assert Repository(layout_of(repo.path)).existing([sha, blob, GONE]) == {sha}


def test_git_is_asked_once_for_a_commit_that_it_has(repo: Repo, asked: list[list[str]]) -> None:
    first, second = repo.commit("First"), repo.commit("Second")
    repository = Repository(layout_of(repo.path))
    assert repository.existing([first]) == {first}
    assert repository.existing([first, second, first]) == {first, second}
    assert repository.existing([second]) == {second}
    assert asked == [[first], [second]]


def test_git_is_asked_again_for_a_commit_that_it_lacks(repo: Repo, asked: list[list[str]]) -> None:
    repo.commit("First")
    repository = Repository(layout_of(repo.path))
    assert repository.existing([GONE]) == repository.existing([GONE]) == set()
    assert asked == [[GONE], [GONE]]


def test_for_no_commit_git_is_not_asked(repo: Repo, asked: list[list[str]]) -> None:
    assert Repository(layout_of(repo.path)).existing([]) == set()
    assert asked == []
