"""The lines of a finding at the review and now, in repositories of every kind that lacks something."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history.building import Repo
from tracker.domain.drift import Fate
from tracker.domain.fileref import parse_fileref
from tracker.domain.versions import ThenAndNow
from tracker.service.commits.then_and_now import fate_text, then_and_now
from tracker.service.tracker import open_tracker
from tracker.service.workspace import find_workspace

TEXT = "".join(f"line {number}\n" for number in range(1, 11))
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    found = Repo(tmp_path / "repo")
    found.commit("one", file="src/a.py", text=TEXT)
    return found


def look(folder: Path, reference: str, *, baseline: str = "", reviewed: str = "2023-11-14") -> ThenAndNow:
    """Look at a reference of a plan that lies in the folder."""
    named = f'baseline = "{baseline}"\n' if baseline else ""
    plan = (
        f'schema = 1\n[plan]\nid = "x"\ntitle = "X"\nreviewed = {reviewed}\n{named}[item.A-1]\ntitle = "A"\n'
    )
    (folder / "plan.toml").write_text(plan)
    return then_and_now(open_tracker(find_workspace(folder, env={})), parse_fileref(reference))


def test_what_nobody_touched_is_as_it_was(repo: Repo) -> None:
    found = look(repo.path, "src/a.py:2-3", baseline=repo.head())
    assert found.then.lines == found.now.lines == tuple(TEXT.splitlines())
    assert found.then.title == f"at the review · {repo.head()[:7]}"
    assert found.now.title == "now · as checked out"
    assert fate_text(found) == "as they were at the review"
    assert fate_text(look(repo.path, "src/a.py", baseline=repo.head())) == "as it was at the review"


def test_lines_that_moved_are_where_they_are_now_even_before_they_are_committed(repo: Repo) -> None:
    base = repo.head()
    (repo.path / "src/a.py").write_text("new\n" + TEXT)
    found = look(repo.path, "src/a.py:2-3", baseline=base)
    assert found.now.lines[0] == "new"
    assert fate_text(found) == "moved to src/a.py:3-4"


def test_a_renamed_file_is_followed_and_a_change_in_it_is_told(repo: Repo) -> None:
    base = repo.head()
    repo.git("mv", "src/a.py", "src/b.py")
    repo.commit("two", file="src/b.py", text=TEXT.replace("line 3", "line three"))
    found = look(repo.path, "src/a.py:2-3", baseline=base)
    assert (found.then.path, found.now.path) == ("src/a.py", "src/b.py")
    assert fate_text(found) == f"changed since {base[:7]}, now src/b.py:2-3"
    assert fate_text(look(repo.path, "src/a.py:7", baseline=base)) == "moved to src/b.py:7"


def test_lines_and_files_that_are_gone_say_so(repo: Repo) -> None:
    base = repo.head()
    (repo.path / "src/a.py").write_text(TEXT.replace("line 2\nline 3\n", ""))
    assert fate_text(look(repo.path, "src/a.py:2-3", baseline=base)) == f"gone since {base[:7]}"
    repo.git("rm", "-qf", "src/a.py")
    repo.git("commit", "-qm", "two", **repo.dates())
    found = look(repo.path, "src/a.py:2-3", baseline=base)
    assert found.drift is not None
    assert found.drift.fate is Fate.GONE
    assert found.then.lines
    assert found.now.problem == "there is no file src/a.py now"


def test_without_a_baseline_the_last_commit_of_the_day_is_taken(repo: Repo) -> None:
    first = repo.head()
    found = look(repo.path, "src/a.py:2")
    assert found.then.title == f"at the review · {first[:7]}, the last commit of its day"
    found = look(repo.path, "src/a.py:2", baseline="no-such-tag")
    assert found.then.title == f"at the review · {first[:7]}, for no-such-tag is not here"


def test_where_nothing_tells_the_commit_of_the_review_only_now_is_shown(repo: Repo) -> None:
    found = look(repo.path, "src/a.py:2", reviewed="2001-01-01")
    assert found.then.problem.startswith("nothing tells which commit the review looked at")
    assert found.now.lines
    assert fate_text(found) == ""
    named = look(repo.path, "src/a.py:2", reviewed="2001-01-01", baseline="abcdef1")
    assert named.then.problem == "the commit abcdef1, which the review looked at, is not here"


def test_a_shallow_clone_says_how_to_get_the_rest(repo: Repo, tmp_path: Path) -> None:
    base = repo.head()
    repo.commit("two", file="src/a.py", text="other\n")
    shallow = tmp_path / "shallow"
    repo.git("clone", "-q", "--depth=1", f"file://{repo.path}", str(shallow))
    found = look(shallow, "src/a.py:2", baseline=base[:10], reviewed="2001-01-01")
    assert "the clone is shallow: git fetch --unshallow brings it" in found.then.problem
    assert found.now.lines == ("other",)


def test_outside_of_a_repository_the_file_is_shown_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x\n")
    found = look(tmp_path, "a.py:1")
    assert found.then.problem == "there is no git repository here"
    assert found.now.lines == ("x",)


def test_a_file_that_came_after_the_review_was_not_there(repo: Repo) -> None:
    base = repo.head()
    repo.commit("two", file="late.py", text="x\n")
    found = look(repo.path, "late.py:1", baseline=base)
    assert found.then.problem == f"there is no file late.py in {base[:7]}"
    assert found.now.lines == ("x",)
