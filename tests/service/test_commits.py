"""The history as it is read and searched, links of several items in one step, and one commit looked at."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history.building import Repo
from tests.screens.commits import Commits
from tests.screens.support import NOW, opened
from tracker.domain.commit_line import CommitLine
from tracker.domain.commit_links import Links, ids_of, links_of
from tracker.domain.commit_search import wanted_of
from tracker.domain.patch import PatchLine
from tracker.domain.state import Role
from tracker.errors import HistoryError, RefusedError, UsageError
from tracker.service.commits.linking import link_all, unlink_all
from tracker.service.commits.log import CommitLog, CommitSearch, commit_log, recent_commits
from tracker.service.commits.view import commit_patch, commit_view, touched_items
from tracker.service.undo import undo


@pytest.fixture
def commits(tmp_path: Path) -> Commits:
    """The repository behind the plan of `support`."""
    return Commits(tmp_path / "repo")


def shas(log: CommitLog) -> list[str]:
    return [CommitLine(line).sha for line in log.lines]


def found(log: CommitLog, text: str, links: Links | None = None) -> list[str]:
    search = CommitSearch(log, wanted_of(text), links or {})
    search.go_on()
    for _ in log.rest():
        search.go_on()
    search.go_on()
    assert search.done
    return [CommitLine(line).sha for line in search.found]


def test_the_beginning_is_read_at_once_and_the_rest_when_asked_for(
    commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.service.commits.log.FIRST", 3)
    monkeypatch.setattr("tracker.history.log.PORTION", 2)
    log = CommitLog(commits.repo.path)
    log.begin()
    assert (shas(log), log.ended) == ([commits.hostile, commits.branch, commits.silent], False)
    assert list(log.rest()) == [5, 7, 9]
    assert (shas(log)[-1], len(shas(log)), log.ended) == (commits.begin, 9, True)
    lines = log.lines
    log.begin()
    assert (list(log.rest()), log.lines) == ([], lines)
    assert log.lines is lines


def test_a_new_commit_is_there_the_next_time_and_nothing_is_read_twice(commits: Commits) -> None:
    log = CommitLog(commits.repo.path)
    log.begin()
    new = commits.repo.commit("New")
    lines = log.lines
    log.begin()
    assert (shas(log)[0], len(log.lines)) == (new, 10)
    assert len(lines) == 9
    lines = log.lines
    log.begin()
    assert log.lines is lines


def test_words_ids_and_shas_are_found_in_any_order(commits: Commits) -> None:
    log = CommitLog(commits.repo.path)
    log.begin()
    links = links_of(commits.session().board)
    assert found(log, "out passwords") == [commits.rotate]
    assert found(log, "sec-1", links) == [commits.rotate]
    assert found(log, "item:DB-1 limit", links) == [commits.limit]
    assert found(log, commits.tls[:7]) == [commits.tls]
    assert found(log, "item:SEC-9", links) == []


def test_commits_of_an_item_that_left_the_history_are_among_its_commits(commits: Commits) -> None:
    commits.session()
    commits.repo.git("branch", "-D", "sockets")
    session = commits.session()
    links = links_of(session.board)
    log = CommitLog(commits.repo.path)
    log.begin()
    assert links[commits.branch][0].link.undone_by == "vanished"
    assert found(log, "item:SEC-2", links) == [commits.branch]
    assert found(log, "item:SEC-2 passwords", links) == []
    assert found(log, "validate", links) == []
    assert found(log, "item:SEC-1", links) == [commits.rotate]


def test_less_strictly_where_nothing_is_exactly_so(commits: Commits) -> None:
    log = CommitLog(commits.repo.path)
    log.begin()
    assert found(log, "psswrds tk") == [commits.rotate]
    search = CommitSearch(log, wanted_of("vault"), {})
    search.go_on()
    assert ([CommitLine(line).sha for line in search.found], search.in_messages) == ([commits.rotate], True)
    assert found(log, "nothing-at-all") == []


def test_a_search_that_nobody_waits_for_ends(commits: Commits) -> None:
    log = CommitLog(commits.repo.path)
    log.begin()
    search = CommitSearch(log, wanted_of("the"), {})
    search.go_on(lambda: True)
    assert (search.found, search.done) == ([], False)


def test_the_form_gets_its_commits_from_the_same_search(commits: Commits, tmp_path: Path) -> None:
    tracker = commits.session().tracker
    assert [commit.sha for commit in recent_commits(tracker, limit=2)] == [commits.hostile, commits.branch]
    assert [commit.sha for commit in recent_commits(tracker, ["vault"])] == [commits.rotate]
    assert recent_commits(tracker, ["xyzzy"]) == ()
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(HistoryError, match="no git repository"):
        commit_log(opened(tmp_path / "elsewhere"))


def test_several_items_are_linked_in_one_step_or_not_at_all(commits: Commits) -> None:
    tracker = commits.session().tracker

    def linked() -> tuple[str, ...]:
        return ids_of(links_of(tracker.board(NOW)).get(commits.silent, ()))

    link_all(tracker, ["SEC-2", "DB-2"], commits.silent, role=Role.REFS, actor="sam", now=NOW)
    assert linked() == ("SEC-2", "DB-2")
    with pytest.raises(RefusedError, match="linked to DB-2 already"):
        link_all(tracker, ["SEC-3", "DB-2"], commits.silent, role=Role.REFS, actor="sam", now=NOW)
    with pytest.raises(UsageError):
        unlink_all(tracker, ["SEC-2", "NOPE"], commits.silent, actor="sam", now=NOW)
    assert linked() == ("SEC-2", "DB-2")
    unlink_all(tracker, ["SEC-2", "DB-2"], commits.silent[:8], actor="sam", now=NOW)
    assert linked() == ()
    undo(tracker, 1, actor="sam", now=NOW)
    assert linked() == ("SEC-2", "DB-2")
    undo(tracker, 2, actor="sam", now=NOW)
    assert linked() == ()


def test_a_commit_is_told_with_where_it_is(commits: Commits) -> None:
    tracker = commits.session().tracker
    view = commit_view(tracker, commits.rotate)
    assert (view.commit.subject, view.on_mainline) == ("Take the passwords out", True)
    assert commit_view(tracker, commits.branch).where == "sockets"
    commits.repo.git("branch", "-D", "sockets")
    assert commit_view(tracker, commits.branch).where == ""
    with pytest.raises(HistoryError):
        commit_view(tracker, "f" * 40)


def test_a_patch_knows_the_lines_of_findings(commits: Commits) -> None:
    session = commits.session()
    view = commit_view(session.tracker, commits.rotate)
    shown = commit_patch(session.tracker, session.board, view.commit, ["SEC-1"])
    (file,) = shown.patch.files
    assert (file.new, shown.items[".env"]) == (".env", ("SEC-1",))
    on_finding = [line.text for line in file.lines if shown.findings.items_at(file, line)]
    assert on_finding == [line.text for line in file.lines[1:]]
    outside = PatchLine(" ", 45, 45, "KEY_45=hunter45")
    assert shown.findings.items_at(file, outside) == ()


def test_a_commit_that_touches_nothing_named_says_what_it_touches(commits: Commits) -> None:
    session = commits.session()
    view = commit_view(session.tracker, commits.branch)
    shown = commit_patch(session.tracker, session.board, view.commit, [])
    assert (shown.patch.files, shown.patch.others) == ((), ("src/socket.ts",))


def test_items_are_touched_by_what_came_after_the_review(commits: Commits) -> None:
    session = commits.session()
    asked = [commits.begin, commits.config, commits.rotate, commits.silent, commits.tls, commits.limit]
    expected = dict.fromkeys([commits.rotate, commits.silent, commits.limit], ("SEC-1",))
    assert touched_items(session.tracker, session.board, asked) == expected
    assert touched_items(session.tracker, session.board, []) == {}


def test_without_a_baseline_every_commit_counts(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    sha = repo.commit("Begin", file=".env")
    plan = 'schema = 1\n[plan]\nid = "p"\ntitle = "P"\n[item.SEC-1]\ntitle = "T"\nfiles = [".env:1"]\n'
    tracker = opened(tmp_path, plan)
    board = tracker.board(datetime(2026, 3, 2, tzinfo=UTC))
    assert touched_items(tracker, board, [sha]) == {sha: ("SEC-1",)}
    shown = commit_patch(tracker, board, commit_view(tracker, sha).commit, [])
    assert [shown.findings.items_at(shown.patch.files[0], line) for line in shown.patch.files[0].lines] == [
        (),
        (),
    ]
