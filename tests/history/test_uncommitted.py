"""Whether the work tree is as committed, asked without running anything of the repository's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.history.building import Repo
from tracker.errors import HistoryError
from tracker.history.uncommitted import has_uncommitted


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with two files under a filter that is not configured yet."""
    made = Repo(tmp_path / "repo")
    made.commit("Attributes", file=".gitattributes", text="*.txt filter=evil\n*.x filter=e.v.il\n")
    made.commit("Start", file="a.txt", text="one\n")
    made.commit("More", file="sub/b.x", text="one\n")
    return made


def test_a_tree_is_as_committed_until_a_tracked_file_changes(repo: Repo) -> None:
    assert not has_uncommitted(repo.path)
    (repo.path / "untracked").touch()
    os.utime(repo.path / "a.txt", (1, 1))
    assert not has_uncommitted(repo.path)
    (repo.path / "a.txt").write_text("two\n")
    assert has_uncommitted(repo.path)
    assert has_uncommitted(repo.path / "sub")


def test_what_is_staged_and_what_is_gone_count(repo: Repo) -> None:
    (repo.path / "new").touch()
    repo.git("add", "new")
    assert has_uncommitted(repo.path)
    repo.git("reset", "-q")
    assert not has_uncommitted(repo.path)
    (repo.path / "a.txt").unlink()
    assert has_uncommitted(repo.path)


def test_nothing_of_the_configuration_runs(repo: Repo, tmp_path: Path) -> None:
    trap = f"touch '{tmp_path / 'was-run'}'; cat"
    for name in ("evil", "e.v.il", "new\tline"):
        for command in ("clean", "smudge", "process"):
            repo.git("config", f"filter.{name}.{command}", trap)
        repo.git("config", f"filter.{name}.required", "true")
    for setting in ("core.fsmonitor", "core.pager", "core.askPass", "diff.external", "diff.evil.textconv"):
        repo.git("config", setting, trap)
    repo.git("config", "status.submoduleSummary", "true")
    hook = repo.path / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{trap}\n")
    hook.chmod(0o755)
    os.utime(repo.path / "a.txt", (1, 1))
    os.utime(repo.path / "sub" / "b.x", (1, 1))
    index = (repo.path / ".git" / "index").read_bytes()
    assert not has_uncommitted(repo.path)
    (repo.path / "a.txt").write_text("two\n")
    assert has_uncommitted(repo.path)
    assert (repo.path / ".git" / "index").read_bytes() == index
    assert not (tmp_path / "was-run").exists()


def test_the_filter_would_have_run(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "filter.evil.clean", f"touch '{tmp_path / 'was-run'}'; cat")
    os.utime(repo.path / "a.txt", (1, 1))
    repo.git("status", "--porcelain")
    assert (tmp_path / "was-run").exists()


def test_a_filter_that_cannot_be_turned_off_is_refused(repo: Repo) -> None:
    repo.git("config", "filter.a=b.clean", "touch was-run")
    with pytest.raises(HistoryError, match=r"filter\.a=b has a name by which it cannot"):
        has_uncommitted(repo.path)


def test_files_of_a_submodule_are_not_looked_at(repo: Repo, tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner")
    inner.commit("Inner", file="a.txt", text="one\n")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.path), "inner")
    repo.git("commit", "-q", "-m", "Add a submodule", **repo.dates())
    (repo.path / "inner" / "a.txt").write_text("two\n")
    assert not has_uncommitted(repo.path)
    repo.git("-C", "inner", "commit", "-qam", "Elsewhere", **repo.dates())
    assert has_uncommitted(repo.path)


def test_shapes(repo: Repo, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    repo.git("clone", "-q", "--bare", ".", str(bare))
    assert not has_uncommitted(bare)
    tree = tmp_path / "tree"
    repo.git("worktree", "add", "-q", str(tree))
    assert not has_uncommitted(tree)
    (tree / "a.txt").write_text("two\n")
    assert (has_uncommitted(tree), has_uncommitted(repo.path)) == (True, False)


def test_a_broken_index_is_an_error(repo: Repo) -> None:
    (repo.path / ".git" / "index").write_bytes(b"broken")
    with pytest.raises(HistoryError, match="git: "):
        has_uncommitted(repo.path)
