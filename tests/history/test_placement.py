"""Where commits are, told from what moved since the last scan as from all branches."""

from __future__ import annotations

from typing import Any

import pytest

from tests.history.building import Repo
from tracker.domain.commit import Scan
from tracker.history.layout import layout_of
from tracker.history.placement import Branches, branches_since
from tracker.history.repository import Input, Repository
from tracker.history.scan import ScanResult, scan

KNOWN = {"SEC-1": "SEC-1", "SEC-2": "SEC-2"}


def scanned(repo: Repo, before: ScanResult | None = None) -> ScanResult:
    """Scan after `before`, and see that a scan of everything finds the same."""
    found = scan(repo.path, KNOWN, before.scan if before else None, before.hits if before else {})
    assert dict(found.hits) == dict(scan(repo.path, KNOWN, None, {}).hits)
    return found


def where(found: ScanResult) -> dict[str, str | None]:
    """Return the branch of each hit by its subject; None on the mainline."""
    return {hit.subject: hit.branch for hit in found.hits.values()}


def since(repo: Repo, before: ScanResult) -> dict[str, str] | None:
    """Return what is told of all hits from what moved since the scan before."""
    now = scanned(repo)
    known = {sha: hit.branch for sha, hit in before.hits.items()}
    repository = Repository(layout_of(repo.path))
    return branches_since(repository, before.scan, now.scan, known, now.hits.keys())


@pytest.fixture
def forked(repo: Repo) -> ScanResult:
    """A scan of a mainline and of two branches, each with a commit of its own that names an item."""
    repo.commit("Refs SEC-1 on main")
    for name in ("one", "two"):
        repo.switch(name, new=True, at="main")
        repo.commit(f"Refs SEC-1 on {name}")
    repo.switch("main")
    return scanned(repo)


def test_each_commit_has_its_branch(forked: ScanResult) -> None:
    assert where(forked) == {
        "Refs SEC-1 on main": None,
        "Refs SEC-1 on one": "one",
        "Refs SEC-1 on two": "two",
    }


def test_of_several_branches_the_first_by_name_counts(repo: Repo, forked: ScanResult) -> None:
    repo.git("branch", "three", "two")
    repo.git("branch", "zero", "one")
    assert where(scanned(repo, forked))["Refs SEC-1 on two"] == "three"
    assert where(scanned(repo, forked))["Refs SEC-1 on one"] == "one"


def test_a_branch_counts_before_a_head_that_is_none(repo: Repo, forked: ScanResult) -> None:
    repo.git("checkout", "-q", "--detach", "two")
    repo.commit("Refs SEC-2 on none")
    found = where(scanned(repo, forked))
    assert found["Refs SEC-1 on two"] == "two"
    assert found["Refs SEC-2 on none"] == "HEAD"


def test_a_merged_commit_is_on_the_mainline(repo: Repo, forked: ScanResult) -> None:
    repo.merge("one")
    assert since(repo, forked) == {repo.git("rev-parse", "two"): "two"}
    assert where(scanned(repo, forked))["Refs SEC-1 on one"] is None


def test_a_branch_that_was_moved_to_another_holds_what_that_holds(repo: Repo, forked: ScanResult) -> None:
    repo.git("branch", "a", "main")
    before = scanned(repo, forked)
    repo.git("branch", "-f", "a", "two")
    assert where(scanned(repo, before))["Refs SEC-1 on two"] == "a"


@pytest.mark.parametrize(
    ("act", "branch"),
    [
        (("-D", "one"), "spare"),
        (("-f", "one", "main"), "spare"),
        (("-m", "one", "first"), "first"),
        (("-m", "main", "trunk"), "one"),
    ],
)
def test_what_moved_does_not_tell_where_a_branch_lost_commits(
    repo: Repo, forked: ScanResult, act: tuple[str, ...], branch: str
) -> None:
    repo.git("branch", "spare", "one")
    repo.git("branch", *act)
    assert since(repo, forked) is None
    assert where(scanned(repo, forked))["Refs SEC-1 on one"] == branch


def test_a_branch_that_never_was_tells_nothing(repo: Repo, forked: ScanResult) -> None:
    repo.commit("More")
    now = scanned(repo, forked).scan
    known: dict[str, str | None] = dict.fromkeys(forked.hits, "nowhere")
    repository = Repository(layout_of(repo.path))
    assert branches_since(repository, forked.scan, now, known, known.keys()) is None


def test_too_many_branches_that_grew_are_not_asked_one_by_one(
    repo: Repo, forked: ScanResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.switch("one")
    repo.commit("Refs SEC-2 on one")
    assert since(repo, forked) is not None
    monkeypatch.setattr("tracker.history.placement._FEW", 0)
    assert since(repo, forked) is None


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The tips of each walk along branches."""
    followed: list[list[str]] = []
    process = Repository.process

    def noted(self: Repository, *arguments: str, stdin: Input = ()) -> Any:
        if "--parents" in arguments:
            followed.append([sha for sha in map(str, stdin) if not sha.startswith("^")])
        return process(self, *arguments, stdin=stdin)

    monkeypatch.setattr(Repository, "process", noted)
    return followed


def test_only_branches_that_moved_are_followed(
    repo: Repo, forked: ScanResult, followed: list[list[str]]
) -> None:
    repo.git("checkout", "-q", "--orphan", "pages")
    repo.commit("A root of its own")
    before = scan(repo.path, KNOWN, forked.scan, forked.hits)
    repo.switch("one")
    tip = repo.commit("Refs SEC-2 on one")
    followed.clear()
    found = scan(repo.path, KNOWN, before.scan, before.hits)
    assert followed == [[tip]]
    repo.switch("main")
    repo.commit("Refs SEC-2 on main")
    followed.clear()
    assert where(scan(repo.path, KNOWN, found.scan, found.hits)) == {
        "Refs SEC-1 on main": None,
        "Refs SEC-1 on one": "one",
        "Refs SEC-1 on two": "two",
        "Refs SEC-2 on one": "one",
        "Refs SEC-2 on main": None,
    }
    assert followed == []


def test_without_a_mainline_nothing_is_off_it(repo: Repo, forked: ScanResult) -> None:
    hit = next(iter(forked.hits.values()))
    repository = Repository(layout_of(repo.path))
    assert Branches(repository, Scan()).of([hit.sha]) == {}
    assert branches_since(repository, forked.scan, Scan(), {hit.sha: None}, [hit.sha]) is None
