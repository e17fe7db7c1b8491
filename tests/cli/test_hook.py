"""Hooks from end to end: real commits in real repositories, with the real interpreter behind them."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call
from tests.history.hooking import Ran, commit, git

EDIT = "cat"
"""An editor that shows the message and leaves it as it is: git then gives the commit up."""


@pytest.fixture
def hooked(tracker: Call, repository: Path) -> Path:
    """A repository with a plan, synced, with the hooks in place."""
    tracker("sync")
    tracker("hook", "install")
    return repository


def status(tracker: Call, item: str) -> str:
    """Where an item stands."""
    found: str = tracker("show", item, "--json").json["items"][0]["status"]
    return found


def shown(root: Path, *arguments: str, **environment: str) -> str:
    """The message that an editor gets to see."""
    done = subprocess.run(
        ["git", "commit", "--allow-empty", *arguments],
        cwd=root,
        env={**os.environ, "GIT_EDITOR": EDIT, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def test_a_commit_moves_its_item_at_once(tracker: Call, hooked: Path) -> None:
    done = commit(hooked, "Write\n\nResolves: DOCS")
    assert (done.code, done.err) == (0, "● DOCS  open → resolved\n")
    assert status(tracker, "DOCS") == "resolved"
    assert tracker("sync").err == "nothing new in the history\n"


def test_any_other_commit_says_nothing_and_is_read_later(tracker: Call, hooked: Path) -> None:
    assert commit(hooked, "Say nothing of it") == Ran(0, "")
    assert "1 new commit" in tracker("sync").err


def test_a_commit_that_only_links_an_item_says_nothing(tracker: Call, hooked: Path) -> None:
    tracker("start", "DOCS")
    assert commit(hooked, "Refs: DOCS") == Ran(0, "")
    assert len(tracker("show", "DOCS", "--json").json["items"][0]["commits"]) == 1


def test_an_unknown_item_is_named_with_the_nearest(tracker: Call, hooked: Path) -> None:
    done = commit(hooked, "Write\n\nResolves: DOCSS\nTicks: POOL/three")
    assert done.code == 0
    assert "tracker: DOCSS is no item of this plan; did you mean DOCS?\n" in done.err
    assert "tracker: Ticks: POOL has no check three" in done.err


@pytest.mark.parametrize("message", ["Use UTF-8 and SHA-256 for CVE-2024-1234", "Fixes #123", "`DOCSS`"])
def test_words_that_only_look_like_ids_are_not(hooked: Path, message: str) -> None:
    assert commit(hooked, f"Subject\n\n{message}") == Ran(0, "")


def test_strict_hooks_refuse_and_say_how_to_go_on(tracker: Call, hooked: Path) -> None:
    tracker("hook", "install", "--strict")
    before = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, check=True).stdout
    done = commit(hooked, "Write\n\nResolves: DOCSS")
    assert done.code == 1
    assert "tracker: the commit was refused\n  hint: mend the message" in done.err
    assert subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, check=True).stdout == before
    assert commit(hooked, "Write\n\nResolves: DOCSS", "--no-verify").code == 0
    assert commit(hooked, "Write\n\nResolves: DOCS").code == 0
    tracker("hook", "install")
    assert commit(hooked, "Write\n\nResolves: DOCSS").code == 0


def test_comments_and_the_diff_are_not_the_message(hooked: Path) -> None:
    (hooked / "new.txt").write_text("Resolves: DOCSS\n")
    subprocess.run(["git", "add", "new.txt"], check=True)
    script = hooked.parent / "editor"
    script.write_text('#!/bin/sh\nsed -i "1s/^/Subject\\n\\n# Resolves: DOCSS\\n/" "$1"\n')
    script.chmod(0o755)
    done = git(hooked, "commit", "-q", "-v", GIT_EDITOR=str(script))
    assert done == Ran(0, "")


def test_the_ids_of_other_plans_are_known(tracker: Call, hooked: Path) -> None:
    (hooked / "plans").mkdir()
    other = PLAN.replace('id = "shop"', 'id = "other"').replace("DOCS", "MANUAL")
    (hooked / "plans" / "other.toml").write_text(other)
    done = commit(hooked, "Write\n\nResolves: MANUAL\nResolves: DOCS")
    assert sorted(done.err.splitlines()) == ["● DOCS  open → resolved", "● MANUAL  open → resolved"]


def test_an_editor_is_offered_the_item_of_the_branch(hooked: Path) -> None:
    assert "Uncomment" not in shown(hooked)
    git(hooked, "checkout", "-q", "-b", "fix/DOCS")
    text = shown(hooked)
    assert (
        "\n# Uncomment what this commit does to DOCS (Write the docs):\n# Resolves: DOCS\n# Refs: DOCS\n#\n"
        in text
    )
    assert text.count("Uncomment") == 1


def test_an_editor_is_offered_what_the_person_works_on(tracker: Call, hooked: Path) -> None:
    tracker("start", "DOCS")
    tracker("start", "PROVED", "--as", "Maya")
    text = shown(hooked)
    assert "# Resolves: DOCS\n" in text
    assert "PROVED" not in text
    assert "# Resolves: PROVED\n" in shown(hooked, TRACKER_ACTOR="Maya")
    tracker("assign", "DOCS", "--to", "Maya")
    assert "# Resolves: DOCS\n" not in shown(hooked)
    tracker("undo", "4")
    assert "Uncomment" not in shown(hooked)


@pytest.mark.parametrize("mode", ["verbatim", "whitespace", "scissors"])
def test_nothing_is_offered_where_comments_are_kept(hooked: Path, mode: str) -> None:
    git(hooked, "checkout", "-q", "-b", "fix/DOCS")
    git(hooked, "config", "commit.cleanup", mode)
    assert "Uncomment" not in shown(hooked)


@pytest.mark.parametrize("mark", [";", "auto"])
def test_comments_are_marked_as_git_marks_them(hooked: Path, mark: str) -> None:
    git(hooked, "checkout", "-q", "-b", "fix/DOCS")
    git(hooked, "config", "core.commentChar", mark)
    (hooked / "template").write_text("# heading\n" if mark == "auto" else "words\n")
    assert "\n; Resolves: DOCS\n" in shown(hooked, "-t", "template")


def test_an_uncommented_offer_resolves(tracker: Call, hooked: Path) -> None:
    git(hooked, "checkout", "-q", "-b", "fix/DOCS")
    script = hooked.parent / "editor"
    script.write_text('#!/bin/sh\nsed -i -e "1s/^/Write them/" -e "s/^# Resolves/Resolves/" "$1"\n')
    script.chmod(0o755)
    done = git(hooked, "commit", "-q", "--allow-empty", GIT_EDITOR=str(script))
    assert done.code == 0
    assert status(tracker, "DOCS") == "in_review"


def test_a_rebase_an_amend_and_a_merge_are_followed(tracker: Call, hooked: Path) -> None:
    git(hooked, "checkout", "-q", "-b", "side")
    assert "open → in review" in commit(hooked, "Write\n\nResolves: DOCS").err
    git(hooked, "checkout", "-q", "main")
    git(hooked, "commit", "-q", "--allow-empty", "-m", "Meanwhile")
    assert git(hooked, "rebase", "-q", "--empty=keep", "main", "side").err == ""
    git(hooked, "checkout", "-q", "main")
    assert git(hooked, "merge", "-q", "side").err == "● DOCS  in review → resolved\n"
    taken_back = git(hooked, "commit", "-q", "--amend", "--allow-empty", "-m", "Say nothing")
    git(hooked, "branch", "-q", "-D", "side")
    assert taken_back.code == 0


def test_a_worktree_syncs_its_own_journal(tracker: Call, hooked: Path) -> None:
    git(hooked, "add", "plan.toml")
    commit(hooked, "Plan")
    side = hooked.parent / 'side by "side"\'s'
    git(hooked, "worktree", "add", "-q", "-b", "side", str(side))
    assert "◑ DOCS  open → in review" in commit(side, "Write\n\nResolves: DOCS").err
    assert (side / ".tracker" / "tracker.db").exists()


def test_a_commit_into_another_repository_is_no_business_of_ours(tracker: Call, hooked: Path) -> None:
    """Git runs the hooks of one repository in the work tree of another where GIT_DIR says so."""
    other = hooked.parent / "other"
    git(hooked, "init", "-q", str(other))
    (other / "plan.toml").write_text(PLAN)
    environment = {"GIT_DIR": str(hooked / ".git"), "GIT_WORK_TREE": str(other)}
    assert commit(other, "Write\n\nResolves: DOCS", **environment) == Ran(0, "")
    assert not (other / ".tracker").exists()
    assert "open → resolved" in tracker("sync").out


@pytest.mark.parametrize("charset", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_any_locale_will_do(hooked: Path, charset: dict[str, str]) -> None:
    done = commit(hooked, "Write\n\nResolves: DOCS", **charset)
    assert done.code == 0
    assert "DOCS  open" in done.err
    assert "\\u" not in done.err


def test_a_busy_journal_is_left_to_the_next_sync(tracker: Call, hooked: Path) -> None:
    tracker("note", "DOCS", "-m", "x")
    other = sqlite3.connect(hooked / ".tracker" / "tracker.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert commit(hooked, "Resolves: DOCS\n\nResolves: DOCS") == Ran(0, "")
    finally:
        other.close()
    assert status(tracker, "DOCS") == "open"
    assert "open → resolved" in tracker("sync").out


@pytest.mark.parametrize("damage", ["plan", "journal", "lists"])
def test_what_is_broken_breaks_no_commit(hooked: Path, damage: str) -> None:
    if damage == "plan":
        (hooked / "plan.toml").write_text("nonsense [")
    elif damage == "journal":
        (hooked / ".tracker" / "tracker.db").write_bytes(b"no database at all" * 100)
    else:
        for name in ("names", "stamp"):
            (hooked / ".git/tracker" / name).unlink()
            (hooked / ".git/tracker" / name).mkdir()
    assert commit(hooked, "Write\n\nResolves: DOCS").code == 0
    assert "Traceback" not in commit(hooked, "Write\n\nResolves: DOCS").err


def test_an_interrupted_hook_loses_no_commit(tracker: Call, hooked: Path) -> None:
    tracker("note", "DOCS", "-m", "x")
    other = sqlite3.connect(hooked / ".tracker" / "tracker.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    running = subprocess.Popen(
        ["git", "commit", "-q", "--allow-empty", "-m", "Write\n\nResolves: DOCS"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        process_group=0,
    )
    reads = ["git", "log", "-1", "--format=%s"]
    while subprocess.run(reads, capture_output=True, text=True, check=True).stdout != "Write\n":
        assert running.poll() is None
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=60)
    other.close()
    assert b"Traceback" not in err
    assert "open → resolved" in tracker("sync").out
    assert "as they were written" in tracker("audit").out


def test_status_says_how_each_hook_stands(tracker: Call, repository: Path) -> None:
    ran = tracker("hook", "status", code=1)
    assert [line.split()[1] for line in ran.lines] == ["missing"] * 6
    assert "tracker hook install" in ran.err
    tracker("hook", "install", "--strict")
    document = tracker("hook", "status", "--json").json
    assert (document["schema"], document["installed"], document["strict"]) == (1, True, True)
    assert {hook["name"] for hook in document["hooks"]} >= {"commit-msg", "post-commit"}
    assert {hook["state"] for hook in document["hooks"]} == {"installed"}
    (repository / ".git/hooks/post-merge").chmod(0o644)
    assert "chmod +x" in tracker("hook", "status", code=1).err
    tracker("hook", "uninstall")
    assert not tracker("hook", "status", "--json", code=1).json["installed"]
    assert tracker("hook", "uninstall").err == "no hooks were installed\n"
    assert not (repository / ".git/tracker").exists()


def test_doctor_knows_the_hooks(tracker: Call, repository: Path) -> None:
    def found() -> list[tuple[str, str]]:
        findings = json.loads(tracker("doctor", "--json").out)["findings"]
        return [(entry["level"], entry["text"]) for entry in findings if entry["part"] == "hooks"]

    assert found() == [("ok", "none installed: tracker sync reads the commits")]
    tracker("hook", "install", "--strict")
    assert found() == [("ok", "6 hooks installed, strict")]
    (repository / ".git/hooks/commit-msg").unlink()
    assert found() == [("warning", "missing: commit-msg")]


def test_without_a_repository_there_is_nothing_to_hook(
    tracker: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    monkeypatch.chdir(outside)
    for words in (["install"], ["uninstall"], ["status"]):
        assert "there is no git repository here" in tracker("hook", *words, code=7).err
    assert tracker("hook", "run", "post-commit").err == ""


def test_a_folder_of_the_team_is_named_as_such(tracker: Call, repository: Path) -> None:
    assert "the team's" not in tracker("hook", "install").err
    subprocess.run(["git", "config", "core.hooksPath", ".githooks"], check=True)
    assert f"{repository / '.githooks'} is the team's" in tracker("hook", "install").err


def test_a_shared_folder_is_refused_with_a_hint(tracker: Call, repository: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "config", "core.hooksPath", str(tmp_path / "all")], check=True)
    refused = tracker("hook", "install", code=7).err
    assert "from outside of it" in refused
    assert "--shared" in refused
    tracker("hook", "install", "--shared")
    assert "--shared takes it out" in tracker("hook", "uninstall").err
    tracker("hook", "install", "--shared")
    tracker("hook", "uninstall", "--shared")
    assert list((tmp_path / "all").iterdir()) == []


def test_debug_shows_why_a_hook_did_nothing(tracker: Call, repository: Path) -> None:
    assert tracker("hook", "run", "commit-msg", "nowhere").err == ""
    assert (
        "nowhere"
        in subprocess.run(
            [sys.executable, "-m", "tracker", "hook", "run", "--debug", "commit-msg", "nowhere"],
            capture_output=True,
            text=True,
            check=False,
        ).stderr
    )


def test_a_plan_that_is_none_is_told_before_anything_is_installed(tracker: Call, repository: Path) -> None:
    (repository / "broken.toml").write_text("x = [")
    assert "NOSUCH" in tracker("--plan", "NOSUCH", "hook", "install", code=2).err
    assert "broken.toml" in tracker("--plan", "broken.toml", "hook", "install", code=4).err
    assert {hook["state"] for hook in tracker("hook", "status", "--json", code=1).json["hooks"]} == {
        "missing"
    }
    tracker("--plan", "plan.toml", "hook", "install")
    tracker("hook", "status")
