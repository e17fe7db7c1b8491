"""A command line called in a folder, in this process, with everything it wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tracker.cli.main import run

NOW = "2026-03-01T12:00:00+00:00"


@dataclass(frozen=True)
class Ran:
    """What one call did: its exit code, and what it wrote to standard output and error."""

    code: int
    out: str
    err: str


Call = Callable[..., Ran]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line in this process as somebody with a name, at a time of its own."""
    monkeypatch.setenv("TRACKER_NOW", NOW)
    monkeypatch.setenv("TRACKER_ACTOR", "ada")

    def called(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run(list(arguments))
        return Ran(code, *capsys.readouterr())

    return called
