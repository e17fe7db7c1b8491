"""Commits linked by hand are followed as those that name their item: through rewrites, merges and reverts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.test_sync import NOW, card, commit, git, opened, repository, synced
from tracker.domain.state import MAINLINE, Role, Status
from tracker.service.commits.linking import link, unlink
from tracker.service.undo import undo

__all__ = ["repository"]


def linked(root: Path, revision: str = "HEAD", role: Role = Role.RESOLVES) -> str:
    """Link a commit to SEC-1 and return its sha."""
    link(opened(root), "SEC-1", revision, role=role, actor="Ada", now=NOW)
    return git(root, "rev-parse", revision)


def shas(root: Path) -> list[str]:
    return [found.sha for found in card(root, "SEC-1").state.commits]


@pytest.mark.parametrize("first", [True, False])
def test_an_amended_commit_keeps_its_link(repository: Path, first: bool) -> None:
    commit(repository, "Rotate", keys="two")
    old = linked(repository)
    if first:
        synced(repository)
    git(repository, "commit", "-q", "--amend", "-m", "Rotate them all")
    report = synced(repository)
    new = git(repository, "rev-parse", "HEAD")
    assert old != new
    assert (shas(repository), report.vanished) == ([new], ())
    assert card(repository, "SEC-1").status is Status.RESOLVED
    assert report.moves == (f"● SEC-1  resolved  {old[:7]} is now {new[:7]}",)
    assert [evidence.ref for evidence in card(repository, "SEC-1").state.evidence] == [old]
    assert [evidence.sha for evidence in card(repository, "SEC-1").state.evidence] == [new]
    assert synced(repository).events == ()


def test_a_rebased_commit_keeps_its_link_and_twice_over(repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    commit(repository, "Rotate", keys="two")
    linked(repository, role=Role.REFS)
    for number in range(2):
        git(repository, "checkout", "-q", "-b", f"other-{number}", base)
        (repository / f"other-{number}.txt").write_text("x")
        commit(repository, f"Other {number}")
        git(repository, "checkout", "-q", "main")
        git(repository, "rebase", "-q", f"other-{number}")
        synced(repository)
        assert shas(repository) == [git(repository, "rev-parse", "HEAD")]
    assert card(repository, "SEC-1").status is Status.IN_PROGRESS


def test_a_dropped_commit_is_reported_once_and_taken_back(repository: Path) -> None:
    commit(repository, "Rotate", keys="two")
    old = linked(repository)
    synced(repository)
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    report = synced(repository)
    assert report.vanished == (old,)
    assert report.moves == (f"○ SEC-1  resolved → open  {old[:7]} is no longer in the history",)
    commit(repository, "Something else")
    again = synced(repository)
    assert (again.vanished, again.events) == ((), ())


def test_a_dropped_commit_that_comes_back_counts_again(repository: Path) -> None:
    commit(repository, "Rotate", keys="two")
    old = linked(repository)
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    synced(repository)
    git(repository, "reset", "-q", "--hard", old)
    assert synced(repository).moves == (f"● SEC-1  open → resolved  {old[:7]} is back",)
    assert synced(repository).events == ()


def test_a_commit_that_git_forgot_is_reported_too(repository: Path) -> None:
    commit(repository, "Rotate", keys="two")
    old = linked(repository)
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    git(repository, "reflog", "expire", "--expire=now", "--all")
    git(repository, "gc", "-q", "--prune=now")
    assert synced(repository).vanished == (old,)
    assert card(repository, "SEC-1").status is Status.OPEN


def test_a_commit_that_stays_moves_nothing(repository: Path) -> None:
    commit(repository, "Rotate", keys="two")
    old = linked(repository)
    commit(repository, "Something else")
    report = synced(repository)
    assert (report.events, report.vanished, shas(repository)) == ((), (), [old])


def test_a_revert_takes_it_back_and_its_own_revert_restores(repository: Path) -> None:
    commit(repository, "Rotate", keys="two")
    old = linked(repository)
    git(repository, "revert", "--no-edit", old)
    synced(repository)
    assert card(repository, "SEC-1").status is Status.OPEN
    git(repository, "revert", "--no-edit", "HEAD")
    synced(repository)
    assert card(repository, "SEC-1").status is Status.RESOLVED
    assert synced(repository).events == ()


def test_a_commit_on_a_branch_resolves_once_it_is_merged(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "topic")
    sha = commit(repository, "Rotate", keys="two")
    linked(repository)
    assert card(repository, "SEC-1").status is Status.IN_REVIEW
    synced(repository)
    assert card(repository, "SEC-1").status is Status.IN_REVIEW
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "Merge", "topic")
    synced(repository)
    merged = card(repository, "SEC-1")
    assert merged.status is Status.RESOLVED
    assert [(found.sha, found.where) for found in merged.state.commits] == [(sha, MAINLINE)]
    assert len(merged.state.evidence) == 1
    assert synced(repository).events == ()


def test_what_a_person_took_away_is_not_followed(repository: Path) -> None:
    commit(repository, "Rotate", keys="two")
    unlink(opened(repository), "SEC-1", linked(repository)[:8], actor="Ada", now=NOW)
    linked(repository, role=Role.REFS)
    undo(opened(repository), actor="Ada", now=NOW)
    git(repository, "commit", "-q", "--amend", "-m", "Rotate them all")
    assert synced(repository).events == ()
    assert shas(repository) == []


def test_a_message_that_lost_its_item_is_not_taken_for_the_same_commit(repository: Path) -> None:
    commit(repository, "Fixes SEC-1", keys="two")
    synced(repository)
    git(repository, "commit", "-q", "--amend", "-m", "Rotate")
    synced(repository)
    assert card(repository, "SEC-1").status is Status.OPEN
    commit(repository, "Something else")
    assert synced(repository).events == ()
    assert card(repository, "SEC-1").status is Status.OPEN


def test_a_commit_linked_to_one_item_that_names_another(repository: Path) -> None:
    commit(repository, "Fixes SEC-2", keys="two")
    synced(repository)
    linked(repository)
    git(repository, "commit", "-q", "--amend", "--no-edit", "--date=2020-01-01T00:00:00Z")
    synced(repository)
    new = git(repository, "rev-parse", "HEAD")
    assert [found.sha for found in card(repository, "SEC-2").state.commits] == [new]
    assert shas(repository) == [new]
    assert synced(repository).events == ()


def test_everything_is_read_again_where_the_scan_was_lost(repository: Path) -> None:
    commit(repository, "Rotate", keys="two")
    linked(repository)
    synced(repository)
    plan = (repository / "plan.toml").read_text()
    (repository / "plan.toml").write_text(plan + '[item.SEC-3]\ntitle = "Another"\n')
    assert synced(repository).events == ()
    assert card(repository, "SEC-1").status is Status.RESOLVED
