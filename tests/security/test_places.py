"""What is written, where, and for whose eyes: caches, trust, temporary files, and what others left there."""

from __future__ import annotations

import marshal
import os
import pickle
import stat
from pathlib import Path

import pytest

from tests.security.conftest import Call
from tracker.cli.prompt import kept_line
from tracker.digest import digest_of
from tracker.planfile.load import load_plan
from tracker.store.connection import connect_reading, copy_to
from tracker.user_cache import is_ours

ITEMS = "".join(f'[item.A-{n}]\ntitle = "Item {n}"\n' for n in range(500))
PLAN = f'schema = 1\n[plan]\nid = "p"\ntitle = "P"\nreviewed = 2026-01-01\n{ITEMS}'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan that is large enough to be kept parsed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.toml").write_text(PLAN)
    return tmp_path


def mode(path: Path) -> int:
    """Return the permission bits of a path."""
    return stat.S_IMODE(path.stat().st_mode)


def test_caches_and_trust_are_for_the_user_s_eyes_alone(root: Path, call: Call) -> None:
    before = os.umask(0)
    try:
        (root / "plan.toml").write_text(f'{PLAN}proof = [{{ run = "true" }}]\n')
        for arguments in (("list",), ("status",), ("forecast", "--simulations", "100"), ("trust", "--yes")):
            assert call(*arguments).code == 0, arguments
    finally:
        os.umask(before)
    home = Path(os.environ["HOME"])
    kept = [path for path in home.rglob("remediation-tracker/**/*") if path.is_file()]
    assert {path.parent.name for path in kept} >= {"plans", "forecasts", "remediation-tracker"}
    for path in kept:
        assert mode(path.parent) & 0o077 == 0 or mode(path.parent.parent) & 0o077 == 0, path.parent
        assert mode(path) & 0o077 == 0 or mode(path.parent) & 0o077 == 0, path


class Bomb:
    """Runs a command when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch sprung",)


@pytest.mark.parametrize(
    "content", [pickle.dumps(Bomb()), marshal.dumps(["x"]), b"", b"\n{}", b"[" * 100_000]
)
def test_a_planted_cache_is_read_as_data_and_dropped(root: Path, call: Call, content: bytes) -> None:
    first = call("list")
    for kept in Path(os.environ["XDG_CACHE_HOME"]).rglob("*.json"):
        kept.write_bytes(content)
    again = call("list")
    assert (again.code, again.out) == (0, first.out)
    assert call("forecast", "--simulations", "100").code == 0
    assert not (root / "sprung").exists()


def test_a_plan_is_found_in_the_cache_by_its_very_bytes(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    kept = load_plan(root / "plan.toml", cache=cache)
    (root / "plan.toml").write_text(PLAN.replace("Item 7", "Other 7"))
    assert load_plan(root / "plan.toml", cache=cache).plan != kept.plan


def test_a_line_kept_for_another_call_is_not_given_out(root: Path, call: Call) -> None:
    call("status", "--line")
    for kept in Path(os.environ["XDG_CACHE_HOME"]).rglob("lines/*"):
        kept.write_bytes(b"planted\0\x1b]0;owned\x07\0" * 3)
    assert kept_line(["status", "--line"]) is None


def test_a_copy_is_not_written_through_a_planted_link(root: Path, call: Call) -> None:
    """The draft of a backup has a name that nobody knows before."""
    assert call("start", "A-1").code == 0
    folder = root / "backups"
    folder.mkdir()
    victim = root / "victim"
    victim.write_text("precious")
    (folder / f".copy.db.{os.getpid()}.part").symlink_to(victim)
    source = connect_reading(root / ".tracker" / "tracker.db")
    try:
        copy_to(source, folder / "copy.db")
    finally:
        source.close()
    assert victim.read_text() == "precious"
    assert (folder / "copy.db").stat().st_size > 0


def test_hooks_are_not_written_through_a_link_in_the_git_folder(
    root: Path, call: Call, tmp_path: Path
) -> None:
    from tests.history.building import Repo

    repo = Repo(tmp_path / "repo")
    (repo.path / "plan.toml").write_text(PLAN)
    repo.commit("Start")
    os.chdir(repo.path)
    outside = tmp_path / "outside"
    outside.mkdir()
    (repo.path / ".git" / "tracker").symlink_to(outside)
    assert call("hook", "install").code == 7
    call("hook", "run", "post-commit")
    assert list(outside.iterdir()) == []
    os.chdir(root)


@pytest.mark.parametrize("name", ["-c:!touch pwn", "a;touch pwn", "$(touch pwn)", "+!touch pwn"])
def test_a_file_s_name_is_never_an_option_of_the_editor(tmp_path: Path, name: str) -> None:
    from screens.editor import editor_command

    for editor in ("vi", "code", "hx", "nano -w"):
        command = editor_command({"EDITOR": editor}, tmp_path / name, 3)
        assert command[: len(editor.split())] == editor.split()
        assert not any(part.startswith(("-c", "+!")) for part in command)
        assert any(str(tmp_path / name) in part for part in command)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a file somebody else's")
def test_what_another_account_owns_is_not_believed(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load_plan(root / "plan.toml", cache=cache)
    (entry,) = cache.iterdir()
    with entry.open("rb") as file:
        assert is_ours(file.fileno())
        os.chown(entry, 12345, -1)
        assert not is_ours(file.fileno())


def test_what_another_account_wrote_is_not_believed(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    true = load_plan(root / "plan.toml", cache=cache).plan
    (entry,) = cache.iterdir()
    _, _, body = entry.read_bytes().partition(b"\n")
    forged = body.replace(b"Item 7", b"Forged")
    assert forged != body
    entry.write_bytes(digest_of([forged]).encode() + b"\n" + forged)
    assert load_plan(root / "plan.toml", cache=cache).plan != true  # by whoever can write as us
    entry.chmod(0o666)
    assert load_plan(root / "plan.toml", cache=cache).plan == true


def test_the_journal_follows_the_umask_as_git_does(root: Path, call: Call) -> None:
    before = os.umask(0o077)
    try:
        assert call("start", "A-1").code == 0
    finally:
        os.umask(before)
    for path in (root / ".tracker", *(root / ".tracker").glob("tracker.db*")):
        assert mode(path) & 0o077 == 0, path
