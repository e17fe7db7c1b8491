"""The script starts Python for a commit that may concern the plan, and for no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.history.building import Repo
from tests.history.hooking import PLAN, calls, commit, git, install, recorder
from tracker.domain.fileref import FileRef
from tracker.domain.prefilter import file_patterns, name_patterns
from tracker.history.hook_watch import newest_of, write_watch
from tracker.history.layout import layout_of

NAMES = ("SEC-1", "SEC-9", "DB-POOL", "SHUTDOWN", "H1", "77")
FILES = (FileRef("keys.txt"), FileRef("src/*.ts"), FileRef("lib"), FileRef("a[b]?c"), FileRef("ü.txt"))


def watch(repo: Repo, *, in_progress: tuple[str, ...] = ()) -> None:
    """Write the lists as they are after Python looked at the plan."""
    files, globs = file_patterns(FILES)
    inputs = [repo.path / "plan.toml", repo.path / ".tracker/tracker.db"]
    lists = {"names": name_patterns(NAMES), "files": files, "globs": globs, "in-progress": in_progress}
    write_watch(layout_of(repo.path), lists, newest_of(inputs))


@pytest.fixture
def python(repo: Repo, tmp_path: Path) -> Path:
    """Hooks in a repository with a plan; the folder of the interpreter that only writes down its calls."""
    (repo.path / "plan.toml").write_text(PLAN)
    repo.commit("Start")
    install(repo.path, python=recorder(tmp_path / "python"))
    watch(repo)
    return tmp_path / "python"


SPEAKING = (
    "Fixes SEC-1",
    "mention sec-9 in prose",
    "close SEC-99, which is none",
    "db-pool",
    "Body\n\nresolves: shutdown",
    "Body\n\nRefs : a, Shutdown",
    "SHUTDOWN works",
    "h1 is done",
    "fixes #77",
    "Body\n\nCloses: 77",
    "Body\n\nResolves: JIRA-1",
    "Revert\n\nThis reverts commit 0123456789.",
)
SILENT = (
    "Say nothing of it",
    "Wait for the shutdown",
    "Use UTF-8 and SHA-256",
    "Fix CVE-2024-1234",
    "Body\n\nFixes: #123",
    "Body\n\nRefs: JIRA-1",
    'Body\n\nFixes: 1a2b3c4 ("mm: some words")',
    "insec-1 and sech1",
    "Closes the door",
)


@pytest.mark.parametrize("message", SPEAKING)
def test_a_message_that_may_name_an_item_starts_python(repo: Repo, python: Path, message: str) -> None:
    assert commit(repo.path, message).err == ""
    assert calls(python) == ["hook run -- commit-msg .git/COMMIT_EDITMSG", "hook run -- post-commit"]


@pytest.mark.parametrize("message", SILENT)
def test_any_other_does_not(repo: Repo, python: Path, message: str) -> None:
    assert commit(repo.path, message).err == ""
    assert calls(python) == []


@pytest.mark.parametrize(
    ("file", "watched"),
    [
        ("keys.txt", True),
        ("src/deep/a.ts", True),
        ("lib/deep/file.py", True),
        ("ü.txt", True),
        ("abxc", True),
        ("other/keys.txt", False),
        ("src/a.tsx", False),
        ("library/file.py", False),
        ("lib.py", False),
    ],
)
def test_a_file_that_an_item_names_starts_python(repo: Repo, python: Path, file: str, watched: bool) -> None:
    repo.commit("Say nothing of it", file=file)
    assert calls(python) == (["hook run -- post-commit"] if watched else [])


def test_a_plan_that_changed_starts_python_until_it_was_read(repo: Repo, python: Path) -> None:
    plan = repo.path / "plan.toml"
    stamp = plan.stat().st_mtime_ns
    os.utime(plan, ns=(stamp + 1, stamp + 1))
    commit(repo.path, "Say nothing of it")
    assert [call.split()[3] for call in calls(python)] == ["commit-msg", "post-commit"]
    watch(repo)
    commit(repo.path, "Say nothing of it")
    assert calls(python) == []


@pytest.mark.parametrize("missing", ["names", "stamp"])
def test_python_is_started_where_a_list_is_missing(repo: Repo, python: Path, missing: str) -> None:
    (repo.path / ".git/tracker" / missing).unlink()
    commit(repo.path, "Say nothing of it")
    assert len(calls(python)) == 2


def test_a_plan_without_items_starts_nothing(repo: Repo, python: Path) -> None:
    lists: dict[str, tuple[str, ...]] = {
        "names": name_patterns(()),
        "files": (),
        "globs": (),
        "in-progress": (),
    }
    write_watch(layout_of(repo.path), lists, newest_of([repo.path / "plan.toml"]))
    repo.commit("Fixes SEC-1", file="keys.txt")
    assert calls(python) == []


def prepared(repo: Repo, python: Path, *arguments: str) -> bool:
    """Tell whether the message of a commit was prepared by us."""
    git(repo.path, "commit", "-q", "--allow-empty", *arguments, GIT_EDITOR="echo Words >")
    return any("prepare-commit-msg" in call for call in calls(python))


def test_a_message_is_prepared_for_an_item_at_hand_alone(repo: Repo, python: Path) -> None:
    assert not prepared(repo, python)
    watch(repo, in_progress=("SEC-1",))
    assert prepared(repo, python)
    watch(repo)
    repo.switch("main-2", new=True)
    assert not prepared(repo, python)
    repo.switch("fix/sec-1-keys", new=True)
    calls(python)
    assert prepared(repo, python)


def test_a_journal_that_changed_is_looked_at(repo: Repo, python: Path) -> None:
    (repo.path / ".tracker").mkdir()
    journal = repo.path / ".tracker/tracker.db"
    journal.write_text("")
    watch(repo)
    assert not prepared(repo, python)
    at = journal.stat().st_mtime_ns + 1
    os.utime(journal, ns=(at, at))
    assert prepared(repo, python)
    assert not any("post-commit" in call for call in calls(python))


def test_messages_that_are_given_are_left_alone(repo: Repo, python: Path) -> None:
    watch(repo, in_progress=("SEC-1",))
    (repo.path / "message").write_text("Words")
    given = (
        ["-m", "x"],
        ["-F", "message"],
        ["--amend"],
        ["-C", "HEAD"],
        ["--fixup", "HEAD"],
        ["--squash", "HEAD"],
    )
    assert [arguments for arguments in given if prepared(repo, python, *arguments)] == []
    assert prepared(repo, python, "-t", "message")


def test_merges_picks_and_reverts_are_left_alone(repo: Repo, python: Path) -> None:
    watch(repo, in_progress=("SEC-1",))
    repo.switch("side", new=True)
    sha = repo.commit("Side", file="same.txt", text="side\n")
    repo.switch("main")
    main = repo.commit("Main", file="same.txt", text="main\n")
    calls(python)
    for command in (["merge", "side"], ["cherry-pick", sha], ["revert", main]):
        assert git(repo.path, *command, GIT_EDITOR="true").code == 1
        (repo.path / "same.txt").write_text(f"{command}\n")
        repo.git("add", "same.txt")
        git(repo.path, "commit", "-q", "--allow-empty", GIT_EDITOR="true")
        assert not any("prepare-commit-msg" in call for call in calls(python)), command


def test_a_rebase_is_told_once_in_the_end(repo: Repo, python: Path) -> None:
    repo.switch("side", new=True)
    for number in range(3):
        repo.commit(f"Fixes SEC-1, part {number}")
    repo.switch("main")
    repo.commit("Meanwhile")
    repo.switch("side")
    calls(python)
    repo.git("rebase", "-q", "main")
    assert [call for call in calls(python) if "commit-msg" not in call] == ["hook run -- post-rewrite rebase"]


def test_a_bisect_is_not_followed(repo: Repo, python: Path) -> None:
    shas = [repo.commit(f"Words {number}") for number in range(6)]
    calls(python)
    repo.git("bisect", "start", "HEAD", shas[0])
    repo.git("bisect", "good")
    assert calls(python) == []


def test_branches_count_and_files_do_not(repo: Repo, python: Path) -> None:
    first = repo.head()
    repo.commit("Words", file="other.txt")
    calls(python)
    repo.git("checkout", "-q", "HEAD", "--", "other.txt")
    repo.switch("words", new=True)
    assert calls(python) == []
    repo.switch("sec-9-input", new=True)
    assert len(calls(python)) == 1
    repo.git("checkout", "-q", "-b", "older", first)
    assert [call.split()[3] for call in calls(python)] == ["post-checkout"]


def test_a_merge_and_an_amend_are_told(repo: Repo, python: Path) -> None:
    repo.switch("side", new=True)
    repo.commit("Words")
    repo.switch("main")
    calls(python)
    repo.git("merge", "-q", "--no-ff", "--no-edit", "side")
    assert "hook run -- post-merge 0" in calls(python)
    repo.amend("Other words")
    assert calls(python) == ["hook run -- post-rewrite amend"]


def test_a_worktree_has_lists_of_its_own(repo: Repo, python: Path, tmp_path: Path) -> None:
    repo.git("worktree", "add", "-q", str(tmp_path / "side"))
    calls(python)
    commit(tmp_path / "side", "Say nothing of it")
    assert len(calls(python)) == 2
    commit(repo.path, "Say nothing of it")
    assert calls(python) == []


def test_commits_go_on_without_tracker(repo: Repo, python: Path, tmp_path: Path) -> None:
    install(repo.path, python=str(tmp_path / "deleted venv" / "python"), strict=True)
    done = commit(repo.path, "Fixes SEC-1", PATH="/usr/bin:/bin")
    assert (done.code, done.err) == (0, "")


def test_the_command_on_the_path_stands_in(repo: Repo, python: Path, tmp_path: Path) -> None:
    install(repo.path, python="/gone/python", strict=True)
    stand_in = tmp_path / "bin" / "tracker"
    stand_in.parent.mkdir()
    stand_in.write_text('#!/bin/sh\necho "$*" >&2\nexit 5\n')
    stand_in.chmod(0o755)
    done = commit(repo.path, "Fixes SEC-1", PATH=f"{stand_in.parent}:/usr/bin:/bin")
    assert (done.code, done.err) == (1, "hook run --strict -- commit-msg .git/COMMIT_EDITMSG\n")


@pytest.mark.parametrize("status", [1, 2, 5, 70, 130])
@pytest.mark.parametrize("strict", [False, True])
def test_only_a_refusal_stops_a_commit(repo: Repo, python: Path, status: int, strict: bool) -> None:
    failing = python / "failing"
    failing.write_text(f"#!/bin/sh\nexit {status}\n")
    failing.chmod(0o755)
    install(repo.path, python=str(failing), strict=strict)
    assert commit(repo.path, "Fixes SEC-1").code == (1 if strict and status == 5 else 0)


def test_an_interpreter_without_tracker_says_nothing(repo: Repo, python: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bare], check=True)
    install(repo.path, python=str(bare / "bin/python"), strict=True)
    (repo.path / "tracker").mkdir()
    (repo.path / "tracker/__init__.py").write_text("open('owned', 'w')")
    done = commit(repo.path, "Fixes SEC-1")
    assert (done.code, done.err) == (0, "")
    assert not (repo.path / "owned").exists()
