"""Hooks come in beside those of others and go without a trace, wherever git looks for them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.history.building import Repo
from tests.history.hooking import commit, git, install, recorder, states, tree, uninstall, write_hook
from tracker.errors import HistoryError
from tracker.history import hook_text, hooks
from tracker.history.hook_folder import hook_folder
from tracker.history.hook_script import HookSettings, render, settings_of
from tracker.history.hook_text import HOOKS
from tracker.history.hooks import HookState
from tracker.history.layout import layout_of

ALL_INSTALLED = dict.fromkeys(HOOKS, HookState.INSTALLED)
ALL_MISSING = dict.fromkeys(HOOKS, HookState.MISSING)

NEIGHBOURS: dict[str, bytes] = {
    "a shell script": b"#!/bin/sh\n# Ours\necho neighbour $1 >&2\n",
    "without a last newline": b"#!/bin/sh",
    "CRLF without a first line": b"# comment\r\n:\r\n",
    "a BOM": b"\xef\xbb\xbf#!/bin/sh\necho neighbour >&2\n",
    "empty": b"",
    "ends at once": b"#!/usr/bin/env bash\n# made by a hook manager\nexec true\n",
    "Python": b"#!/usr/bin/env python3\nimport sys\nprint('neighbour', sys.argv[1:], file=sys.stderr)\n",
    "binary": b"\x7fELF\0\0",
}


@pytest.mark.parametrize("mode", [0o755, 0o700, 0o644])
@pytest.mark.parametrize("content", NEIGHBOURS.values(), ids=NEIGHBOURS)
def test_uninstall_leaves_every_byte_and_mode(repo: Repo, content: bytes, mode: int) -> None:
    for name in HOOKS[:3]:
        write_hook(repo, name, content, mode)
    before = tree(repo.path)
    install(repo.path)
    assert states(repo.path) == ALL_INSTALLED
    installed = tree(repo.path)
    assert {change.what for change in install(repo.path).values()} == {"unchanged"}
    assert tree(repo.path) == installed
    uninstall(repo.path)
    assert tree(repo.path) == before
    assert states(repo.path) == ALL_MISSING
    assert uninstall(repo.path) == {}


def test_a_link_is_set_aside_and_put_back(repo: Repo) -> None:
    team = repo.path / "team.sh"
    team.write_text('#!/bin/sh\necho "neighbour $1" >&2\n')
    team.chmod(0o755)
    hook = repo.path / ".git/hooks/commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to("../../team.sh")
    (hook.parent / "post-commit").symlink_to("nowhere")
    before = tree(repo.path)
    changes = install(repo.path)
    assert (changes["commit-msg"].what, changes["post-commit"].what) == ("set aside", "set aside")
    assert team.read_text().count("tracker") == 0
    assert "neighbour .git/COMMIT_EDITMSG" in commit(repo.path, "x").err
    repo.git("update-ref", "-d", "HEAD")
    uninstall(repo.path)
    assert {name: kept for name, kept in tree(repo.path).items() if name in before} == before


def test_what_git_passed_over_is_not_brought_to_life(repo: Repo) -> None:
    write_hook(repo, "commit-msg", "#!/bin/sh\nexit 1\n", 0o644)
    assert install(repo.path)["commit-msg"].what == "set aside"
    assert commit(repo.path, "x").code == 0
    write_hook(repo, "commit-msg.before-tracker", "#!/bin/sh\nexit 1\n", 0o755)
    assert commit(repo.path, "x").code == 1


def test_a_neighbour_keeps_arguments_input_and_status(repo: Repo) -> None:
    repo.commit("Start")
    script = (
        "#!/usr/bin/env python3\nimport sys\n"
        "open('seen', 'a').write(f'{sys.argv[1:]} {sys.stdin.read()}')\nsys.exit(len(sys.argv) > 2)\n"
    )
    write_hook(repo, "post-rewrite", script)
    write_hook(repo, "post-commit", "#!/bin/sh\ncat >> seen\n")
    install(repo.path)
    old = repo.head()
    repo.amend("Begin")
    assert (repo.path / "seen").read_text() == f"['amend'] {old} {repo.head()}\n"


def test_a_neighbour_that_refuses_still_refuses(repo: Repo) -> None:
    write_hook(repo, "commit-msg", "#!/usr/bin/env python3\nraise SystemExit('not today')\n")
    install(repo.path)
    refused = commit(repo.path, "x")
    assert (refused.code, refused.err) == (1, "not today\n")


def test_others_may_write_around_the_block(repo: Repo) -> None:
    hook = write_hook(repo, "commit-msg", "#!/bin/sh\n:\n")
    install(repo.path)
    hook.write_text(hook.read_text().replace("#!/bin/sh\n", "#!/bin/sh\n# new\n") + "echo more\n")
    made = repo.path / ".git/hooks/post-commit"
    made.write_text(made.read_text() + "echo mine\n")
    assert states(repo.path) == ALL_INSTALLED
    uninstall(repo.path)
    assert hook.read_text() == "#!/bin/sh\n# new\n:\necho more\n"
    assert made.read_text() == "#!/bin/sh\n# Made by `tracker hook install`.\necho mine\n"


def test_a_changed_wrapper_is_kept_with_what_it_runs(repo: Repo) -> None:
    hook = write_hook(repo, "commit-msg", "#!/usr/bin/perl\n")
    install(repo.path)
    hook.write_text(hook.read_text() + "echo mine\n")
    uninstall(repo.path)
    assert "before-tracker" in hook.read_text()
    assert (hook.parent / "commit-msg.before-tracker").read_text() == "#!/usr/bin/perl\n"


def test_an_older_block_is_outdated_until_it_is_renewed(repo: Repo) -> None:
    hook = write_hook(repo, "commit-msg", "#!/bin/sh\n:\n")
    install(repo.path)
    current = hook.read_bytes()
    hook.write_bytes(current.replace(b"Keeps", b"Kept"))
    assert states(repo.path) == {**ALL_INSTALLED, "commit-msg": HookState.OUTDATED}
    assert install(repo.path)["commit-msg"].what == "renewed"
    assert hook.read_bytes() == current


def test_a_script_of_another_version_or_interpreter_is_outdated(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = recorder(tmp_path / "gone")
    install(repo.path, python=gone)
    assert states(repo.path) == ALL_INSTALLED
    script = repo.path / ".git/tracker/hook"
    script.write_text(script.read_text() + "# older\n")
    assert set(states(repo.path).values()) == {HookState.OUTDATED}
    install(repo.path, python=gone)
    Path(gone).unlink()
    with monkeypatch.context() as patch:
        patch.setattr("tracker.history.hooks.shutil.which", lambda _: None)
        assert set(states(repo.path).values()) == {HookState.OUTDATED}
    monkeypatch.setattr("tracker.history.hooks.shutil.which", lambda _: "/somewhere/tracker")
    assert states(repo.path) == ALL_INSTALLED
    script.unlink()
    assert states(repo.path) == ALL_MISSING


def test_a_hook_that_git_passes_over_is_told(repo: Repo) -> None:
    install(repo.path)
    hook = repo.path / ".git/hooks/post-merge"
    hook.chmod(0o644)
    assert states(repo.path) == {**ALL_INSTALLED, "post-merge": HookState.NOT_EXECUTABLE}
    assert install(repo.path)["post-merge"].what == "renewed"
    assert stat.S_IMODE(hook.stat().st_mode) == 0o755


def test_half_a_block_is_left_to_people(repo: Repo) -> None:
    hook = write_hook(repo, "commit-msg", "#!/bin/sh\n# >>> tracker >>>\necho mine\n")
    for act in (install, uninstall):
        with pytest.raises(HistoryError, match="one end of the tracker's lines without the other"):
            act(repo.path)
    assert hook.read_text() == "#!/bin/sh\n# >>> tracker >>>\necho mine\n"


def test_nothing_is_overwritten_where_a_hook_would_go(repo: Repo) -> None:
    write_hook(repo, "commit-msg", "#!/usr/bin/perl\n")
    write_hook(repo, "commit-msg.before-tracker", "precious")
    with pytest.raises(HistoryError, match="is in the way"):
        install(repo.path)
    (repo.path / ".git/hooks/prepare-commit-msg").unlink()
    (repo.path / ".git/hooks/prepare-commit-msg").mkdir()
    with pytest.raises(HistoryError, match="is a folder"):
        install(repo.path)
    assert (repo.path / ".git/hooks/commit-msg.before-tracker").read_text() == "precious"


def test_the_folder_that_core_hookspath_names(repo: Repo) -> None:
    repo.git("config", "core.hooksPath", "team hooks")
    folder = hook_folder(layout_of(repo.path))
    assert (folder.path, folder.tracked, folder.outside) == (repo.path / "team hooks", True, False)
    install(repo.path)
    assert not (repo.path / ".git/hooks/commit-msg").exists()
    assert states(repo.path) == ALL_INSTALLED
    assert repo.git("config", "core.hooksPath") == "team hooks"


def test_a_folder_of_others_is_refused_unless_it_is_wanted(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "core.hooksPath", str(tmp_path / "all"))
    with pytest.raises(HistoryError, match="from outside of it") as caught:
        install(repo.path)
    assert "--shared" in (caught.value.hint or "")
    assert not (tmp_path / "all").exists()
    assert not (repo.path / ".git/tracker").exists()
    settings = HookSettings(recorder(tmp_path / "python"), False)
    hooks.install_hooks(layout_of(repo.path), settings, shared=True)
    assert states(repo.path) == ALL_INSTALLED
    other = Repo(tmp_path / "other")
    other.git("config", "core.hooksPath", str(tmp_path / "all"))
    assert commit(other.path, "Fixes SEC-1").err == ""
    assert states(other.path) == ALL_MISSING
    assert {change.what for change in uninstall(repo.path).values()} == {"left"}
    assert (tmp_path / "all" / "commit-msg").exists()
    hooks.uninstall_hooks(layout_of(repo.path), shared=True)
    assert list((tmp_path / "all").iterdir()) == []


def test_a_hookspath_that_moved_shadows_them(repo: Repo) -> None:
    install(repo.path)
    repo.git("config", "core.hooksPath", "team")
    assert set(states(repo.path).values()) == {HookState.SHADOWED}
    install(repo.path)
    assert states(repo.path) == ALL_INSTALLED
    uninstall(repo.path)
    assert not (repo.path / ".git/hooks/commit-msg").exists()
    assert not (repo.path / "team/commit-msg").exists()


def test_husky_runs_the_file_beside_its_own(repo: Repo, tmp_path: Path) -> None:
    folder = repo.path / ".husky"
    (folder / "_").mkdir(parents=True)
    runner = '#!/usr/bin/env sh\nown="${0%/*}/../${0##*/}"\n[ -f "$own" ] || exit 0\nsh -e "$own" "$@"\n'
    (folder / "_" / "h").write_text("")
    for name in HOOKS:
        (folder / "_" / name).write_text(runner)
        (folder / "_" / name).chmod(0o755)
    (folder / "commit-msg").write_text("echo checked >&2\n")
    repo.git("config", "core.hooksPath", ".husky/_")
    before = tree(folder)
    install(repo.path, python=recorder(tmp_path / "python"))
    assert hook_folder(layout_of(repo.path)).tracked
    assert {name: tree(folder)[name] for name in before if name.startswith("_")} == {
        name: kept for name, kept in before.items() if name.startswith("_")
    }
    assert stat.S_IMODE((folder / "commit-msg").stat().st_mode) == 0o644
    assert states(repo.path) == ALL_INSTALLED
    assert commit(repo.path, "Fixes SEC-1").err == "checked\n"
    assert "commit-msg .git/COMMIT_EDITMSG" in (tmp_path / "python/calls").read_text()
    uninstall(repo.path)
    assert tree(folder) == before


def test_pre_commit_that_moves_our_hook_and_runs_it(repo: Repo) -> None:
    """It renames what it finds to `.legacy` and runs that before its own."""
    install(repo.path)
    hook = repo.path / ".git/hooks/commit-msg"
    hook.rename(hook.with_name("commit-msg.legacy"))
    write_hook(repo, "commit-msg", '#!/usr/bin/env bash\n"$0.legacy" "$@" || exit\nexec true\n')
    assert states(repo.path) == ALL_INSTALLED
    uninstall(repo.path)
    assert not hook.with_name("commit-msg.legacy").exists()
    assert "tracker" not in hook.read_text()


@pytest.mark.parametrize("kind", ["worktree", "submodule", "bare"])
def test_every_shape_of_repository(repo: Repo, tmp_path: Path, kind: str) -> None:
    repo.commit("Start")
    root = tmp_path / 'it\'s a "folder"\nof lines'
    if kind == "worktree":
        repo.git("worktree", "add", "-q", "-b", "side", str(root))
    elif kind == "bare":
        repo.git("clone", "-q", "--bare", str(repo.path), str(root))
    else:
        outer = Repo(tmp_path / "outer")
        outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.path), "sub")
        root = outer.path / "sub"
    python = recorder(tmp_path / "python")
    install(root, python=python)
    assert states(root) == ALL_INSTALLED
    if kind == "worktree":
        assert states(repo.path) == ALL_INSTALLED
    if kind != "bare":
        assert commit(root, "Fixes SEC-1").err == ""
        assert "post-commit" in (tmp_path / "python/calls").read_text()
    uninstall(root)
    assert states(root) == ALL_MISSING


def test_a_folder_that_cannot_be_written_is_said(repo: Repo) -> None:
    (repo.path / ".git/tracker").write_text("a file")
    with pytest.raises(HistoryError, match=r"cannot use .*tracker"):
        install(repo.path)


def test_settings_are_read_back_from_the_script() -> None:
    for python in ("/usr/bin/python3", '/it\'s/"a" $path/with\nlines', ""):
        for strict in (False, True):
            assert settings_of(render(HookSettings(python, strict))) == HookSettings(python, strict)
    assert settings_of("echo something else\n") is None


def test_asking_where_hooks_are_runs_none(repo: Repo, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (trap / name).write_text(f"#!/bin/sh\ntouch '{marker}'\n")
        (trap / name).chmod(0o755)
    repo.git("config", "core.hooksPath", str(trap))
    repo.git("config", "core.fsmonitor", str(trap / "post-checkout"))
    assert hook_folder(layout_of(repo.path)).path == trap
    assert states(repo.path) == ALL_MISSING
    assert not marker.exists()


def test_a_hook_that_is_made_is_what_the_text_says(repo: Repo) -> None:
    install(repo.path)
    for name in HOOKS:
        assert (repo.path / ".git/hooks" / name).read_bytes() == hook_text.made(name)
    assert git(repo.path, "status", "--porcelain").err == ""
