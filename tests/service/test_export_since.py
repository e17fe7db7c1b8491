"""The moment that is meant by a day, an age or a commit, and what moved since."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN
from tracker.domain.changes import Direction
from tracker.domain.event import Draft, EventKind
from tracker.domain.query import parse_query
from tracker.domain.state import Status
from tracker.errors import HistoryError, UsageError
from tracker.service.reports.changes import changes_since
from tracker.service.reports.changes_since import moment_named
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.undo import undo
from tracker.service.workspace import find_workspace

NOW = datetime(2026, 3, 10, 12, tzinfo=timezone(timedelta(hours=2)))
AGO = timedelta(days=3)


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> Tracker:
    """The plan in a repository with two commits, of 1 and 5 March."""
    git(root, "init", "-q", "-b", "main")
    for day in (1, 5):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-03-0{day}T08:00:00+00:00")
        git(root, "commit", "-q", "--allow-empty", "-m", f"Day {day}")
    git(root, "tag", "v1", "HEAD~1")
    git(root, "tag", "7d")
    return open_tracker(find_workspace(root, env={}))


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("2026-03-01", "2026-03-01T00:00:00+02:00", "2026-03-01"),
        ("2026-03-01T08:30:00Z", "2026-03-01T10:30:00+02:00", "2026-03-01 10:30"),
        ("2026-03-01 08:30", "2026-03-01T08:30:00+02:00", "2026-03-01 08:30"),
        ("yesterday", "2026-03-09T00:00:00+02:00", "yesterday"),
        (" Today ", "2026-03-10T00:00:00+02:00", "today"),
        ("7d", "2026-03-03T12:00:00+02:00", "7d ago"),
        ("12h", "2026-03-10T00:00:00+02:00", "12h ago"),
        ("v1", "2026-03-01T10:00:00+02:00", "v1, commit "),
        ("HEAD", "2026-03-05T10:00:00+02:00", "HEAD, commit "),
        ("refs/tags/7d", "2026-03-05T10:00:00+02:00", "refs/tags/7d, commit "),
    ],
)
def test_what_a_moment_can_be_called(repository: Tracker, text: str, at: str, words: str) -> None:
    found = moment_named(repository, text, NOW)
    assert found.at == datetime.fromisoformat(at)
    assert found.at.utcoffset() == NOW.utcoffset()
    assert found.words.startswith(words)


def test_a_commit_by_its_sha_is_said_once(repository: Tracker) -> None:
    sha = git(repository.workspace.root, "rev-parse", "v1")
    assert moment_named(repository, sha[:9], NOW).words == f"commit {sha[:7]}"


@pytest.mark.parametrize("text", ["", "soon", "99999y", "2026-02-30", "--output=x", "-n1", "a\0b", "v1 v1"])
def test_what_is_no_moment(repository: Tracker, text: str) -> None:
    with pytest.raises(UsageError, match="is no date, no age and no commit here"):
        moment_named(repository, text, NOW)
    assert not (repository.workspace.root / "x").exists()


def test_outside_of_a_repository_there_is_no_commit(tracker: Tracker) -> None:
    with pytest.raises(UsageError, match="no commit here"):
        moment_named(tracker, "HEAD", NOW)
    assert moment_named(tracker, "7d", NOW).at == NOW - timedelta(days=7)


@pytest.mark.parametrize("text", ["2026-03-11", "2026-03-10T12:00:01+02:00"])
def test_what_lies_ahead_is_refused(tracker: Tracker, text: str) -> None:
    with pytest.raises(UsageError, match="lies ahead"):
        moment_named(tracker, text, NOW)


def test_a_broken_repository_is_an_error_of_its_own(repository: Tracker) -> None:
    (repository.workspace.root / ".git" / "HEAD").write_text("nonsense")
    with pytest.raises(HistoryError):
        moment_named(repository, "v1", NOW)


def act(tracker: Tracker, item: str, kind: EventKind, at: datetime, **payload: object) -> None:
    tracker.act(lambda board: [Draft(kind, item, payload)], actor="ada", now=at)


def since(tracker: Tracker, text: str = "7d", query: str | None = None) -> list[tuple[str, Direction]]:
    board = tracker.board(NOW)
    only = parse_query(query, board) if query is not None else None
    found = changes_since(tracker, board, None, text, only)
    return [(move.card.id, move.direction) for move in found.moves]


def test_the_journal_is_folded_up_to_the_moment(tracker: Tracker) -> None:
    act(tracker, "POOL", EventKind.START, NOW - timedelta(days=9))
    act(tracker, "DOCS", EventKind.RESOLVE, NOW - AGO)
    assert since(tracker) == [("DOCS", Direction.RESOLVED)]
    assert since(tracker, "10d") == [("DOCS", Direction.RESOLVED), ("POOL", Direction.STARTED)]
    assert since(tracker, "1d") == []


def test_what_was_undone_does_not_show(tracker: Tracker) -> None:
    act(tracker, "DOCS", EventKind.RESOLVE, NOW - AGO)
    undo(tracker, 1, actor="ada", now=NOW - timedelta(days=1))
    assert since(tracker) == []


def test_what_was_undone_does_not_count_for_then_either(tracker: Tracker) -> None:
    act(tracker, "DOCS", EventKind.RESOLVE, NOW - timedelta(days=9))
    undo(tracker, 1, actor="ada", now=NOW - AGO)
    assert since(tracker) == []


def test_a_query_chooses_by_how_items_stand_now(tracker: Tracker) -> None:
    act(tracker, "DOCS", EventKind.RESOLVE, NOW - AGO)
    act(tracker, "POOL", EventKind.START, NOW - AGO)
    assert since(tracker, query="is:closed") == [("DOCS", Direction.RESOLVED)]


def test_a_plan_nobody_worked_on_has_not_moved(tracker: Tracker) -> None:
    assert since(tracker) == []
    assert not tracker.workspace.database.exists()


def test_then_is_the_last_forecast_made_by_then(tracker: Tracker) -> None:
    from tracker.service.forecasts.forecasting import forecast_for

    act(tracker, "DOCS", EventKind.START, NOW - timedelta(days=20))
    for days in (9, 8, 2):
        moment = NOW - timedelta(days=days)
        forecast_for(tracker, tracker.board(moment), moment, simulations=10_000)
    board = tracker.board(NOW)

    def day(text: str) -> object:
        made = changes_since(tracker, board, None, text).before.forecast
        return getattr(made, "day", None)

    assert day("7d") == (NOW - timedelta(days=8)).date()
    assert day("2026-03-02") == (NOW - timedelta(days=9)).date()  # that of 2 March was made in its course
    assert day("19d") is None


def test_items_under_another_name_by_now(root: Path) -> None:
    tracker = open_tracker(find_workspace(root, env={}))
    act(tracker, "DOCS", EventKind.RESOLVE, NOW - AGO)
    renamed = PLAN.replace("[item.DOCS]", '[item.HANDBOOK]\nwas = ["DOCS"]')
    (root / "plan.toml").write_text(renamed, encoding="utf-8")
    again = open_tracker(find_workspace(root, env={}))
    assert since(again) == [("HANDBOOK", Direction.RESOLVED)]
    assert again.board(NOW.astimezone(UTC)).by_id["HANDBOOK"].status is Status.RESOLVED
