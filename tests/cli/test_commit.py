"""`tracker commit`: the user's own commit, with their hooks and editor, and what it moves."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def message() -> str:
    return git("log", "-1", "--format=%B")


@pytest.fixture
def staged(repository: Path) -> Path:
    """A change of a file, staged; the repository."""
    (repository / "src" / "db.ts").write_text("bounded\n")
    git("add", "src/db.ts")
    return repository


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_the_message_is_printed_and_nothing_committed(tracker: Call, staged: Path) -> None:
    before = git("rev-parse", "HEAD")
    ran = tracker("commit", "pool", "TLS", "POOL", "-m", "Bound it", "-m", "It had no end.", "--print")
    assert ran.out == "Bound it\n\nIt had no end.\n\nResolves: POOL, TLS\n"
    assert tracker("commit", "POOL", "--refs", "--print").out == "Bound the connection pool\n\nRefs: POOL\n"
    assert (git("rev-parse", "HEAD"), ran.err) == (before, "")


def test_a_commit_resolves_and_says_so(process: Call, staged: Path) -> None:
    ran = process("commit", "POOL", "-m", "Bound it")
    sha = git("rev-parse", "--short=7", "HEAD")
    assert message() == "Bound it\n\nResolves: POOL"
    assert ran.lines[-1] == f"● POOL  open → resolved  {sha} Bound it"
    assert "1 linked" in ran.err


def test_a_reference_only_starts(process: Call, staged: Path) -> None:
    assert "◐ POOL  open → in progress" in process("commit", "POOL", "--refs", "-m", "Begin").out
    assert message() == "Begin\n\nRefs: POOL"


def test_nothing_staged_is_nothing_committed(process: Call, repository: Path) -> None:
    before = git("rev-parse", "HEAD")
    ran = process("commit", "POOL", "-m", "Bound it", code=1)
    assert "nothing added to commit" in ran.out
    assert "nothing was committed: git ended with status 1" in ran.err
    assert git("rev-parse", "HEAD") == before


def test_without_a_message_the_editor_offers_the_title(process: Call, staged: Path, tmp_path: Path) -> None:
    editor = script(tmp_path / "editor", f"cp \"$1\" '{tmp_path}/seen'; sed -i '1s/$/ now/' \"$1\"")
    process("commit", "POOL", env={**os.environ, "GIT_EDITOR": str(editor)})
    assert (tmp_path / "seen").read_text().startswith("Bound the connection pool\n\nResolves: POOL\n")
    assert message() == "Bound the connection pool now\n\nResolves: POOL"


def test_an_emptied_message_commits_nothing(process: Call, staged: Path, tmp_path: Path) -> None:
    editor = script(tmp_path / "editor", ': > "$1"')
    before = git("rev-parse", "HEAD")
    process("commit", "POOL", env={**os.environ, "GIT_EDITOR": str(editor)}, code=1)
    assert git("rev-parse", "HEAD") == before


def test_what_follows_the_dashes_is_for_git(process: Call, repository: Path) -> None:
    (repository / "src" / "db.ts").write_text("bounded\n")
    process("commit", "POOL", "-m", "Bound it", "--", "--all", "--author=Bob <bob@example.org>")
    assert git("log", "-1", "--format=%an") == "Bob"
    assert process("commit", "POOL", "-m", "x", "--", "--no-such-option", code=129).lines == []


def test_paths_are_those_of_the_folder_one_stands_in(process: Call, repository: Path) -> None:
    (repository / "src" / "db.ts").write_text("bounded\n")
    process("commit", "POOL", "-m", "Bound it", "--", "db.ts", cwd=repository / "src")
    assert git("show", "--name-only", "--format=") == "src/db.ts"


def test_hooks_of_the_user_run_and_may_refuse(process: Call, staged: Path) -> None:
    hook = script(staged / ".git" / "hooks" / "commit-msg", 'grep -q "Resolves: POOL" "$1" && exit 1')
    process("commit", "POOL", "-m", "Bound it", code=1)
    hook.unlink()
    process("commit", "POOL", "-m", "Bound it")


def test_git_that_is_ended_by_a_signal_is_told(process: Call, staged: Path, tmp_path: Path) -> None:
    editor = script(tmp_path / "editor", f"kill -{signal.SIGKILL.value} $PPID")
    ran = process("commit", "POOL", env={**os.environ, "GIT_EDITOR": str(editor)}, code=137)
    assert "git ended with status 137" in ran.err


def test_an_interrupt_is_for_the_editor_to_take(process: Call, staged: Path, tmp_path: Path) -> None:
    editor = script(tmp_path / "editor", "kill -INT $(ps -o ppid= -p $PPID)")
    process("commit", "POOL", env={**os.environ, "GIT_EDITOR": str(editor)})
    assert message() == "Bound the connection pool\n\nResolves: POOL"


@pytest.mark.parametrize("words", [("NOPE", "-m", "x"), ("--", "POOL"), ()])
def test_an_item_has_to_be_named(tracker: Call, staged: Path, words: tuple[str, ...]) -> None:
    before = git("rev-parse", "HEAD")
    tracker("commit", *words, code=2)
    assert git("rev-parse", "HEAD") == before


def test_without_a_repository_nothing_is_run(
    tracker: Call, tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.toml").write_text((repository / "plan.toml").read_text())
    monkeypatch.chdir(tmp_path)
    assert "no git repository" in tracker("commit", "POOL", "-m", "x", code=7).err


def test_a_message_may_look_like_anything(process: Call, staged: Path) -> None:
    process("commit", "POOL", "-m", "--amend", "-m", "# no comment\n'; $(touch pwn) é")
    assert message() == "--amend\n\n# no comment\n'; $(touch pwn) é\n\nResolves: POOL"
    assert not (staged / "pwn").exists()
