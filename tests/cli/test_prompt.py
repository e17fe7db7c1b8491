"""`status --line` is kept for the next prompt, until what it tells of may have changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call
from tracker.cli import kept, prompt

LINE = ["status", "--line"]
TRACKER = [sys.executable, "-m", "tracker"]


@pytest.fixture
def here(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository at the real present, whose files have not changed for a while."""
    monkeypatch.delenv("TRACKER_NOW", raising=False)
    _settle(repository)
    return repository


def _settle(root: Path) -> None:
    for path in [root, *root.rglob("*")]:
        if path.exists():
            os.utime(path, (1_700_000_000, 1_700_000_000))


def test_nothing_is_kept_before_the_first_call(here: Path) -> None:
    assert prompt.kept_line(LINE) is None


def test_the_line_is_given_out_again(here: Path, tracker: Call) -> None:
    assert tracker(*LINE).out == f"{prompt.kept_line(LINE)}\n"


def test_it_is_found_before_any_library_is_loaded(here: Path, process: Call) -> None:
    process(*LINE)
    script = (
        "import sys\nsys.argv = ['tracker', 'status', '--line']\nimport os\n"
        "os._exit = lambda code: (print(*sys.modules, file=sys.stderr), sys.exit(code))\n"
        "from tracker.cli.entry import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    loaded = done.stderr.split()
    assert done.stdout == process(*LINE).out
    assert "tracker.cli.prompt" in loaded
    for module in ("click", "json", "sqlite3", "pathlib", "re", "tracker.errors", "tracker.domain.plan"):
        assert module not in loaded or module in _bare_modules()


def _bare_modules() -> set[str]:
    """What Python loads by itself, which differs between installations."""
    bare = [sys.executable, "-c", "import sys, os, time, zlib; print(*sys.modules)"]
    return set(subprocess.run(bare, capture_output=True, encoding="utf-8", check=True).stdout.split())


def _write_journal(root: Path, tracker: Call) -> None:
    tracker("start", "POOL")


def _write_plan(root: Path, tracker: Call) -> None:
    (root / "plan.toml").write_text(PLAN.replace('id = "shop"', 'id = "store"'))


def _add_plan(root: Path, tracker: Call) -> None:
    (root / "plans").mkdir()
    (root / "plans" / "more.toml").write_text(PLAN)


def _remove_plan(root: Path, tracker: Call) -> None:
    (root / "plan.toml").unlink()


@pytest.mark.parametrize("change", [_write_journal, _write_plan, _add_plan, _remove_plan])
def test_it_is_not_given_out_after_a_change(
    here: Path, tracker: Call, change: Callable[[Path, Call], None]
) -> None:
    tracker(*LINE)
    assert prompt.kept_line(LINE) is not None
    change(here, tracker)
    assert prompt.kept_line(LINE) is None


def test_a_repository_made_around_the_folder_counts(
    here: Path, tracker: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = here / "deep" / "down"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    tracker(*LINE)
    assert prompt.kept_line(LINE) is not None
    (here / "deep" / ".git").mkdir()
    assert prompt.kept_line(LINE) is None


def test_files_that_have_just_changed_are_looked_at_again(here: Path, tracker: Call) -> None:
    """Two changes within one tick of the file system's clock look like one."""
    os.utime(here / "plan.toml")
    tracker(*LINE)
    assert prompt.kept_line(LINE) is None


@pytest.mark.parametrize(
    "other",
    [
        ["status", "--line", "--plan", "plan.toml"],
        ["--color", "always", "status", "--line"],
        ["status"],
        ["list", "--line"],
    ],
)
def test_another_call_has_another_line(here: Path, tracker: Call, other: list[str]) -> None:
    tracker(*LINE)
    assert prompt.kept_line(other) is None


def test_another_folder_environment_or_time_has_another_line(
    here: Path, tracker: Call, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tracker(*LINE)
    for name in ("NO_COLOR", "TRACKER_PLAN", "TRACKER_NOW"):
        with monkeypatch.context() as changed:
            changed.setenv(name, "x")
            assert prompt.kept_line(LINE) is None
    with monkeypatch.context() as changed:
        changed.chdir(tmp_path_factory.mktemp("elsewhere"))
        assert prompt.kept_line(LINE) is None
    assert prompt.kept_line(LINE) is not None


def test_it_ages(here: Path, tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker(*LINE)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + prompt.FRESH + 1)
    assert prompt.kept_line(LINE) is None
    monkeypatch.setattr(time, "time", lambda: now - 60)  # a clock that was set back proves nothing
    assert prompt.kept_line(LINE) is None


@pytest.mark.parametrize("damage", ["", "x", "a\0b", "\0" * 9, "a\0b\0c\0d\0e"])
def test_a_damaged_line_is_no_matter(here: Path, tracker: Call, damage: str) -> None:
    shown = tracker(*LINE).out
    Path(kept._place("lines", prompt._key(LINE))).write_text(damage)
    assert prompt.kept_line(LINE) is None
    assert tracker(*LINE).out == shown


def test_a_pretended_time_is_not_kept(here: Path, tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-03-01T12:00:00+00:00")
    tracker(*LINE)
    monkeypatch.delenv("TRACKER_NOW")
    assert prompt.kept_line(LINE) is None


def test_a_profiler_gets_to_write_what_it_saw(here: Path, process: Call) -> None:
    command = [sys.executable, "-m", "cProfile", "-m", "tracker", "status", "--line"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "function calls" in done.stdout


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash with `tracker` in it."""
    script = line.replace("tracker", " ".join(TRACKER))
    return subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", check=False)


def test_without_standard_output_it_does_as_always(here: Path, tracker: Call) -> None:
    tracker(*LINE)
    done = shell("tracker status --line >&-")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("kept", [True, False])
def test_a_full_disk_under_the_line_is_said(here: Path, tracker: Call, kept: bool) -> None:
    if kept:
        tracker(*LINE)
    assert (prompt.kept_line(LINE) is not None) == kept
    done = shell("tracker status --line > /dev/full")
    assert done.returncode == 6
    assert done.stderr.startswith("tracker: the disk is full")


def test_a_reader_who_left_is_no_failure(here: Path, tracker: Call) -> None:
    tracker(*LINE)
    nobody, end = os.pipe()
    os.close(nobody)
    done = subprocess.run([*TRACKER, *LINE], stdout=end, stderr=subprocess.PIPE, check=False)
    os.close(end)
    assert (done.returncode, done.stderr) == (0, b"")
