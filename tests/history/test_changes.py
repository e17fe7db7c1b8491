"""Commits by name, and the search for one."""

from __future__ import annotations

import pytest

from tests.history.building import Repo
from tracker.errors import HistoryError
from tracker.history.changes import commit_facts, search


def test_a_commit_by_any_name(repo: Repo) -> None:
    first = repo.commit("First one\n\nwith a body")
    second = repo.commit("Second one")
    repo.git("tag", "-a", "-m", "tagged", "v1", first)
    for name in (second, second[:8], "HEAD", "main", " HEAD "):
        assert commit_facts(repo.path, name).sha == second
    facts = commit_facts(repo.path, "v1")
    assert (facts.sha, facts.subject, facts.author, facts.parents) == (first, "First one", "Ada", ())
    assert facts.authored_at.isoformat() == "2023-11-14T22:14:20+00:00"
    for name in ("nothing", "HEAD:file-1.txt", "HEAD~9", "f" * 40):
        with pytest.raises(HistoryError, match="names no commit"):
            commit_facts(repo.path, name)


def test_a_search_finds_all_words_on_any_branch(repo: Repo) -> None:
    repo.commit("Limit the pool")
    repo.switch("topic", new=True)
    second = repo.commit("Limit the queue\n\nand the POOL")
    repo.switch("main")
    third = repo.commit("Pool (limit) again")
    assert [commit.sha for commit in search(repo.path, ["limit", "pool"])][:2] == [third, second]
    assert [commit.sha for commit in search(repo.path, ["limit", "queue"])] == [second]
    assert [commit.sha for commit in search(repo.path, ["(limit)"])] == [third]
    assert [commit.sha for commit in search(repo.path, [second[:6]])] == [second]
    assert [commit.sha for commit in search(repo.path, [], limit=1)] == [third]
    assert (search(repo.path, ["nothing"]), search(repo.path, ["pool"], limit=0)) == ((), ())


def test_a_search_in_an_empty_repository(repo: Repo) -> None:
    assert search(repo.path, ["x"]) == ()
