"""Suggestions, end to end: a real repository and journal, and the commits that name nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history.building import Repo
from tracker.domain.state import Role
from tracker.errors import HistoryError, UsageError
from tracker.service.commits.linking import link, unlink
from tracker.service.commits.suggesting import Suggested, suggest, suggest_document
from tracker.service.commits.sync import sync
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.undo import undo
from tracker.service.workspace import find_workspace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ITEMS = """
[item.POOL]
title = "Bound the connection pool"
files = ["src/db.ts:3-4"]
was = ["OLD-POOL"]
[item.TLS]
title = "Encrypt connections"
files = ["src/tls.ts"]
[item.DOCS]
title = "Describe the deployment"
status = "done"
"""
LINES = ["one", "two", "three", "four", "five", "six", "seven", "eight"]


def text(**changed: str) -> str:
    return "".join(f"{changed.get(line, line)}\n" for line in LINES)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository whose first commit is the one the review looked at."""
    made = Repo(tmp_path / "shop")
    write_plan(made, baseline=made.commit("Begin", file="src/db.ts", text=text()))
    return made


def write_plan(repo: Repo, *, baseline: str | None = None, reviewed: str | None = None) -> None:
    head = "".join(
        f"{line}\n"
        for line in (
            baseline is not None and f'baseline = "{baseline}"',
            reviewed is not None and f"reviewed = {reviewed}",
        )
        if line
    )
    plan = f'schema = 1\n[plan]\nid = "shop"\ntitle = "Shop"\n{head}{ITEMS}'
    (repo.path / "plan.toml").write_text(plan)


def opened(repo: Repo) -> Tracker:
    return open_tracker(find_workspace(repo.path, env={}))


def suggested(repo: Repo, *ids: str, limit: int = 5) -> Suggested:
    tracker = opened(repo)
    return suggest(tracker, tracker.board(NOW), ids, limit=limit)


def shas(repo: Repo, item: str, limit: int = 5) -> list[str]:
    return [found.commit.sha for found in suggested(repo, item, limit=limit).items[item]]


def test_the_lines_come_before_the_file_and_the_words(repo: Repo) -> None:
    words = repo.commit("Bound the pool", file="README.md")
    file = repo.commit("Rename", file="src/db.ts", text=text(eight="8"))
    lines = repo.commit("Tune", file="src/db.ts", text=text(eight="8", three="3"))
    repo.commit("Unrelated", file="other.txt")
    found = suggested(repo).items
    assert [each.commit.sha for each in found["POOL"]] == [lines, file, words]
    assert [each.reasons for each in found["POOL"]] == [
        ("lines 3-4 of src/db.ts",),
        ("src/db.ts",),
        ("words: bound, pool",),
    ]
    assert found["TLS"] == ()
    assert shas(repo, "POOL", limit=2) == [lines, file]


def test_closed_items_are_left_out_unless_they_are_named(repo: Repo) -> None:
    sha = repo.commit("Describe deployments", file="README.md")
    assert set(suggested(repo).items) == {"POOL", "TLS"}
    assert shas(repo, "DOCS") == [sha]
    assert list(suggested(repo, "tls", "old-pool", "TLS").items) == ["TLS", "POOL"]


def test_what_is_linked_or_was_is_not_suggested(repo: Repo) -> None:
    shown = repo.commit("Tune", file="src/db.ts", text=text(three="3"))
    tracker = opened(repo)
    assert shas(repo, "POOL") == [shown]
    link(tracker, "POOL", shown, role=Role.REFS, actor="Ada", now=NOW)
    assert shas(repo, "POOL") == []
    undo(tracker, 1, actor="Ada", now=NOW)
    assert shas(repo, "POOL") == []
    other = repo.commit("Tune again", file="src/db.ts", text=text(three="iii"))
    assert shas(repo, "POOL") == [other]
    link(tracker, "POOL", other, role=Role.RESOLVES, actor="Ada", now=NOW)
    unlink(tracker, "POOL", other, actor="Ada", now=NOW)
    assert shas(repo, "POOL") == []


