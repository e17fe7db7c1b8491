"""What left evidence behind: a later change of the very lines, and the commit that made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.history.building import Repo
from tracker.domain.fileref import parse_fileref
from tracker.history.outdated import outdated
from tracker.history.repository import Repository

FILE = "src/a.ts"
LINES = [f"line {number}" for number in range(1, 31)]


def text_with(**lines: str) -> str:
    """The file with some lines replaced, by `lineN`; an empty one is deleted."""
    new = [lines.get(f"line{number}", old) for number, old in enumerate(LINES, start=1)]
    return "".join(f"{line}\n" for line in new if line)


@pytest.fixture
def base(repo: Repo) -> str:
    """The commit the review looked at."""
    return repo.commit("Start", file=FILE, text=text_with())


def blamed(repo: Repo, baseline: str | None, since: str, *files: str) -> dict[str, str]:
    found = outdated(repo.path, baseline, {since: [parse_fileref(file) for file in files]})
    assert {sha for sha, _ in found} <= {since}
    return {str(file): by for (_, file), by in found.items()}


def test_a_change_of_the_lines_names_its_commit_and_one_elsewhere_does_nothing(repo: Repo, base: str) -> None:
    taken = repo.commit("Fix", file=FILE, text=text_with(line10="FIX"))
    by = repo.commit("Change the lines", file=FILE, text=text_with(line10="WORSE"))
    later = repo.commit("Elsewhere", file=FILE, text="top\n" + text_with(line10="WORSE", line25="X"))
    assert blamed(
        repo, base, taken, f"{FILE}:8-12", f"{FILE}:2-4", f"{FILE}:25", FILE, "src", "other.ts"
    ) == {
        f"{FILE}:8-12": by,
        f"{FILE}:25": later,
        FILE: later,
        "src": later,
    }
    assert blamed(repo, base, later, f"{FILE}:8-12", FILE) == {}


def test_lines_are_carried_from_the_review_to_the_evidence(repo: Repo, base: str) -> None:
    taken = repo.commit("Grow", file=FILE, text="new\n" * 20 + text_with())
    repo.commit("What stood there then", file=FILE, text="new\n" * 5 + "old\n" + "new\n" * 14 + text_with())
    assert blamed(repo, base, taken, f"{FILE}:5-7") == {}
    by = repo.commit("What is meant", file=FILE, text="new\n" * 20 + text_with(line6="X"))
    assert blamed(repo, base, taken, f"{FILE}:5-7") == {f"{FILE}:5-7": by}


def test_a_rename_is_no_change_and_an_edit_after_it_is(repo: Repo, base: str) -> None:
    repo.git("mv", FILE, "src/b.ts")
    repo.git("commit", "-q", "-m", "Rename", **repo.dates())
    asked = (f"{FILE}:8-12", f"{FILE}:20", FILE)
    assert blamed(repo, base, base, *asked) == {}
    by = repo.commit("Edit", file="src/b.ts", text=text_with(line9="X"))
    assert blamed(repo, base, base, *asked) == {f"{FILE}:8-12": by, FILE: by}


def test_evidence_taken_after_a_rename(repo: Repo, base: str) -> None:
    repo.git("mv", FILE, "src/b.ts")
    repo.git("commit", "-q", "-m", "Rename", **repo.dates())
    taken = repo.head()
    repo.commit("Edit", file="src/b.ts", text=text_with(line20="X"))
    by = repo.head()
    assert blamed(repo, base, taken, f"{FILE}:8-12", f"{FILE}:20", FILE) == {f"{FILE}:20": by, FILE: by}


def test_a_file_that_is_gone(repo: Repo, base: str) -> None:
    repo.git("rm", "-q", FILE)
    by = repo.commit("Remove", file="other.ts")
    assert blamed(repo, base, base, f"{FILE}:8-12", FILE) == {f"{FILE}:8-12": by, FILE: by}


def test_deleted_lines_name_the_commit_that_deleted_them(repo: Repo, base: str) -> None:
    by = repo.commit("Delete", file=FILE, text=text_with(line9="", line10=""))
    repo.commit("Elsewhere", file=FILE, text=text_with(line9="", line10="", line20="X"))
    assert blamed(repo, base, base, f"{FILE}:9-10", f"{FILE}:8-12", f"{FILE}:12") == {
        f"{FILE}:9-10": by,
        f"{FILE}:8-12": by,
    }


def test_where_lines_cannot_be_followed_the_whole_file_counts(repo: Repo, base: str) -> None:
    repo.commit("New", file="new.ts", text=text_with())
    taken = repo.commit("Delete", file=FILE, text=text_with(line9="", line10=""))
    repo.commit("Elsewhere in one", file=FILE, text=text_with(line9="", line10="", line20="X"))
    edit = repo.head()
    by = repo.commit("Elsewhere in the other", file="new.ts", text=text_with(line20="X"))
    deleted_before = f"{FILE}:9-10"
    assert blamed(repo, base, taken, "new.ts:2", deleted_before, f"{FILE}:2") == {
        "new.ts:2": by,
        deleted_before: edit,
    }
    for unknown in (None, "f" * 40, "HEAD", ""):
        assert blamed(repo, unknown, taken, f"{FILE}:2") == {f"{FILE}:2": edit}


def test_a_file_that_came_after_the_evidence(repo: Repo, base: str) -> None:
    by = repo.commit("New", file="new.ts", text=text_with())
    assert blamed(repo, base, base, "new.ts:2", "new.ts") == {"new.ts:2": by, "new.ts": by}


def test_changed_and_changed_back_outdates_nothing(repo: Repo, base: str) -> None:
    repo.commit("Change", file=FILE, text=text_with(line9="X"))
    repo.commit("Change back", file=FILE, text=text_with())
    assert blamed(repo, base, base, f"{FILE}:8-12", FILE) == {}


def test_the_newest_of_many_commits_that_changed_the_lines(repo: Repo, base: str) -> None:
    repo.commit("First", file=FILE, text=text_with(line9="X"))
    by = repo.commit("Second", file=FILE, text=text_with(line9="Y"))
    for number in range(8):
        repo.commit("Elsewhere", file=FILE, text="top\n" * number + text_with(line9="Y", line20=f"{number}"))
    assert blamed(repo, base, base, f"{FILE}:8-12") == {f"{FILE}:8-12": by}


def test_after_very_many_commits_the_newest_one_of_the_file_is_named(repo: Repo, base: str) -> None:
    repo.commit("The one", file=FILE, text=text_with(line9="X"))
    for number in range(26):
        repo.commit("Elsewhere", file=FILE, text=text_with(line9="X", line20=f"{number}"))
    assert blamed(repo, base, base, f"{FILE}:8-12", f"{FILE}:2") == {f"{FILE}:8-12": repo.head()}


def test_a_branch_that_forked_before_the_evidence(repo: Repo, base: str) -> None:
    repo.switch("topic", new=True)
    by = repo.commit("On the branch", file=FILE, text=text_with(line9="X"))
    repo.switch("main")
    taken = repo.commit("Evidence", file=FILE, text="top\n" * 3 + text_with())
    assert blamed(repo, base, taken, f"{FILE}:8-10", f"{FILE}:2") == {}
    repo.merge("topic")
    assert blamed(repo, base, taken, f"{FILE}:8-10", f"{FILE}:2") == {f"{FILE}:8-10": by}


def test_evidence_of_a_branch_that_head_does_not_hold(repo: Repo, base: str) -> None:
    repo.switch("topic", new=True)
    taken = repo.commit("Fix on the branch", file=FILE, text=text_with(line9="FIX"))
    repo.switch("main")
    assert blamed(repo, base, taken, f"{FILE}:8-10", FILE) == {}
    repo.commit("Elsewhere", file=FILE, text=text_with(line25="X"))
    assert blamed(repo, base, taken, f"{FILE}:8-10") == {}
    by = repo.commit("Same place", file=FILE, text=text_with(line10="X", line25="X"))
    assert blamed(repo, base, taken, f"{FILE}:8-10") == {f"{FILE}:8-10": by}


def test_a_change_made_in_a_merge(repo: Repo, base: str) -> None:
    repo.switch("topic", new=True)
    repo.commit("On a branch", file="b.txt")
    repo.switch("main")
    repo.commit("Beside it", file="c.txt")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "topic")
    by = repo.commit("Merge with a change", file=FILE, text=text_with(line9="X"))
    assert blamed(repo, base, base, f"{FILE}:8-10", f"{FILE}:2") == {f"{FILE}:8-10": by}


def test_folders_and_globs(repo: Repo, base: str) -> None:
    by = repo.commit("Edit", file="src/deep/b.ts")
    assert blamed(repo, base, base, "src", "src/*.ts", "lib/*.ts", "src/*.py") == {"src": by, "src/*.ts": by}


def test_commits_that_git_no_longer_has_are_passed_over(repo: Repo, base: str) -> None:
    by = repo.commit("Edit", file=FILE, text="new\n")
    asked = [parse_fileref(FILE)]
    found = outdated(repo.path, base, {"f" * 40: asked, "--output=pwn": asked, base: asked, "": asked})
    assert found == {(base, asked[0]): by}
    assert outdated(repo.path, base, {}) == {}


def test_an_empty_repository(repo: Repo) -> None:
    assert outdated(repo.path, None, {"f" * 40: [parse_fileref(FILE)]}) == {}


def test_processes_grow_with_the_commits_that_were_left_behind_alone(
    repo: Repo, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = base
    for line in range(1, 7):
        start = repo.commit("Edit", file=FILE, text=text_with(**{f"line{line}": "X"}))
    repo.commit("The last edit", file=FILE, text=text_with(line9="X", line20="X"))
    spawned: list[str] = []
    spawn: Callable[..., Any] = Repository._spawn

    def counting(self: Repository, *arguments: Any, **options: Any) -> Any:
        spawned.append(arguments[0][0])
        return spawn(self, *arguments, **options)

    monkeypatch.setattr(Repository, "_spawn", counting)

    def processes(*lines: str) -> int:
        spawned.clear()
        assert len(blamed(repo, base, start, *(f"{FILE}:{some}" for some in lines))) == len(lines)
        return len(spawned)

    assert processes("9") == processes("8-9", "9", "9-10", "9-11", "8-12", "20")
    assert spawned.count("log") == 1
    spawned.clear()
    assert blamed(repo, base, start, f"{FILE}:12", f"{FILE}:13") == {}
    assert "log" not in spawned
