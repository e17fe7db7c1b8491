"""Commits that came after others and touched some files."""

from __future__ import annotations

from tests.history.building import Repo
from tracker.history.later import touches_since
from tracker.history.layout import layout_of
from tracker.history.repository import Repository


def touched(repo: Repo, since: str, *paths: str) -> list[str]:
    """Return the shas of the commits that touched the paths, newest first."""
    found = touches_since(Repository(layout_of(repo.path)), [since], repo.head(), paths)
    return [touch.sha for touch in found[since]]


def test_the_commits_that_touched_a_path(repo: Repo) -> None:
    start = repo.commit("Start", file="src/db.ts")
    first = repo.commit("One", file="src/db.ts")
    second = repo.commit("Two", file="src/deep/db.ts")
    third = repo.commit("Three", file="größe.md")
    for paths, found in {
        ("src/db.ts",): [first],
        ("src/",): [second, first],
        ("src/*.ts",): [second, first],
        ("größe.md", "src/db.ts"): [third, first],
        ("never.ts",): [],
        ("src/d",): [],
        (): [],
    }.items():
        assert touched(repo, start, *paths) == found
    assert touched(repo, first, "src/db.ts") == []
    (touch,) = touches_since(Repository(layout_of(repo.path)), [first], repo.head(), ["src"])[first]
    assert (touch.parents, touch.files) == ((first,), ("src/deep/db.ts",))


def test_a_merge_touches_only_what_it_changed_by_itself(repo: Repo) -> None:
    start = repo.commit("Start", file="a.txt", text="one\n")
    repo.switch("topic", new=True)
    change = repo.commit("Change", file="a.txt", text="two\n")
    repo.switch("main")
    repo.commit("Other", file="b.txt")
    repo.merge("topic")
    assert touched(repo, start, "a.txt") == [change]
    repo.switch("more", new=True)
    repo.commit("On a branch", file="b.txt")
    repo.switch("main")
    repo.commit("Beside it", file="c.txt")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "more")
    evil = repo.commit("Merge with a change", file="a.txt", text="three\n")
    assert touched(repo, start, "a.txt") == [evil, change]


def test_touches_do_not_depend_on_the_order_file(repo: Repo) -> None:
    start = repo.commit("Start", file="a.txt")
    change = repo.commit("Change", file="a.txt")
    repo.git("config", "diff.orderFile", "nowhere")
    assert touched(repo, start, "a.txt") == [change]


def test_many_starting_points_at_once(repo: Repo) -> None:
    start = repo.commit("Start", file="a.txt")
    repo.switch("topic", new=True)
    topic = [repo.commit("On the branch", file="a.txt", text=f"{number}") for number in range(2)]
    repo.switch("main")
    main = [repo.commit("Beside it", file="b.txt", text=f"{number}") for number in range(2)]
    repo.merge("topic")
    last = repo.commit("Last", file="b.txt")
    found = touches_since(
        Repository(layout_of(repo.path)), [start, *topic, *main, last], last, ["a.txt", "b.txt"]
    )
    assert {sha: {touch.sha for touch in some} for sha, some in found.items()} == {
        start: {*topic, *main, last},
        topic[0]: {topic[1], *main, last},
        topic[1]: {*main, last},
        main[0]: {main[1], *topic, last},
        main[1]: {*topic, last},
        last: set(),
    }
    assert touches_since(Repository(layout_of(repo.path)), [], last, ["a.txt"]) == {}


def test_histories_that_have_nothing_in_common(repo: Repo) -> None:
    first = repo.commit("First", file="a.txt")
    repo.git("checkout", "-q", "--orphan", "other")
    second = repo.commit("Second", file="a.txt", text="other")
    third = repo.commit("Third", file="a.txt", text="more")
    found = touches_since(Repository(layout_of(repo.path)), [first, second], third, ["a.txt"])
    assert [[touch.sha for touch in found[sha]] for sha in (first, second)] == [[third, second], [third]]


def test_more_paths_than_a_command_line_should_take(repo: Repo) -> None:
    start = repo.commit("Start", file="a.txt")
    repo.commit("Another", file="b.txt")
    change = repo.commit("Change", file="a.txt")
    names = ["a.txt", *(f"never-{number}.txt" for number in range(300))]
    found = touches_since(Repository(layout_of(repo.path)), [start], change, names)[start]
    assert [touch.sha for touch in found if "a.txt" in touch.files] == [change]