def test_what_names_the_item_is_not_suggested(repo: Repo) -> None:
    repo.commit("Tune\n\nRefs: POOL", file="src/db.ts", text=text(three="3"))
    repo.commit("Tune OLD-POOL", file="src/db.ts", text=text(three="iii"))
    assert shas(repo, "POOL") == []
    sync(opened(repo), actor="Ada", now=NOW)
    assert shas(repo, "POOL") == []


def test_reverts_and_what_they_took_back_are_not_suggested(repo: Repo) -> None:
    fix = repo.commit("Tune", file="src/db.ts", text=text(three="3"))
    assert shas(repo, "POOL") == [fix]
    back = repo.revert(fix)
    assert shas(repo, "POOL") == []
    repo.revert(back)
    assert shas(repo, "POOL") == [fix]


def test_every_branch_counts_and_a_merge_of_it_does_not(repo: Repo) -> None:
    repo.git("checkout", "-qb", "topic")
    fix = repo.commit("Tune", file="src/db.ts", text=text(three="3"))
    repo.switch("main")
    repo.commit("Other")
    assert shas(repo, "POOL") == [fix]
    repo.merge("topic", "Merge the connection pool")
    assert shas(repo, "POOL") == [fix]


def test_the_baseline_is_the_plan_s_or_the_day_of_the_review(repo: Repo) -> None:
    begin = repo.head()
    fix = repo.commit("Tune", file="src/db.ts", text=text(three="3"))
    assert suggested(repo).baseline.sha == begin
    assert suggested(repo).baseline.why == "the plan's baseline"
    write_plan(repo, reviewed="2023-11-14")
    assert suggested(repo).baseline.sha == fix
    assert suggested(repo).baseline.why == "the mainline on 2023-11-14, the day of the review"
    write_plan(repo, reviewed="2023-11-14", baseline="nowhere")
    assert suggested(repo).baseline.why.endswith("the day of the review; nowhere names no commit here")


@pytest.mark.parametrize("reviewed", [None, "2001-01-01"])
def test_without_a_baseline_the_error_says_how_to_give_one(repo: Repo, reviewed: str | None) -> None:
    write_plan(repo, reviewed=reviewed)
    with pytest.raises(HistoryError, match="not known which commit the review looked at") as caught:
        suggested(repo)
    assert '[plan] baseline = "SHA"' in (caught.value.hint or "")


def test_what_cannot_be_answered(repo: Repo, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no item is called POOLS"):
        suggested(repo, "POOLS")
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "plan.toml").write_text((repo.path / "plan.toml").read_text())
    tracker = open_tracker(find_workspace(tmp_path / "bare", env={}))
    with pytest.raises(HistoryError, match="no git repository"):
        suggest(tracker, tracker.board(NOW), limit=1)


def test_nothing_is_written(repo: Repo) -> None:
    repo.commit("Tune", file="src/db.ts", text=text(three="3"))
    assert suggested(repo).items["POOL"]
    assert not (repo.path / ".tracker").exists()


def test_the_document(repo: Repo) -> None:
    begin = repo.head()
    fix = repo.commit("Tune \x1b[31m", file="src/db.ts", text=text(three="3"), GIT_AUTHOR_NAME="A\x1b[0m")
    assert suggest_document(suggested(repo, "POOL", "TLS")) == {
        "schema": 1,
        "baseline": begin,
        "items": [
            {
                "id": "POOL",
                "suggestions": [
                    {
                        "sha": fix,
                        "subject": "Tune \N{REPLACEMENT CHARACTER}[31m",
                        "author": "A\N{REPLACEMENT CHARACTER}[0m",
                        "at": "2023-11-14T22:15:20Z",
                        "score": 4.25,
                        "reasons": ["lines 3-4 of src/db.ts"],
                        "files": ["src/db.ts:3-4"],
                    }
                ],
            },
            {"id": "TLS", "suggestions": []},
        ],
    }
