"""Whatever happens between scans: what was found step by step is what one scan over everything finds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.building import Journal, Repo, plan_of
from tracker.domain.commit import Hit
from tracker.domain.state import CLOSED, ItemState, Status

ITEMS = ("SEC-1", "SEC-2")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "fix",
                "fix",
                "mention",
                "other",
                "branch",
                "switch",
                "merge",
                "revert",
                "amend",
                "drop",
                "pick",
                "delete",
                "topic",
                "topic",
                "rename",
            ]
        ),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=9,
)


def act(repo: Repo, step: str, number: int) -> None:
    """Take one step; one that is not possible here is left out."""
    item = ITEMS[number % len(ITEMS)]
    branches = repo.git("branch", "--format=%(refname:short)").splitlines()
    current = repo.git("branch", "--show-current")
    commits = repo.git("log", "--all", "--format=%H", "--max-count=6").splitlines()
    chosen = commits[number % len(commits)]
    parents = repo.git("log", "-1", "--format=%P").split()
    others = [branch for branch in branches if branch != current]
    match step:
        case "fix":
            repo.commit(f"Fixes {item}")
        case "mention":
            repo.commit(f"Prepare {item}\n\nTicks: {item}/limit\nActual: {item} 1h")
        case "other":
            repo.commit("Something else")
        case "branch":
            repo.git("checkout", "-q", "-B", f"topic-{number}")
        case "topic":
            repo.git("branch", "-f", topic_name(number)) if topic_name(number) != current else None
        case "rename":
            repo.git("branch", "-M", current, topic_name(number))
        case "switch" if others:
            repo.switch(others[number % len(others)])
        case "merge" if others:
            repo.merge(others[number % len(others)])
        case "amend" if len(parents) == 1:
            repo.amend()
        case "drop" if len(parents) == 1:
            repo.git("reset", "-q", "--hard", "HEAD~1")
        case "delete" if others:
            repo.git("branch", "-D", others[number % len(others)])
        case "revert" | "pick" if len(repo.git("log", "-1", "--format=%P", chosen).split()) < 2:
            try:
                repo.revert(chosen) if step == "revert" else repo.pick(chosen, "--allow-empty")
            except AssertionError:
                repo.git("reset", "-q", "--hard")


def topic_name(number: int) -> str:
    """Return the name of a branch that is about one of the items, or about both."""
    return ("fix/SEC-1", "sec-2/a#1", "SEC-1_SEC-2", "fix/SEC-1-again", "sec-2/é", "plain")[number]


def known_facts(hits: dict[str, Hit]) -> dict[str, tuple[object, ...]]:
    """Return what two scans have to agree on."""
    return {sha: (hit.meaning, hit.undoes, hit.mainline, hit.branch) for sha, hit in hits.items()}


def ticked(state: ItemState) -> set[str]:
    """Return the checks that are ticked."""
    return {check for check, on in state.ticks.items() if on}


@given(STEPS, st.integers(1, 3))
@settings(max_examples=12)
def test_many_scans_find_what_one_finds(steps: list[tuple[str, int]], every: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        repo = Repo(Path(folder) / "repo")
        repo.commit("Start")
        often = Journal(repo.path, plan_of(*ITEMS))
        for place, (step, number) in enumerate(steps):
            act(repo, step, number)
            if place % every == 0:
                often.sync()
        often.sync()
        assert often.sync() == []
        once = Journal(repo.path, plan_of(*ITEMS))
        once.sync()
        assert known_facts(often.hits) == known_facts(once.hits)
        for item in ITEMS:
            one, many = once.state(item), often.state(item)
            assert {link.sha for link in one.commits} <= {link.sha for link in many.commits}
            assert (one.actual_hours or 0) == (many.actual_hours or 0)
            assert ticked(one) == ticked(many)
            assert one.branches == many.branches
            assert one.status is not Status.OPEN or not one.branches
            assert (one.status in CLOSED) == (many.status in CLOSED)


BRANCHING = st.lists(
    st.tuples(
        st.sampled_from(["fix", "other", "topic", "topic", "switch", "merge", "rename", "delete"]),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=10,
)


@given(BRANCHING)
@settings(max_examples=12)
def test_branches_found_step_by_step_leave_items_where_one_scan_does(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        repo = Repo(Path(folder) / "repo")
        repo.commit("Start")
        often = Journal(repo.path, plan_of(*ITEMS))
        for step, number in steps:
            act(repo, step, number)
            often.sync()
        assert often.sync() == []
        once = Journal(repo.path, plan_of(*ITEMS))
        once.sync()
        for item in ITEMS:
            one, many = once.state(item), often.state(item)
            assert (one.status, one.branches) == (many.status, many.branches)
