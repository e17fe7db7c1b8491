"""Questions of descent: a walk gives the answers that git gives to each."""

from __future__ import annotations

import pytest

from tests.history.building import Journal, Repo
from tracker.domain.state import Status
from tracker.history import ancestry as module
from tracker.history.ancestry import Ancestry, Walk, Walked, full_shas
from tracker.history.layout import layout_of
from tracker.history.repository import Repository


@pytest.fixture
def history(repo: Repo) -> list[str]:
    """The commits of a history with a fork, a merge, a second root and a branch that was never merged."""
    repo.commit("Start")
    repo.switch("topic", new=True)
    repo.commit("On the topic")
    repo.switch("open", new=True)
    repo.commit("Never merged")
    repo.switch("main")
    repo.commit("Meanwhile")
    repo.merge("topic")
    repo.commit("After")
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("Another root")
    return repo.git("rev-list", "--all").split()


def test_a_walk_knows_what_git_answers(repo: Repo, history: list[str]) -> None:
    repository = Repository(layout_of(repo.path))
    asked = Ancestry(repository, history)
    walked = Walked(Walk(repository, history), history)
    assert len(history) == 7
    for tip in history:
        for other in history:
            assert walked.holds(tip, other) == asked.holds(tip, other)
            assert walked.between(tip, other) == asked.between(tip, other)
    assert {walked.holds(history[0], sha) for sha in history} == {True, False}


def test_a_walk_remembers_only_what_it_is_asked_about(repo: Repo, history: list[str]) -> None:
    walked = Walked(Walk(Repository(layout_of(repo.path)), history), history[:2])
    tips = repo.git("rev-parse", "main", "open").split()
    assert walked.between(*tips) <= set(history[:2])


@pytest.mark.parametrize("few", [-1, 40])
def test_reverted_merges_are_taken_back_either_way(
    repo: Repo, journal: Journal, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(module, "FEW", few)
    repo.commit("Start")
    repo.switch("topic", new=True)
    repo.commit("Fixes SEC-1")
    repo.switch("main")
    repo.commit("Fixes SEC-2")
    merge = repo.merge("topic")
    revert = repo.revert(merge, "-m", "1")
    again = repo.revert(revert)
    repo.revert(again)
    fix = repo.commit("Fixes SEC-3")
    repo.commit(f"Undo\n\nThis reverts commit {fix[:9]}.")
    repo.switch("side", new=True, at=f"{fix}~1")
    repo.commit(f"Undo what is not here\n\nThis reverts commit {fix}.\nThis reverts commit {'0' * 40}.")
    journal.sync()
    statuses = [journal.status(f"SEC-{n}") for n in (1, 2, 3)]
    assert statuses == [Status.OPEN, Status.RESOLVED, Status.OPEN]
    undone = {sha for hit in journal.hits.values() for sha in hit.undoes}
    assert len(journal.hits) == 7
    assert fix in undone


def test_names_of_commits(repo: Repo, history: list[str]) -> None:
    repository = Repository(layout_of(repo.path))
    tree = repo.git("rev-parse", "HEAD^{tree}")
    repo.git("branch", history[0][:10], history[1])
    repo.git("branch", "abcdef1234")
    names = [history[0][:10], history[2], tree, tree[:12], "abcdef1234", "0" * 40, "0" * 7]
    assert full_shas(repository, names) == {history[0][:10]: history[0], history[2]: history[2]}
    assert full_shas(repository, []) == {}
