"""Repositories in shapes that are rare until somebody has one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.history.building import EPOCH, Journal, Repo, plan_of
from tracker.domain.commit import utc
from tracker.domain.state import Status
from tracker.history.head import head_branch, head_sha
from tracker.history.scan import is_current, scan

KNOWN = {"SEC-1": "SEC-1", "SEC-2": "SEC-2"}
PERSON = f"A <a@x> {EPOCH} +0000"


def shas(root: Path) -> dict[str, str | None]:
    """Return the hits of a full scan, with the branch of each that is not on the mainline."""
    return {sha: hit.branch for sha, hit in scan(root, KNOWN, None, {}).hits.items()}


def raw_commit(repo: Repo, message: bytes, *, date: str = str(EPOCH), header: str = "") -> str:
    """Store a commit that `git commit` would refuse to make, on a branch of its own, and return its sha."""
    person = f"A <a@x> {date} +0000"
    head = f"tree {repo.git('write-tree')}\nauthor {person}\ncommitter {person}\n{header}\n"
    options = ("-t", "commit", "-w", "--literally", "--stdin")
    sha = repo.git("hash-object", *options, stdin=head.encode() + message)
    repo.git("branch", f"raw-{sha[:7]}", sha)
    return sha


def objects(root: Path) -> set[Path]:
    """Return every file of the object store."""
    return {path for path in (root / ".git/objects").rglob("*") if path.is_file()}


@pytest.fixture
def partial(repo: Repo, tmp_path: Path) -> Repo:
    """A clone without file contents, whose origin cannot be reached any more."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit("Start", file="a.txt", text="one")
    repo.commit("Fixes SEC-1", file="a.txt", text="two")
    repo.switch("topic", new=True, at="HEAD~1")
    repo.pick("main")
    repo.switch("main")
    target = tmp_path / "partial"
    options = ("--filter=blob:none", "--no-checkout")
    repo.git("clone", "-q", *options, f"file://{repo.path}", str(target))
    clone = Repo(target, made=True)
    clone.git("branch", "topic", "origin/topic")
    repo.path.rename(tmp_path / "gone")
    return clone


def test_a_partial_clone_is_read_and_fetches_nothing(partial: Repo) -> None:
    before = objects(partial.path)
    journal = Journal(partial.path, plan_of("SEC-1"))
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED
    assert len(journal.hits) == 2  # they look alike, and their patches cannot be had to tell
    assert {hit.patch_id for hit in journal.hits.values()} == {None}
    assert objects(partial.path) == before
    assert journal.sync() == []


def test_a_whole_clone_tells_copies_by_their_patches(repo: Repo) -> None:
    repo.commit("Start", file="a.txt", text="one")
    repo.commit("Fixes SEC-1", file="a.txt", text="two")
    repo.switch("topic", new=True, at="HEAD~1")
    repo.pick("main")
    patches = {hit.patch_id for hit in scan(repo.path, KNOWN, None, {}).hits.values()}
    assert len(patches) == 1
    assert patches != {None}


def test_a_repository_that_was_moved_is_read_again_to_the_same_end(repo: Repo, tmp_path: Path) -> None:
    sha = repo.commit("Fixes SEC-1")
    journal = Journal(repo.path, plan_of("SEC-1"))
    journal.sync()
    journal.root = tmp_path / "elsewhere"
    repo.path.rename(journal.root)
    assert journal.sync() == []
    assert set(journal.hits) == {sha}
    assert journal.last
    assert (journal.last.rewritten, journal.last.vanished, journal.last.scanned) == (False, (), 0)


def test_reftable(tmp_path: Path) -> None:
    made = subprocess.run(
        ["git", "init", "-q", "-b", "main", "--ref-format=reftable", str(tmp_path / "repo")],
        capture_output=True,
        text=True,
    )
    if made.returncode:
        version = subprocess.run(["git", "--version"], capture_output=True, text=True).stdout.strip()
        pytest.skip(f"{version} knows no reftable, which came with 2.45")
    repo = Repo(tmp_path / "repo", made=True)
    sha = repo.commit("Fixes SEC-1")
    before = scan(repo.path, KNOWN, None, {})
    assert set(before.hits) == {sha}
    assert (head_sha(repo.path), head_branch(repo.path)) == (sha, "main")
    assert is_current(repo.path, KNOWN, before.scan, mainline=None, keywords=True)
    repo.commit("More")
    assert not is_current(repo.path, KNOWN, before.scan, mainline=None, keywords=True)


