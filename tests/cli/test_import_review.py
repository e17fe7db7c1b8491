"""`tracker import --review`: for somebody who looks at it, and for nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import screens.app
import tracker.cli.terminal
from tests.cli.conftest import Call
from tracker.service.reviews.reviewing import Request


@pytest.fixture
def scan(repository: Path) -> Path:
    path = repository / "scan.csv"
    path.write_text("What,How\nRequire TLS,high\n", encoding="utf-8")
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """What the app was opened with, on a terminal."""
    requests: list[Request] = []

    def run(tracker: object, workspace: object, *, request: Request, **settings: Any) -> int:
        requests.append(request)
        return 0

    monkeypatch.setattr(screens.app, "run", run)
    monkeypatch.setattr(tracker.cli.terminal, "on_terminal", lambda: True)
    return requests


def test_it_opens_what_was_asked_for(tracker: Call, scan: Path, opened: list[Request]) -> None:
    ran = tracker("import", "scan.csv", "--review", "-o", "new.toml", "--map", "What=title")
    assert (ran.out, ran.err, Path("new.toml").exists()) == ("", "", False)
    (request,) = opened
    assert (request.source, request.data) == (Path("scan.csv"), scan.read_bytes())
    assert (request.output, request.into, request.columns) == (Path("new.toml"), None, {"What": "title"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("scan.csv", "--dry-run"), "choose one of --review and --dry-run"),
        (("scan.csv", "--json"), "choose one of --review and --json"),
        (("-",), "needs a terminal"),
        (("none.md",), "cannot be read"),
        (("scan.csv", "-o", "a.toml", "--into", "b.toml"), "choose one"),
    ],
)
def test_what_cannot_be_looked_at(
    tracker: Call, scan: Path, opened: list[Request], words: tuple[str, ...], said: str
) -> None:
    assert said in tracker("import", *words, "--review", code=2).err
    assert opened == []


def test_off_a_terminal_nothing_is_opened(tracker: Call, scan: Path) -> None:
    assert "needs a terminal" in tracker("import", "scan.csv", "--review", code=2).err
