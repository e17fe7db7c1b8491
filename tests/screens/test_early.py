"""The board is on the terminal before the app is loaded, as it was left or as it is, and leaves it whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.screens.terminal import LEAVE_ALTERNATE, MOUSE, SHOW_CURSOR, Terminal
from tracker.cli import early

PLAN = """schema = 1
[plan]
id = "one"
title = "The plan"
[item.A-1]
title = "First thing"
severity = "high"
[item.A-2]
title = "Second thing"
severity = "high"
"""
APP = """
import sys
sys.argv = ["tracker", *{arguments}]
from tracker.cli.entry import main
main()
"""
WAITING = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background ignores it
sys.argv = ["tracker"]
from tracker.cli import entry, opening
opening.run = lambda: (time.sleep(0.01), print("begun", flush=True), time.sleep(60))
entry.main()
"""
LOADED = """
import sys
from tracker.cli import entry
entry._run({arguments})
print("loaded", sorted({{"click", "ssl"}} & sys.modules.keys()))
"""
LEFT = b"NOT READY"
"""What the board said when it was left; one that is drawn anew says no verdict yet."""
CLEAR = b"\x1b[2J"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan that has not changed for a while."""
    (tmp_path / "plan.toml").write_text(PLAN)
    for path in (tmp_path, tmp_path / "plan.toml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return tmp_path


def _looked_at(folder: Path, keys: bytes = b"q", arguments: tuple[str, ...] = ()) -> bytes:
    """Open the app, press keys once the board is there, and return what came before Textual did."""
    terminal = Terminal(folder, APP.format(arguments=arguments))
    terminal.read(b"First thing", after=MOUSE)
    os.write(terminal.handle, keys)
    assert terminal.end() == 0
    assert termios.tcgetattr(terminal.handle) == terminal.modes
    assert SHOW_CURSOR in terminal.written.rpartition(LEAVE_ALTERNATE)[2]
    os.close(terminal.handle)
    return terminal.written.partition(MOUSE)[0]


def test_the_board_is_there_at_once_the_second_time(folder: Path) -> None:
    assert LEFT not in _looked_at(folder)
    picture = _looked_at(folder)
    assert b"First thing" in picture
    assert LEFT in picture
    assert b"as it was" not in picture
    assert picture.count(CLEAR) == 1


def test_the_first_time_it_is_drawn_as_it_is(folder: Path) -> None:
    picture = _looked_at(folder)
    assert b"one \xc2\xb7 The plan" in picture
    assert b"First thing" in picture
    assert picture.count(CLEAR) == 1


def test_a_long_plan_that_nobody_has_read_is_announced(folder: Path) -> None:
    (folder / "plan.toml").write_text(PLAN + "# filling\n" * 1_000)
    unread = _looked_at(folder)
    assert b"reading plan.toml for the first time" in unread.partition(b"First thing")[0]
    assert b"one \xc2\xb7 The plan" in unread.partition(b"reading")[0]
    for kept in (Path(os.environ["XDG_CACHE_HOME"]) / "remediation-tracker" / "boards").iterdir():
        kept.unlink()
    read = _looked_at(folder)
    assert b"First thing" in read
    assert b"reading" not in read


def test_it_is_shown_as_it_was_left(folder: Path) -> None:
    _looked_at(folder, b"jgq")
    assert b"OPEN" in _looked_at(folder)


def test_another_call_or_size_has_no_picture_yet(folder: Path) -> None:
    _looked_at(folder)
    assert LEFT not in _looked_at(folder, arguments=("--plan", "plan.toml"))
    terminal = Terminal(folder, APP.format(arguments=()), rows=30)
    terminal.read(b"First thing", after=MOUSE)
    assert LEFT not in terminal.written.partition(MOUSE)[0]
    os.write(terminal.handle, b"q")
    assert terminal.end() == 0
    os.close(terminal.handle)


def test_what_changed_since_is_announced(folder: Path) -> None:
    _looked_at(folder)
    (folder / "plan.toml").write_text(PLAN.replace("Second", "Other"))
    picture = _looked_at(folder)
    assert b"Second thing" in picture
    assert b"as it was at" in picture
    assert picture.index(b"as it was at") < picture.index(b"Other thing")
    assert b"Second thing" not in picture.rpartition(CLEAR)[2]


def test_a_plan_that_broke_is_told_on_the_terminal_as_it_was_found(folder: Path) -> None:
    _looked_at(folder)
    (folder / "plan.toml").write_text("schema = 2")
    terminal = Terminal(folder, APP.format(arguments=()))
    assert terminal.end() == 4
    assert b"schema" in terminal.written.rpartition(LEAVE_ALTERNATE)[2]
    assert termios.tcgetattr(terminal.handle) == terminal.modes
    os.close(terminal.handle)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_whoever_does_not_wait_gets_the_terminal_back(folder: Path, number: int, code: int) -> None:
    _looked_at(folder)
    terminal = Terminal(folder, WAITING)
    terminal.read(b"begun")
    assert b"First thing" in terminal.written
    terminal.process.send_signal(number)
    assert terminal.end() == code
    assert LEAVE_ALTERNATE in terminal.written
    assert b"Traceback" not in terminal.written
    assert termios.tcgetattr(terminal.handle) == terminal.modes
    os.close(terminal.handle)


@pytest.mark.parametrize(("arguments", "loaded"), [([], b"loaded []"), (["app"], b"loaded ['click']")])
def test_the_app_loads_no_parser_of_arguments_without_any_and_no_tls(
    folder: Path, arguments: list[str], loaded: bytes
) -> None:
    terminal = Terminal(folder, LOADED.format(arguments=arguments))
    terminal.read(b"First thing", after=MOUSE)
    os.write(terminal.handle, b"q")
    assert terminal.end() == 0
    assert loaded in terminal.written.rpartition(LEAVE_ALTERNATE)[2]
    os.close(terminal.handle)


def test_nothing_is_painted_into_a_pipe(folder: Path) -> None:
    _looked_at(folder)
    done = subprocess.run(
        [sys.executable, "-c", APP.format(arguments=())], cwd=folder, capture_output=True, check=True
    )
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_damaged_picture_is_no_matter(folder: Path, isolated_environment: Path) -> None:
    _looked_at(folder)
    (kept,) = (isolated_environment / "cache" / "remediation-tracker" / "boards").iterdir()
    for damage in (b"", b"x", b"\0" * 9, b"\xff\0\xff\0\xff"):
        kept.write_bytes(damage)
        assert LEFT not in _looked_at(folder)
        assert kept.read_bytes() != damage
    assert LEFT in _looked_at(folder)


def test_it_is_found_before_any_library_is_loaded(folder: Path) -> None:
    bare = "import __future__, sys, os, time, zlib, signal, termios; print(*sys.modules)"
    with_paint = bare.replace("; print", "; from tracker.cli import entry; print")
    assert {name for name in _loaded(with_paint) - _loaded(bare) if not name.startswith("tracker")} == set()


def _loaded(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("arguments", [["status"], ["app", "status"], ["list", "severity:high"]])
def test_other_commands_do_not_look_for_it(arguments: list[str]) -> None:
    assert not early._opens_board(arguments)


@pytest.mark.parametrize("arguments", [[], ["app"], ["--plan", "one"], ["--plan", "one", "app"]])
def test_calls_that_open_the_board_do(arguments: list[str]) -> None:
    assert early._opens_board(arguments)
