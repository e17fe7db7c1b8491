"""Which commits still stand, told from a history that comes children first."""

from __future__ import annotations

from datetime import UTC, datetime

from tracker.domain.commit import Commit
from tracker.domain.standing import standing

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def sha(letter: str) -> str:
    return letter * 40


def commit(letter: str, *parents: str, subject: str = "Change it", said: str = "") -> Commit:
    return Commit(sha(letter), tuple(map(sha, parents)), "Ada", "", NOW, NOW, f"{subject}\n\n{said}")


def revert(letter: str, of: str, *parents: str, since: str = "") -> Commit:
    merge = f", reversing\nchanges made to {sha(since)}" if since else ""
    return commit(letter, *parents, subject='Revert "It"', said=f"This reverts commit {of}{merge}.")


def left(*commits: Commit) -> str:
    return "".join(found.sha[0] for found in standing(commits))


def test_what_nobody_reverts_stands() -> None:
    assert left(commit("b", "a"), commit("a")) == "ba"
    assert left() == ""


def test_a_revert_takes_back_and_is_none_to_suggest() -> None:
    assert left(revert("c", sha("a"), "b"), commit("b", "a"), commit("a")) == "b"
    assert left(revert("c", sha("a")[:7], "b"), commit("b", "a"), commit("a")) == "b"
    assert left(revert("c", sha("e")[:7], "b"), commit("b", "a"), commit("a")) == "ba"
    assert left(commit("c", "b", subject="Revert the limit"), commit("b")) == "b"


def test_a_revert_of_a_revert_restores() -> None:
    assert left(revert("c", sha("b"), "b"), revert("b", sha("a"), "a"), commit("a")) == "a"


def test_a_revert_takes_back_older_commits_alone() -> None:
    assert left(commit("b", "a"), revert("a", sha("b"))) == "b"


def test_a_pull_request_is_taken_back_by_its_number() -> None:
    merged = commit("a", subject="Limit the pool (#12)")
    said = commit("b", "a", subject='Revert "Limit the pool" (#13)', said="Reverts acme/shop#12")
    assert left(said, merged) == ""
    assert left(said, commit("a", subject="Limit the pool (#1)")) == "a"


def test_a_merge_that_is_taken_back_takes_what_it_brought() -> None:
    history = (
        commit("f", "e"),
        revert("e", sha("d"), "d", since="b"),
        commit("d", "b", "c", subject="Merge it"),
        commit("c", "0", subject="Brought"),
        commit("0", "a", subject="Brought, too"),
        commit("b", "a", subject="There before"),
        commit("a"),
    )
    assert left(*history) == "fba"
    assert left(commit("f", "e"), *history[2:]) == "fdc0ba"


def test_an_earlier_merge_keeps_what_it_brought() -> None:
    history = (
        revert("9", sha("8"), "8", since="7"),
        commit("8", "7", "6", subject="Second merge"),
        commit("6", "7", subject="Brought by the second"),
        commit("7", "5", "4", subject="First merge"),
        commit("4", "3", subject="Brought by the first"),
        commit("5", "3"),
        commit("3"),
    )
    assert left(*history) == "7453"
