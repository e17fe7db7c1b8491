"""Branches whose names hold items: they take the item up while they are there, and do no more than that."""

from __future__ import annotations

import pytest

from tests.history.building import Journal, Repo, plan_of
from tracker.domain.commit import Scan
from tracker.domain.event import Draft, EventKind
from tracker.domain.state import Status
from tracker.domain.wording import event_text


def branch(repo: Repo, name: str) -> None:
    """Make a branch without checking it out."""
    repo.git("branch", name)


def test_a_branch_takes_its_items_up(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "fix/SEC-1_SEC-2-rotate")
    events = journal.sync()
    assert [event_text(event) for event in events] == ["branch fix/SEC-1_SEC-2-rotate"] * 2
    for item in ("SEC-1", "SEC-2"):
        assert journal.status(item) is Status.IN_PROGRESS
        assert journal.state(item).branches == ("fix/SEC-1_SEC-2-rotate",)
    assert journal.status("SEC-3") is Status.OPEN
    assert journal.sync() == []


def test_a_branch_without_an_item_does_nothing(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    for name in ("feature/shutdown-screen", "release-2.0", "utf-8", "SEC-1000"):
        branch(repo, name)
    assert journal.sync() == []


def test_a_branch_that_is_gone_never_took_effect(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "sec-1")
    journal.sync()
    repo.git("branch", "-D", "sec-1")
    (event,) = journal.sync()
    assert event_text(event) == "branch sec-1 is gone"
    assert (journal.status("SEC-1"), journal.state("SEC-1").branches) == (Status.OPEN, ())
    assert journal.state("SEC-1").started_at is None
    assert journal.sync() == []


def test_one_of_two_branches_that_is_gone_leaves_the_item_where_it_is(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "sec-1/one")
    branch(repo, "sec-1/two")
    journal.sync()
    repo.git("branch", "-D", "sec-1/one")
    journal.sync()
    state = journal.state("SEC-1")
    assert (state.status, state.branches) == (Status.IN_PROGRESS, ("sec-1/two",))


def test_a_renamed_branch_goes_by_its_new_name(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "sec-1/one")
    journal.sync()
    repo.git("branch", "-m", "sec-1/one", "sec-2/one")
    journal.sync()
    assert [journal.status(item) for item in ("SEC-1", "SEC-2")] == [Status.OPEN, Status.IN_PROGRESS]


def test_a_branch_reopens_nothing(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    journal.write([Draft(EventKind.DEFER, "SEC-2", {"when": "later", "review": "2030-01-01"})])
    branch(repo, "fix/SEC-1-again")
    branch(repo, "fix/SEC-2")
    journal.sync()
    assert [journal.status(item) for item in ("SEC-1", "SEC-2")] == [Status.RESOLVED, Status.DEFERRED]
    assert journal.state("SEC-1").branches == ("fix/SEC-1-again",)
    repo.git("branch", "-D", "fix/SEC-1-again")
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


def test_what_was_undone_stays_undone(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "sec-1")
    journal.undo(journal.sync())
    repo.commit("Something else")
    assert journal.sync() == []
    assert journal.status("SEC-1") is Status.OPEN
    repo.git("branch", "-D", "sec-1")
    journal.sync()
    branch(repo, "sec-1")
    journal.sync()
    assert (journal.status("SEC-1"), journal.state("SEC-1").branches) == (Status.OPEN, ())


def test_a_branch_that_comes_back_counts_again(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    for _ in range(2):
        branch(repo, "sec-1")
        journal.sync()
        assert journal.status("SEC-1") is Status.IN_PROGRESS
        repo.git("branch", "-D", "sec-1")
        journal.sync()
        assert journal.status("SEC-1") is Status.OPEN
    branch(repo, "sec-1")
    journal.sync()
    assert journal.state("SEC-1").branches == ("sec-1",)


def test_a_reopened_item_is_taken_up_by_a_branch_made_anew(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "sec-1")
    journal.sync()
    journal.write([Draft(EventKind.REOPEN, "SEC-1", {"reason": "not now"})])
    repo.commit("Something else")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN
    repo.git("branch", "-m", "sec-1", "sec-1-again")
    journal.sync()
    assert journal.status("SEC-1") is Status.IN_PROGRESS


def test_names_with_marks_of_the_keys_are_told_apart(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    names = ("sec-1/a#2", "sec-1/a#3", "sec-1/100%", "sec-1/é")
    for name in names:
        branch(repo, name)
    journal.sync()
    assert journal.state("SEC-1").branches == tuple(sorted(names))
    repo.git("branch", "-D", "sec-1/a#2")
    journal.sync()
    assert journal.state("SEC-1").branches == tuple(sorted(names[1:]))


def test_a_name_is_safe_to_show(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "sec-1/\u202ea\u009bb")
    (event,) = journal.sync()
    assert event_text(event) == "branch sec-1/\ufffda\ufffdb"
    repo.git("branch", "-D", "sec-1/\u202ea\u009bb")
    journal.sync()
    assert journal.state("SEC-1").branches == ()


def test_a_new_item_finds_its_branch_and_a_longer_id_takes_it_over(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "fix/SEC-1-2-keys")
    journal.plan = plan_of("SEC-1")
    journal.sync()
    assert journal.status("SEC-1") is Status.IN_PROGRESS
    journal.plan = plan_of("SEC-1", "SEC-1-2")
    events = journal.sync()
    assert event_text(events[0]) == "branch fix/SEC-1-2-keys is not about it any more"
    assert [journal.status(item) for item in ("SEC-1", "SEC-1-2")] == [Status.OPEN, Status.IN_PROGRESS]


def test_the_mainline_is_nobodys_branch(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    branch(repo, "release/SEC-1")
    journal.mainline = "release/SEC-1"
    assert journal.sync() == []
    journal.mainline = None
    journal.sync()
    assert journal.state("SEC-1").branches == ("release/SEC-1",)


def test_where_only_head_is_the_mainline_it_still_is_a_branch(repo: Repo, journal: Journal) -> None:
    repo.git("checkout", "-q", "-b", "trunk")
    repo.commit("Start")
    repo.switch("fix/SEC-1", new=True)
    journal.sync()
    assert journal.status("SEC-1") is Status.IN_PROGRESS
    repo.switch("trunk")
    assert journal.sync() == []


def test_a_branch_without_a_commit_is_none_yet(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.git("checkout", "-q", "--orphan", "sec-1")
    assert journal.sync() == []
    repo.commit("Begin")
    journal.sync()
    assert journal.state("SEC-1").branches == ("sec-1",)


@pytest.mark.parametrize(
    ("mainline", "named", "topics"),
    [
        ("refs/heads/main", False, ("main", "sec-1")),
        ("refs/heads/main", True, ("sec-1",)),
        ("refs/remotes/origin/sec-1", False, ("main",)),
        ("HEAD", False, ("main", "sec-1")),
        (None, False, ("main", "sec-1")),
    ],
)
def test_branches_that_may_be_about_items(mainline: str | None, named: bool, topics: tuple[str, ...]) -> None:
    tips = dict.fromkeys(("HEAD", "refs/heads/main", "refs/heads/sec-1", "refs/remotes/o/x"), "0" * 40)
    assert Scan(tips, mainline).topics(named=named) == topics


def test_a_commit_that_left_the_mainline_and_then_vanished_leaves_its_branch_in_charge(
    repo: Repo, journal: Journal
) -> None:
    repo.commit("Start")
    repo.switch("fix/SEC-1", new=True)
    journal.sync()
    repo.commit("Fixes SEC-1")
    journal.mainline = "fix/SEC-1"
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED
    journal.mainline = None
    journal.sync()
    assert journal.status("SEC-1") is Status.IN_REVIEW
    repo.git("reset", "-q", "--hard", "HEAD~1")
    journal.sync()
    assert journal.status("SEC-1") is Status.IN_PROGRESS
