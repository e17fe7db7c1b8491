"""`tracker start --branch`: item and branch together, or neither."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tracker.domain.branch_names import branch_name, items_in_branch
from tracker.domain.plan import Item, Kind


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def state_of(tracker: Call, item: str) -> tuple[str, list[str]]:
    (found,) = tracker("show", item, "--json").json["items"]
    return str(found["status"]), list(found["branches"])


def test_the_branch_is_called_after_the_item(tracker: Call) -> None:
    ran = tracker("start", "pool", "--branch")
    assert ran.lines == ["◐ POOL in progress  branch fix/POOL-bound-the-connection-pool"]
    assert ran.err == "switched to a new branch, fix/POOL-bound-the-connection-pool\n"
    assert git("branch", "--show-current") == "fix/POOL-bound-the-connection-pool"
    assert state_of(tracker, "POOL") == ("in_progress", ["fix/POOL-bound-the-connection-pool"])


def test_without_the_option_no_branch_is_made(tracker: Call) -> None:
    tracker("start", "POOL")
    assert git("branch", "--format=%(refname:short)") == "main"
    assert state_of(tracker, "POOL") == ("in_progress", [])


def test_the_option_takes_no_item_for_a_name(tracker: Call) -> None:
    tracker("start", "--branch", "POOL", "DOCS")
    assert git("branch", "--show-current") == "fix/POOL_DOCS-bound-the-connection-pool"
    assert [state_of(tracker, item)[0] for item in ("POOL", "DOCS")] == ["in_progress"] * 2


def test_a_name_of_ones_own(tracker: Call) -> None:
    tracker("start", "POOL", "DOCS", "--branch=ada/POOL")
    assert git("branch", "--show-current") == "ada/POOL"
    assert state_of(tracker, "POOL") == ("in_progress", ["ada/POOL"])
    assert state_of(tracker, "DOCS") == ("in_progress", [])


def test_a_sync_finds_nothing_that_is_not_known(tracker: Call) -> None:
    tracker("sync")
    tracker("start", "POOL", "--branch")
    assert tracker("sync").lines == []


def test_undone_the_item_stays_where_it_was_beside_its_branch(tracker: Call) -> None:
    tracker("start", "POOL", "--branch")
    tracker("undo")
    tracker("sync")
    assert state_of(tracker, "POOL") == ("open", [])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("DOCS", "POOL"), 5, "POOL is in progress: it cannot be started"),
        (("DOCS", "NOPE"), 2, "no item is called NOPE"),
    ],
)
def test_no_branch_without_the_items(tracker: Call, words: tuple[str, ...], code: int, said: str) -> None:
    tracker("start", "POOL")
    assert said in tracker("start", *words, "--branch", code=code).err
    assert git("branch", "--format=%(refname:short)") == "main"
    assert state_of(tracker, "DOCS") == ("open", [])


@pytest.mark.parametrize(
    ("name", "said"),
    [("main", "there is a branch main already"), ("-f", "cannot be the name"), ("a b", "cannot be the name")],
)
def test_no_start_without_the_branch(tracker: Call, name: str, said: str) -> None:
    assert said in tracker("start", "POOL", f"--branch={name}", code=7).err
    assert state_of(tracker, "POOL") == ("open", [])
    assert git("branch", "--show-current") == "main"


def test_a_journal_that_fails_takes_the_branch_back(
    tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.errors import StoreError
    from tracker.store.transaction import Transaction

    def fail(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(Transaction, "append", fail)
    assert "the disk is full" in tracker("start", "POOL", "--branch", code=6).err
    assert git("branch", "--show-current") == "main"
    assert git("branch", "--format=%(refname:short)") == "main"


def test_without_a_repository_there_is_no_branch(
    tracker: Call, tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.toml").write_text((repository / "plan.toml").read_text())
    monkeypatch.chdir(tmp_path)
    assert "no git repository" in tracker("start", "POOL", "--branch", code=7).err
    assert state_of(tracker, "POOL") == ("open", [])


def test_listings_name_the_branch_where_it_fits(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "⎇" not in tracker("list").out
    tracker("start", "POOL", "--branch=fix/POOL")
    assert tracker("list", "id:pool").lines[0].endswith("  ⎇ fix/POOL")
    assert "Branch       fix/POOL" in tracker("show", "POOL").lines
    assert not any(line.startswith("Branch") for line in tracker("show", "DOCS").lines)
    monkeypatch.setenv("COLUMNS", "80")
    assert tracker("board").lines[1].endswith("  ⎇")


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (Item("SEC-1", "Rotate the keys"), "fix/SEC-1-rotate-the-keys"),
        (Item("SEC-1", "Rotate", kind=Kind.MISSING_FEATURE), "feature/SEC-1-rotate"),
        (Item("SEC-1", "Straße, Ørsted's naïve Łódź"), "fix/SEC-1-strasse-orsteds-naive-lodz"),
        (Item("SEC-1", "日本語"), "fix/SEC-1"),
        (Item("SEC-1", "2 keys"), "fix/SEC-1"),
        (Item("SEC-1", "Like SEC-2"), "fix/SEC-1"),
        (Item("SEC-1", "..//~^:?*[\\ @{"), "fix/SEC-1"),
        (Item("SEC-1", "word " * 30), "fix/SEC-1-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_names_of_branches(item: Item, name: str) -> None:
    known = {id_: id_ for id_ in ("SEC-1", "SEC-2", "SEC-1-2")}
    assert branch_name([item], known) == name
    assert items_in_branch(name, known) == ("SEC-1",)


def test_every_kind_has_a_prefix() -> None:
    names = [branch_name([Item("SEC-1", "x", kind=kind)], {}) for kind in Kind]
    assert all(name.endswith("/SEC-1-x") for name in names)
