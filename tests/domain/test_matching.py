"""Commits held against findings: whose they may be, and which are known already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tracker.domain import matching
from tracker.domain.commit import Commit
from tracker.domain.fileref import parse_fileref
from tracker.domain.matching import Matching
from tracker.domain.plan import Item, Plan
from tracker.domain.touch import Reach, Touch, Touched

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DB = parse_fileref("src/db.ts:12-30")
PLAN = Plan(
    "shop",
    "Shop",
    items=(
        Item("DB-1", "Bound the connection pool", files=(DB,), was=("OLD-1",)),
        Item("DB-2", "Bound the retry queue", files=(DB, parse_fileref("src/queue.ts"))),
        Item("DOCS-1", "Describe the deployment"),
    ),
)
LINES = Touched((Touch(DB, Reach.LINES),), 1)


def sha(number: int) -> str:
    return f"{number:040x}"


def commit(number: int, message: str, *parents: str) -> Commit:
    at = NOW - timedelta(days=number)
    return Commit(sha(number), parents, "Ada", "", at, at, message)


def found(
    *commits: Commit,
    touched: dict[str, Touched] | None = None,
    linked: dict[str, set[str]] | None = None,
    plan: Plan = PLAN,
) -> dict[str, list[str]]:
    """The suggested commits of each item, by their subjects."""
    held = Matching(plan, plan.items, touched or {}, linked or {})
    for each in commits:
        held.take(each)
    return {
        item.id: [each.commit.subject for each in some]
        for item in plan.items
        if (some := held.likeliest(item.id, 9))
    }


def test_a_commit_may_belong_to_several_items() -> None:
    assert found(commit(1, "Tune it"), touched={sha(1): LINES}) == {"DB-1": ["Tune it"], "DB-2": ["Tune it"]}
    assert found(commit(1, "Tune it")) == {}


def test_words_alone_are_enough_where_they_tell() -> None:
    assert found(commit(1, "Describe deployments"), commit(2, "Describe it")) == {
        "DOCS-1": ["Describe deployments"]
    }


@pytest.mark.parametrize("said", ["Refs: DB-1", "Resolves: old-1", "see DB-1"])
def test_a_commit_that_names_the_item_is_known(said: str) -> None:
    named = commit(1, f"Tune it\n\n{said}")
    assert found(named, touched={sha(1): LINES}) == {"DB-2": ["Tune it"]}


def test_a_commit_that_was_linked_is_known_also_as_a_copy() -> None:
    linked = {"DB-1": {sha(1)}}
    copy = commit(2, f"Copy it\n\n(cherry picked from commit {sha(1)})")
    touched = {sha(1): LINES, sha(2): LINES, sha(3): LINES}
    assert found(commit(3, "Third"), copy, commit(1, "First"), touched=touched, linked=linked) == {
        "DB-1": ["Third"],
        "DB-2": ["First", "Copy it", "Third"],
    }


def test_merges_belong_to_nothing_but_what_they_touched() -> None:
    merge = commit(1, "Describe the deployment", sha(2), sha(3))
    assert found(merge) == {}
    assert found(merge, touched={sha(1): LINES})["DB-1"] == ["Describe the deployment"]


def test_only_the_likeliest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_MOST_KEPT", 2)
    few = {sha(number): LINES for number in range(1, 9)}
    wide = {sha(number): Touched(LINES.touches, 20) for number in (1, 2, 3, 5, 6, 7)}
    commits = [commit(number, f"Commit {number}") for number in range(1, 9)]
    assert found(*commits, touched={**few, **wide})["DB-1"][:2] == ["Commit 4", "Commit 8"]


def test_long_messages_are_not_kept() -> None:
    held = Matching(PLAN, PLAN.items, {sha(1): LINES}, {})
    held.take(commit(1, "Tune it\n\n" + "x" * 100_000))
    (suggested,) = held.likeliest("DB-1", 1)
    assert suggested.commit.message == "Tune it"
