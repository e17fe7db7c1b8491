"""`tracker suggest`: what it says, that it links nothing, and that nobody's commit gets at the terminal."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def begun(repository: Path) -> str:
    """The plan with the first commit as its baseline; return its sha."""
    sha = git(repository, "rev-parse", "HEAD")
    (repository / "plan.toml").write_text(PLAN.replace("[plan]\n", f'[plan]\nbaseline = "{sha}"\n'))
    return sha


def commit(root: Path, message: str) -> str:
    (root / "src" / "db.ts").write_text(f"{message}\n")
    git(root, "commit", "-qam", message)
    return git(root, "rev-parse", "HEAD")


def test_suggestions_come_with_reasons_and_the_command(tracker: Call, repository: Path, begun: str) -> None:
    sha = commit(repository, "Bound the connections")
    ran = tracker("suggest")
    assert ran.lines == [
        "POOL  Bound the connection pool",
        f"  {sha[:10]}  Bound the connections  Ada, now",
        f"{' ' * 14}src/db.ts · words: bound, connections",
        f"{' ' * 14}tracker link POOL {sha[:10]}",
    ]
    assert ran.err == f"since {begun[:10]}, the plan's baseline\n1 suggestion for 4 items\n"
    assert tracker("log", code=1).out == ""
    tracker(*ran.lines[-1].split()[1:])
    assert tracker("suggest", "pool").out == ""


def test_nothing_found_is_no_failure(tracker: Call, begun: str) -> None:
    ran = tracker("suggest")
    assert (ran.out, ran.err.splitlines()[-1]) == ("", "nothing was found for 4 items")
    assert tracker("suggest", "TLS", "DOCS", "--json").json == {
        "schema": 1,
        "baseline": begun,
        "items": [{"id": "TLS", "suggestions": []}, {"id": "DOCS", "suggestions": []}],
    }


def test_so_many_for_each_item(tracker: Call, repository: Path, begun: str) -> None:
    shas = [commit(repository, f"Change {number}") for number in range(7)]
    assert len(re.findall("tracker link", tracker("suggest", "POOL").out)) == 5
    (item,) = tracker("suggest", "POOL", "--limit", "9", "--json").json["items"]
    assert {found["sha"] for found in item["suggestions"]} == set(shas)
    assert "--limit" in tracker("suggest", "--limit", "0", code=2).err


def test_errors_say_what_helps(tracker: Call, repository: Path) -> None:
    (repository / "plan.toml").write_text(PLAN.replace("reviewed = 2026-02-01\n", ""))
    assert '[plan] baseline = "SHA"' in tracker("suggest", code=7).err
    assert "did you mean POOL?" in tracker("suggest", "POOLS", code=2).err


def test_commits_reach_the_terminal_clean(
    tracker: Call, repository: Path, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "E\x1b[31mve[/]")
    commit(repository, "Pool \x1b]0;pwn\x07 \x1b[2J[red]\u202e connection")
    for form in ((), ("--json",), ("--color", "always")):
        out = tracker("suggest", "POOL", *form).out
        assert "[red]" in out
        plain = re.sub(r"\x1b\[\d*m", "", out) if "always" in form else out
        assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", plain) == []
