"""What is read off a terminal's bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.board import Program
from benchmarks.processes import PYTHON
from benchmarks.terminal import SilentError, Terminal, lines_of

_DOOR = """
import sys, tty
tty.setcbreak(0)
print("choose one", flush=True)
print("chosen" if sys.stdin.read(1) == "j" else "left", flush=True)
"""


def test_a_text_lies_on_the_line_that_was_gone_to_last() -> None:
    written = b"\x1b[3;1H\x1b[31mone\x1b[0m > two\x1b[12;40Hthree > > \x1b[2;1Hfour"
    assert lines_of(written, b">") == {3, 12}
    assert lines_of(written, b"four") == {2}


def test_a_text_that_is_not_there_lies_nowhere_and_one_without_a_place_on_line_0() -> None:
    assert lines_of(b"\x1b[3;1Hone", b">") == frozenset()
    assert lines_of(b"> one\x1b[3;1H", b">") == {0}


def test_what_stands_behind_a_door_is_there_once_its_key_was_pressed(tmp_path: Path) -> None:
    program = Program("door", (PYTHON, "-c", _DOOR), b"chosen", door=(b"choose one", b"j"))
    with Terminal(program.command, tmp_path) as terminal:
        assert program.shown(terminal).wall > 0
    wrong = Program("door", (PYTHON, "-c", _DOOR), b"chosen", door=(b"choose one", b"x"))
    with Terminal(wrong.command, tmp_path) as terminal, pytest.raises(SilentError):
        wrong.shown(terminal)
