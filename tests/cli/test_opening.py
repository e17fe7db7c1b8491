"""A call without arguments is the board alone on a terminal, and is looked at by the parser elsewhere."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tracker.cli import opening


@pytest.mark.parametrize("terminal", [True, False])
def test_the_board_is_all_on_a_terminal(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    monkeypatch.setattr(opening, "on_terminal", lambda: terminal)
    assert opening.is_all() is terminal


def test_a_shell_that_asks_what_could_be_typed_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "on_terminal", lambda: True)
    monkeypatch.setenv("_TRACKER_COMPLETE", "bash_source")
    assert not opening.is_all()


def test_opening_loads_no_parser() -> None:
    script = (
        "import sys, tracker.cli.opening, screens.opening; print({'click', 'textual'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()"
