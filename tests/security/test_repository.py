"""A repository whose configuration names a command at every place where git would run one: none is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.copies import copy_made
from tests.history.building import Repo
from tests.security.conftest import Call
from tests.security.traps import ATTRIBUTES, HOOKS, MODULES, Traps, place_config, plain_git, set_traps
from tracker.history.uncommitted import has_uncommitted
from tracker.history.versions import hunks_between

PLAN = """\
schema = 1
[plan]
id = "shop"
title = "Shop"
baseline = "{start}"
[item.SEC-1]
title = "Rotate the keys"
severity = "high"
files = ["keys.txt:1-2"]
[item.SEC-2]
title = "Check the input"
files = ["keys.txt"]
"""
CALLS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("check",), 0),
    (("plans",), 0),
    (("sync",), 0),
    (("sync", "--mainline", "main"), 0),
    (("sync", "--json"), 0),
    (("status",), 0),
    (("status", "--line"), 0),
    (("list",), 0),
    (("list", "is:touched"), 0),
    (("show", "SEC-1"), 0),
    (("next",), 0),
    (("board",), 0),
    (("gate",), 3),
    (("suggest",), 0),
    (("suggest", "SEC-1"), 0),
    (("link", "SEC-2", "HEAD"), 0),
    (("unlink", "SEC-2", "HEAD"), 0),
    (("start", "SEC-2", "--branch"), 0),
    (("evidence", "add", "SEC-2", "--commit", "HEAD"), 0),
    (("evidence", "add", "SEC-2", "--file", "keys.txt"), 0),
    (("evidence", "list"), 0),
    (("commit", "SEC-2", "--print"), 0),
    (("export",), 0),
    (("export", "--since", "HEAD~1"), 0),
    (("export", "--since", "main", "-f", "json"), 0),
    (("hook", "status"), 1),
    (("hook", "run", "post-commit"), 0),
    (("hook", "run", "post-checkout", "HEAD", "HEAD", "1"), 0),
    (("log",), 0),
    (("undo",), 0),
    (("audit",), 0),
    (("doctor",), 0),
)
"""Every command that asks git for something, with the exit code it ends with here, in this order."""


@pytest.fixture
def traps(tmp_path: Path) -> Traps:
    """Scripts that leave a file behind when they run."""
    return set_traps(tmp_path)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a plan; the current folder of the test."""
    made = repository_in(tmp_path / "shop")
    monkeypatch.chdir(made)
    return made


def repository_in(folder: Path) -> Path:
    """Return a repository with a history, two branches and a submodule."""
    copy_made(_repository, folder)
    return folder


def _repository(folder: Path) -> None:
    repo = Repo(folder)
    sub = Repo(folder / "sub")
    inner = sub.commit("Inside")
    start = repo.commit("Start", file="keys.txt", text="one\ntwo\n")
    (repo.path / "plan.toml").write_text(PLAN.format(start=start))
    repo.git("add", "plan.toml")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{inner},sub")
    repo.commit("Plan", file="other.txt")
    repo.commit("Fixes SEC-1", file="keys.txt", text="one\n2\n")
    repo.switch("topic", new=True, at="HEAD~1")
    repo.pick("main")
    repo.commit("Rotate the keys again", file="keys.txt", text="three\n")
    repo.switch("main")


def arm(root: Path, traps: Traps, where: str) -> None:
    """Put the configuration, the attributes and the submodules in place."""
    (root / ".gitattributes").write_text(ATTRIBUTES)
    (root / ".gitmodules").write_text(MODULES.format(trap=traps.folder))
    (root / "sub" / ".gitattributes").write_text(ATTRIBUTES)
    place_config(root / "sub", traps, "local")
    place_config(root, traps, where)
    traps.reset()


