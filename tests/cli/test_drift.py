"""What became of an item's files, as the commands say it after a sync."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call

LINES = [f"line {number}\n" for number in range(1, 41)]


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(root: Path, *lines: str, name: str = "src/db.ts") -> str:
    (root / "src").mkdir(exist_ok=True)
    (root / name).write_text("".join(lines))
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Work")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def base(repository: Path) -> str:
    """The commit that the plan says was reviewed."""
    sha = commit(repository, *LINES)
    (repository / "plan.toml").write_text(PLAN.replace("reviewed =", f'baseline = "{sha}"\nreviewed =', 1))
    return sha


def files_of(tracker: Call) -> str:
    return next(line for line in tracker("show", "POOL").lines if line.startswith("Files")).split(None, 1)[1]


def test_show_says_where_the_lines_are_now(tracker: Call, repository: Path, base: str) -> None:
    tracker("sync")
    assert files_of(tracker) == "src/db.ts:12-30"
    git(repository, "mv", "src/db.ts", "src/pool.ts")
    commit(repository, "top\n", "top\n", *LINES, name="src/pool.ts")
    tracker("sync")
    assert files_of(tracker) == "src/db.ts:12-30 → src/pool.ts:14-32 moved"
    assert tracker("list", "is:touched").out == ""


def test_show_says_what_changed_and_what_is_gone(tracker: Call, repository: Path, base: str) -> None:
    commit(repository, *LINES[:19], "changed\n", *LINES[20:])
    tracker("sync")
    assert files_of(tracker) == f"src/db.ts:12-30 changed since {base[:7]}"
    assert "POOL" in tracker("list", "is:touched").out
    git(repository, "rm", "-q", "src/db.ts")
    git(repository, "commit", "-q", "-m", "Remove it")
    tracker("sync")
    assert files_of(tracker) == f"src/db.ts:12-30 gone since {base[:7]}"
    assert "POOL" in tracker("list", "is:touched").out


def test_json_has_what_drifted_by_file(tracker: Call, repository: Path, base: str) -> None:
    def drift(*words: str) -> object:
        item = next(item for item in tracker(*words, "--json").json["items"] if item["id"] == "POOL")
        assert item["files"] == ["src/db.ts:12-30"]
        return item["drift"]

    tracker("sync")
    assert drift("list") == drift("show", "POOL") == {}
    commit(repository, "top\n", *LINES)
    tracker("sync")
    moved = {"fate": "moved", "path": "src/db.ts", "lines": [[13, 31]], "since": base}
    assert drift("list") == drift("show", "POOL") == {"src/db.ts:12-30": moved}


def test_a_baseline_that_names_no_commit_is_told_and_no_failure(tracker: Call, repository: Path) -> None:
    commit(repository, *LINES)
    (repository / "plan.toml").write_text(PLAN.replace("reviewed =", 'baseline = "beefbeef"\nreviewed =', 1))
    ran = tracker("sync")
    assert "baseline beefbeef names no commit here" in ran.out + ran.err
    assert tracker("sync", "--json").json["warnings"] == []
