"""A new branch at HEAD: git finds everything as `git switch -c` would have left it, and nothing has run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.history.building import Repo
from tracker.errors import HistoryError
from tracker.history.branching import switch_to_new, take_back


def current(repo: Repo) -> str:
    """Return the branch that is checked out."""
    return repo.git("branch", "--show-current")


def everything(repo: Repo) -> str:
    """Return all refs, HEAD and the state of the work tree."""
    return repo.git("show-ref", "--head") + repo.git("status", "--porcelain=v2", "--branch")


def test_the_branch_is_made_and_checked_out_and_the_work_stays(repo: Repo) -> None:
    sha = repo.commit("Start", file="a.txt")
    (repo.path / "a.txt").write_text("changed")
    (repo.path / "new.txt").write_text("new")
    repo.git("add", "new.txt")
    before = repo.git("status", "--porcelain")
    made = switch_to_new(repo.path, "fix/SEC-1-rotate")
    assert (made.sha, made.previous) == (sha, "refs/heads/main")
    assert (current(repo), repo.head()) == ("fix/SEC-1-rotate", sha)
    assert repo.git("status", "--porcelain") == before


def test_the_way_back_is_known_to_git(repo: Repo) -> None:
    repo.commit("Start")
    switch_to_new(repo.path, "topic")
    repo.git("switch", "-q", "-")
    assert current(repo) == "main"
    assert "checkout: moving from main to topic" in repo.git("reflog")


def test_taken_back_nothing_is_left(repo: Repo) -> None:
    repo.commit("Start")
    before = everything(repo)
    take_back(repo.path, switch_to_new(repo.path, "topic"))
    assert everything(repo) == before


def test_a_detached_head_gets_a_branch_and_goes_back(repo: Repo) -> None:
    sha = repo.commit("Start")
    repo.git("checkout", "-q", "--detach")
    before = everything(repo)
    made = switch_to_new(repo.path, "topic")
    assert (current(repo), made.previous) == ("topic", sha)
    take_back(repo.path, made)
    assert everything(repo) == before
    switch_to_new(repo.path, "topic")
    repo.git("switch", "-q", "--detach", "-")
    assert repo.head() == sha


def test_before_the_first_commit_only_head_moves(repo: Repo) -> None:
    made = switch_to_new(repo.path, "topic")
    assert (current(repo), made.sha) == ("topic", None)
    take_back(repo.path, made)
    assert current(repo) == "main"
    repo.git("symbolic-ref", "HEAD", "refs/heads/topic")
    repo.commit("Start")
    assert repo.git("branch", "--format=%(refname:short)") == "topic"


def test_a_linked_worktree_keeps_its_own_head(repo: Repo, tmp_path: Path) -> None:
    repo.commit("Start")
    repo.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    switch_to_new(tmp_path / "side", "topic")
    assert (current(repo), current(Repo(tmp_path / "side", made=True))) == ("main", "topic")


@pytest.mark.parametrize(
    "name",
    ["", "-b", "--force", "HEAD", "@", "a..b", "a b", "@{-1}", "a.lock", "a/", "/a", "x\n", "x\0y", "a~1"],
)
def test_names_that_git_refuses_are_refused(repo: Repo, name: str) -> None:
    repo.commit("Start")
    before = everything(repo)
    with pytest.raises(HistoryError, match="cannot be the name of a branch"):
        switch_to_new(repo.path, name)
    assert everything(repo) == before


@pytest.mark.parametrize("name", ["é/ü", "a#1", "it's", "$(pwn)", "100%", "a=b"])
def test_names_that_only_look_odd_are_taken(repo: Repo, name: str) -> None:
    repo.commit("Start")
    switch_to_new(repo.path, name)
    assert current(repo) == name


@pytest.mark.parametrize(
    ("taken", "name", "said"),
    [
        ("fix/SEC-1", "fix/SEC-1", "there is a branch fix/SEC-1 already"),
        ("fix", "fix/SEC-1", "beside the branch fix$"),
        ("fix/SEC-1/try", "fix/SEC-1", "beside the branch fix/SEC-1/try$"),
    ],
)
def test_a_name_that_is_taken_is_refused(repo: Repo, taken: str, name: str, said: str) -> None:
    repo.commit("Start")
    repo.git("branch", taken)
    before = everything(repo)
    with pytest.raises(HistoryError, match=said) as error:
        switch_to_new(repo.path, name)
    assert "--branch=NAME" in str(error.value.hint)
    assert everything(repo) == before


def test_a_name_beside_another_is_not_taken(repo: Repo) -> None:
    repo.commit("Start")
    repo.git("branch", "fix/SEC-10")
    repo.git("branch", "fixed")
    switch_to_new(repo.path, "fix/SEC-1")
    assert current(repo) == "fix/SEC-1"


def rebase(repo: Repo) -> None:
    repo.git("-c", "sequence.editor=sed -i 1s/pick/edit/", "rebase", "-q", "-i", "HEAD~1")


def conflict(repo: Repo, command: str) -> None:
    repo.commit("Ours", file="a.txt", text="ours")
    repo.switch("side", new=True, at="HEAD~1")
    repo.commit("Theirs", file="a.txt", text="theirs")
    with pytest.raises(AssertionError):
        repo.git(command, "main")


def bisect(repo: Repo) -> None:
    repo.git("bisect", "start")


@pytest.mark.parametrize(
    ("begin", "act"),
    [
        (rebase, "a rebase"),
        (lambda repo: conflict(repo, "merge"), "a merge"),
        (lambda repo: conflict(repo, "cherry-pick"), "a cherry-pick"),
        (lambda repo: conflict(repo, "rebase"), "a rebase"),
        (bisect, "a bisect"),
    ],
)
def test_git_is_not_disturbed_in_the_middle_of_something(
    repo: Repo, begin: Callable[[Repo], None], act: str
) -> None:
    repo.commit("One", file="a.txt")
    repo.commit("Two", file="a.txt")
    begin(repo)
    before = everything(repo)
    with pytest.raises(HistoryError, match=f"{act} is in progress"):
        switch_to_new(repo.path, "topic")
    assert everything(repo) == before


def test_a_bare_repository_has_no_branch_to_switch(repo: Repo, tmp_path: Path) -> None:
    repo.commit("Start")
    bare = tmp_path / "bare.git"
    repo.git("clone", "-q", "--bare", ".", str(bare))
    with pytest.raises(HistoryError, match="bare"):
        switch_to_new(bare, "topic")


def test_a_locked_head_leaves_no_branch_behind(repo: Repo) -> None:
    repo.commit("Start")
    before = everything(repo)
    (repo.path / ".git" / "HEAD.lock").touch()
    with pytest.raises(HistoryError, match=r"HEAD\.lock"):
        switch_to_new(repo.path, "topic")
    (repo.path / ".git" / "HEAD.lock").unlink()
    assert everything(repo) == before


def test_nothing_of_the_repository_runs(repo: Repo, tmp_path: Path) -> None:
    repo.commit("Start")
    marker = tmp_path / "ran"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{marker}'\ncat\n")
    script.chmod(0o755)
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (repo.path / ".git" / "hooks").mkdir(exist_ok=True)
        (repo.path / ".git" / "hooks" / hook).symlink_to(script)
    for setting in ("core.fsmonitor", "filter.x.smudge", "filter.x.process", "core.pager"):
        repo.git("config", setting, str(script))
    (repo.path / ".gitattributes").write_text("* filter=x\n")
    switch_to_new(repo.path, "topic")
    assert not marker.exists()
    repo.git("switch", "-q", "main")
    assert marker.exists()
