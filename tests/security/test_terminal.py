"""Text of plans, commits and journals never steers the terminal, and is never taken for markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.security.conftest import Call, Ran
from tests.security.hostile import EVIL, MARKUP, hostile_history, hostile_world, poison_names, unsafe

pytestmark = pytest.mark.usefixtures("forecast_here")
STYLE = re.compile("\x1b\\[[0-9;]*m")

READS: tuple[tuple[str, ...], ...] = (
    (),
    ("plans",),
    ("check",),
    ("check", "--json"),
    ("status",),
    ("status", "--json"),
    ("status", "--line"),
    ("list",),
    ("list", "--json"),
    ("show", "SEC-1", "SEC-2", "SEC-3"),
    ("show", "SEC-1", "SEC-2", "SEC-3", "--json"),
    ("next",),
    ("next", "--json"),
    ("board",),
    ("gate",),
    ("gate", "--json"),
    ("score",),
    ("score", "--json"),
    ("forecast", "--simulations", "100"),
    ("forecast", "--simulations", "100", "--json"),
    ("log",),
    ("log", "SEC-1"),
    ("log", "--json"),
    ("audit",),
    ("audit", "--json"),
    ("doctor",),
    ("evidence", "list"),
    ("evidence", "list", "--json"),
    ("trust",),
    ("suggest",),
    ("suggest", "--json"),
    ("sync",),
    ("sync", "--json"),
    ("sync", "--mainline", "--output=pwn"),
    ("sync", "--mainline", "\x1b]0;x\x07"),
    ("hook", "status"),
    ("hook", "run", "post-commit"),
    ("commit", "SEC-1", "SEC-2", "--print"),
    ("completion", "bash"),
    ("export",),
    ("export", "-f", "json"),
    ("export", "-f", "csv"),
    ("export", "-f", "html"),
    ("export", "-f", "oscal-poam"),
    ("export", "-f", "badge"),
    ("export", "-f", "github"),
    ("export", "--since", "2026-01-01"),
    ("export", "--since", "2026-01-01", "-f", "json"),
    ("note", "SEC-1", "-m", "an act that says what became of it"),
    ("undo",),
    ("redo",),
    ("verify", "SEC-1"),
    ("start", "SEC-3", "--branch", "bad \x1b name"),
    ("show", "\x1b]0;x\x07"),
    ("--plan", "\x1b]0;x\x07", "list"),
    ("list", "owner:\x1b]0;x\x07"),
    ("list", "nothing:\x9b31m\u202e"),
    ("nothing\x1b[2J",),
    ("list", "--nothing\x1b[2J"),
    ("export", "--into", "\x1b]0;x\x07.md"),
    ("export", "-f", "\x1b]0;x\x07"),
    ("evidence", "add", "SEC-1", "--file", "\x1b]0;x\x07"),
    ("import", "\x1b]0;x\x07"),
)


@pytest.fixture
def world(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a plan and a journal, hostile in every text; the current folder of the test."""
    root = hostile_history(tmp_path / f"shop {EVIL.replace('/', '|')}").path
    monkeypatch.chdir(root)
    return hostile_world(root, call)


def safe(call: Call, *arguments: str) -> Ran:
    """Call the command line and see that neither stream would steer a terminal; a failure is one in words."""
    ran = call(*arguments)
    for text in (ran.out, ran.err):
        assert unsafe(text) == [], (arguments, text)
    assert ran.code in range(8), (arguments, ran)
    return ran


def test_nothing_of_a_hostile_world_steers_the_terminal(world: Path, call: Call) -> None:
    for arguments in READS:
        safe(call, *arguments)


def test_nor_do_ids_that_only_programs_read(world: Path, call: Call) -> None:
    poison_names(world / ".tracker" / "tracker.db")
    for arguments in READS:
        safe(call, *arguments)
    assert "cannot be read" in call("log").err


def test_nor_with_colours(world: Path, call: Call) -> None:
    """Styles are the tracker's own: with them taken out, what is left is as safe as without."""
    for command in ("plans", "check", "status", "list", "show", "board", "log", "doctor"):
        named = ("SEC-1", "SEC-2", "SEC-3") if command == "show" else ()
        ran = call("--color", "always", command, *named)
        assert "\x1b[" in ran.out or command in ("check", "board", "plans")
        assert unsafe(STYLE.sub("", ran.out)) == []


def test_markup_is_shown_as_it_is_written(world: Path, call: Call) -> None:
    assert MARKUP in " ".join(call("show", "SEC-1").out.split())
    assert MARKUP in call("log", "--json").out
    exported = call("export", "-f", "html").out
    assert "&lt;img src=x onerror=alert(1)&gt;" in exported
    assert "<img" not in exported
    assert 'href="javascript' not in exported.lower()
    assert "<img" not in call("export", "-f", "badge", "--label", EVIL).out


def test_a_hostile_name_of_a_plan_file(world: Path, call: Call) -> None:
    """A clone brings files of any name, and the hint that names one is copied into a shell."""
    plans = world / "plans"
    plans.mkdir()
    place = plans / f"{EVIL.replace('/', '|')};touch pwn.toml"
    (world / "plan.toml").rename(place)
    for arguments in READS:
        safe(call, *arguments)
    place.write_text("schema = 1\n[plan\n")
    for arguments in (("check",), ("doctor",), ("list",), ("plans",)):
        safe(call, *arguments)
    assert ";touch pwn.toml'" in call("doctor").out


def test_the_hooks_speak_plainly(world: Path, call: Call) -> None:
    message = world / "message"
    message.write_text(f"Fixes SEC-99 and SEC-1 {EVIL}\n")
    safe(call, "hook", "run", "commit-msg", str(message))
    message.write_text("\n# comment\n")
    safe(call, "hook", "run", "prepare-commit-msg", str(message))
    assert unsafe(message.read_text()) == []
