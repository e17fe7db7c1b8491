"""The registry: every command loads, explains itself, and is listed once."""

from __future__ import annotations

from pathlib import Path

import pytest

import tracker.cli.commands as commands
from tests.cli.conftest import Call
from tracker import __version__
from tracker.cli.registry import COMMANDS, SECTIONS


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself(tracker: Call, name: str) -> None:
    ran = tracker(name, "--help")
    assert ran.lines[0].startswith(f"Usage: tracker {name}")
    assert ran.lines[2].strip()
    assert all(not line.lstrip().startswith(("ID...", "[QUERY]")) for line in ran.lines)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("evidence", "hook", "journal")])
def test_every_command_takes_the_common_options(tracker: Call, name: str) -> None:
    text = tracker(name, "--help").out
    common = text[text.index("Common options:") :]
    assert all(option in common for option in ("--plan", "--db", "--as", "--color", "--debug"))


def test_the_top_help_lists_every_command_by_section(tracker: Call) -> None:
    text = tracker("--help").out
    for title, entries in SECTIONS.items():
        assert f"\n{title}:\n" in text
        for name, entry in entries.items():
            assert f"  {name} " in text
            assert entry.help in " ".join(text.split())


def test_every_command_module_is_registered() -> None:
    folder = Path(str(commands.__file__)).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {entry.module for entry in COMMANDS.values()}


def test_the_version(tracker: Call) -> None:
    assert tracker("--version").out == f"tracker {__version__}\n"
