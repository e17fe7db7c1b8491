"""What GitHub's revert button writes names a pull request instead of a commit."""

from __future__ import annotations

import pytest

from tests.history.building import Journal, Repo
from tracker.domain.message import meaning
from tracker.domain.state import Status


def test_the_commit_merged_as_the_pull_request_is_taken_back(repo: Repo, journal: Journal) -> None:
    repo.commit("Limit the pool (#12)\n\nResolves: SEC-1")
    repo.commit("Limit more (#120)\n\nResolves: SEC-2")
    journal.sync()
    revert = repo.commit('Revert "Limit the pool (#12)" (#13)\n\nReverts org/repo#12')
    journal.sync()
    assert journal.state("SEC-1").reason == f"reverted by {revert[:7]}"
    assert [journal.status(item) for item in ("SEC-1", "SEC-2")] == [Status.OPEN, Status.RESOLVED]


def test_its_own_revert_restores_and_one_scan_finds_the_same(repo: Repo, journal: Journal) -> None:
    repo.commit("Limit the pool (#12)\n\nResolves: SEC-1")
    repo.commit('Revert "Limit the pool" (#13)\n\nReverts org/repo#12')
    repo.commit('Revert "Revert "Limit the pool"" (#14)\n\nReverts org/repo#13\n')
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED
    repo.commit("Revert it once more (#15)\n\nReverts #14.")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_one_of_two_that_could_be_meant_is_not_guessed(repo: Repo, journal: Journal) -> None:
    repo.commit("Limit the pool (#12)\n\nResolves: SEC-1")
    repo.commit("Limit the other pool (#12)\n\nResolves: SEC-2")
    repo.commit('Revert "Limit the pool" (#13)\n\nReverts org/repo#12')
    journal.sync()
    assert [journal.status(item) for item in ("SEC-1", "SEC-2")] == [Status.RESOLVED, Status.RESOLVED]


def test_only_the_own_line_of_history_counts(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.switch("side", new=True)
    repo.commit("Limit the pool (#12)\n\nResolves: SEC-1")
    repo.switch("main")
    repo.commit("Limit another way (#12)\n\nResolves: SEC-2")
    repo.commit('Revert "Limit another way" (#13)\n\nReverts org/repo#12')
    journal.sync()
    assert [journal.status(item) for item in ("SEC-1", "SEC-2")] == [Status.IN_REVIEW, Status.OPEN]


def test_a_pull_request_nobody_knows_changes_nothing(repo: Repo, journal: Journal) -> None:
    repo.commit("Limit the pool (#12)\n\nResolves: SEC-1")
    repo.commit("Follow up on #12\n\nReverts org/repo#11")
    repo.commit('Revert "Something else" (#14)\n\nReverts org/repo#1')
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


@pytest.mark.parametrize(
    ("message", "pulls"),
    [
        ('Revert "x" (#13)\n\nReverts org/repo#12', ("12",)),
        ('Revert "x" (#13)\r\n\r\nReverts org/next.js#12\r\n', ("12",)),
        ("x\n\nReverts #12\nReverts #13.", ("12", "13")),
        ("x\n\nReverts org/repo#12 in part", ()),
        ("x\n\nThis reverts org/repo#12", ()),
        ("x\n\n> Reverts org/repo#12", ()),
        ("x\n\n```\nReverts org/repo#12\n```", ()),
        ("x\n\nReverts org/repo12", ()),
    ],
)
def test_how_a_pull_request_is_named(message: str, pulls: tuple[str, ...]) -> None:
    assert meaning(message, {}).reverted_pulls == pulls
