"""A repository nobody vouched for does not get to run anything, nor to write anywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.history.building import Journal, Repo
from tracker.domain.fileref import FileRef
from tracker.domain.state import Status
from tracker.errors import HistoryError
from tracker.history.changes import commit_facts, search
from tracker.history.drift import drift
from tracker.history.outdated import outdated
from tracker.history.placement import where_is
from tracker.history.scan import scan

KNOWN = {"SEC-1": "SEC-1"}
LINE = FileRef("a.txt", ((1, 1),))


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
    start = repo.git("rev-list", "--max-parents=0", "HEAD")
    middle = repo.git("rev-parse", "HEAD~1")
    lines = FileRef("b.txt", ((1, 1),))
    assert set(drift(repo.path, middle, repo.head(), [lines, FileRef("a.txt")])) == {lines}
    assert outdated(repo.path, middle, {start: [FileRef("b.txt")], middle: [lines]})
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
    paths = [FileRef(path, ((1, 2),)) for path in ("--output=pwn", ":(exclude)*", "\n--all")]
    assert outdated(repo.path, sha, {repo.git("rev-list", "--max-parents=0", "HEAD"): paths}) == {}
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
    start = repo.git("rev-parse", "HEAD~1")
    assert outdated(repo.path, start, {start: [FileRef("a.txt", ((1, 1),))]})
    assert {path: path.stat().st_mtime_ns for path in repo.path.rglob("*") if path.is_file()} == before


def signed_commit(repo: Repo) -> str:
    """Store a commit that says it was signed, check it out and return its sha."""
    person = "A <a@x> 1700000000 +0000"
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n none\n -----END PGP SIGNATURE-----\n"
    text = f"tree {repo.git('write-tree')}\nauthor {person}\ncommitter {person}\n{signature}\nFixes SEC-1\n"
    sha = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=text)
    repo.git("update-ref", "refs/heads/main", sha)
    return sha


@pytest.mark.parametrize("name", ["gpg.program", "gpg.openpgp.program"])
def test_signatures_are_not_verified(repo: Repo, trap: str, marker: Path, name: str) -> None:
    sha = signed_commit(repo)
    repo.git("config", name, trap)
    repo.git("config", "log.showSignature", "true")
    repo.git("log", "-1")
    assert marker.exists()  # the trap works
    marker.unlink()
    assert set(scan(repo.path, KNOWN, None, {}).hits) == {sha}
    assert commit_facts(repo.path, sha).subject == "Fixes SEC-1"
    assert search(repo.path, ["fixes"])
    assert not marker.exists()


@pytest.mark.parametrize(
    ("setting", "bait"),
    [
        ("diff.evil.textconv", ("log", "-p")),
        ("diff.evil.command", ("log", "-p", "--ext-diff")),
        ("diff.external", ("log", "-p", "--ext-diff")),
    ],
)
def test_patches_are_made_by_git_alone(
    repo: Repo, trap: str, marker: Path, setting: str, bait: tuple[str, ...]
) -> None:
    repo.commit("Attributes", file=".gitattributes", text="*.txt diff=evil\n")
    repo.commit("Start", file="a.txt", text="one")
    repo.commit("Fixes SEC-1", file="a.txt", text="two")
    repo.switch("topic", new=True, at="HEAD~1")
    repo.pick("main")
    repo.git("config", setting, trap)
    repo.git(*bait)
    assert marker.exists()  # the trap works
    marker.unlink()
    hits = scan(repo.path, KNOWN, None, {}).hits.values()
    assert len({hit.patch_id for hit in hits}) == 1
    assert None not in {hit.patch_id for hit in hits}
    start = repo.git("rev-list", "--max-parents=0", "HEAD")
    assert outdated(repo.path, start, {repo.git("rev-parse", "HEAD~1"): [LINE]})
    assert not marker.exists()


def test_an_ordering_file_of_the_repository_is_not_read(repo: Repo, tmp_path: Path) -> None:
    repo.commit("Start", file="a.txt", text="one")
    start = repo.head()
    repo.commit("Fixes SEC-1", file="a.txt", text="two")
    repo.switch("topic", new=True, at="HEAD~1")
    repo.pick("main")
    repo.git("config", "diff.orderFile", str(tmp_path / "nowhere"))
    assert len({hit.patch_id for hit in scan(repo.path, KNOWN, None, {}).hits.values()}) == 1
    assert outdated(repo.path, start, {start: [LINE]})


READING = {
    *("cat-file", "diff-tree", "for-each-ref", "log", "merge-base", "patch-id"),
    *("rev-list", "rev-parse", "symbolic-ref"),
}
"""Subcommands that read objects and refs, and never the work tree or the index."""
PROCESSES = {"subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system"}
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_FLUSH": "0",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
SETTINGS = {
    "advice.graftFileDeprecated=false",
    "color.ui=false",
    "core.alternateRefsCommand=",
    "core.askPass=",
    f"core.attributesFile={os.devnull}",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "core.quotePath=false",
    "core.sshCommand=false",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "log.follow=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "submodule.recurse=false",
}
INHERITED = (
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_EXTERNAL_DIFF", "GIT_INDEX_FILE"),
    *("GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_SHALLOW_FILE", "GIT_WORK_TREE", "GIT_PREFIX"),
    *("GIT_DIFF_OPTS", "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_LITERAL_PATHSPECS"),
    "GIT_NOGLOB_PATHSPECS",
)


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A folder with the arguments and the environment of each call of a git that is first on `with_spy`."""
    folder = tmp_path / "calls"
    folder.mkdir()
    spy = tmp_path / "bin" / "git"
    spy.parent.mkdir()
    spy.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"with open({str(folder)!r} + '/' + str(os.getpid()), 'w') as file:\n"
        "    json.dump([sys.argv[1:], dict(os.environ)], file)\n"
        f"os.execv({shutil.which('git')!r}, ['git', *sys.argv[1:]])\n"
    )
    spy.chmod(0o755)
    return folder


