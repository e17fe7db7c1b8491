"""Commits that a person linked: where they are is remembered, and looked up anew where commits were lost."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.building import Repo
from tests.history.test_incremental import act
from tracker.domain.commit import Commit, Hit, Scan
from tracker.domain.meaning import Meaning
from tracker.history.following import follow
from tracker.history.repository import Input, Repository
from tracker.history.scan import ScanResult, scan

AT = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["other", "branch", "switch", "merge", "amend", "drop", "delete", "topic", "topic", "rename"]
        ),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=9,
)


def followed(repo: Repo, shas: Sequence[str], before: Scan | None) -> ScanResult:
    """Return the outcome of a scan after `before` with the commits that were linked."""
    watched = {sha: Hit(sha, "Linked", "Ada", "", AT, AT, Meaning()) for sha in shas}
    result = scan(repo.path, {}, before, {})
    return follow(repo.path, result, before, watched, (), ours=shas, read=_read)


def _read(commit: Commit) -> Hit:
    return Hit.of(commit, Meaning())


def places(result: ScanResult, shas: Sequence[str]) -> dict[str, str | None]:
    """Return the branch of each of the commits that are still there; None on the mainline."""
    return {sha: hit.branch for sha, hit in result.hits.items() if sha in shas}


@given(STEPS)
@settings(max_examples=12)
def test_step_by_step_they_are_where_one_look_finds_them(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        repo = Repo(Path(folder) / "repo")
        shas = [repo.commit("Start"), repo.commit("More")]
        repo.switch("plain", new=True)
        shas.append(repo.commit("On a branch"))
        before = None
        for step, number in steps:
            act(repo, step, number)
            result = followed(repo, shas, before)
            if result.scan != before:
                assert places(result, shas) == places(followed(repo, shas, None), shas)
            before = result.scan


@pytest.mark.parametrize("text", ['{"followed": 5}', '{"followed": {"x": 7}}', '{"tips": {"x": 7}}', "[]"])
def test_a_scan_that_is_damaged_is_none(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        Scan.from_json(text)


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What git was asked to walk from and to, for lists of commits."""
    walks: list[list[str]] = []
    spawn = Repository._run

    def noted(self: Repository, arguments: Sequence[str], stdin: Input, *rest: Any) -> Any:
        if arguments[0] == "rev-list":
            walks.append(list(map(str, stdin)))
        return spawn(self, arguments, stdin, *rest)

    monkeypatch.setattr(Repository, "_run", noted)
    return walks


def test_where_nothing_was_lost_git_does_not_look_for_them_again(repo: Repo, walks: list[list[str]]) -> None:
    sha = repo.commit("Start")
    repo.commit("More")
    first = followed(repo, [sha], None)
    assert first.scan.followed == {sha: None}
    repo.commit("Still more")
    walks.clear()
    second = followed(repo, [sha], first.scan)
    assert second.scan.followed == {sha: None}
    assert not [walk for walk in walks if sha in walk]


def test_where_something_was_lost_it_does(repo: Repo, walks: list[list[str]]) -> None:
    sha = repo.commit("Start")
    repo.commit("More")
    first = followed(repo, [sha], None)
    repo.amend("Other")
    walks.clear()
    assert followed(repo, [sha], first.scan).scan.followed == {sha: None}
    assert [walk for walk in walks if sha in walk]
