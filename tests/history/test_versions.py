"""A file of a commit and of the work tree: what can be shown is, the rest is said, no link is followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import tracker.history.versions
from tests.history.building import Repo
from tracker.domain.hunks import Hunk
from tracker.errors import HistoryError
from tracker.history.versions import hunks_between, is_shallow, version_at, version_here


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


def at(repo: Repo, path: str, sha: str | None = None) -> tuple[tuple[str, ...], str]:
    found = version_at(repo.path, sha or repo.head(), path, "then")
    return found.lines, found.problem


def here(repo: Repo, path: str) -> tuple[tuple[str, ...], str]:
    found = version_here(repo.path, path, "now")
    return found.lines, found.problem


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb\n", ("a", "b")),
        ("a\nb", ("a", "b")),
        ("a\n\n", ("a", "")),
        ("\n\n", ("", "")),
        ("a\r\nb\r\n", ("a", "b")),
        ("a\x0cb\u2028c\n", ("a\x0cb\u2028c",)),
    ],
)
def test_lines_are_the_same_in_a_commit_and_in_the_work_tree(
    repo: Repo, text: str, lines: tuple[str, ...]
) -> None:
    (repo.path / "a.py").write_bytes(text.encode())
    repo.git("add", "a.py")
    repo.git("-c", "core.autocrlf=false", "commit", "-qm", "one", **repo.dates())
    assert at(repo, "a.py") == (lines, "")
    assert here(repo, "a.py") == (lines, "")


def test_an_older_version_stays_as_it_was(repo: Repo) -> None:
    first = repo.commit("one", file="a.py", text="old\n")
    repo.commit("two", file="a.py", text="new\n")
    assert at(repo, "a.py", first)[0] == ("old",)
    assert at(repo, "./a.py")[0] == ("new",)


@pytest.mark.parametrize(
    "name", ["-x.py", "--output=pwn", ":(top)a.py", "a*.py", "[id].py", "a\tb.py", "日本.py"]
)
def test_a_path_is_looked_up_as_it_is_spelled(repo: Repo, name: str) -> None:
    repo.commit("one", file="about.py", text="other\n")
    (repo.path / name).write_text("mine\n")
    repo.git("add", "--", name, GIT_LITERAL_PATHSPECS="1")
    repo.git("commit", "-qm", "two", **repo.dates())
    assert at(repo, name) == (("mine",), "")
    assert here(repo, name) == (("mine",), "")
    assert not (repo.path / "pwn").exists()


def test_what_is_not_there_is_said(repo: Repo) -> None:
    sha = repo.commit("one", file="a.py", text="x\n")
    assert at(repo, "b.py")[1] == f"there is no file b.py in {sha[:7]}"
    assert at(repo, "a.py/b.py")[1] == f"there is no file a.py/b.py in {sha[:7]}"
    assert at(repo, "a*.py")[1].startswith("there is no file")
    assert here(repo, "b.py")[1] == "there is no file b.py now"
    assert here(repo, "a.py/b.py")[1] == "there is no file a.py/b.py now"
    assert at(repo, "a\0b")[1] == "there is no such file"
    assert here(repo, "a\0b")[1].startswith("cannot be read")


def test_folders_links_and_submodules_are_said_and_not_followed(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password\n")
    repo.commit("one", file="src/a.py", text="x\n")
    os.symlink(tmp_path / "secret", repo.path / "link")
    os.symlink(tmp_path, repo.path / "out")
    head = repo.head()
    repo.git("add", "link", "out")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    repo.git("commit", "-qm", "two", **repo.dates())
    assert at(repo, "src")[1] == here(repo, "src")[1] == "a folder"
    assert at(repo, "src/")[1] == "a folder"
    assert at(repo, "sub")[1] == f"a submodule at {head[:7]}"
    assert at(repo, "link") == ((), f"a link to {tmp_path / 'secret'}")
    assert here(repo, "link") == ((), f"a link to {tmp_path / 'secret'}")
    assert here(repo, "out/secret") == ((), "out/secret leads out of the repository")
    assert at(repo, "out/secret")[1].startswith("there is no file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(repo: Repo) -> None:
    os.mkfifo(repo.path / "pipe")
    assert here(repo, "pipe")[1] == "no ordinary file"


def test_binary_empty_and_large_files_are_said(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("one", file="a.bin", text="GIF\0\0")
    repo.commit("two", file="empty", text="")
    assert at(repo, "a.bin")[1] == here(repo, "a.bin")[1] == "binary, 5 bytes"
    assert at(repo, "empty")[1] == here(repo, "empty")[1] == "empty"
    repo.commit("three", file="big", text="x\n" * 100)
    monkeypatch.setattr(tracker.history.versions, "MOST_BYTES", 199)
    assert at(repo, "big")[1] == here(repo, "big")[1] == "too large to be shown (0 MiB)"
    monkeypatch.setattr(tracker.history.versions, "MOST_BYTES", 200)
    assert len(at(repo, "big")[0]) == len(here(repo, "big")[0]) == 100


def test_bytes_that_are_no_text_do_not_break_it(repo: Repo) -> None:
    (repo.path / "latin.py").write_bytes(b"caf\xe9\n")
    repo.git("add", "latin.py")
    repo.git("commit", "-qm", "one", **repo.dates())
    assert at(repo, "latin.py") == here(repo, "latin.py") == (("caf\N{REPLACEMENT CHARACTER}",), "")


def test_what_a_clone_does_not_have_is_said(repo: Repo) -> None:
    repo.commit("one", file="a.py", text="gone\n")
    blob = repo.git("rev-parse", "HEAD:a.py")
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert at(repo, "a.py")[1].startswith("this clone does not have its content: git: ")


def test_a_commit_that_is_not_there_is_an_error(repo: Repo) -> None:
    repo.commit("one", file="a.py", text="x\n")
    with pytest.raises(HistoryError):
        at(repo, "a.py", "f" * 40)
    assert at(repo, "a.py", "main")[1] == "there is no such file"


def test_differences_are_told_by_lines(repo: Repo) -> None:
    then = ["a", "b", "c", "d"]
    assert hunks_between(repo.path, then, then) == ()
    assert hunks_between(repo.path, then, ["a", "x", "c", "d", "e"]) == (Hunk(2, 1, 2, 1), Hunk(4, 0, 5, 1))
    assert hunks_between(repo.path, then, ["c", "d"]) == (Hunk(1, 2, 0, 0),)
    assert hunks_between(repo.path, ["a\x00b"], ["\udcff"]) == (Hunk(1, 1, 1, 1),)


def test_too_many_differences_are_one(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker.history.versions, "_MOST_HUNKS", 1)
    then = [str(number) for number in range(10)]
    now = [*then[:2], "x", *then[3:7], "y", *then[8:]]
    assert hunks_between(repo.path, then, now) == (Hunk(1, 10, 1, 10),)


def test_a_repository_that_wants_to_run_something_does_not(repo: Repo, tmp_path: Path) -> None:
    repo.commit("one", file="a.py", text="x\n")
    mark = tmp_path / "ran"
    script = tmp_path / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    script.chmod(0o755)
    (repo.path / ".gitattributes").write_text("* diff=evil filter=evil\n")
    for key in (
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.smudge",
        "core.pager",
    ):
        repo.git("config", key, str(script))
    assert at(repo, "a.py")[0] == ("x",)
    assert hunks_between(repo.path, ["a"], ["b"]) == (Hunk(1, 1, 1, 1),)
    assert not mark.exists()


def test_a_shallow_clone_is_known_as_one(repo: Repo, tmp_path: Path) -> None:
    repo.commit("one", file="a.py", text="x\n")
    repo.commit("two", file="a.py", text="y\n")
    shallow = tmp_path / "shallow"
    repo.git("clone", "-q", "--depth=1", f"file://{repo.path}", str(shallow))
    assert is_shallow(shallow)
    assert not is_shallow(repo.path)