@pytest.mark.parametrize("where", ["local", "worktree", "include", "includeIf"])
def test_no_command_runs_anything_a_repository_names(
    root: Path, traps: Traps, call: Call, where: str
) -> None:
    arm(root, traps, where)
    plain_git(root, "--work-tree=.", "status")
    assert traps.ran()  # the traps work
    traps.reset()
    ended = {}
    for arguments, _ in CALLS:
        ran = call(*arguments)
        ended[arguments] = ran.code
        assert traps.ran() == [], f"{arguments} ran {traps.ran()}"
        assert "this should not have happened" not in ran.err, ran.err
    assert ended == dict(CALLS)
    assert sorted(path.name for path in (traps.folder.parent / "elsewhere").iterdir()) == []


def test_versions_of_a_file_are_compared_without_its_filters(root: Path, traps: Traps) -> None:
    arm(root, traps, "local")
    assert hunks_between(root, ["one"], ["two"])
    assert has_uncommitted(root)
    assert traps.ran() == [], traps.callers()


def test_hooks_are_not_installed_where_the_configuration_leads_out(
    root: Path, traps: Traps, call: Call, tmp_path: Path
) -> None:
    arm(root, traps, "local")
    before = sorted(path.name for path in (tmp_path / "evil-hooks").iterdir())
    refused = call("hook", "install")
    assert (refused.code, "outside of it" in refused.err) == (7, True)
    assert sorted(path.name for path in (tmp_path / "evil-hooks").iterdir()) == before
    assert traps.ran() == []


def test_a_branch_is_started_without_the_repository_s_hooks(root: Path, traps: Traps, call: Call) -> None:
    arm(root, traps, "local")
    hooks = root / ".git" / "hooks"
    for hook in HOOKS:
        (hooks / hook).unlink(missing_ok=True)
        (hooks / hook).symlink_to(traps.path(f"hook.{hook}"))
    assert call("start", "SEC-2", "--branch").code == 0
    assert (root / ".git" / "HEAD").read_text().startswith("ref: refs/heads/fix/SEC-2")
    assert traps.ran() == []


def test_the_commit_command_is_git_s_own(root: Path, traps: Traps, call: Call) -> None:
    """The one command that lets git do as it is set up: it says so, and nothing else leads there."""
    place_config(root, traps, "local")
    assert call("commit", "SEC-2", "-m", "Check it").code != 0
    assert traps.ran()


VARIABLES = (
    *("GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS"),
    *("GIT_PAGER", "PAGER", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "EDITOR", "VISUAL"),
)
"""Variables whose value git runs."""
PLACES = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"),
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_SHALLOW_FILE", "GIT_TEMPLATE_DIR"),
)
"""Variables that lead git elsewhere, as the environment of a hook does."""


def test_what_the_environment_says_to_git_is_not_obeyed(
    root: Path, traps: Traps, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arm(root, traps, "local")
    template = tmp_path / "template" / "hooks"
    template.mkdir(parents=True)
    for hook in HOOKS:
        (template / hook).symlink_to(traps.path(f"hook.{hook}"))
    for name in VARIABLES:
        monkeypatch.setenv(name, str(traps.path(name)))
    for name in PLACES:
        monkeypatch.setenv(name, str(tmp_path / "template"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(traps.path("fsmonitor.by.environment")))
    ended = {arguments: call(*arguments).code for arguments, _ in CALLS}
    assert ended == dict(CALLS)
    assert call("demo", "--text", "--folder", str(tmp_path / "demo")).code == 0
    assert traps.ran() == []
    assert sorted(path.name for path in (tmp_path / "template").iterdir()) == ["hooks"]


def test_programs_that_lie_about_are_not_found(
    root: Path, traps: Traps, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("git", "tracker", "sh", "python", "python3", "vi", "less"):
        (root / name).symlink_to(traps.path(f"lying.{name}"))
    (root / "tracker.py").write_text(f"open({str(traps.sprung / 'module')!r}, 'w')\n")
    for arguments, code in CALLS[:14]:
        assert call(*arguments).code == code
    template = root / "own.j2"
    template.write_text("{{ 40 + 2 }}")
    ran = call("export", "--template", str(template))
    assert (ran.code, ran.out, ran.err) == (0, "42\n", "")
    assert traps.ran() == []