@pytest.mark.parametrize("subfolder", [False, True])
def test_git_without_perl_expressions(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subfolder: bool
) -> None:
    fix = repo.commit("fixes sec-1", file="src/a.txt")
    revert = repo.revert(fix)
    repo.commit("Say SEC- and nothing more")
    real = shutil.which("git")
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    refusal = "fatal: cannot use Perl-compatible regexes when not compiled with USE_LIBPCRE"
    fake.write_text(
        f'#!/bin/sh\necho "$*" >>"{tmp_path}/calls"\n'
        f'case "$*" in *--perl-regexp*) echo "{refusal}" >&2; exit 128;; esac\nexec "{real}" "$@"\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)
    assert set(shas(repo.path / "src" if subfolder else repo.path)) == {fix, revert}
    calls = (tmp_path / "calls").read_text()
    assert "--perl-regexp" in calls
    assert "--extended-regexp" in calls


def test_objects_of_another_repository(repo: Repo, tmp_path: Path) -> None:
    sha = repo.commit("Fixes SEC-1")
    repo.git("clone", "-q", "--shared", ".", str(tmp_path / "shared"))
    shared = Repo(tmp_path / "shared", made=True)
    shared.minutes = 5
    own = shared.commit("Fixes SEC-2")
    assert not (shared.path / ".git/objects" / sha[:2] / sha[2:]).exists()
    assert shas(shared.path) == {sha: None, own: "main"}


def test_grafts_hide_nothing(repo: Repo) -> None:
    old = repo.commit("Fixes SEC-1")
    repo.commit("Between")
    new = repo.commit("Fixes SEC-2")
    (repo.path / ".git/info").mkdir(exist_ok=True)
    (repo.path / ".git/info/grafts").write_text(f"{new}\n")
    assert repo.git("rev-list", "--count", "HEAD") == "1"
    assert set(shas(repo.path)) == {old, new}


def test_a_message_of_29_megabytes(repo: Repo) -> None:
    before = repo.commit("Fixes SEC-2")
    sha = repo.commit("Fixes SEC-1\n\n" + "a word and another\n" * 1_520_000)
    after = repo.commit("Fixes SEC-2 too")
    assert int(repo.git("cat-file", "-s", sha)) > 28_000_000
    hits = scan(repo.path, KNOWN, None, {}).hits
    assert {sha: hit.meaning.resolves for sha, hit in hits.items()} == {
        before: ("SEC-2",),
        sha: ("SEC-1",),
        after: ("SEC-2",),
    }


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("UTF-16", "Fixes SEC-1".encode("utf-16")),
        ("UTF-16LE", "Fixes SEC-1".encode("utf-16-le")),
        ("no-such-encoding", b"Fixes SEC-1 \xe9"),
        ("", b"\xff\xfeFixes SEC-1\x00hidden\x00"),
        ("", b"\x00Fixes SEC-1\x00"),
    ],
)
def test_a_message_in_a_strange_encoding_leaves_the_others_alone(
    repo: Repo, encoding: str, message: bytes
) -> None:
    first = repo.commit("Fixes SEC-2")
    strange = raw_commit(repo, message, header=f"encoding {encoding}\n" if encoding else "")
    repo.switch("later", new=True, at=strange)
    last = repo.commit("Fixes SEC-2 again")
    hits = scan(repo.path, KNOWN, None, {}).hits
    assert {first, last} <= set(hits) <= {first, strange, last}
    assert all("\0" not in hit.subject for hit in hits.values())


@pytest.mark.parametrize(
    ("encoding", "text"), [("ISO-8859-1", "Größe, fixes SEC-1"), ("Shift_JIS", "修正 fixes SEC-1")]
)
def test_a_message_in_another_encoding_is_read(repo: Repo, encoding: str, text: str) -> None:
    repo.commit("Start")
    sha = raw_commit(repo, text.encode(encoding), header=f"encoding {encoding}\n")
    hits = scan(repo.path, KNOWN, None, {}).hits
    assert {sha: hit.subject for sha, hit in hits.items()} == {sha: text}


@pytest.mark.parametrize("date", ["0", "4102444800", "253402300799", "99999999999999999999", "-1", "x"])
def test_absurd_dates_hide_nothing(repo: Repo, journal: Journal, date: str) -> None:
    first = repo.commit("Fixes SEC-2")
    journal.sync()
    absurd = raw_commit(repo, b"Fixes SEC-1", date=date)
    repo.switch("later", new=True, at=absurd)
    last = repo.commit("Fixes SEC-3")
    repo.switch("main")
    repo.git("merge", "-q", "--allow-unrelated-histories", "-m", "Merge", "later", **repo.dates())
    journal.sync()
    assert set(journal.hits) == {first, absurd, last}
    assert journal.status("SEC-1") is Status.RESOLVED
    assert set(shas(repo.path)) == {first, absurd}


def test_absurd_dates_become_the_epoch() -> None:
    assert utc("4102444800").year == 2100
    assert {utc(date) for date in ("-1", "", "x", "253402300799", "9" * 30, "1_0", "²")} == {utc("0")}


def test_ten_thousand_branches(repo: Repo, journal: Journal) -> None:
    base = repo.commit("Start")
    people = f"author {PERSON}\ncommitter {PERSON}\n"
    commands = "".join(
        f"commit refs/heads/last\nmark :{n}\n{people}data {len(said)}\n{said}\nfrom {base}\n\n"
        for n in range(1, 10_001)
        for said in [f"Number {n}" + (", fixes SEC-1" if n == 7_000 else "")]
    )
    repo.git("fast-import", "--quiet", "--export-marks=marks", stdin=commands)
    marks = (line.split() for line in (repo.path / "marks").read_text().splitlines())
    refs = sorted(f"{sha} refs/heads/b/{mark[1:]}" for mark, sha in marks)
    (repo.path / ".git/packed-refs").write_text("\n".join(["# pack-refs with: ", *refs, ""]))
    journal.sync()
    assert [hit.branch for hit in journal.hits.values()] == ["b/7000"]
    assert journal.status("SEC-1") is Status.IN_REVIEW
    repo.git("branch", "-D", "b/7000")
    journal.sync()
    assert journal.hits == {}
    assert journal.sync() == []


def test_an_octopus_merge_brings_all_its_branches(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    for number in (1, 2, 3):
        repo.switch(f"arm-{number}", new=True, at="main")
        repo.commit(f"Fixes SEC-{number}")
    repo.switch("main")
    journal.sync()
    assert {journal.status(f"SEC-{n}") for n in (1, 2, 3)} == {Status.IN_REVIEW}
    repo.git("merge", "-q", "-m", "Merge three", "arm-1", "arm-2", "arm-3", **repo.dates())
    assert len(repo.git("log", "-1", "--format=%P").split()) == 3
    journal.sync()
    assert {journal.status(f"SEC-{n}") for n in (1, 2, 3)} == {Status.RESOLVED}
    assert journal.sync() == []
