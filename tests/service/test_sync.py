"""Sync, end to end: a real repository and journal, what commits say and what that makes of the items."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.copies import copy_made
from tests.history.building import Repo
from tracker.domain.board import Card
from tracker.domain.event import Draft, EventKind
from tracker.domain.state import MAINLINE, Role, Status
from tracker.errors import HistoryError, RefusedError
from tracker.service.commits.linking import link, unlink
from tracker.service.commits.sync import sync
from tracker.service.commits.sync_report import SyncReport
from tracker.service.commits.up_to_date import if_up_to_date
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.undo import undo
from tracker.service.workspace import find_workspace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLAN = """\
schema = 1
[plan]
id = "shop"
title = "Shop"

[item.SEC-1]
title = "Rotate the keys"
severity = "critical"
files = ["keys.txt"]
checks = ["Database", "Redis"]

[item.SEC-2]
title = "Check the input"
severity = "high"
after = ["SEC-1"]
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a plan and one commit."""
    copy_made(_begun, tmp_path)
    return tmp_path


def _begun(root: Path) -> None:
    Repo(root)
    (root / "plan.toml").write_text(PLAN)
    commit(root, "Begin", keys="one")


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(root: Path, message: str, keys: str | None = None) -> str:
    if keys is not None:
        (root / "keys.txt").write_text(keys)
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD")


def opened(root: Path) -> Tracker:
    return open_tracker(find_workspace(root, env={}))


def synced(root: Path, mainline: str | None = None) -> SyncReport:
    return sync(opened(root), actor="Ada", now=NOW, mainline=mainline)


def card(root: Path, item: str) -> Card:
    return opened(root).board(NOW).by_id[item]


def test_a_trailer_on_the_mainline_resolves_with_the_commit_as_evidence(repository: Path) -> None:
    sha = commit(repository, "Rotate\n\nResolves: SEC-1\nTicks: SEC-1/1\nActual: SEC-1 3h")
    report = synced(repository)
    found = card(repository, "SEC-1")
    assert found.status is Status.RESOLVED
    assert [evidence.ref for evidence in found.state.evidence] == [sha]
    assert [check.done for check in found.checks] == [True, False]
    assert found.state.actual_hours == 3
    assert report.head == sha
    assert report.linked == 1
    assert report.moves == (f"● SEC-1  open → resolved  {sha[:7]} Rotate; ✓ database; worked 3h",)


def test_a_commit_without_ids_moves_nothing(repository: Path) -> None:
    commit(repository, "Fix UTF-8 and SHA-256, see SEC-10")
    assert synced(repository).moves == ()
    assert card(repository, "SEC-1").status is Status.OPEN


def test_syncing_twice_changes_nothing(repository: Path) -> None:
    commit(repository, "Fixes SEC-1")
    synced(repository)
    again = synced(repository)
    assert (again.scanned, again.events, again.moves) == (0, (), ())
    assert again.summary == "nothing new in the history"


def test_who_acts_is_only_asked_where_there_is_something_new(repository: Path) -> None:
    asked: list[str] = []

    def person() -> str:
        asked.append("Ada")
        return "Ada"

    commit(repository, "Fixes SEC-1")
    report = sync(opened(repository), actor=person, now=NOW)
    assert {event.actor for event in report.events} == {"Ada"}
    sync(opened(repository), actor=person, now=NOW)
    assert asked == ["Ada"]


def test_a_branch_puts_in_review_until_it_is_merged(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "fix/keys")
    sha = commit(repository, "Fixes SEC-1")
    git(repository, "checkout", "-q", "main")
    synced(repository)
    assert card(repository, "SEC-1").status is Status.IN_REVIEW
    assert [link.where for link in card(repository, "SEC-1").state.commits] == ["fix/keys"]
    git(repository, "merge", "-q", "--no-ff", "-m", "Merge", "fix/keys")
    synced(repository)
    merged = card(repository, "SEC-1")
    assert merged.status is Status.RESOLVED
    assert [(link.sha, link.where) for link in merged.state.commits] == [(sha, MAINLINE)]


def test_a_revert_reopens_with_its_reason_and_its_revert_restores(repository: Path) -> None:
    sha = commit(repository, "Fixes SEC-1", keys="two")
    synced(repository)
    git(repository, "revert", "--no-edit", sha)
    synced(repository)
    assert card(repository, "SEC-1").status is Status.OPEN
    assert card(repository, "SEC-1").state.reason == f"reverted by {git(repository, 'rev-parse', 'HEAD')[:7]}"
    git(repository, "revert", "--no-edit", "HEAD")
    synced(repository)
    assert card(repository, "SEC-1").status is Status.RESOLVED


def test_what_was_undone_stays_undone(repository: Path) -> None:
    commit(repository, "Fixes SEC-1")
    synced(repository)
    undo(opened(repository), actor="Ada", now=NOW)
    assert card(repository, "SEC-1").status is Status.OPEN
    commit(repository, "Something else")
    synced(repository)
    assert card(repository, "SEC-1").status is Status.OPEN


def test_an_amended_commit_keeps_its_link(repository: Path) -> None:
    old = commit(repository, "Fixes SEC-1", keys="two")
    synced(repository)
    (repository / "keys.txt").write_text("three")
    git(repository, "commit", "-q", "-a", "--amend", "--no-edit")
    new = git(repository, "rev-parse", "HEAD")
    report = synced(repository)
    assert old != new
    assert report.rewritten
    assert report.vanished == ()
    assert [link.sha for link in card(repository, "SEC-1").state.commits] == [new]
    assert card(repository, "SEC-1").status is Status.RESOLVED


def test_a_dropped_commit_is_reported_and_taken_back(repository: Path) -> None:
    sha = commit(repository, "Fixes SEC-1")
    synced(repository)
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    report = synced(repository)
    assert report.vanished == (sha,)
    assert card(repository, "SEC-1").status is Status.OPEN


def test_evidence_goes_stale_when_a_named_file_changes(repository: Path) -> None:
    commit(repository, "Fixes SEC-1", keys="two")
    synced(repository)
    assert not card(repository, "SEC-1").has_stale
    later = commit(repository, "Unrelated work", keys="three")
    synced(repository)
    stale = card(repository, "SEC-1")
    taken_at = stale.state.commits[0].sha[:7]
    assert list(stale.stale.values()) == [f"keys.txt changed in {later[:7]} after {taken_at}"]


def test_evidence_stays_fresh_when_other_files_or_its_own_commits_change(repository: Path) -> None:
    commit(repository, "Fixes SEC-1", keys="two")
    (repository / "other.txt").write_text("x")
    commit(repository, "Other work")
    commit(repository, "More of it\n\nRefs: SEC-1", keys="three")
    synced(repository)
    assert not card(repository, "SEC-1").has_stale


def test_evidence_recorded_by_hand_for_an_old_commit_is_looked_at_too(repository: Path) -> None:
    from tracker.service.evidence.offered import evidence_draft

    commit(repository, "Work on it", keys="two")
    tracker = opened(repository)
    synced(repository)
    tracker.act(
        lambda board: [evidence_draft(tracker, board.by_id["SEC-1"], "commit", "HEAD~1")],
        actor="Ada",
        now=NOW,
    )
    synced(repository)
    assert card(repository, "SEC-1").has_stale


def test_an_unknown_check_is_a_warning_that_names_the_known_ones(repository: Path) -> None:
    sha = commit(repository, "Fixes SEC-1\n\nTicks: SEC-1/redsi")
    (warning,) = synced(repository).warnings
    assert warning == f"{sha[:7]} Ticks: SEC-1 has no check redsi (did you mean redis?)"


def test_a_hand_made_link_resolves_and_no_sync_repeats_it(repository: Path) -> None:
    link(opened(repository), "sec-1", "HEAD", role=Role.RESOLVES, actor="Ada", now=NOW)
    assert card(repository, "SEC-1").status is Status.RESOLVED
    assert synced(repository).moves == ()
    with pytest.raises(RefusedError, match="linked to SEC-1 already"):
        link(opened(repository), "SEC-1", "main", role=Role.RESOLVES, actor="Ada", now=NOW)


def test_an_unlinked_commit_moves_nothing_any_more(repository: Path) -> None:
    sha = commit(repository, "Fixes SEC-1")
    synced(repository)
    unlink(opened(repository), "SEC-1", sha[:8], actor="Ada", now=NOW)
    assert card(repository, "SEC-1").status is Status.OPEN
    commit(repository, "More")
    synced(repository)
    assert card(repository, "SEC-1").state.commits == ()


def test_an_unlinked_commit_has_to_be_there(repository: Path) -> None:
    with pytest.raises(RefusedError, match="SEC-1 has no commit abc"):
        unlink(opened(repository), "SEC-1", "abc", actor="Ada", now=NOW)


def test_closing_what_an_item_waits_for_unblocks_it(repository: Path) -> None:
    assert card(repository, "SEC-2").blocked_by == ("SEC-1",)
    commit(repository, "Fixes SEC-1")
    synced(repository)
    assert not card(repository, "SEC-2").blocked


def test_without_a_repository_sync_says_so(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    with pytest.raises(HistoryError, match="no git repository"):
        synced(tmp_path)


def test_an_empty_repository_has_nothing_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "plan.toml").write_text(PLAN)
    assert synced(tmp_path).moves == ()


def test_dates_of_commits_are_kept(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    when = NOW - timedelta(days=20)
    monkeypatch.setenv("GIT_AUTHOR_DATE", when.isoformat())
    commit(repository, "Fixes SEC-1")
    synced(repository)
    assert card(repository, "SEC-1").state.resolved_at == when


def test_a_mainline_that_was_named_stays_until_another_is(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "release")
    commit(repository, "Fixes SEC-1")
    synced(repository)
    assert card(repository, "SEC-1").status is Status.IN_REVIEW
    synced(repository, "release")
    assert card(repository, "SEC-1").status is Status.RESOLVED
    commit(repository, "More")
    synced(repository)
    assert card(repository, "SEC-1").status is Status.RESOLVED
    synced(repository, "auto")
    assert card(repository, "SEC-1").status is Status.IN_REVIEW


def test_a_mainline_that_is_not_there_is_refused_and_not_remembered(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "plan.toml").write_text(PLAN)
    with pytest.raises(
        HistoryError, match=r"no branch 'mian' to be the mainline \(did you mean main\?\)"
    ) as error:
        synced(tmp_path, "mian")
    assert "--mainline auto" in str(error.value.hint)
    commit(tmp_path, "Fixes SEC-1")
    synced(tmp_path)
    assert card(tmp_path, "SEC-1").status is Status.RESOLVED


def test_before_the_first_commit_the_branch_that_is_checked_out_may_be_the_mainline(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "trunk")
    (tmp_path / "plan.toml").write_text(PLAN)
    synced(tmp_path, "trunk")
    commit(tmp_path, "Begin")
    git(tmp_path, "checkout", "-q", "-b", "main")
    commit(tmp_path, "Fixes SEC-1")
    synced(tmp_path)
    assert card(tmp_path, "SEC-1").status is Status.IN_REVIEW


def test_items_in_review_follow_the_mainline_both_ways(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "release")
    commit(repository, "Fixes SEC-1")
    git(repository, "checkout", "-q", "main")
    commit(repository, "Fixes SEC-2")
    for _ in range(2):
        synced(repository, "release")
        assert [card(repository, item).status for item in ("SEC-1", "SEC-2")] == [
            Status.RESOLVED,
            Status.IN_REVIEW,
        ]
        assert synced(repository, "release").events == ()
        synced(repository, "auto")
        assert [card(repository, item).status for item in ("SEC-1", "SEC-2")] == [
            Status.IN_REVIEW,
            Status.RESOLVED,
        ]
        assert synced(repository, "auto").events == ()


def test_a_fix_that_left_the_mainline_holds_nothing_up_once_the_other_one_is_reverted(
    repository: Path,
) -> None:
    git(repository, "checkout", "-q", "-b", "release")
    commit(repository, "Fixes SEC-1", keys="two")
    synced(repository, "release")
    git(repository, "checkout", "-q", "main")
    other = commit(repository, "Fixes SEC-1 as well", keys="three")
    synced(repository, "auto")
    assert card(repository, "SEC-1").status is Status.RESOLVED
    assert synced(repository).events == ()
    git(repository, "revert", "--no-edit", other)
    synced(repository)
    assert card(repository, "SEC-1").status is Status.IN_REVIEW


def test_a_verified_item_stays_verified_while_any_fix_is_on_the_mainline(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "release")
    commit(repository, "Fixes SEC-1")
    git(repository, "checkout", "-q", "main")
    commit(repository, "Fixes SEC-1 as well\n\nVerified-by: SEC-1 Grace")
    synced(repository)
    synced(repository, "release")
    assert card(repository, "SEC-1").status is Status.VERIFIED
    synced(repository, "auto")
    assert card(repository, "SEC-1").status is Status.VERIFIED


def test_a_branch_is_listed_when_it_comes_and_when_it_goes(repository: Path) -> None:
    synced(repository)
    git(repository, "branch", "fix/SEC-1-rotate")
    report = synced(repository)
    assert report.moves == ("◐ SEC-1  open → in progress  branch fix/SEC-1-rotate",)
    assert (report.linked, report.vanished) == (0, ())
    assert card(repository, "SEC-1").state.branches == ("fix/SEC-1-rotate",)
    assert synced(repository).events == ()
    git(repository, "branch", "-D", "fix/SEC-1-rotate")
    assert synced(repository).moves == ("○ SEC-1  in progress → open  branch fix/SEC-1-rotate is gone",)
    assert card(repository, "SEC-1").state.branches == ()


def test_a_branch_about_nothing_of_the_plan_is_not_listed(repository: Path) -> None:
    synced(repository)
    git(repository, "branch", "feature/utf-8")
    assert synced(repository).events == ()


def test_an_item_renamed_keeps_its_history_and_what_was_undone_stays_so(repository: Path) -> None:
    commit(repository, "Fixes SEC-1\n\nActual: SEC-1 2h")
    commit(repository, "Fixes SEC-2")
    git(repository, "branch", "fix/SEC-2")
    synced(repository)
    undo(opened(repository), actor="Ada", now=NOW)
    commit(repository, "Fixes SEC-1 again")
    synced(repository)
    plan = PLAN.replace("item.SEC-", "item.KEY-").replace('["SEC-1"]', '["KEY-1"]')
    plan = plan.replace('severity = "critical"', 'severity = "critical"\nwas = ["SEC-1"]')
    (repository / "plan.toml").write_text(
        plan.replace('severity = "high"', 'severity = "high"\nwas = ["SEC-2"]')
    )
    assert synced(repository).events == ()
    assert [card(repository, item).status for item in ("KEY-1", "KEY-2")] == [Status.RESOLVED, Status.OPEN]
    assert card(repository, "KEY-1").state.actual_hours is None


def test_days_in_messages_are_the_teams(repository: Path) -> None:
    plan = (repository / "plan.toml").read_text()
    (repository / "plan.toml").write_text(f"{plan}\n[team]\nengineers = 1\nhours_per_day = 8\n")
    commit(repository, "Work\n\nActual: SEC-1 1d")
    assert synced(repository).moves[0].endswith("worked 8h")


def test_it_is_told_without_the_plan_that_nothing_is_new(repository: Path) -> None:
    workspace = find_workspace(repository, env={})
    assert if_up_to_date(workspace) is None
    commit(repository, "Fixes SEC-1")
    report = synced(repository)
    found = if_up_to_date(workspace)
    assert found is not None
    assert (found.summary, found.head) == ("nothing new in the history", report.head)


def _commit(root: Path) -> None:
    commit(root, "More")


def _branch(root: Path) -> None:
    git(root, "branch", "topic")


def _edit(root: Path) -> None:
    (root / "plan.toml").write_text((root / "plan.toml").read_text() + "# a remark\n")


def _note(root: Path) -> None:
    opened(root).act(lambda board: [Draft(EventKind.NOTE, "SEC-1", {"text": "hm"})], actor="Ada", now=NOW)


def _other_rules(root: Path) -> None:
    _change_mark(root, lambda mark: {**mark, "plan": f"{mark['plan'].split()[0]} 0 0"})


def _damage(root: Path) -> None:
    _change_mark(root, lambda mark: {"scan": mark["scan"]})


def _change_mark(root: Path, change: Callable[[dict[str, Any]], object]) -> None:
    with closing(sqlite3.connect(root / ".tracker" / "tracker.db")) as connection, connection:
        (text,) = connection.execute("SELECT scan FROM scan").fetchone()
        connection.execute("UPDATE scan SET scan = ?", (json.dumps(change(json.loads(text))),))


@pytest.mark.parametrize("change", [_commit, _branch, _edit, _note, _other_rules, _damage])
def test_whatever_may_be_new_is_left_to_a_real_sync(repository: Path, change: Callable[[Path], None]) -> None:
    commit(repository, "Fixes SEC-1")
    synced(repository)
    workspace = find_workspace(repository, env={})
    assert if_up_to_date(workspace) is not None
    change(repository)
    assert if_up_to_date(workspace) is None
