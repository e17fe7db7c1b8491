"""An opened plan in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import PLAN
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import find_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a plan, without a repository."""
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def tracker(root: Path) -> Tracker:
    """The opened plan."""
    return open_tracker(find_workspace(root, env={}))
