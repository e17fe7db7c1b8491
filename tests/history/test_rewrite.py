"""Rebases, amends, force-pushes and deleted branches."""

from __future__ import annotations

import pytest

from tests.history.building import Journal, Repo
from tracker.domain.state import Status


def test_a_rebased_fix_is_relinked_and_moves_nothing(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.switch("topic", new=True)
    old = repo.commit("Fixes SEC-1")
    journal.sync()
    repo.switch("main")
    repo.commit("Meanwhile")
    repo.switch("topic")
    repo.git("rebase", "-q", "main")
    events = journal.sync()
    assert [event.payload for event in events] == [{"old": old, "new": repo.head()}]
    assert [link.sha for link in journal.state("SEC-1").commits] == [repo.head()]
    assert journal.status("SEC-1") is Status.IN_REVIEW
    assert journal.last
    assert journal.last.rewritten
    assert journal.sync() == []


def test_a_merge_rewrites_nothing(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.switch("topic", new=True)
    repo.commit("Fixes SEC-1")
    journal.sync()
    repo.switch("main")
    repo.merge("topic")
    repo.git("branch", "-qd", "topic")
    journal.sync()
    assert journal.last
    assert (journal.last.rewritten, journal.last.vanished, journal.last.relinked) == (False, (), {})


def test_an_amended_evidence_commit_keeps_its_evidence(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    journal.sync()
    new = repo.amend()
    journal.sync()
    state = journal.state("SEC-1")
    assert [evidence.sha for evidence in state.evidence] == [new]
    assert state.status is Status.RESOLVED


def test_there_and_back_again(repo: Repo, journal: Journal) -> None:
    old = repo.commit("Fixes SEC-1")
    journal.sync()
    new = repo.amend()
    for sha in (new, old, new, old):
        repo.git("reset", "-q", "--hard", sha)
        journal.sync()
        assert [link.sha for link in journal.state("SEC-1").commits] == [sha]
        assert journal.status("SEC-1") is Status.RESOLVED


def test_a_relinked_fix_can_still_be_reverted(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    journal.sync()
    new = repo.amend()
    journal.sync()
    repo.revert(new)
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_a_reworded_fix_that_says_the_same_is_relinked(repo: Repo, journal: Journal) -> None:
    old = repo.commit("Fixes SEC-1")
    journal.sync()
    new = repo.amend("This fixes SEC-1 for good")
    journal.sync()
    assert journal.last
    assert journal.last.relinked == {old: new}


def test_a_fix_reworded_to_a_mention_is_a_mention(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    journal.sync()
    repo.amend("Prepare SEC-1")
    journal.sync()
    assert journal.status("SEC-1") is Status.IN_PROGRESS


def test_a_dropped_fix_vanishes_and_reopens(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    sha = repo.commit("Fixes SEC-1")
    journal.sync()
    repo.git("reset", "-q", "--hard", "HEAD~1")
    journal.sync()
    state = journal.state("SEC-1")
    assert (state.status, state.reason) == (Status.OPEN, f"commit {sha[:7]} is no longer in the history")
    assert journal.last
    assert [hit.sha for hit in journal.last.vanished] == [sha]
    repo.git("reset", "-q", "--hard", sha)
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED
    repo.git("reset", "-q", "--hard", "HEAD~1")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_pairs_are_not_mixed_up_by_equal_dates(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    at = repo.dates()
    repo.commit("Refs SEC-1", file="a", **at)
    repo.commit("Refs SEC-1", file="b", **at)
    journal.sync()
    a, b = repo.git("rev-parse", "HEAD~1"), repo.head()
    repo.git("reset", "-q", "--hard", "HEAD~2")
    repo.pick(b)
    repo.pick(a)
    journal.sync()
    assert journal.last
    assert journal.last.relinked == {b: repo.git("rev-parse", "HEAD~1"), a: repo.head()}


def test_old_tips_that_git_threw_away(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    gone = repo.commit("Fixes SEC-1")
    old = repo.commit("Fixes SEC-2")
    journal.sync()
    repo.git("reset", "-q", "--hard", "HEAD~2")
    repo.commit("Fixes SEC-2", GIT_AUTHOR_DATE=repo.dates(3)["GIT_AUTHOR_DATE"])
    repo.prune()
    journal.sync()
    assert journal.last
    assert [hit.sha for hit in journal.last.vanished] == [gone]
    assert journal.last.relinked == {old: repo.head()}
    assert [journal.status(i) for i in ("SEC-1", "SEC-2")] == [Status.OPEN, Status.RESOLVED]


@pytest.mark.parametrize("pruned", [False, True])
def test_a_deleted_branch_takes_its_unmerged_fix_along(repo: Repo, journal: Journal, pruned: bool) -> None:
    repo.commit("Fixes SEC-2")
    repo.switch("topic", new=True)
    repo.commit("Fixes SEC-1")
    journal.sync()
    repo.switch("main")
    repo.git("branch", "-qD", "topic")
    if pruned:
        repo.prune()
    journal.sync()
    assert [journal.status(i) for i in ("SEC-1", "SEC-2")] == [Status.OPEN, Status.RESOLVED]


def test_a_renamed_branch_changes_nothing_but_its_name(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.switch("topic", new=True)
    sha = repo.commit("Fixes SEC-1")
    journal.sync()
    repo.git("branch", "-qm", "topic", "better")
    assert journal.sync() == []
    assert journal.hits[sha].branch == "better"
