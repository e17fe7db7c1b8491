"""Completion in the shell: scripts, and the words they ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tracker.cli.main import run

Completed = Callable[[str, int], set[str]]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(tracker: Call, shell: str) -> None:
    assert f"_TRACKER_COMPLETE={shell}_complete" in tracker("completion", shell).out
    assert "Invalid value" in tracker("completion", "csh", code=2).err


@pytest.fixture
def completed(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Completed:
    """Ask for the words that may stand at a place of a line."""

    def ask(line: str, index: int) -> set[str]:
        monkeypatch.setenv("_TRACKER_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(index))
        with pytest.raises(SystemExit):
            run([])
        out, err = capsys.readouterr()
        assert err == ""
        return {entry.partition(",")[2] for entry in out.split()}

    return ask


@pytest.mark.parametrize(
    ("line", "index", "found"),
    [
        ("tracker show PO", 2, {"POOL"}),
        ("tracker start ", 2, {"POOL", "TLS", "PROVED", "DOCS"}),
        ("tracker sta", 1, {"status", "start"}),
        ("tracker list is:bl", 2, {"is:blocked", "is:blocker"}),
        ("tracker measure p", 2, {"p95"}),
        ("tracker export -f ma", 3, {"markdown"}),
        ("tracker --plan takeone show DB-", 4, {"DB-POOL"}),
    ],
)
def test_completes(completed: Completed, line: str, index: int, found: set[str]) -> None:
    assert completed(line, index) >= found


def test_is_silent_where_there_is_no_plan(completed: Completed, repository: Path) -> None:
    (repository / "plan.toml").write_text("broken")
    assert completed("tracker show ", 2) == set()
