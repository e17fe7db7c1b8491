"""A repository with a plan, and the command line called in it: in this process, and in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.copies import copy_made
from tests.history.building import Repo
from tracker.cli.main import run

PLAN = """\
schema = 1
[plan]
id = "shop"
title = "Shop review"
reviewed = 2026-02-01
claims = { verdict = "ready", score = 6.5 }
[gate.production]
block_on = ["critical", "high"]
checklists = ["pre"]
targets = ["p95"]
sign_off = ["lead"]
[area.database]
title = "Database"
weight = 30
score = 6
[phase.now]
title = "Now"
[phase.later]
title = "Later"
[item.POOL]
title = "Bound the connection pool"
severity = "critical"
phase = "now"
area = "database"
blocker = true
effort = "2-3h"
files = ["src/db.ts:12-30"]
checks = ["First part", { id = "two", text = "Second part" }]
lifts = { database = 8 }
was = ["OLD-POOL"]
[item.TLS]
title = "Require TLS"
severity = "high"
phase = "now"
after = ["POOL"]
[item.PROVED]
title = "Holds by its proof"
severity = "medium"
requires = "proof"
proof = [{ run = "test -f proof.txt" }]
[item.DOCS]
title = "Write the docs"
severity = "low"
phase = "later"
tags = ["docs"]
[checklist.pre]
title = "Pre-deploy"
[checklist.pre.checks]
health = "Health answers 200"
pool = { text = "Pool is bounded", item = "POOL" }
[target.p95]
metric = "Slowest query"
bound = "< 1000 ms"
[signoff.lead]
title = "Tech lead"
"""
NOW = "2026-03-01T12:00:00+00:00"


@dataclass
class Ran:
    """What one call did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Lines of standard output."""
        return self.out.splitlines()


Call = Callable[..., Ran]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A git repository with one commit and one plan; the current folder of the test."""
    root = tmp_path / "shop"
    copy_made(_shop, root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("TRACKER_NOW", NOW)
    monkeypatch.setenv("TRACKER_ACTOR", "ada")
    yield root
    os.chdir(tmp_path)  # a test may have deleted the folder


def _shop(root: Path) -> None:
    Repo(root)
    (root / "plan.toml").write_text(PLAN, encoding="utf-8")
    (root / "src").mkdir()
    (root / "src" / "db.ts").write_text("pool\n", encoding="utf-8")
    subprocess.run(["git", "add", "src"], cwd=root, check=True)
    subprocess.run(["git", "commit", "-q", "-m", "Bound the pool"], cwd=root, check=True)


@pytest.fixture
def tracker(repository: Path, forecast_here: None, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line in this process; a traceback is never part of what it says."""

    def call(*arguments: str, code: int = 0) -> Ran:
        capsys.readouterr()
        ended = run(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert ended == code, f"{arguments}: exit {ended}\n{out}{err}"
        return Ran(ended, out, err)

    return call


@pytest.fixture
def process(repository: Path) -> Call:
    """Call the command line as a process of its own."""

    def call(*arguments: str, code: int = 0, **settings: Any) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            **settings,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}"
        return Ran(done.returncode, done.stdout, done.stderr)

    return call
