from __future__ import annotations

from pathlib import Path

import pytest

from tests.history.building import IDS, Journal, Repo, plan_of


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty repository on the branch main."""
    return Repo(tmp_path / "repo")


@pytest.fixture
def journal(repo: Repo) -> Journal:
    """A journal of that repository for a plan with the ids of `building.IDS`."""
    return Journal(repo.path, plan_of(*IDS))
