"""Scans of repositories in every shape."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.history.building import Journal, Repo, plan_of
from tracker.domain.commit import Scan
from tracker.domain.state import Status
from tracker.errors import HistoryError
from tracker.history.head import head_branch, head_sha
from tracker.history.layout import find_root
from tracker.history.scan import is_current, scan

KNOWN = {"SEC-1": "SEC-1", "SEC-2": "SEC-2"}


def shas(root: Path, *, mainline: str | None = None) -> dict[str, str | None]:
    """Return the hits of a full scan, with the branch of each that is not on the mainline."""
    result = scan(root, KNOWN, None, {}, mainline=mainline)
    return {sha: hit.branch for sha, hit in result.hits.items()}


def test_no_repository(tmp_path: Path) -> None:
    assert (find_root(tmp_path), head_sha(tmp_path), head_branch(tmp_path)) == (None, None, None)
    with pytest.raises(HistoryError, match="is not in a git repository"):
        scan(tmp_path, KNOWN, None, {})


def test_an_empty_repository(repo: Repo, journal: Journal) -> None:
    assert journal.sync() == []
    assert journal.scan
    assert (journal.scan.head, journal.scan.mainline, journal.scan.tips) == (None, None, {})
    assert (head_sha(repo.path), head_branch(repo.path)) == (None, "main")
    repo.commit("Fixes SEC-1")
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


def test_an_orphan_branch_next_to_commits(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    repo.git("checkout", "-q", "--orphan", "fresh")
    journal.sync()
    assert (journal.status("SEC-1"), head_sha(repo.path)) == (Status.RESOLVED, None)


def test_a_detached_head(repo: Repo) -> None:
    repo.commit("Start")
    repo.switch("HEAD~0")
    sha = repo.commit("Fixes SEC-1")
    assert shas(repo.path) == {sha: "HEAD"}
    assert (head_sha(repo.path), head_branch(repo.path)) == (sha, None)


def test_a_subfolder_and_a_worktree(repo: Repo, tmp_path: Path) -> None:
    first = repo.commit("Fixes SEC-1", file="src/a.txt")
    repo.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    side = Repo(tmp_path / "side", made=True)
    second = side.commit("Fixes SEC-2")
    assert find_root(repo.path / "src") == repo.path
    assert (find_root(side.path), head_sha(side.path), head_branch(side.path)) == (side.path, second, "side")
    assert shas(side.path) == shas(repo.path / "src") == {first: None, second: "side"}


def test_a_bare_repository(repo: Repo, tmp_path: Path) -> None:
    sha = repo.commit("Fixes SEC-1")
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    assert shas(tmp_path / "bare.git") == {sha: None}
    assert head_sha(tmp_path / "bare.git") == sha


def test_a_submodule(repo: Repo, tmp_path: Path) -> None:
    sha = repo.commit("Fixes SEC-1")
    outer = Repo(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo.path), "inner")
    assert shas(outer.path / "inner") == {sha: None}
    assert (find_root(outer.path / "inner"), head_sha(outer.path / "inner")) == (outer.path / "inner", sha)


def test_a_git_file_that_points_nowhere(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(HistoryError, match="points to no repository"):
        scan(tmp_path, KNOWN, None, {})


def test_a_sha_256_repository(tmp_path: Path) -> None:
    tmp_path.joinpath("repo").mkdir()
    repo = Repo(tmp_path / "repo", made=True)
    repo.git("init", "-q", "-b", "main", "--object-format=sha256")
    fix = repo.commit("Fixes SEC-1")
    revert = repo.revert(fix)
    assert len(fix) == 64
    journal = Journal(repo.path, plan_of("SEC-1"))
    journal.sync()
    assert (journal.status("SEC-1"), set(journal.hits)) == (Status.OPEN, {fix, revert})
    assert head_sha(repo.path) == revert


def test_unshallowing_reads_what_was_hidden(repo: Repo, tmp_path: Path) -> None:
    old = repo.commit("Fixes SEC-1")
    new = repo.commit("Fixes SEC-2")
    repo.git("clone", "-q", "--depth=1", f"file://{repo.path}", str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone", made=True)
    journal = Journal(clone.path, plan_of("SEC-1", "SEC-2"))
    journal.sync()
    assert set(journal.hits) == {new}
    clone.git("fetch", "-q", "--unshallow")
    journal.sync()
    assert set(journal.hits) == {old, new}
    repo.commit("Later")
    clone.git("fetch", "-q", "--depth=1")
    clone.git("reset", "-q", "--hard", "origin/main")
    journal.sync()
    assert set(journal.hits) == {old, new}
    assert journal.status("SEC-1") is Status.RESOLVED


def test_the_mainline_is_what_origin_calls_its_head(repo: Repo, tmp_path: Path) -> None:
    pushed = repo.commit("Fixes SEC-1")
    repo.git("clone", "-q", ".", str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone", made=True)
    clone.minutes = 5
    local = clone.commit("Fixes SEC-2")
    assert shas(clone.path) == {pushed: None, local: "main"}
    assert shas(clone.path, mainline="main") == {pushed: None, local: None}
    clone.git("push", "-q", "origin", "HEAD:topic")
    assert shas(clone.path) == {pushed: None, local: "main"}


@pytest.mark.parametrize("names", [("main", "master", "zebra"), ("master", "zebra"), ("zebra",)])
def test_the_mainline_without_a_remote(tmp_path: Path, names: tuple[str, ...]) -> None:
    repo = Repo(tmp_path / "repo")
    repo.git("checkout", "-q", "-b", names[0])
    sha = repo.commit("Fixes SEC-1")
    for name in names[1:]:
        repo.git("branch", name)
    repo.switch(names[-1])
    other = repo.commit("Fixes SEC-2")
    on_mainline = names[0] == names[-1]
    assert shas(repo.path) == {sha: None, other: None if on_mainline else names[-1]}


def test_an_unknown_mainline_names_the_nearest(repo: Repo) -> None:
    repo.commit("Start")
    with pytest.raises(HistoryError, match=r"no branch 'mian'.*did you mean main"):
        scan(repo.path, KNOWN, None, {}, mainline="mian")


def test_a_tag_and_a_stash_are_no_branches(repo: Repo) -> None:
    repo.commit("Start")
    repo.switch("HEAD~0")
    repo.commit("Fixes SEC-1")
    repo.git("tag", "v1")
    repo.switch("main")
    assert shas(repo.path) == {}


def test_latin_1_and_broken_messages(repo: Repo) -> None:
    repo.git("config", "i18n.commitEncoding", "latin-1")
    repo.commit("Größe begrenzt, fixes SEC-1".encode("latin-1"))
    repo.git("config", "i18n.logOutputEncoding", "latin-1")
    person = "A <a@x> 1700000000 +0000"
    head = f"tree {repo.git('write-tree')}\nauthor {person}\ncommitter {person}\n\n"
    broken = head.encode() + b"Broken \xff\xfe bytes, fixes SEC-2"
    repo.git("branch", "broken", repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=broken))
    subjects = sorted(hit.subject for hit in scan(repo.path, KNOWN, None, {}).hits.values())
    assert subjects[1] == "Größe begrenzt, fixes SEC-1"
    assert subjects[0].startswith("Broken �")


def test_control_characters_do_not_reach_the_outside(repo: Repo) -> None:
    repo.commit("Fixes SEC-1 \x1b[31m\u202e", GIT_AUTHOR_NAME="Eve \x1b]0;x\x07")
    [hit] = scan(repo.path, KNOWN, None, {}).hits.values()
    assert not any(mark in hit.subject + hit.author for mark in "\x1b\x07\u202e")


def test_forged_record_separators(repo: Repo) -> None:
    fake = "\x01" + "a" * 40 + "\x1e\x1f"
    sha = repo.commit(f"Start\n\n{fake}\n{fake}Fixes SEC-1")
    assert set(shas(repo.path)) <= {sha}
    assert len(scan(repo.path, KNOWN, None, {}).hits) == 1


def test_huge_messages_are_read_to_a_megabyte(repo: Repo) -> None:
    early = repo.commit("Fixes SEC-1\n\n" + "x " * 1_500_000)
    repo.commit("Long\n\n" + "x " * 1_500_000 + "\n\nfixes SEC-2")
    assert set(shas(repo.path)) == {early}


def test_the_mailmap_names_the_author(repo: Repo) -> None:
    repo.commit("Map", file=".mailmap", text="Ada Lovelace <ada@new.example> <ada@example.org>\n")
    repo.commit("Fixes SEC-1")
    [hit] = scan(repo.path, KNOWN, None, {}).hits.values()
    assert (hit.author, hit.email) == ("Ada Lovelace", "ada@new.example")


def test_replaced_commits_say_what_they_always_said(repo: Repo) -> None:
    sha = repo.commit("Fixes SEC-1")
    other = repo.git("commit-tree", "HEAD^{tree}", "-m", "Fixes SEC-2", **repo.dates())
    repo.git("replace", sha, other)
    [hit] = scan(repo.path, KNOWN, None, {}).hits.values()
    assert hit.meaning.resolves == ("SEC-1",)


@pytest.mark.parametrize("setting", ["grep.patternType=fixed", "log.showRoot=false", "color.ui=always"])
def test_settings_of_the_repository_do_not_matter(repo: Repo, setting: str) -> None:
    repo.git("config", *setting.split("=", 1))
    sha = repo.commit("Fixes SEC-1")
    assert shas(repo.path) == {sha: None}


def test_other_dates_hide_nothing(repo: Repo) -> None:
    repo.commit("Start")
    old = {"GIT_AUTHOR_DATE": "100000000 +0000", "GIT_COMMITTER_DATE": "100000000 +0000"}
    sha = repo.commit("Fixes SEC-1", **old)
    assert shas(repo.path) == {sha: None}


def test_a_git_hook_s_environment_is_not_followed(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha = repo.commit("Fixes SEC-1")
    other = Repo(tmp_path / "other")
    other.commit("Fixes SEC-2")
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.path / ".git/index"))
    assert shas(repo.path) == {sha: None}


def test_new_items_are_found_in_old_commits(repo: Repo) -> None:
    sha = repo.commit("Fixes SEC-1")
    first = scan(repo.path, {"SEC-2": "SEC-2"}, None, {})
    second = scan(repo.path, KNOWN, first.scan, first.hits)
    assert (first.hits, set(second.added)) == ({}, {sha})
    third = scan(repo.path, {"SEC-2": "SEC-2"}, second.scan, second.hits)
    assert (third.removed, third.vanished) == ((sha,), ())


def test_incremental_scans_count_what_is_new(repo: Repo) -> None:
    for number in range(3):
        repo.commit(f"Number {number}")
    first = scan(repo.path, KNOWN, None, {})
    sha = repo.commit("Fixes SEC-1")
    second = scan(repo.path, KNOWN, first.scan, first.hits)
    third = scan(repo.path, KNOWN, second.scan, second.hits)
    assert [result.scanned for result in (first, second, third)] == [3, 1, 0]
    assert (set(second.added), third.added) == ({sha}, {})


def test_progress_is_told(repo: Repo) -> None:
    commands = "".join(
        f"commit refs/heads/main\ncommitter A <a@x> {1_700_000_000 + n} +0000\ndata 11\nFixes SEC-1\n"
        for n in range(250)
    )
    repo.git("fast-import", "--quiet", stdin=commands)
    told: list[int] = []
    assert len(scan(repo.path, KNOWN, None, {}, progress=told.append).hits) == 250
    assert told == [100, 200]


def test_a_branch_that_moves_to_the_mainline_is_a_change(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.switch("topic", new=True)
    sha = repo.commit("Fixes SEC-1")
    journal.sync()
    repo.switch("main")
    repo.merge("topic")
    journal.sync()
    assert journal.last
    assert (set(journal.last.changed), set(journal.last.added)) == ({sha}, set())


def test_a_scan_of_another_version_reads_on(repo: Repo) -> None:
    sha = repo.commit("Fixes SEC-1")
    again = scan(repo.path, KNOWN, Scan(known="of an older parser"), {})
    assert set(again.added) == {sha}


def test_packed_refs_are_refs(repo: Repo, journal: Journal) -> None:
    sha = repo.commit("Fixes SEC-1")
    journal.sync()
    repo.git("pack-refs", "--all", "--prune")
    assert journal.sync() == []
    assert (head_sha(repo.path), set(journal.hits)) == (sha, {sha})


def test_a_broken_repository_is_reported(repo: Repo) -> None:
    repo.commit("Fixes SEC-1")
    for pack in (repo.path / ".git/objects").rglob("*"):
        if pack.is_file():
            pack.unlink()
    with pytest.raises(HistoryError, match="git: "):
        scan(repo.path, KNOWN, None, {})


def test_git_missing(repo: Repo, tmp_path: Path) -> None:
    repo.commit("Fixes SEC-1")
    code = (
        "from tracker.history.scan import scan; from pathlib import Path\n"
        f"scan(Path({str(repo.path)!r}), {{}}, None, {{}})"
    )
    environment = {"PATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert "HistoryError: git cannot be run" in done.stderr


def test_nothing_new_costs_no_git(repo: Repo) -> None:
    repo.commit("Fixes SEC-1")
    result = scan(repo.path, KNOWN, None, {})
    code = (
        "import sys; from pathlib import Path; from tracker.domain.commit import Scan\n"
        "from tracker.history.scan import scan, is_current; from tracker.history.head import head_sha\n"
        f"root, known = Path({str(repo.path)!r}), {KNOWN!r}\n"
        "before = Scan.from_json(sys.stdin.read())\n"
        "assert is_current(root, known, before, mainline=None, keywords=True)\n"
        "assert scan(root, known, before, {}).scan is before and head_sha(root)\n"
        "print(sorted({'git', 'subprocess', 'tempfile'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=result.scan.to_json(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "change",
    [
        ["branch", "other"],
        ["checkout", "-q", "--detach"],
        ["update-ref", "refs/remotes/origin/x", "HEAD"],
        ["commit", "-q", "--allow-empty", "-m", "x"],
        ["branch", "-m", "renamed"],
    ],
)
def test_every_change_of_a_ref_is_noticed(repo: Repo, change: list[str]) -> None:
    repo.commit("Start")
    repo.git("pack-refs", "--all")
    before = scan(repo.path, KNOWN, None, {}).scan
    assert is_current(repo.path, KNOWN, before, mainline=None, keywords=True)
    repo.git(*change)
    assert not is_current(repo.path, KNOWN, before, mainline=None, keywords=True)


def test_other_questions_are_not_answered_from_memory(repo: Repo) -> None:
    repo.commit("Start")
    before = scan(repo.path, KNOWN, None, {}).scan
    assert not is_current(repo.path, KNOWN, before, mainline="main", keywords=True)
    assert not is_current(repo.path, KNOWN, before, mainline=None, keywords=False)
    assert not is_current(repo.path, {"SEC-1": "SEC-1"}, before, mainline=None, keywords=True)
    assert not is_current(repo.path, KNOWN, None, mainline=None, keywords=True)
