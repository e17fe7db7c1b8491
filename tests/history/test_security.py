"""A repository nobody vouched for does not get to run anything, nor to write anywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.history.building import Journal, Repo
from tracker.domain.state import Status
from tracker.errors import HistoryError
from tracker.history.changes import changed_since, commit_facts, search
from tracker.history.scan import scan

KNOWN = {"SEC-1": "SEC-1"}


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """A file that exists once anything of the repository was run."""
    return tmp_path / "was-run"


@pytest.fixture
def trap(tmp_path: Path, marker: Path) -> str:
    """A command that leaves the marker."""
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    script.chmod(0o755)
    return str(script)


@pytest.mark.parametrize(
    "name",
    [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.askPass",
        "core.editor",
        "core.alternateRefsCommand",
        "credential.helper",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "gpg.program",
        "gpg.ssh.program",
        "interactive.diffFilter",
        "pager.log",
        "trailer.evil.command",
        "uploadpack.packObjectsHook",
    ],
)
def test_commands_in_the_configuration_do_not_run(repo: Repo, trap: str, marker: Path, name: str) -> None:
    repo.commit("Start", file="a.txt")
    repo.commit("Attributes", file=".gitattributes", text="*.txt diff=evil filter=evil\n")
    repo.commit("Fixes SEC-1", file="b.txt")
    repo.commit("Fixes SEC-1", file="b.txt", text="more\n")
    marker.unlink(missing_ok=True)
    repo.git("config", name, trap)
    repo.git("config", "log.showSignature", "true")
    result = scan(repo.path, KNOWN, None, {})
    changed_since(repo.path, repo.git("rev-list", "--max-parents=0", "HEAD"), ["a.txt", "b.txt"])
    commit_facts(repo.path, "HEAD")
    assert search(repo.path, ["fixes"])
    assert len(result.hits) == 2
    assert not marker.exists()


def test_hooks_do_not_run(repo: Repo, trap: str, marker: Path, tmp_path: Path) -> None:
    repo.commit("Start", file="a.txt")
    repo.commit("Fixes SEC-1")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (hooks / name).symlink_to(trap)
        (repo.path / ".git/hooks").mkdir(exist_ok=True)
        (repo.path / ".git/hooks" / name).symlink_to(trap)
    result = scan(repo.path, KNOWN, None, {})
    repo.git("config", "core.hooksPath", str(hooks))
    marker.unlink(missing_ok=True)
    scan(repo.path, KNOWN, None, {})
    search(repo.path, ["x"])
    assert len(result.hits) == 1
    assert not marker.exists()


@pytest.mark.parametrize("url", ["ext::{trap}", "ssh://host/x", "file:///nowhere"])
def test_a_partial_clone_fetches_nothing(repo: Repo, trap: str, marker: Path, url: str) -> None:
    repo.commit("Start")
    sha = repo.commit("Fixes SEC-1")
    repo.git("config", "core.repositoryFormatVersion", "1")
    repo.git("config", "extensions.partialClone", "origin")
    repo.git("config", "remote.origin.promisor", "true")
    repo.git("config", "remote.origin.url", url.format(trap=trap))
    repo.git("config", "core.sshCommand", trap)
    repo.git("config", "remote.origin.uploadpack", trap)
    repo.git("config", "protocol.ext.allow", "always")
    parent = repo.git("rev-parse", "HEAD~1")
    (repo.path / ".git/objects" / parent[:2] / parent[2:]).unlink()
    with pytest.raises(HistoryError, match="git: "):
        scan(repo.path, KNOWN, None, {})
    with pytest.raises(HistoryError):
        commit_facts(repo.path, "HEAD~1")
    assert commit_facts(repo.path, sha).sha == sha
    assert not marker.exists()


def test_branches_named_like_options(repo: Repo, journal: Journal, tmp_path: Path) -> None:
    sha = repo.commit("Start")
    for name in ("--output=pwn", "--exec=touch pwn", "-n1"):
        ref = repo.path / ".git/refs/heads" / name.replace(" ", "")
        ref.write_text(f"{sha}\n")
    repo.git("update-ref", "refs/heads/--all", repo.git("commit-tree", "HEAD^{tree}", "-m", "Fixes SEC-1"))
    before = sorted(repo.path.rglob("pwn"))
    journal.sync()
    assert journal.status("SEC-1") is Status.IN_REVIEW
    for revision in ("--output=pwn", "-n1", "--all", "HEAD\n--output=pwn", "", "\0"):
        with pytest.raises(HistoryError, match="names no commit"):
            commit_facts(repo.path, revision)
    assert commit_facts(repo.path, "refs/heads/--output=pwn").sha == sha
    assert search(repo.path, ["--output=pwn", "-n1"]) == ()
    assert changed_since(repo.path, sha, ["--output=pwn", ":(exclude)*", "\n--all"]) == {}
    assert sorted(repo.path.rglob("pwn")) == before == []


def test_a_mainline_named_like_an_option(repo: Repo) -> None:
    repo.commit("Start")
    with pytest.raises(HistoryError, match="no branch '--output=pwn'"):
        scan(repo.path, KNOWN, None, {}, mainline="--output=pwn")
    assert not (repo.path / "pwn").exists()


def test_shas_in_messages_are_not_revisions(repo: Repo, journal: Journal) -> None:
    fix = repo.commit("Fixes SEC-1")
    repo.git("branch", "abcdef1234", fix)
    repo.commit("Undo\n\nThis reverts commit abcdef1234, reversing\nchanges made to 1234567.")
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


def test_somebody_else_s_repository_gets_git_s_own_advice(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("Fixes SEC-1")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(HistoryError, match="dubious ownership") as caught:
        scan(repo.path, KNOWN, None, {})
    assert "git config --global --add safe.directory" in (caught.value.hint or "")
    assert not (Path(os.environ["HOME"]) / ".gitconfig").exists()


def test_nothing_in_the_repository_is_written(repo: Repo) -> None:
    repo.commit("Start", file="a.txt")
    repo.commit("Fixes SEC-1", file="a.txt", text="more")
    before = {path: path.stat().st_mtime_ns for path in repo.path.rglob("*") if path.is_file()}
    scan(repo.path, KNOWN, None, {})
    search(repo.path, ["SEC"])
    changed_since(repo.path, repo.git("rev-parse", "HEAD~1"), ["a.txt"])
    assert {path: path.stat().st_mtime_ns for path in repo.path.rglob("*") if path.is_file()} == before