def test_every_call_of_git_carries_every_protection(
    repo: Repo, journal: Journal, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = repo.commit("Start", file="a.txt", text="one")
    repo.commit("Fixes SEC-1", file="a.txt", text="two")
    repo.switch("topic", new=True, at="HEAD~1")
    repo.pick("main")
    repo.commit("Fixes SEC-2", file="b.txt")
    repo.switch("main")
    journal.sync()
    repo.amend()
    merge = repo.merge("topic")
    repo.revert(merge, "-m", "1")
    repo_head = repo.head()
    monkeypatch.setenv("PATH", str(calls.parent / "bin"), prepend=os.pathsep)
    for name in INHERITED:
        monkeypatch.setenv(name, "/elsewhere")
    journal.sync()
    outdated(repo.path, start, {start: [LINE]})
    drift(repo.path, start, repo_head, [LINE])
    commit_facts(repo.path, "HEAD~1")
    search(repo.path, ["fixes"])
    where_is(repo.path, start)
    (repo.path / ".git" / "HEAD").write_text("ref: refs/heads/unborn\n")
    journal.sync()
    used = set()
    for call in calls.iterdir():
        arguments, environment = json.loads(call.read_text())
        assert arguments.pop(0) == "--no-pager"
        given = set()
        while arguments[0] == "-c":
            given.add(arguments[1])
            del arguments[:2]
        command = arguments[0]
        used.add(command)
        assert given >= SETTINGS
        assert environment.items() >= ENVIRONMENT.items()
        assert not environment.keys() & set(INHERITED)
        assert {"--no-show-signature"} <= set(arguments) or command != "log"
        assert {"--no-ext-diff", "--no-textconv"} <= set(arguments) or command != "diff-tree"
    assert used == READING


def test_git_python_is_one_whose_holes_are_closed() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert "gitpython>=3.2.1" in project["dependencies"]


def test_a_sync_with_nothing_new_starts_no_process(repo: Repo) -> None:
    plan = 'schema = 1\n[plan]\nid = "p"\ntitle = "P"\n[item.SEC-1]\ntitle = "One"\nfiles = ["a.txt:1"]\n'
    repo.commit("Fixes SEC-1", file="plan.toml", text=plan)
    code = (
        "import sys\nstarted = []\n"
        f"sys.addaudithook(lambda event, _: event in {PROCESSES!r} and started.append(event))\n"
        "from tracker.cli.main import run\ncode = run(['sync'])\n"
        "print(code, started, sorted({'git', 'sqlmodel', 'subprocess'} & set(sys.modules)), file=sys.stderr)"
    )

    def synced() -> str:
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=repo.path, capture_output=True, text=True, check=True)
        return done.stderr.splitlines()[-1]

    assert "'subprocess.Popen'" in synced()
    assert synced() == "0 [] []"
    repo.git("branch", "other")
    assert "'subprocess.Popen'" in synced()
